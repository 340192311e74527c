"""Several offers for one need, and several needs for one offer: who fills it, what is left, who was not counted."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator
from dataclasses import dataclass

from app.matching.index import MatchIndex
from app.matching.measures import Measured, Span, Why, countable, measure
from app.matching.quantities import Amount
from app.matching.side import Entry
from app.records import CardId, Direction, Match, Period

NOTHING = Span(0.0, 0.0)
# Sums of floats never come out at zero: less than this part of an amount is nothing.
CRUMB = 1e-9


@dataclass(frozen=True, slots=True)
class Share:
    """A partner that takes part: all that it has (or needs) and what of it goes in, in the unit of the pool.

    `rough` = periods were put on a common year; `concepts` name the things whose density turned m³ into t or back;
    `seasonal` = it comes once a year in its season; `unconfirmed` = the number has two readings.
    """

    card_id: CardId
    score: float
    whole: Span
    used: Span
    concepts: tuple[str, ...] = ()
    rough: bool = False
    seasonal: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A partner that fits but is not counted, and why."""

    card_id: CardId
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class Pool:
    """What comes together for one card, in `unit` (a base unit; a year's amount where `flow`).

    `amount` is the card's own, None where it cannot be counted (`why`); then the partners are added up in the unit of
    the best of them and nothing is ever missing. `missing` is what no partner fills; `surplus` what the partners that
    take part have beyond the amount. A range comes of a density: its low end supposes the least of every partner.
    """

    card_id: CardId
    direction: Direction
    unit: str | None
    flow: bool
    amount: float | None
    why: Why | None
    shares: tuple[Share, ...]
    left_out: tuple[LeftOut, ...]
    missing: Span
    surplus: Span

    @property
    def total(self) -> Span:
        """Everything that the partners taking part have (or need)."""
        return Span(sum(share.whole.low for share in self.shares), sum(share.whole.high for share in self.shares))


@dataclass(frozen=True, slots=True)
class Partner:
    """A card of the other direction with its match."""

    entry: Entry
    match: Match


def pool(index: MatchIndex, card_id: CardId, first: CardId | None = None) -> Pool | None:
    """What the suggested partners of a card bring together, the best first until it is filled; None where the card is
    not in the index. `first` is a partner to begin with (the one that somebody chose), suggested or not; a blocked one
    never takes part."""
    with index.locked():
        centre = find_entry(index, card_id)
        if centre is None:
            return None
        found = sorted(partners(index, centre, first), key=lambda one: _order(one, first))
        return _filled(centre, found, index)


def find_entry(index: MatchIndex, card_id: CardId) -> Entry | None:
    """A card of the index as it was read."""
    return next(
        (entry for direction in Direction for entry in index.entries(direction) if entry.reading.card.id == card_id),
        None,
    )


def partners(
    index: MatchIndex, centre: Entry, first: CardId | None = None, among: Container[CardId] | None = None
) -> Iterator[Partner]:
    """The cards suggested for a card, `first`, and those that would be suggested if nothing forbade them; of the cards
    `among` only, where these are given. Call it while the index is locked."""
    ranking = index.rank(centre)
    least = index.weights.suggest
    for place, row in enumerate(ranking.rows):
        entry = ranking.side.entries[row]
        if among is not None and entry.reading.card.id not in among:
            continue
        unblocked = float(ranking.total[place]) - index.profile.block * len(ranking.blocks.get(place, ()))
        # The exact score decides; the sum of log-odds only spares explaining what is far below.
        if unblocked < _log_odds(least) - 0.01 and entry.reading.card.id != first:
            continue
        match = index.explained(ranking, place)
        if match.suggested or match.blocks or entry.reading.card.id == first:
            yield Partner(entry, match)


def _log_odds(score: float) -> float:
    return math.log(score / (1.0 - score))


def _order(partner: Partner, first: CardId | None) -> tuple[bool, float, CardId]:
    card_id = partner.entry.reading.card.id
    return card_id != first, -partner.match.score, card_id


def _filled(centre: Entry, found: list[Partner], index: MatchIndex) -> Pool:
    own = countable(centre)
    usable = [one for one in found if not one.match.blocks]
    # Without an amount of its own the best partner with one says what the rest is added up in.
    scale = centre if isinstance(own, Amount) else next((one.entry for one in usable if _amount(one)), centre)
    unit = countable(scale)
    filling = _Filling(own.value if isinstance(own, Amount) else None)
    for one in found:
        filling.take(one, Why.BLOCKED if one.match.blocks else measure(one.entry, scale, index.knowledge))
    return Pool(
        card_id=centre.reading.card.id,
        direction=centre.reading.card.direction,
        unit=unit.unit if isinstance(unit, Amount) else None,
        flow=isinstance(unit, Amount) and unit.flow,
        amount=filling.amount,
        why=own if isinstance(own, Why) else None,
        shares=tuple(filling.shares),
        left_out=tuple(filling.left_out),
        missing=filling.missing,
        surplus=filling.surplus,
    )


def _amount(partner: Partner) -> bool:
    return isinstance(countable(partner.entry), Amount)


class _Filling:
    """One pool on its way: filled twice over, supposing the least and the most of every partner."""

    def __init__(self, amount: float | None) -> None:
        self.amount = amount
        self.shares: list[Share] = []
        self.left_out: list[LeftOut] = []
        self._open = [amount or 0.0, amount or 0.0]

    def take(self, partner: Partner, found: Measured | Why) -> None:
        """Let the next best partner take part, or note why it does not."""
        card, score = partner.entry.reading.card, partner.match.score
        if isinstance(found, Measured) and self.amount is not None and not any(self._open):
            found = Why.FILLED
        if isinstance(found, Why):
            self.left_out.append(LeftOut(card.id, score, found))
            return
        self.shares.append(
            Share(
                card_id=card.id,
                score=score,
                whole=found.span,
                used=self._use(found.span),
                concepts=found.density.concepts if found.density else (),
                rough=found.rough,
                seasonal=card.period is Period.SEASON,
                unconfirmed=card.quantity_unconfirmed,
            )
        )

    def _use(self, whole: Span) -> Span:
        if self.amount is None:
            return whole
        used = [min(size, left) for size, left in zip(whole, self._open, strict=True)]
        self._open = [
            0.0 if left - part <= CRUMB * self.amount else left - part
            for left, part in zip(self._open, used, strict=True)
        ]
        return Span(min(used), max(used))

    @property
    def missing(self) -> Span:
        """What is still open: most of it where the partners have least."""
        return NOTHING if self.amount is None else Span(min(self._open), max(self._open))

    @property
    def surplus(self) -> Span:
        """What the partners have beyond the amount."""
        if self.amount is None:
            return NOTHING
        over = [sum(share.whole[end] for share in self.shares) - self.amount for end in (0, 1)]
        clear = [part if part > CRUMB * self.amount else 0.0 for part in over]
        return Span(min(clear), max(clear))
