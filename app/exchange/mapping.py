"""Guesses what a sheet holds: its kind, the row of its header, and which column fills which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.common.turkish import clean_text, match_key
from app.exchange.fields import FIELDS, SHEET_NAMES, spellings
from app.exchange.grid import Grid
from app.exchange.import_rows import ColumnMapping, RememberedMapping, SheetKind, SheetMapping

SURE_ENOUGH: Final = 0.75
HEADER_SEARCH: Final = 40  # filled rows looked at
REPEATABLE: Final = frozenset({"have", "want"})  # "Var 1", "Var 2" …

# Without one of these columns a sheet cannot be of the kind.
_ESSENTIAL: Final[Mapping[SheetKind, frozenset[str]]] = {
    SheetKind.FIRMS: frozenset({"name"}),
    SheetKind.PARTICIPANTS: frozenset({"name", "role", "email", "phone"}),
    SheetKind.CARDS: frozenset({"title", "have", "want"}),
}
# Columns that a sheet of the kind may carry along but that do not make it one.
_GUESTS: Final[Mapping[SheetKind, frozenset[str]]] = {
    SheetKind.FIRMS: frozenset({"person", "role", "phone", "email", "consent", "have", "want"}),
    SheetKind.PARTICIPANTS: frozenset(),
    SheetKind.CARDS: frozenset({"have", "want", "sector", "nace", "tax_number", "province", "district", "osb"}),
}
# Sheets of our own workbook that only show what the others hold.
_DERIVED: Final = ("sinerji", "synerg", "ozet", "summar")
_EVERYDAY: Final = re.compile(r"(?:sayfa|sheet|tablo|table|liste|list|calisma sayfasi|worksheet|kitap|book)\s*\d*")
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_ENDING: Final = re.compile(r"[\s.:;*?!]+$|\s*\d+\s*$")


@dataclass(frozen=True, slots=True)
class UnderstoodSheet:
    """A mapping and the first row of data below its header (the header may take two rows)."""

    mapping: SheetMapping
    first_row: int
    guessed_from: float = 0.0


def understand_sheet(grid: Grid, remembered: RememberedMapping | None = None) -> UnderstoodSheet:
    """The best reading of a sheet; kind `None` where it is none of ours or was told to be left out."""
    name = match_key(grid.sheet.name)
    told = (remembered or {}).get("sheets", {}).get(name)
    if told == "" or (told is None and name.startswith(_DERIVED)):
        return UnderstoodSheet(SheetMapping(grid.sheet.name, None, None, ()), 1)
    kinds = [SheetKind(told)] if told in set(SheetKind) else list(SheetKind)
    best: UnderstoodSheet | None = None
    for kind in kinds:
        bonus = 1.5 if name.startswith(SHEET_NAMES[kind]) else 0.0
        for header_row, first_row, headers in _candidates(grid):
            columns = _columns(kind, headers, (remembered or {}).get(kind, {}))
            score = _score(kind, columns.values(), bonus)
            if score > (best.guessed_from if best else 0.0):
                mapping = SheetMapping(
                    grid.sheet.name, kind, header_row, _with_samples(grid, headers, columns, first_row)
                )
                best = UnderstoodSheet(mapping, first_row, score)
    return best or UnderstoodSheet(SheetMapping(grid.sheet.name, None, None, ()), 1)


def remember(sheets: Iterable[SheetMapping]) -> RememberedMapping:
    """What is worth keeping of a mapping for the next file, in the form in which `read_import` takes it.

    Kept are the sheets and columns that were understood, and columns that somebody told to leave out; not the names
    that every new sheet has ("Sayfa1"), and not what simply was not recognised.
    """
    kept: dict[str, dict[str, str]] = {"sheets": {}}
    for sheet in sheets:
        if sheet.kind is None:
            continue
        if not _EVERYDAY.fullmatch(match_key(sheet.sheet)):
            kept["sheets"][match_key(sheet.sheet)] = sheet.kind.value
        columns = kept.setdefault(sheet.kind.value, {})
        for column in sheet.columns:
            if column.header and (column.field is not None or column.certainty == 1.0):
                columns[match_key(column.header)] = column.field or ""
    return kept


def _candidates(grid: Grid) -> Iterable[tuple[int, int, dict[int, str]]]:
    """Possible headers as (row, first row of data, text by column): single rows, and pairs where cells are merged."""
    for place, row in enumerate(grid.rows[:HEADER_SEARCH]):
        headers = _texts(grid, row)
        if len(headers) < 2:
            continue
        yield row, row + 1, headers
        below = grid.rows[place + 1] if place + 1 < len(grid.rows) else 0
        if below == row + 1 and grid.is_wide_title(row):
            lower = _texts(grid, below)
            joined = {
                column: _joined(grid, row, column, headers, lower) for column in sorted(headers.keys() | lower.keys())
            }
            yield row, below + 1, joined


def _joined(grid: Grid, row: int, column: int, upper: Mapping[int, str], lower: Mapping[int, str]) -> str:
    """A header of two rows as one text: the title of a group stands before the titles under it."""
    if column not in lower:
        return upper.get(column, "")
    group = upper.get(column, "")
    for area in grid.sheet.merged[:200]:
        if area.top == row and area.left <= column <= area.right and area.bottom == row:
            group = upper.get(area.left, "")
    known = any(match_key(lower[column]) in spellings(kind) for kind in SheetKind)
    return lower[column] if known or not group else f"{group} {lower[column]}"


def _texts(grid: Grid, row: int) -> dict[int, str]:
    cells = grid.sheet.rows.get(row, {})
    return {column: clean_text(cell.text) for column, cell in cells.items() if isinstance(cell.value, str)}


def _columns(
    kind: SheetKind, headers: Mapping[int, str], remembered: Mapping[str, str]
) -> dict[int, tuple[str | None, float]]:
    """Field and certainty by column; every field is given once, to the surest column."""
    found: dict[int, tuple[str | None, float]] = {}
    taken: set[str] = set()
    guesses = []
    known = {field.name for field in FIELDS[kind]}
    for column, header in headers.items():
        told = remembered.get(match_key(header))
        if told is not None and (told in known or told == ""):
            found[column] = (told or None, 1.0)
            taken.add(told)
        else:
            guesses.append((column, *guess_field(kind, match_key(header))))
    for column, field, certainty in sorted(guesses, key=lambda guess: (-guess[2], guess[0])):
        free = field not in taken or field in REPEATABLE
        if field is None or not free or certainty < SURE_ENOUGH:
            found[column] = (None, 0.0)
            continue
        taken.add(field)
        found[column] = (field, certainty)
    return dict(sorted(found.items()))


@lru_cache(maxsize=4096)
def guess_field(kind: SheetKind, header: str) -> tuple[str | None, float]:
    """The likeliest field for a header (`match_key` form) and how sure that is, 0…1."""
    known = spellings(kind)
    plain = header
    for variant in (header, _BRACKETS.sub(" ", header).strip(), _ENDING.sub("", header)):
        plain = _ENDING.sub("", variant).strip() or plain
        for text in (variant, plain):
            if text in known:
                return known[text], 1.0 if text == header else 0.97
    if len(plain) < 3:
        return None, 0.0
    return max(_near(plain, known), _inside(plain, known), key=lambda guess: guess[1])


def _near(header: str, known: Mapping[str, str]) -> tuple[str | None, float]:
    """A misspelt header: "Frima Adı", "Vegi No"."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(header, known.keys(), scorer=fuzz.ratio, score_cutoff=82)
    return (known[found[0]], found[1] / 100 * 0.95) if found and len(found[0]) > 3 else (None, 0.0)


def _inside(header: str, known: Mapping[str, str]) -> tuple[str | None, float]:
    """A known header with words around it or with suffixes: "Firmanın tam unvanı", "Varsa atık kodunuz"."""
    words = re.findall(r"\w+", header)
    best: tuple[str | None, float] = (None, 0.0)
    for spelling, field in known.items():
        parts = re.findall(r"\w+", spelling)
        if len(spelling) < 4 or not parts:
            continue
        if all(any(word == part or (len(part) > 3 and word.startswith(part)) for word in words) for part in parts):
            share = min(1.0, len(spelling) / len(header))
            certainty = 0.72 + 0.2 * share
            if certainty > best[1]:
                best = (field, certainty)
    return best


def _score(kind: SheetKind, columns: Iterable[tuple[str | None, float]], bonus: float) -> float:
    columns = list(columns)
    fields = {field for field, _certainty in columns}
    if not fields & _ESSENTIAL[kind]:
        return 0.0
    return bonus + sum(
        certainty * (0.5 if field in _GUESTS[kind] else 1.0) for field, certainty in columns if field is not None
    )


def _with_samples(
    grid: Grid, headers: Mapping[int, str], columns: Mapping[int, tuple[str | None, float]], first_row: int
) -> tuple[ColumnMapping, ...]:
    rows = [row for row in grid.rows if row >= first_row][:200]
    untitled = {column for row in rows for column in grid.sheet.rows[row]} - columns.keys()
    shown = []
    for column in sorted(columns.keys() | untitled):
        values = (clean_text(cell.text) for row in rows if (cell := grid.cell(row, column)) is not None)
        samples = tuple(value for value, _place in zip(values, range(3), strict=False))
        field, certainty = columns.get(column, (None, 0.0))
        shown.append(ColumnMapping(column, headers.get(column, ""), field, certainty, samples))
    return tuple(shown)
