"""Suggestions made to measure, for the list without a store."""

from __future__ import annotations

from decimal import Decimal

from app.records import (
    Attendance,
    Band,
    CardId,
    Direction,
    Firm,
    FirmId,
    Match,
    Part,
    ResourceCard,
    WorkshopId,
)
from app.services.rows import CardRow, Suggestion
from app.ui.matches.waterfall import log_odds

WORKSHOP = WorkshopId("çalıştay")


def card_row(number: int, direction: Direction, title: str, firm: str) -> CardRow:
    """A card with its firm."""
    firm_id = FirmId(f"firma {firm}")
    card = ResourceCard(
        CardId(f"{direction.value}-{number:05d}"),
        WORKSHOP,
        firm_id,
        direction,
        title,
        quantity=Decimal(number) if number % 3 else None,
        unit="t",
        number=number,
    )
    seat = Attendance(f"a{firm}", WORKSHOP, firm_id, number % 90 + 1, number % 12 + 1)
    return CardRow(card, Firm(firm_id, firm, district="Çiğli", osb="İzmir Atatürk OSB"), seat)


def suggestion(
    number: int, score: float, *, have: str = "ıslak posa", want: str = "yem İhtiyacı", **extra: object
) -> Suggestion:
    """A suggestion of a given score; `extra`: more fields of Suggestion, or `blocks` and `distance_km` of its match."""
    band = Band.STRONG if score >= 0.7 else Band.LIKELY if score >= 0.4 else Band.WEAK
    giver = card_row(number, Direction.HAVE, have, f"Işık Gıda {number % 40}")
    taker = card_row(number, Direction.WANT, want, f"Çınar Yem {number % 30}")
    total = log_odds(score)
    parts = (
        Part("base", -2.4, "base"),
        Part("concept", total + 2.3, "concept"),
        Part("place", 0.1, "place", {"km": 4}),
    )
    match = Match(
        giver.card.id,
        taker.card.id,
        score,
        band,
        suggested=band is not Band.WEAK,
        parts=parts,
        blocks=extra.pop("blocks", ()),
        questions=("have_quantity", "hazardous"),
        distance_km=extra.pop("distance_km", None),
    )
    return Suggestion(match, giver, taker, **extra)


def many(count: int) -> list[Suggestion]:
    """Suggestions of falling score, in all three bands."""
    return [suggestion(number, 0.99 - 0.9 * number / count) for number in range(count)]
