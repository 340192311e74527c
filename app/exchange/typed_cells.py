"""Cells of a workbook with their type told, never guessed: what people typed is text and can never become a formula."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from app.common.turkish import clean_text
from app.exchange.cells import TURKEY
from app.exchange.raw_sheet import MAX_CELL

# A spreadsheet that edits or converts the cell may take these for the start of a formula.
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "'", "|", "＝", "＋", "－", "＠")
_LARGEST: Final = 999_999_999_999_999  # a cell keeps 15 digits

_HEADER_FILL: Final = "E9EDFC"
_HEADER_TEXT: Final = "233998"


class CellMaker:
    """Makes the cells of a sheet. Dates follow `language`; moments are shown in Turkey's time, without a zone."""

    def __init__(self, language: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._day_format = "dd.mm.yyyy" if language == "tr" else "yyyy-mm-dd"
        self._moment_format = self._day_format + " hh:mm:ss"
        self._header_font = Font(bold=True, color=_HEADER_TEXT)
        self._title_font = Font(bold=True, size=14)
        self._header_fill = PatternFill("solid", fgColor=_HEADER_FILL)
        self._header_border = Border(bottom=Side(style="thin", color="B5C1F3"))
        self._top = Alignment(vertical="top")
        self._wrapped = Alignment(vertical="top", wrap_text=True)
        self._sheet: Any = None

    def bind(self, sheet: Any) -> CellMaker:
        """Make cells for `sheet` from now on."""
        self._sheet = sheet
        return self

    def header(self, text: str) -> Any:
        """A title of a column."""
        cell = self.text(text, wrap=True)
        cell.font, cell.fill, cell.border = self._header_font, self._header_fill, self._header_border
        return cell

    def heading(self, text: str) -> Any:
        """A title over everything."""
        cell = self.text(text)
        cell.font = self._title_font
        return cell

    def text(self, text: str, *, wrap: bool = False) -> Any:
        """Typed text: control characters removed, cut to what a cell may hold."""
        from openpyxl.cell import WriteOnlyCell

        cleaned = clean_text(text)[:MAX_CELL]
        cell: Any = WriteOnlyCell(self._sheet, value=cleaned or None)
        if cleaned:
            cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#REF!" for an error
            cell.quotePrefix = cleaned.startswith(RISKY)
        cell.alignment = self._wrapped if wrap else self._top
        return cell

    def value(self, value: Any, *, wrap: bool = False) -> Any:
        """A cell of the type of `value`: text, number, date or moment; None is an empty cell."""
        from openpyxl.cell import WriteOnlyCell

        if value is None:
            return None
        if isinstance(value, str):
            return self.text(value, wrap=wrap)
        if isinstance(value, Decimal) and (abs(value) > _LARGEST or not value.is_finite()):
            return self.text(str(value))
        if isinstance(value, datetime):
            local = value.astimezone(TURKEY).replace(tzinfo=None) if value.tzinfo else value
            return self._formatted(local, self._moment_format)
        if isinstance(value, date):
            return self._formatted(value, self._day_format)
        cell: Any = WriteOnlyCell(self._sheet, value=value)
        if value == int(value):
            cell.number_format = "#,##0"
        cell.alignment = self._top
        return cell

    def _formatted(self, value: Any, number_format: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet, value=value)
        cell.number_format = number_format
        cell.alignment = self._top
        return cell
