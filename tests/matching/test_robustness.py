"""Whatever people paste, matching answers."""

import math
from decimal import Decimal

import pytest

from app.matching import build_index, match_all, meaning_text
from app.records import Category, Firm, FirmId, Period
from tests.matching.conftest import LetterEncoder, make_card

STRANGE = [
    "",
    "   ",
    "🙂🔥👩‍🏭",
    "a" * 10_000,
    "kum " * 5_000,
    "رمل السيليكا ‮‫terse‬",
    "\x00\x07\x1b[31mkırmızı\x7f\u2028",
    "\ud800 yarım",
    "İIıi" * 40,
    "!!!???///,,,;;;",
    "olmaz istemiyoruz hariç değil yok",
    "/ / / ve ve ile olmaz",
    "١٢٣ ton ½ m² ℃",
    "-siz siz suz",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_texts_never_raise(knowledge, room, firms, text):
    index = build_index(room, firms, knowledge, encoder=LetterEncoder())
    for direction in ("have", "want"):
        card = make_card(
            f"strange-{direction}", direction, text, "f4", None, description=text, notes=text, quality=text
        )
        for match in index.suggest(card, 20):
            assert math.isfinite(match.score)
        index.upsert(card)
    assert all(0 < match.score < 1 for match in match_all(index, 20))
    index.remove("strange-have")
    index.remove("strange-want")
    assert len(index) == len(room)


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": Decimal("NaN"), "unit": "t"},
        {"quantity": Decimal("Infinity"), "unit": "t"},
        {"quantity": Decimal("1E+400"), "unit": "t", "period": Period.YEAR},
        {"quantity": Decimal(-3), "unit": "t"},
        {"quantity": Decimal(0), "unit": "kg"},
        {"quantity": Decimal(5), "unit": "çuval dolusu"},
        {"quantity": Decimal(5), "unit": "m3/saat", "period": Period.HOUR},
        {"code": "02 03 01*", "code_system": "ewc"},
        {"code": "bilinmiyor"},
        {"place": "Atlantis"},
    ],
)
def test_strange_values_never_raise(knowledge, room, firms, fields):
    index = build_index(room, firms, knowledge)
    card = make_card("strange", "have", "döküm kumu", "f4", **fields)
    assert all(math.isfinite(match.score) for match in index.suggest(card, 20))


def test_a_firm_that_nobody_knows(knowledge, room):
    index = build_index(room, [], knowledge)
    index.set_firm(Firm(FirmId("f9"), "", nace="??", district="", osb=" "))
    assert index.suggest(make_card("h9", "have", "palet", "f9"), 3)


def test_the_text_for_the_encoder_is_clean_and_without_private_notes():
    card = make_card("h", "have", "Tuz\x00", category=Category.MATERIAL, description="iri", notes="gizli")
    assert meaning_text(card) == "Tuz. iri"
