"""Amounts of two cards brought to one unit, and why some cannot be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.i18n.units import UNITS, find_unit
from app.knowledge import Knowledge
from app.matching.quantities import MOST, Amount
from app.matching.reading import Group
from app.matching.side import SURE, Entry
from app.records import Direction, Period, ResourceCard

_CALENDAR = (Period.MONTH, Period.YEAR)


class Why(StrEnum):
    """Why a card's amount is not counted."""

    NO_AMOUNT = "no_amount"  # nobody said how much
    UNCOUNTABLE = "uncountable"  # said, but zero, absurd, on demand or in a unit that we do not know
    OTHER_UNIT = "other_unit"  # pieces against tonnes
    OTHER_TIME = "other_time"  # a stock that is there once against what comes every year
    BLOCKED = "blocked"  # the two must not be brought together
    FILLED = "filled"  # better ones make up the whole amount


class Span(NamedTuple):
    """An amount from … to; both the same where it is known exactly."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


class Density(NamedTuple):
    """t/m³, and the concepts that say so."""

    low: float
    high: float
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one unit of a partner's amount is in the other card's unit: `factor` goes from what is least to what is
    most; `density` where a volume was turned into a mass or back; `rough` where periods were put on a common year."""

    amount: Amount
    factor: Span
    density: Density | None = None
    rough: bool = False

    @property
    def span(self) -> Span:
        """The whole amount in the other card's unit."""
        return Span(self.amount.value * self.factor.low, self.amount.value * self.factor.high)


def countable(entry: Entry) -> Amount | Why:
    """The card's amount, or why there is none to count with."""
    card, amount = entry.reading.card, entry.reading.amount
    if amount is not None and amount.value <= MOST:
        return amount
    return Why.NO_AMOUNT if card.quantity is None else Why.UNCOUNTABLE


def measure(partner: Entry, centre: Entry, knowledge: Knowledge) -> Measured | Why:
    """The partner's amount in the unit of the centre's, or why it cannot be put so."""
    own, asked = countable(partner), countable(centre)
    if isinstance(own, Why):
        return own
    if isinstance(asked, Why):
        return asked
    if "m3" in (own.unit, asked.unit) and not _comparable(partner, centre, knowledge):
        return Why.OTHER_UNIT
    if own.unit == asked.unit:
        if own.flow is not asked.flow:
            return Why.OTHER_TIME
        return Measured(own, Span(1.0, 1.0), rough=_rough(partner, centre))
    density = _density(partner, centre, knowledge) if {own.unit, asked.unit} == {"t", "m3"} else None
    if density is None:
        return Why.OTHER_UNIT
    if own.flow is not asked.flow:
        return Why.OTHER_TIME
    heavier, lighter = density.high, density.low
    factor = Span(lighter, heavier) if own.unit == "m3" else Span(1.0 / heavier, 1.0 / lighter)
    return Measured(own, factor, density, _rough(partner, centre))


def _comparable(one: Entry, other: Entry, knowledge: Knowledge) -> bool:
    """Whether a volume of the one says anything about the other: a cubic metre of hot air is none of hot water."""
    first, second = _state(one, knowledge), _state(other, knowledge)
    if Group.ENERGY in (one.reading.group, other.reading.group):
        return bool(first) and first == second
    return (first == "gas") is (second == "gas")


def _state(entry: Entry, knowledge: Knowledge) -> str:
    """Gas, liquid, solid …; empty where it is not known or the card names several."""
    reading = entry.reading
    if reading.group is Group.GAS or reading.card.state == "gas":
        return "gas"
    states = {knowledge.concepts[key].state for key in _surest(entry)} - {"none"}
    return states.pop() if len(states) == 1 else ""


def _density(one: Entry, other: Entry, knowledge: Knowledge) -> Density | None:
    """How heavy the thing itself is: the offer says what it is, the need only what would do."""
    offer, need = (one, other) if one.reading.card.direction is Direction.HAVE else (other, one)
    return _named_density(offer, knowledge) or _named_density(need, knowledge)


def _named_density(entry: Entry, knowledge: Knowledge) -> Density | None:
    """The range over everything that the card names most surely: two names, two densities, the wider range."""
    told = {key: said for key in _surest(entry) if (said := knowledge.concepts[key].density) is not None}
    if not told:
        return None
    return Density(min(said.low for said in told.values()), max(said.high for said in told.values()), tuple(told))


def _surest(entry: Entry) -> list[str]:
    """The concepts that the card names more surely than any other, by id; none where it names nothing for certain."""
    named = entry.reading.concepts
    surest = max(named.values(), default=0.0)
    return sorted(key for key, sure in named.items() if sure == surest) if surest >= SURE else []


def _rough(one: Entry, other: Entry) -> bool:
    """Whether comparing the two rests on an assumed working year. Twelve months are a year, assumed or not."""
    first, second = _rhythm(one.reading.card), _rhythm(other.reading.card)
    return first != second and not {first, second} <= {*_CALENDAR}


def _rhythm(card: ResourceCard) -> Period | None:
    """How often the amount comes, as the card says it: by its period, its rate or as power that runs through."""
    known = find_unit(card.unit or "")
    if known is None:
        return card.period
    if UNITS.get(known.code, known).dimension == "power":
        return Period.HOUR
    return known.per or card.period
