"""The whole room at once: the best pairs first, and nothing is given away twice."""

from __future__ import annotations

from dataclasses import dataclass

from app.matching.index import MatchIndex
from app.matching.measures import Measured, Span, countable, measure
from app.matching.pool import CRUMB, partners
from app.matching.quantities import Amount
from app.matching.side import Entry
from app.records import CardId, Direction


@dataclass(frozen=True, slots=True)
class Gift:
    """What of a have goes to a want, in the want's base unit (a year's amount where `flow`)."""

    have_id: CardId
    want_id: CardId
    score: float
    used: Span
    unit: str
    flow: bool
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """A card with its amount and what of it is left after all gifts: not given away, or still missing."""

    card_id: CardId
    amount: Amount
    left: Span


@dataclass(frozen=True, slots=True)
class Allocation:
    """The gifts, best first, and the balance of every card that has an amount, by id."""

    gifts: tuple[Gift, ...]
    haves: tuple[Rest, ...]
    wants: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    have_id: CardId
    want_id: CardId
    score: float
    measured: Measured
    into: Amount


def allocate(index: MatchIndex) -> Allocation:
    """Give every have away once, to its best wants first; ties by id. Only suggested pairs whose amounts can be put in
    one unit take part."""
    with index.locked():
        sides = {direction: _counted(index, direction) for direction in Direction}
        ways = _ways(index, sides)
    amounts = {key: amount for side in sides.values() for key, (_, amount) in side.items()}
    left = {key: [amount.value, amount.value] for key, amount in amounts.items()}
    gifts = []
    for way in sorted(ways, key=lambda way: (-way.score, way.have_id, way.want_id)):
        used = _give(way, left[way.have_id], left[way.want_id], amounts)
        if used.high > 0.0:
            density = way.measured.density
            concepts = density.concepts if density else ()
            gifts.append(Gift(way.have_id, way.want_id, way.score, used, way.into.unit, way.into.flow, concepts))
    rests = [
        tuple(Rest(key, amounts[key], Span(min(left[key]), max(left[key]))) for key in sorted(sides[direction]))
        for direction in (Direction.HAVE, Direction.WANT)
    ]
    return Allocation(tuple(gifts), *rests)


def _counted(index: MatchIndex, direction: Direction) -> dict[CardId, tuple[Entry, Amount]]:
    found = {}
    for entry in index.entries(direction):
        amount = countable(entry)
        if isinstance(amount, Amount):
            found[entry.reading.card.id] = entry, amount
    return found


def _ways(index: MatchIndex, sides: dict[Direction, dict[CardId, tuple[Entry, Amount]]]) -> list[_Way]:
    """Every pair that could give something, seen from the side with fewer cards: a score is the same from both."""
    haves, wants = sides[Direction.HAVE], sides[Direction.WANT]
    seen, others = (wants, haves) if len(wants) <= len(haves) else (haves, wants)
    found = []
    for entry, _ in seen.values():
        for partner in partners(index, entry, among=others):
            match = partner.match
            if match.blocks:
                continue
            have, want = haves[CardId(match.have_id)], wants[CardId(match.want_id)]
            measured = measure(have[0], want[0], index.knowledge)
            if isinstance(measured, Measured):
                found.append(_Way(CardId(match.have_id), CardId(match.want_id), match.score, measured, want[1]))
    return found


def _give(way: _Way, have: list[float], want: list[float], amounts: dict[CardId, Amount]) -> Span:
    """Take what goes over out of both balances, once supposing the least and once the most; what went over."""
    used = [0.0, 0.0]
    for end, factor in enumerate(way.measured.factor):
        used[end] = min(have[end] * factor, want[end])
        have[end] = _cleared(have[end] - used[end] / factor, amounts[way.have_id])
        want[end] = _cleared(want[end] - used[end], amounts[way.want_id])
    return Span(min(used), max(used))


def _cleared(left: float, amount: Amount) -> float:
    return left if left > CRUMB * amount.value else 0.0
