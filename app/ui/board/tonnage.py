"""Tonnes a year in each stage: an order of magnitude for the head of a column, never a figure to report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from app.i18n.units import yearly
from app.records import CardId, Period, ResourceCard, Stage
from app.services.rows import SynergyRow


def tonnes_by_stage(columns: Mapping[Stage, Sequence[SynergyRow]]) -> dict[Stage, Decimal | None]:
    """Yearly tonnes of the haves in each stage, of the want where the have's quantity is not known; a card in several
    synergies of a stage counts once. None where no quantity is a mass. Slow at first (units are loaded): not for the
    GUI thread."""
    return {stage: _sum(rows) for stage, rows in columns.items()}


def _sum(rows: Sequence[SynergyRow]) -> Decimal | None:
    cards: dict[CardId, Decimal] = {}
    for row in rows:
        for card in (row.have.card, row.want.card):
            tonnes = _tonnes(card)
            if tonnes is not None:
                cards[card.id] = tonnes
                break
    return sum(cards.values(), Decimal(0)) if cards else None


def _tonnes(card: ResourceCard) -> Decimal | None:
    if card.quantity is None or card.unit is None or card.period is None:
        return None
    return _mass_a_year(card.quantity, card.unit, card.period)


@lru_cache(maxsize=4096)
def _mass_a_year(quantity: Decimal, unit: str, period: Period) -> Decimal | None:
    found = yearly(quantity, unit, period)
    return found.quantity if found is not None and found.unit == "t" else None
