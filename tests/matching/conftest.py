"""Small workshops to match: a card is written in one line, the real knowledge tables stand behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.knowledge import Knowledge, load
from app.records import CardId, Category, Direction, Firm, FirmId, ResourceCard, WorkshopId

MakeCard = Callable[..., ResourceCard]


class LetterEncoder:
    """A stand-in for the real encoder: texts with the same letters point the same way."""

    name = "letters"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = np.zeros((len(texts), 32), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, hashlib.sha256(word.encode()).digest()[0] % 32] += 1
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 0)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture
def firms() -> list[Firm]:
    return [
        Firm(FirmId("f1"), "Işık Dökümhanesi", nace="24.51", district="Kemalpaşa"),
        Firm(FirmId("f2"), "İnci Çimento", nace="23.51", district="Bornova"),
        Firm(FirmId("f3"), "Çağrı Gıda", nace="10.39", district="Torbalı"),
        Firm(FirmId("f4"), "Şifa İlaç", nace="21.20", district="Kemalpaşa"),
        Firm(FirmId("f5"), "Öz Lojistik", nace=None, district=None),
    ]


def make_card(
    id_: str, direction: str, title: str, firm: str = "f1", category: Category | None = Category.MATERIAL, **fields: Any
) -> ResourceCard:
    return ResourceCard(
        CardId(id_), WorkshopId("w"), FirmId(firm), Direction(direction), title, category=category, **fields
    )


@pytest.fixture
def room() -> list[ResourceCard]:
    return [
        make_card("h1", "have", "ATIK DÖKÜM KUMU", description="bentonitli, elenmiş"),
        make_card("h2", "have", "kırık palet", "f3"),
        make_card("h3", "have", "Boş varil 200 lt", "f1", hazardous=True),
        make_card("h4", "have", "elma posası", "f3", Category.BYPRODUCT_WASTE),
        make_card("h5", "have", "sıcak su 45 derece", "f1", Category.ENERGY),
        make_card("w1", "want", "silis kaynağı", "f2", description="klinker için"),
        make_card("w2", "want", "hurda palet aranıyor", "f5"),
        make_card("w3", "want", "varil", "f3"),
        make_card("w4", "want", "besi yemi için posa", "f2"),
        make_card("w5", "want", "sıcak su 80 derece", "f2", Category.ENERGY),
    ]
