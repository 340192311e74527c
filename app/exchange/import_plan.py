"""Reads a file or folder from outside into an `ImportPlan`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.common.errors import InputError
from app.common.messages import N_
from app.common.turkish import match_key
from app.exchange.card_rows import Cards
from app.exchange.csv_reader import read_bytes, read_csv
from app.exchange.fields import SHEET_NAMES
from app.exchange.firm_rows import FirmBook
from app.exchange.grid import Grid
from app.exchange.import_rows import (
    ImportCounters,
    ImportPlan,
    RememberedMapping,
    Severity,
    SheetKind,
)
from app.exchange.mapping import UnderstoodSheet, understand_sheet
from app.exchange.notes import Notes
from app.exchange.person_rows import People
from app.exchange.raw_sheet import RawSheet
from app.exchange.sheet_rows import SheetRow, SheetRows
from app.exchange.workbook_reader import read_workbook
from app.records import Direction

Progress = Callable[[int, int], None]

_STEPS: Final = 4  # reading the file, then its sheets
# A row that fills none of these is a remark under the table, or a firm that has no card.
_SUBSTANCE: Final = {
    SheetKind.CARDS: ("title", "have", "want", "description"),
    SheetKind.PARTICIPANTS: (
        "id",
        "name",
        "surname",
        "role",
        "email",
        "phone",
    ),  # a person without consent has but an id
}
_TEXT_FILES: Final = (".csv", ".txt", ".tsv")


def read_import(
    path: Path,
    *,
    decimal: str | None = None,
    mapping: RememberedMapping | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read an `.xlsx`, a `.csv` of cards (or firms), or a folder with `firms.csv`, `participants.csv`, `cards.csv`.

    `decimal` ("," or ".") is the decimal sign of numbers typed as text; without it Turkish is tried first and 1.234
    stays unconfirmed. `mapping` is what `remember` gave for an earlier file. `progress` is told (done, total).
    Raises InputError with one sentence where nothing can be read; single rows never raise, they are noted.
    """
    tell = progress or (lambda _done, _total: None)
    notes = Notes()
    sheets, digest = _sheets(path, notes)
    read = [_Read(Grid(sheet), mapping) for sheet in sheets]
    if not any(sheet.understood.mapping.kind for sheet in read):
        raise InputError(
            N_("No list of firms, participants or cards was found in “{path}”: give the columns headers."),
            path=path.name,
        )
    book = _Book(decimal, notes)
    tell(1, _STEPS)
    steps = [(kind, sheet) for kind in SheetKind for sheet in read if sheet.understood.mapping.kind is kind]
    for place, (kind, sheet) in enumerate(steps, start=1):
        book.read(kind, SheetRows(sheet.grid, sheet.understood, notes))
        tell(1 + place * (_STEPS - 1) // len(steps), _STEPS)
    for sheet in read:
        if sheet.understood.mapping.kind is None and sheet.grid.rows:
            name = sheet.grid.sheet.name
            notes.add(name, None, Severity.INFO, N_("Sheet “{name}” was not read."), name=name)
    return _plan(path, digest, [sheet.understood for sheet in read], book, notes)


class _Read:
    """One sheet with what was understood of it."""

    def __init__(self, grid: Grid, mapping: RememberedMapping | None) -> None:
        self.grid = grid
        self.understood = understand_sheet(grid, mapping)


@dataclass
class _Last:
    """The firm of the row above, for lists that name a firm once and leave the cells below it empty."""

    firm_id: str | None = None


class _Book:
    """Firms, people and cards as they come together from all sheets."""

    def __init__(self, decimal: str | None, notes: Notes) -> None:
        self.firms = FirmBook(notes)
        self.people = People()
        self.cards = Cards(decimal)

    def read(self, kind: SheetKind, rows: SheetRows) -> None:
        """Take over all rows of one sheet."""
        last = _Last()
        for row in rows:
            if kind is SheetKind.FIRMS:
                self._read_firm(row, last)
            else:
                self._read_member(kind, row, last)

    def _read_firm(self, row: SheetRow, last: _Last) -> None:
        lines = self.cards.lines(row)
        continued = row.cell("name") is None and last.firm_id is not None and (lines or row.cell("person") is not None)
        firm_id = last.firm_id if continued else self.firms.read(row)
        if firm_id is None:
            return
        last.firm_id = firm_id
        self.people.read_contact(row, firm_id)
        self.cards.read_lines(row, firm_id, lines)

    def _read_member(self, kind: SheetKind, row: SheetRow, last: _Last) -> None:
        if not any(row.cell(field) is not None for field in _SUBSTANCE[kind]):
            row.leave_out(N_("A row without a resource or person was left out."))
            return
        firm_id = self.firms.of(row)
        if firm_id is None and row.cell("firm") is None and row.cell("firm_id") is None and last.firm_id is not None:
            firm_id = last.firm_id
            name = self.firms.rows[firm_id].name
            message = N_("No firm in this row: taken from the row above, “{raw}”.")
            row.note(Severity.WARNING, message, row.header("firm"), name)
        if firm_id is None:
            row.leave_out(N_("A row was left out because its firm is missing or not in the list of firms."))
            return
        last.firm_id = firm_id
        if kind is SheetKind.CARDS:
            self.cards.read(row, firm_id)
        else:
            self.people.read(row, firm_id)


def _sheets(path: Path, notes: Notes) -> tuple[list[RawSheet], str]:
    """The sheets of whatever `path` is, and the SHA-256 of its content."""
    if path.is_dir():
        files = _csv_files(path, notes)
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.name.encode() + b"\0" + read_bytes(file) + b"\0")
        return [read_csv(file) for file in files], digest.hexdigest()
    content = hashlib.sha256(read_bytes(path)).hexdigest()
    if path.suffix.lower() in _TEXT_FILES:
        return [read_csv(path)], content
    return read_workbook(path), content


def _csv_files(folder: Path, notes: Notes) -> list[Path]:
    """One CSV file for each kind: `cards.csv`, else one whose name says so ("Kartlar.csv")."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _TEXT_FILES and file.is_file())
    except OSError as error:
        raise InputError(
            N_("“{path}” cannot be read ({reason}): close it in Excel, check the folder and try again."),
            path=folder.name,
            reason=error.strerror or type(error).__name__,
        ) from error
    chosen = []
    for kind in SheetKind:
        exact = [file for file in files if match_key(file.stem) == kind.value]
        named = [file for file in files if match_key(file.stem).startswith(SHEET_NAMES[kind])]
        chosen += (exact or named)[:1]
    if not chosen:
        raise InputError(
            N_("The folder “{path}” has no firms.csv, participants.csv or cards.csv."), path=folder.name or str(folder)
        )
    for file in files:
        if file not in chosen:
            notes.add(file.stem, None, Severity.INFO, N_("Sheet “{name}” was not read."), name=file.name)
    return chosen


def _plan(path: Path, digest: str, understood: Iterable[UnderstoodSheet], book: _Book, notes: Notes) -> ImportPlan:
    mapping = tuple(sheet.mapping for sheet in understood)
    order = {sheet.sheet: place for place, sheet in enumerate(mapping)}
    ordered = sorted(notes.all, key=lambda note: (order.get(note.sheet, len(order)), note.row or 0))
    severities = Counter(note.severity for note in ordered)
    cards = tuple(book.cards.rows.values())
    haves = sum(card.direction is Direction.HAVE for card in cards)
    return ImportPlan(
        source=path.resolve().name,
        sha256=digest,
        mapping=mapping,
        firms=tuple(book.firms.rows.values()),
        people=tuple(book.people.rows.values()),
        cards=cards,
        notes=tuple(ordered),
        counters=ImportCounters(
            firms=len(book.firms.rows),
            people=len(book.people.rows),
            cards=len(cards),
            haves=haves,
            wants=len(cards) - haves,
            left_out=notes.left_out,
            warnings=severities[Severity.WARNING],
        ),
    )
