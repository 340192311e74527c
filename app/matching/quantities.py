"""Amounts brought to a common footing, so that orders of magnitude can be compared."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.i18n.units import BASE_UNITS, convert, find_unit, yearly
from app.knowledge.limits import Limit
from app.records import Period, ResourceCard

# "60-65 derece", "> 250 C", "300c ustu"; a bare C after a steel grade or a class ("C45", "class 8") does not fit.
_DEGREES = re.compile(r"(\d{1,4})(?:\s*[-–/]\s*(\d{1,4}))?\s*(?:°\s*c?|derece|c\b)")


# More than this of anything (a thousand million tonnes, cubic metres …) in a year is a slip of the keyboard: no firm
# has or needs that much, and one such number would fill every need of the room.
MOST = 1e9


@dataclass(frozen=True, slots=True)
class Amount:
    """A positive amount in the base unit of its dimension; `flow` = in a year, else a stock or a size."""

    value: float
    unit: str
    flow: bool


def yearly_amount(card: ResourceCard) -> Amount | None:
    """The card's amount; None where it is missing, not positive or in a unit that we do not know."""
    if card.quantity is None or not card.unit:
        return None
    return amount_of(card.quantity, card.unit, card.period)


def amount_of(quantity: Decimal, unit: str, period: Period | None) -> Amount | None:
    """An amount in its base unit a year, or as it stands; None where it is not positive or the unit is unknown."""
    if not quantity.is_finite() or quantity <= 0:
        return None
    try:
        in_a_year = yearly(quantity, unit, period)
        if in_a_year is not None:
            return _amount(in_a_year.quantity, in_a_year.unit, flow=True)
        known = find_unit(unit)
        if known is None or known.per is not None or period not in (None, Period.ONCE):
            return None
        base = BASE_UNITS.get(known.dimension, known.code)
        size = convert(quantity, known.code, base)
    except (InvalidOperation, OverflowError):
        return None
    return None if size is None else _amount(size, base, flow=False)


def _amount(value: Decimal, unit: str, *, flow: bool) -> Amount | None:
    number = float(value)
    return Amount(number, unit, flow) if 1e-12 < number < 1e15 else None


def read_degrees(key: str, *, offer: bool) -> float:
    """The highest temperature of an offer or the lowest that a need names, in °C; NaN where none is said.

    `key` is `match_key` text.
    """
    said = [float(part) for found in _DEGREES.finditer(key) for part in found.groups() if part]
    if not said:
        return math.nan
    return max(said) if offer else min(said)


def reach_of(limits: Iterable[Limit]) -> float:
    """The same from the limits of a text."""
    said = [
        limit.high
        for limit in limits
        if limit.property == "distance" and limit.comparator == "at_most" and limit.high is not None
    ]
    return min(said) if said else math.nan
