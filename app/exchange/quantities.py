"""Quantity, unit and period of a row: three columns, "900 ton/yıl" in one, or the unit in header or number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.common.messages import N_
from app.common.turkish import clean_text
from app.exchange.cells import Remark
from app.exchange.import_rows import Severity
from app.exchange.raw_sheet import RawCell, plain_number
from app.exchange.words import is_unsaid
from app.i18n.card_line import understand
from app.i18n.numbers import NumberReading, parse_number
from app.i18n.units import find_period, read_unit
from app.records import Period

_QUOTED: Final = re.compile(r'"([^"]*)"')
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """What a row says about the amount. `as_typed` keeps the cells' text where that is less than they say;
    `remarks` name the field that they are about.
    """

    quantity: Decimal | None = None
    unit: str | None = None
    period: Period | None = None
    unconfirmed: bool = False
    as_typed: str | None = None
    remarks: tuple[tuple[str, Remark], ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityCells:
    """The cells of one row; `header` is the title of the quantity column, which may name the unit."""

    quantity: RawCell | None
    unit: RawCell | None
    period: RawCell | None
    header: str = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    number: NumberReading | None
    unit: str | None = None
    period: Period | None = None
    understood: bool = True
    upper: Decimal | None = None


def read_quantity(cells: QuantityCells, decimal: str | None) -> QuantityReading:
    """Read the cells together; unknown units and periods are kept in `as_typed` and remarked, never refused.

    `decimal` ("," or ".") is the sign that the file uses; without it 1.234 stays unconfirmed.
    """
    amount = _amount(cells, decimal)
    unit_text, period_text = _text(cells.unit), _text(cells.period)
    remarks: list[tuple[str, Remark]] = []
    if not amount.understood:
        remarks.append(
            _warn("quantity", N_("No quantity understood in “{raw}”; kept as typed."), raw=_text(cells.quantity))
        )
    typed_unit, typed_period = _header_unit(cells.header) if amount.number else (None, None)
    period = find_period(period_text) if period_text else amount.period
    reading = read_unit(unit_text or amount.unit or typed_unit, period or (None if period_text else typed_period))
    if period_text and period is None:
        remarks.append(_warn("period", N_("Period “{raw}” is not known; kept as typed."), raw=period_text))
    number = amount.number
    if number is not None and amount.upper is not None:
        remarks.append(
            _warn(
                "quantity",
                N_("Range “{raw}”: its lower end {value} was taken."),
                raw=_text(cells.quantity),
                value=plain_number(number.value),
            )
        )
    if number is not None and number.other is not None:
        remarks.append(
            _warn(
                "quantity",
                N_("“{raw}” can be a whole number or have decimals: taken as {value}, to be confirmed."),
                raw=_text(cells.quantity),
                # A number with decimals is shown as typed: which sign it takes depends on the reader's language.
                value=plain_number(number.value) if number.value == int(number.value) else _text(cells.quantity),
            )
        )
    unclear = bool(remarks)
    if not reading.known:
        remarks.append(_warn("unit", N_("Unit “{raw}” is not known; kept as typed."), raw=reading.unit))
    return QuantityReading(
        number.value if number else None,
        reading.unit,
        reading.period,
        number is not None and number.other is not None,
        _as_typed(cells) if unclear else None,
        tuple(remarks),
    )


def _amount(cells: QuantityCells, decimal: str | None) -> _Amount:
    cell = cells.quantity
    if cell is None or is_unsaid(cell.text):
        return _Amount(None)
    if isinstance(cell.value, Decimal):
        unit = " ".join(_QUOTED.findall(cell.number_format)).strip(" /") or None
        return _with_unit(NumberReading(cell.value), unit)
    text = clean_text(cell.text)
    number = parse_number(text, decimal)
    if number is not None:
        return _Amount(number)
    line = understand(text)
    if line.quantity is None and (unit := _text(cells.unit)):
        line = understand(f"{text} {unit}")  # "2-3" is a range only before a unit
    if line.quantity is None:
        return _Amount(None, understood=False)
    value, other = line.quantity, line.other_quantity
    if decimal is not None and other is not None:
        # The Turkish reading stands first: with a full stop as decimal sign the other one is meant.
        value, other = (other if decimal == "." else value), None
    return _Amount(NumberReading(value, other), line.unit, line.period, upper=line.upper)


def _with_unit(number: NumberReading, unit: str | None) -> _Amount:
    """The unit that a number format writes behind its number counts where we know it."""
    if unit is None or not read_unit(unit).known:
        return _Amount(number)
    found = read_unit(unit)
    return _Amount(number, found.unit, found.period)


def _header_unit(header: str) -> tuple[str | None, Period | None]:
    """The unit that a header names in brackets: "Miktar (ton/yıl)"."""
    for text in _BRACKETS.findall(header):
        found = read_unit(text)
        if found.known:
            return found.unit, found.period
        if (period := find_period(text)) is not None:
            return None, period
    return None, None


def _text(cell: RawCell | None) -> str:
    text = clean_text(cell.text) if cell is not None else ""
    return "" if is_unsaid(text) else text


def _as_typed(cells: QuantityCells) -> str:
    return " ".join(text for text in (_text(cells.quantity), _text(cells.unit), _text(cells.period)) if text)


def _warn(field: str, message: str, **params: object) -> tuple[str, Remark]:
    return field, Remark(Severity.WARNING, message, tuple(params.items()))
