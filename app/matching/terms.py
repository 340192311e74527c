"""Conditions in numbers, months and colours: what one card demands against what the other one states.

"nem max %15" against "nem %45-50" is broken, against "nem %12" met, against a card that is silent unknown, and then to
be asked.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from app.knowledge.colours import colours_clash
from app.knowledge.limit_tokens import QUANTITY
from app.knowledge.limits import BETWEEN, Conditions, Limit
from app.matching.quantities import MOST, Amount, amount_of

# Heat may be this much colder than asked for and still be worth a call.
TOLERATED_DEGREES: Final = 5.0
# An offer this many orders of magnitude below the need is not on its scale: 20 kg against 500 t.
SCALE_ORDERS: Final = 3.0

TEMPERATURE: Final = "temperature"
# An acid or lye of this part of the strength that is named will do: a weaker one is mostly water.
STRENGTH: Final = "strength"
WEAKEST: Final = 0.5
# Unit → what it measures and how many of that kind's base unit it is.
_UNITS: Final[Mapping[str, tuple[str, float]]] = {
    "%": ("share", 1.0),
    "ppm": ("share", 1e-4),
    "mg/kg": ("share", 1e-4),
    "mg/L": ("concentration", 1.0),
    "g/L": ("concentration", 1000.0),
    "mm": ("size", 1.0),
    "µm": ("size", 1e-3),
    "cm": ("size", 10.0),
    "m": ("size", 1000.0),
    "kcal/kg": ("heat", 4.1868),
    "kJ/kg": ("heat", 1.0),
    "MJ/kg": ("heat", 1000.0),
    "bar": ("pressure", 1000.0),
    "mbar": ("pressure", 1.0),
    "mS/cm": ("conductivity", 1000.0),
    "µS/cm": ("conductivity", 1.0),
}
# In what a property is given where no unit is written; all others are shares ("SiO2>75", "klor 1,4").
_USUAL: Final[Mapping[str, str]] = {
    "ph": "",
    "brix": "",
    "melt_flow": "",
    "whiteness": "",
    "calorific_value": "kcal/kg",
    "conductivity": "µS/cm",
    "cod": "mg/L",
    "bod": "mg/L",
    "suspended_solids": "mg/L",
    "viscosity": "cSt",
    "hardness": "°fH",
    "temperature": "°C",
    "pressure": "bar",
    "density": "t/m³",
    **dict.fromkeys(("grain_size", "thickness", "width", "length", "diameter"), "mm"),
}
# Bits of the masks that tell cheaply whether two cards can have anything to compare.
_BITS: Final = 60
_MONTHS, _COLOURS = 1 << 61, 1 << 62


class Result(StrEnum):
    """What became of a demand."""

    MET = "met"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a card demands of one property: any of the limits will do."""

    property: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What one card demands and states; `asks` and `gives` are masks of the properties concerned."""

    demands: tuple[Demand, ...] = ()
    values: tuple[Limit, ...] = ()
    amount: Amount | None = None
    months: frozenset[int] = frozenset()
    colours: frozenset[str] = frozenset()

    @property
    def asks(self) -> int:
        """The properties demanded; worked out anew each time, so keep it."""
        return _mask(demand.property for demand in self.demands) | self._shared

    @property
    def gives(self) -> int:
        """The properties stated."""
        stated = _mask(value.property for value in self.values) | self._shared
        return stated if self.amount is None else stated | bit_of(QUANTITY)

    @property
    def _shared(self) -> int:
        return (_MONTHS if self.months else 0) | (_COLOURS if self.colours else 0)


@dataclass(frozen=True, slots=True)
class Term:
    """One demand held against the other card: `name` is a property, "scale", "months" or "colour".

    `asked` and `given` hold limits, amounts, months or colours; `by_offer` = the giver demands it of the taker.
    """

    name: str
    result: Result
    asked: tuple[Limit | Amount | int | str, ...]
    given: tuple[Limit | Amount | int | str, ...] = ()
    by_offer: bool = False


def make_terms(
    said: Conditions,
    amount: Amount | None,
    months: frozenset[int],
    colours: frozenset[str],
    *,
    offer: bool,
    heat: bool,
    receives: bool,
) -> Terms:
    """What a card demands and states, from what its text says.

    A need's limits are demands, and "kostik %48" demands a lye that is not much weaker. An offer's are statements about
    itself ("Cu<0,25"), but what it takes in ("min 10 t") and, where it `receives` goods, people or work, all of its
    limits are demands as well. `heat` = what is wanted is heat or cold that moves through pipes: there "60 C" is the
    least that is needed and more is welcome.
    """
    if not said.limits and not said.values:
        return Terms((), (), amount, months, colours)
    ends = frozenset((limit.property, limit.low) for limit in said.limits)
    stated = (*said.limits, *(value for value in said.values if (value.property, value.low) not in ends))
    values = tuple(_usual(limit) for limit in stated if limit.property not in ("", QUANTITY, "distance"))
    limits = [_usual(limit) for limit in said.limits if limit.property and _demands(limit)]
    if offer and not receives:
        limits = [limit for limit in limits if limit.property == QUANTITY]
    elif heat and not offer:
        limits = [*filter(_no_heat, limits), *_least_heat(values)]
        values = tuple(filter(_no_heat, values))
    if not offer:
        limits += _least_strength(values)
    return Terms(tuple(_demands_of(limits)), values, amount, months, colours)


def judge(offer: Terms, need: Terms) -> tuple[Term, ...]:
    """The demands of either card that the other one meets or breaks, in the order of the cards."""
    found = [term for demand in need.demands if (term := _held(demand, offer)).result is not Result.UNKNOWN]
    if offer.demands:
        own = {demand.property for demand in need.demands}
        held = [_held(demand, need, by_offer=True) for demand in offer.demands if demand.property not in own]
        found += [term for term in held if term.result is not Result.UNKNOWN]
    if offer.amount and need.amount and too_little(offer.amount, need.amount):
        found.append(Term("scale", Result.BROKEN, (need.amount,), (offer.amount,)))
    if offer.months and need.months:
        result = Result.MET if offer.months & need.months else Result.BROKEN
        found.append(Term("months", result, tuple(sorted(need.months)), tuple(sorted(offer.months))))
    if offer.colours and need.colours:
        colours = tuple(sorted(need.colours)), tuple(sorted(offer.colours))
        if colours_clash(need.colours, offer.colours):
            found.append(Term("colour", Result.BROKEN, *colours))
        elif offer.colours & need.colours:
            found.append(Term("colour", Result.MET, *colours))
    return tuple(found)


def unanswered(demand: Demand) -> Term:
    """The demand held against a card that is silent."""
    return Term(demand.property, Result.UNKNOWN, demand.limits)


def open_demand(demand: Demand, offer: Terms) -> Term | None:
    """The demand where the offer neither meets nor breaks it: it is silent, or only a part of it would do."""
    term = _held(demand, offer)
    return term if term.result is Result.UNKNOWN else None


def too_little(offer: Amount, need: Amount) -> bool:
    """Whether an offer is not on the scale of a need of the same unit; of a large offer a part can be given."""
    if offer.unit != need.unit or offer.flow != need.flow:
        return False
    return MOST >= need.value > offer.value * 10**SCALE_ORDERS


def _usual(limit: Limit) -> Limit:
    """With the unit in which the property is usually given, where none is written."""
    if limit.unit or limit.property == QUANTITY:
        return limit
    return replace(limit, unit=_USUAL.get(limit.property, "%"))


def _demands(limit: Limit) -> bool:
    """Distances are compared on the map, and more than "at most 50 t" can be given in part."""
    return limit.property != "distance" and (limit.property != QUANTITY or limit.comparator == "at_least")


def _no_heat(limit: Limit) -> bool:
    return limit.property != TEMPERATURE


def _least_strength(values: Iterable[Limit]) -> list[Limit]:
    """The least strength of a solution that will do where a need names one as a plain value."""
    named = [value for value in values if value.property == STRENGTH and value.low is not None]
    return [Limit(STRENGTH, "at_least", value.low * WEAKEST, None, value.unit) for value in named if value.low]


def _least_heat(values: Iterable[Limit]) -> list[Limit]:
    """The lowest temperature that is asked for, as the least; a highest one stays."""
    heat = [limit for limit in values if limit.property == TEMPERATURE]
    highest = [limit for limit in heat if limit.comparator == "at_most"]
    lowest = [limit.low for limit in heat if limit.low is not None]
    return [*highest, *([Limit(TEMPERATURE, "at_least", min(lowest), None, "°C")] if lowest else [])]


def _demands_of(limits: Sequence[Limit]) -> Iterator[Demand]:
    """One demand for each property: ranges are alternatives, "min 10" and "max 20" belong together."""
    for name in dict.fromkeys(limit.property for limit in limits):
        own = [limit for limit in limits if limit.property == name]
        ranges = [limit for limit in own if limit.comparator == BETWEEN]
        yield Demand(name, tuple(dict.fromkeys(ranges or _joined(own))))


def _joined(limits: Sequence[Limit]) -> list[Limit]:
    first = limits[0]
    alike = [limit for limit in limits if limit.unit == first.unit]
    lows = [limit.low for limit in alike if limit.low is not None]
    highs = [limit.high for limit in alike if limit.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is None or high is None:
        return [Limit(first.property, first.comparator, low, high, first.unit)]
    return [Limit(first.property, BETWEEN, low, high, first.unit)] if low <= high else [first]


def _held(demand: Demand, other: Terms, *, by_offer: bool = False) -> Term:
    """A demand against what the other card states."""
    if demand.property == QUANTITY:
        return _held_amount(demand, other, by_offer=by_offer)
    given = tuple([value for value in other.values if value.property == demand.property])
    if not given:
        return Term(demand.property, Result.UNKNOWN, demand.limits, (), by_offer)
    found = [_within(limit, value) for limit in demand.limits for value in given]
    known = [result for result in found if result is not None]
    if Result.MET in known:
        result = Result.MET
    else:
        result = Result.BROKEN if known and Result.UNKNOWN not in known else Result.UNKNOWN
    return Term(demand.property, result, demand.limits, given, by_offer)


def _within(limit: Limit, value: Limit) -> Result | None:
    """Whether a stated value keeps a limit; unknown where only a part of its range does, None without a common unit."""
    (kind, low, high), (given, least, most) = _span(limit), _span(value)
    if kind != given:
        return None
    tolerated = TOLERATED_DEGREES if limit.property == TEMPERATURE and limit.comparator == "at_least" else 0.0
    low = low - tolerated
    if low <= least and most <= high:
        return Result.MET
    if tolerated and low <= most and high == math.inf:
        return Result.MET  # the warmest part of the heat is warm enough
    return Result.BROKEN if most < low or high < least else Result.UNKNOWN


@lru_cache(maxsize=4096)
def _span(limit: Limit) -> tuple[str, float, float]:
    """What a limit or value measures, and its ends in that kind's base unit."""
    kind, factor = _UNITS.get(limit.unit, (limit.unit, 1.0))
    low = -math.inf if limit.low is None else limit.low * factor
    high = math.inf if limit.high is None else limit.high * factor
    # Shares are read from decimals and converted: 1.0000000001 % is 1 %.
    return kind, round(low, 9), round(high, 9)


def _held_amount(demand: Demand, other: Terms, *, by_offer: bool) -> Term:
    """The least amount that is worth a call against all that the other card has in a year."""
    asked, given = _least_amount(demand.limits[0]), other.amount
    if asked is None or given is None or asked.unit != given.unit or (asked.flow and not given.flow):
        return Term(QUANTITY, Result.UNKNOWN, demand.limits, by_offer=by_offer)
    result = Result.MET if asked.value <= given.value * (1 + 1e-9) else Result.BROKEN
    return Term(QUANTITY, result, demand.limits, (given,), by_offer)


def _least_amount(limit: Limit) -> Amount | None:
    return None if limit.low is None or limit.low <= 0 else amount_of(Decimal(str(limit.low)), limit.unit, None)


def _mask(names: Iterable[str]) -> int:
    mask = 0
    for name in names:
        mask |= bit_of(name)
    return mask


@cache
def bit_of(name: str) -> int:
    """Two names may share a bit: a mask only tells where it is worth looking."""
    return 1 << crc32(name.encode()) % _BITS
