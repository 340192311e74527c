"""Sheets as they stand in a file, before anybody guesses what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 500
MAX_CELL: Final = 32_767

CellValue = str | Decimal | bool | datetime | time


@dataclass(frozen=True, slots=True)
class RawCell:
    """One filled cell. `number_format` is the spreadsheet's ("0.00", "dd.mm") where the value is a number or a date.

    `lost` marks a cell that held something which the file does not give: an error value, or a formula that was never
    calculated; `value` then shows what stood there.
    """

    value: CellValue
    number_format: str = ""
    lost: bool = False

    @property
    def text(self) -> str:
        """The value as plain text, for names, notes and comparisons: numbers without rounding, dates day first."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "1" if value else "0"
        if isinstance(value, Decimal):
            return plain_number(value)
        if isinstance(value, datetime):
            clock = "" if value.time() == time() else f" {value:%H:%M}"
            return date_text(value.date()) + clock
        return f"{value:%H:%M}"


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A block of merged cells; all bounds are included and count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Filled cells by row and column (both from 1), rows in order. `from_csv`: every cell is text, types are lost."""

    name: str
    rows: Mapping[int, Mapping[int, RawCell]]
    merged: Sequence[MergedRange] = ()
    from_csv: bool = False


def plain_number(value: Decimal) -> str:
    """A number in full, without exponent and without zeros at the end: 5.32E+9 is "5320000000"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_text(value: date) -> str:
    """A date as it is written in Turkey: 10.11.2026."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
