"""Amounts brought to a common footing, so that orders of magnitude can be compared."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.i18n.units import BASE_UNITS, convert, find_unit, yearly
from app.records import Period, ResourceCard


@dataclass(frozen=True, slots=True)
class Amount:
    """A positive amount in the base unit of its dimension; `flow` = in a year, else a stock or a size."""

    value: float
    unit: str
    flow: bool


def yearly_amount(card: ResourceCard) -> Amount | None:
    """The card's amount; None where it is missing, not positive or in a unit that we do not know."""
    if card.quantity is None or not card.unit or not card.quantity.is_finite() or card.quantity <= 0:
        return None
    try:
        in_a_year = yearly(card.quantity, card.unit, card.period)
        if in_a_year is not None:
            return _amount(in_a_year.quantity, in_a_year.unit, flow=True)
        known = find_unit(card.unit)
        if known is None or known.per is not None or card.period not in (None, Period.ONCE):
            return None
        base = BASE_UNITS.get(known.dimension, known.code)
        size = convert(card.quantity, known.code, base)
    except (InvalidOperation, OverflowError):
        return None
    return None if size is None else _amount(size, base, flow=False)


def _amount(value: Decimal, unit: str, *, flow: bool) -> Amount | None:
    number = float(value)
    return Amount(number, unit, flow) if 1e-12 < number < 1e15 else None
