"""Pools and lonely cards of a room, put into the words and units of the screen. Loads the engine: import it late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from app.knowledge import Knowledge
from app.matching import OneSided, Pool, one_sided, pool
from app.matching.measures import Span
from app.matching.one_sided import Ground, Possible
from app.records import Attendance, CardId, Firm, FirmId, Period
from app.services.knowledge_rows import Ref, RowKind
from app.services.pool_rows import (
    LonelyCard,
    NearbyFirm,
    PoolLeftOut,
    PoolLine,
    PoolView,
    PossibleSector,
    Reach,
)
from app.services.room import Room
from app.services.rows import CardRow

_DIGITS = 6  # enough for any weighbridge, few enough to hide what division leaves behind


def pool_view(room: Room, card_id: CardId, first: CardId | None, language: str) -> PoolView | None:
    """The pool of a card of the room; None where it is not there any more."""
    index, _cards = room.index_and_cards()
    found, centre = pool(index, card_id, first), room.row(card_id)
    if found is None or centre is None:
        return None
    scale = _scale(found, centre)
    lines = []
    for share in found.shares:
        if (row := room.row(share.card_id)) is not None:
            names = [index.knowledge.concepts[key].name(language) for key in share.concepts]
            whole, used = _reach(share.whole, scale), _reach(share.used, scale)
            dense = ", ".join(names)
            lines.append(PoolLine(row, whole, used, share.rough, dense, share.seasonal, share.unconfirmed))
    left_out = [PoolLeftOut(row, one.why.value) for one in found.left_out if (row := room.row(one.card_id)) is not None]
    own = found.amount is not None
    return PoolView(
        centre=centre,
        wanted=centre.card.quantity if own else None,
        why=found.why.value if found.why else "",
        unit=centre.card.unit if own else found.unit,
        period=centre.card.period if own else Period.YEAR if found.flow else None,
        lines=tuple(lines),
        left_out=tuple(left_out),
        total=_reach(found.total, scale),
        missing=_reach(found.missing, scale),
        surplus=_reach(found.surplus, scale),
    )


def _scale(found: Pool, centre: CardRow) -> Decimal:
    """From the unit of the pool back to the one in which the card's own amount is written."""
    if not found.amount or centre.card.quantity is None:
        return Decimal(1)
    return centre.card.quantity / Decimal(str(found.amount))


def _reach(span: Span, scale: Decimal) -> Reach:
    low, high = (_rounded(Decimal(str(end)) * scale) for end in span)
    return Reach(low, high)


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{Decimal(f'{value:.{_DIGITS}g}'):f}").normalize() if value else Decimal(0)


def lonely_cards(room: Room, matched: Iterable[CardId], language: str) -> list[LonelyCard]:
    """The cards that are not `matched`, those that somebody in the room could answer first."""
    index, _cards = room.index_and_cards()
    people = room.people()
    found = one_sided(index, [firm for firm, _seat in people.values()], frozenset(matched))
    worded = _Worded(index.knowledge, people, language)
    return [card for one in found if (card := worded.card(one, room.row)) is not None]


class _Worded:
    """Names of sectors, things and firms in one language."""

    def __init__(
        self, knowledge: Knowledge, people: Mapping[FirmId, tuple[Firm, Attendance | None]], language: str
    ) -> None:
        self._knowledge, self._people, self._language = knowledge, people, language

    def card(self, one: OneSided, row_of: Callable[[CardId], CardRow | None]) -> LonelyCard | None:
        """A lonely card with its sectors; None where it left the room meanwhile."""
        row = row_of(one.card_id)
        return None if row is None else LonelyCard(row, tuple(self._sector(sector) for sector in one.sectors))

    def _sector(self, found: Possible) -> PossibleSector:
        code = f"{found.division:02d}"
        sector = self._knowledge.sectors.find(code)
        name = sector.name(self._language) if sector else code
        firms = tuple(
            NearbyFirm(self._people[one.firm_id][0], self._people[one.firm_id][1], one.km, one.exact)
            for one in found.firms
            if one.firm_id in self._people
        )
        ref = Ref(RowKind.SECTOR, code)
        if found.ground is Ground.CASE:
            case = self._knowledge.precedents[found.case]
            given, use = case.resource.get(self._language), case.use.get(self._language)
            place = "" if case.place == "generic" else case.place
            return PossibleSector(ref, name, found.ground.value, given, use, "", place, case.documented, firms)
        source, target = (self._knowledge.concepts[key].name(self._language) for key in (found.source, found.target))
        conversion = self._knowledge.conversions.between(found.source, found.target)
        process = conversion.process.get(self._language) if conversion else ""
        documented = conversion is not None and any(
            self._knowledge.precedents[key].documented
            for key in conversion.evidence
            if key in self._knowledge.precedents
        )
        return PossibleSector(ref, name, found.ground.value, source, target, process, "", documented, firms)
