"""Judged collections as records, and their judgements.

İzmir is the sample workshop. The others are smaller workshops of other regions, written by other hands and judged by
others again after the knowledge tables: they tell what the engine does with cards that nobody had in mind.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from app.i18n.numbers import parse_number
from app.i18n.units import read_unit
from app.records import CardId, Category, Direction, Firm, FirmId, ResourceCard, WorkshopId
from tests.evaluation.split import Pair, is_locked

FOLDER = Path(__file__).parent
IZMIR = FOLDER / "izmir"
# Weights are fitted on these as well; what the engine missed in the first two has been looked at.
LEARNED = ("gaziantep", "kocaeli", "trakya")
# Nothing is ever chosen by these.
KEPT = ("konya", "cukurova")
# How much a pair of the sample counts in the fit: parts of the tables were made with its cards in view, so that what
# they say of it is truer than what they will say of others.
SAMPLE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Collection:
    """Cards and firms of a workshop; `relevance` 0…2 for each judged (have, want), `traps` must not be suggested."""

    name: str
    firms: list[Firm]
    cards: list[ResourceCard]
    relevance: dict[Pair, int]
    planted: dict[Pair, str]
    traps: dict[Pair, str]

    def may_learn(self, want_id: str) -> bool:
        """Whether weights and thresholds may be chosen by the judgements of a want."""
        if self.name in KEPT:
            return False
        return self.name in LEARNED or not is_locked(want_id)

    @property
    def weight(self) -> float:
        """How much each of its pairs counts in the fit."""
        return SAMPLE_WEIGHT if self.name == IZMIR.name else 1.0

    def ids(self, direction: Direction) -> list[str]:
        """Ids of the cards of a direction, ascending."""
        return sorted(card.id for card in self.cards if card.direction is direction)


def read_collection(folder: Path = IZMIR) -> Collection:
    """Read a folder; planted pairs and traps may be missing."""
    firms = [
        Firm(
            id=FirmId(row["firm_id"]),
            name=row["name"],
            sector=row["sector_tr"] or None,
            nace=row["nace"] or None,
            district=row["district"] or None,
            osb=row["osb"] or None,
            employees=int(row["employees"]) if row["employees"] else None,
        )
        for row in _rows(folder / "firms.csv")
    ]
    return Collection(
        name=folder.name,
        firms=firms,
        cards=[_card(row) for row in _rows(folder / "cards.csv")],
        relevance={_pair(row): int(row["relevance"]) for row in _rows(folder / "judged.csv")},
        planted={_pair(row): row["difficulty"] for row in _rows(folder / "planted.csv")},
        traps={_pair(row): row["trap_type"] for row in _rows(folder / "traps.csv")},
    )


def _card(row: dict[str, str]) -> ResourceCard:
    reading = read_unit(row["unit"], row["period"])
    number = parse_number(row["quantity"], ".") if row["quantity"] else None
    return ResourceCard(
        id=CardId(row["card_id"]),
        workshop_id=WorkshopId("izmir"),
        firm_id=FirmId(row["firm_id"]),
        direction=Direction(row["kind"]),
        title=row["title"],
        description=row["description"] or None,
        category=Category(row["category"]) if row["category"] else None,
        code_system="ewc" if row["ewc"] else None,
        code=row["ewc"] or None,
        hazardous={"yes": True, "no": False}.get(row["hazardous"]),
        quantity=None if number is None else number.value,
        unit=reading.unit,
        period=reading.period,
        notes=row["notes"] or None,
        external_id=row["card_id"],
    )


def _pair(row: dict[str, str]) -> Pair:
    return row["have_id"], row["want_id"]


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
