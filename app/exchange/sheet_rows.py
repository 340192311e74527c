"""Walks over the rows of a mapped sheet: which are data, and what their cells say field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from app.common.messages import N_
from app.common.turkish import match_key
from app.exchange.cells import Reading, Remark, read_text
from app.exchange.grid import Grid
from app.exchange.import_rows import ColumnMapping, Severity, SheetKind
from app.exchange.mapping import UnderstoodSheet
from app.exchange.notes import Notes
from app.exchange.raw_sheet import RawCell
from app.exchange.words import Code, is_unsaid, read_code

Value = TypeVar("Value")

_SUMS: Final = ("toplam", "genel toplam", "ara toplam", "total", "grand total", "subtotal", "sum")
_NAMES: Final = frozenset({"name", "firm", "firm_id", "title", "direction"})
# Merged over several rows these say the same of each row; a merged title or quantity stands for one card only.
_SPREAD: Final = {
    SheetKind.FIRMS: frozenset(
        {"name", "id", "sector", "nace", "tax_number", "province", "district", "osb", "site", "table_no"}
    ),
    SheetKind.PARTICIPANTS: frozenset({"firm", "firm_id"}),
    SheetKind.CARDS: frozenset(
        {"firm", "firm_id", "sector", "nace", "tax_number", "province", "district", "osb", "direction", "category"}
    ),
}


class SheetRow:
    """One row of data; reading a cell notes what was remarkable about it."""

    def __init__(self, sheet: SheetRows, row: int) -> None:
        self._sheet = sheet
        self.number = row
        self.sheet = sheet.name
        self.from_csv = sheet.from_csv

    def cell(self, field: str) -> RawCell | None:
        """The cell of a field, `None` where it is empty or the sheet has no such column."""
        found = self.cells(field)
        return found[0] if found else None

    def cells(self, field: str) -> list[RawCell]:
        """All cells of a field that may have several columns, left to right, the empty ones left out."""
        return [cell for column in self._sheet.columns(field) if (cell := self._at(field, column)) is not None]

    def _at(self, field: str, column: ColumnMapping) -> RawCell | None:
        grid = self._sheet.grid
        spread = self._sheet.kind is not None and field in _SPREAD[self._sheet.kind]
        cell = grid.spread(self.number, column.index) if spread else grid.cell(self.number, column.index)
        if cell is None or not cell.text.strip():
            if cell is not None and cell.lost:
                message = N_("The formula here was never calculated: open the file in Excel, save it and import again.")
                self.note(Severity.WARNING, message, column.header, "")
            return None
        if cell.lost:
            self.note(
                Severity.WARNING,
                N_("“{raw}” is an error of the spreadsheet and was left out."),
                column.header,
                cell.text,
            )
            return None
        return cell

    def text(self, field: str) -> str | None:
        """The text of a field; a lone "-" or "?" says nothing, unless it is a name."""
        cell = self.cell(field)
        if cell is None or (field not in _NAMES and is_unsaid(cell.text)):
            return None
        return read_text(cell)

    def read(self, field: str, reader: Callable[[RawCell], Reading[Value]]) -> Value | None:
        """The value of a field as `reader` sees it; cells like "-" or "belirsiz" say nothing."""
        cell = self.cell(field)
        if cell is None or is_unsaid(cell.text):
            return None
        reading = reader(cell)
        if reading.remark is not None:
            self._sheet.notes.remark(self.sheet, self.number, self.header(field), reading.remark, cell.text)
        return reading.value

    def code(self, field: str, kind: type[Code], *, unclear: Code | None = None) -> Code | None:
        """The value of a vocabulary; a word that is not in it is noted and left out. `unclear` is taken instead where
        leaving it out would show somebody's data to more people than they may have meant."""
        text = self.text(field)
        if text is None or is_unsaid(text):
            return None
        found: Code | None = read_code(kind, text)
        if found is not None:
            return found
        left_out = N_("“{raw}” is not known and was left out.")
        cautious = N_("“{raw}” is not known: the most cautious choice was taken.")
        self.note(Severity.WARNING, left_out if unclear is None else cautious, self.header(field), text)
        return unclear

    def remark(self, field: str, remark: Remark) -> None:
        """Note what a reader of several cells found, at the column of `field`."""
        cell = self.cell(field)
        self._sheet.notes.remark(self.sheet, self.number, self.header(field), remark, cell.text if cell else "")

    def header(self, field: str) -> str:
        """The header under which a field stands."""
        columns = self._sheet.columns(field)
        return columns[0].header if columns else ""

    def has_column(self, *fields: str) -> bool:
        """Whether the sheet has a column for one of the fields."""
        return any(self._sheet.columns(field) for field in fields)

    def note(self, severity: Severity, message: str, column: str, raw: str) -> None:
        """Note something about a cell of this row; `message` may show `{raw}`."""
        self._sheet.notes.add(self.sheet, self.number, severity, message, column=column, raw=raw)

    def leave_out(self, message: str) -> None:
        """Note that this row is not taken over."""
        self._sheet.notes.leave_out(self.sheet, self.number, message, raw=self._sheet.line(self.number))


class SheetRows:
    """The rows of data of one sheet, without blanks, sums and repeated headers."""

    def __init__(self, grid: Grid, understood: UnderstoodSheet, notes: Notes) -> None:
        self.grid = grid
        self.name = grid.sheet.name
        self.kind = understood.mapping.kind
        self.from_csv = grid.sheet.from_csv
        self.notes = notes
        self._first = understood.first_row
        self._header_row = understood.mapping.header_row
        self._columns: dict[str, list[ColumnMapping]] = {}
        for column in understood.mapping.columns:
            if column.field is not None:
                self._columns.setdefault(column.field, []).append(column)
        self._note_unknown(understood)

    def columns(self, field: str) -> list[ColumnMapping]:
        """The columns that fill a field."""
        return self._columns.get(field, [])

    def line(self, row: int) -> str:
        """The filled cells of a row as one text, for notes."""
        return " | ".join(cell.text.strip() for cell in self.grid.sheet.rows.get(row, {}).values() if cell.text.strip())

    def __iter__(self) -> Iterator[SheetRow]:
        for row in self.grid.rows:
            if row >= self._first and self._is_data(row):
                yield SheetRow(self, row)

    def _is_data(self, row: int) -> bool:
        cells = self.grid.sheet.rows[row]
        mapped = {column.index for columns in self._columns.values() for column in columns}
        texts = {column: cell.text.strip() for column, cell in cells.items() if column in mapped}
        if not any(texts.values()):
            return False
        first = match_key(next(text for text in texts.values() if text)).rstrip(" .:")
        if first in _SUMS:
            self.notes.add(self.name, row, Severity.INFO, N_("A row of sums was passed over."), raw=self.line(row))
            return False
        header = self.grid.sheet.rows.get(self._header_row or 0, {})
        if len(texts) > 1 and all(
            column in header and header[column].text.strip() == text for column, text in texts.items()
        ):
            self.notes.add(self.name, row, Severity.INFO, N_("A repeated header was passed over."), raw=self.line(row))
            return False
        return True

    def _note_unknown(self, understood: UnderstoodSheet) -> None:
        for column in understood.mapping.columns:
            if column.field is None and column.samples:
                self.notes.add(
                    self.name,
                    self._header_row,
                    Severity.WARNING,
                    N_("Column “{header}” was not recognised and is not read (first value: {sample})."),
                    column=column.header,
                    header=column.header or f"#{column.index}",
                    sample=column.samples[0],
                )
