"""Rooms for pooling: one thing offered and needed in several amounts, best partners known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.knowledge import ConceptTable, Knowledge
from app.knowledge.concepts import Range
from app.matching import DEFAULT_PROFILE, MatchIndex, build_index
from app.records import CardId, Decision, Firm, FirmId, Period, ResourceCard, Verdict, WorkshopId
from tests.matching.conftest import make_card

THING, CONCEPT = "ATIK DÖKÜM KUMU", "foundry_sand"
_EVERYTHING = replace(
    DEFAULT_PROFILE, without_meaning=replace(DEFAULT_PROFILE.without_meaning, suggest=0.001, likely=0.001)
)


def sand(
    id_: str, amount: object, unit: str | None = "t", period: Period | None = Period.YEAR, **fields: object
) -> ResourceCard:
    """A card about the thing, of a firm of its own; the id tells the direction ("h…", "w…")."""
    side = "have" if id_.startswith("h") else "want"
    quantity = None if amount is None else Decimal(str(amount))
    made = {"title": THING, "firm": f"Işık {id_}", **fields}
    return make_card(
        id_, side, made.pop("title"), made.pop("firm"), quantity=quantity, unit=unit, period=period, **made
    )


def room_of(
    knowledge: Knowledge,
    *cards: ResourceCard,
    best: Sequence[tuple[str, str]] = (),
    wrong: Sequence[tuple[str, str]] = (),
) -> MatchIndex:
    """An index in which every pair is suggested, those of `best` before the others, those of `wrong` never."""
    said = [_said(pair, Verdict.ACCEPTED) for pair in best] + [_said(pair, Verdict.WRONG) for pair in wrong]
    firms = [Firm(FirmId(str(name)), str(name)) for name in sorted({card.firm_id for card in cards})]
    return build_index(cards, firms, knowledge, _EVERYTHING, said)


def _said(pair: tuple[str, str], verdict: Verdict) -> Decision:
    have, want = pair
    return Decision(f"{have}-{want}", WorkshopId("w"), CardId(have), CardId(want), verdict)


def with_density(knowledge: Knowledge, low: float, high: float) -> Knowledge:
    """The tables with another density for the thing."""
    table = [
        replace(concept, density=Range(low, high)) if concept.id == CONCEPT else concept
        for concept in knowledge.concepts
    ]
    return replace(knowledge, concepts=ConceptTable(table))
