"""The child process that parses a workbook from outside: it may use a gigabyte and half a minute, then it is gone.

Writes JSON lines to standard output: first `{"started": 1}`, for each sheet `{"sheet": name}`, its rows as
`{"row": n, "cells": [[column, kind, value, number format]…]}` and `{"merged": [[top, left, bottom, right]…]}`, at the
end `{"done": 1}`; or `{"refused": code}`. Kinds: s text, n number, d moment, t time, b yes/no, e error value,
f formula without a stored result.
"""

# ruff: noqa: SLF001 - openpyxl keeps what its row parser needs in private attributes of its own read-only sheet
from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TextIO

from app.exchange.raw_sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS

MEMORY_LIMIT: Final = 1 << 30
CPU_SECONDS: Final = 30
MAX_TEXT: Final = 100_000_000  # characters written: one long shared string can stand in every cell

Line = dict[str, Any]


class _RefusedError(Exception):
    """The workbook breaks a limit; the argument is the code that the parent words."""


def parse_workbook_main(argv: Sequence[str]) -> int:
    """Parse the workbook `argv[0]` onto standard output. 0 = done, 1 = refused (last line says why), 2 = usage."""
    if len(argv) != 1:
        return 2
    _limit_resources()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogatepass", newline="\n")
    with out:
        _write(out, {"started": 1})
        try:
            _copy(argv[0], out)
        except _RefusedError as refusal:
            _write(out, {"refused": str(refusal)})
            return 1
        except MemoryError:
            _write(out, {"refused": "memory"})
            return 1
        except Exception as error:  # noqa: BLE001 - a hostile file may break the parser in any way
            _write(out, {"refused": "unreadable", "detail": type(error).__name__})
            return 1
        _write(out, {"done": 1})
    return 0


def _limit_resources() -> None:
    """Cap memory and processor time where the system can (not on Windows: there the parent's clock remains)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _write(out: TextIO, line: Line) -> None:
    out.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def _copy(path: str, out: TextIO) -> None:
    written = 0
    for line in _lines(path):
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":"))
        written += len(text)
        if written > MAX_TEXT:
            raise _RefusedError("text")
        out.write(text + "\n")


def _lines(path: str) -> Iterator[Line]:
    # Neither is needed for reading cells; together they cost more memory and time than the workbook.
    for unneeded in ("numpy", "PIL"):
        sys.modules.setdefault(unneeded, None)  # type: ignore[arg-type]  # None makes the import fail, as documented
    import warnings

    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl runs without defusedxml")
    warnings.simplefilter("ignore")
    _tolerate_empty_fills()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    rows = 0
    sheets: list[Any] = list(book.worksheets)
    for sheet in sheets:
        if not isinstance(sheet, ReadOnlyWorksheet):
            continue
        yield {"sheet": sheet.title}
        for line in _sheet_lines(sheet):
            rows += "row" in line
            if rows > MAX_ROWS:
                raise _RefusedError("rows")
            yield line


def _tolerate_empty_fills() -> None:
    """Let a style sheet with an empty `<fill/>` pass: survey sites write them, Excel opens them, openpyxl refuses."""
    from openpyxl.styles.fills import Fill, PatternFill

    strict = Fill.from_tree.__func__  # type: ignore[attr-defined]  # the function behind the class method

    def from_tree(cls: type, element: Any) -> Any:
        return strict(cls, element) if len(element) else PatternFill()

    Fill.from_tree = classmethod(from_tree)  # type: ignore[assignment]


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    """The filled rows of one sheet, then its merged ranges.

    Reads through openpyxl's row parser itself: the sheet object would make up a million empty rows where a file
    claims so, and does not tell which cells are merged.
    """
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                cell["data_type"] = "f"
            return cell

    book = sheet.parent
    with book._archive.open(sheet._worksheet_path) as source:
        parser = Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            kept = [kept for cell in cells if (kept := _cell(cell, ReadOnlyCell, sheet)) is not None]
            if kept:
                yield {"row": number, "cells": kept}
        if parser.merged_cells is not None:
            ranges = parser.merged_cells.mergeCell[:MAX_ROWS]
            yield {"merged": [[area.min_row, area.min_col, area.max_row, area.max_col] for area in ranges]}


def _cell(cell: dict[str, Any], read_only_cell: Any, sheet: Any) -> list[Any] | None:
    """`[column, kind, value, number format]`, or None where the cell is empty."""
    value = cell["value"]
    if cell["data_type"] == "f":
        return [cell["column"], "f", "", ""]
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell["column"] > MAX_COLUMNS:
        raise _RefusedError("columns")
    if isinstance(value, str):
        if len(value) > MAX_CELL:
            raise _RefusedError("cell")
        return [cell["column"], "e" if cell["data_type"] == "e" else "s", value, ""]
    number_format = read_only_cell(sheet, **cell).number_format
    return [cell["column"], *_typed(value), number_format]


def _typed(value: Any) -> tuple[str, Any]:
    """Kind and JSON value of a cell that is not text."""
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, datetime):
        return "d", value.isoformat()
    if isinstance(value, date):
        return "d", datetime(value.year, value.month, value.day).isoformat()  # noqa: DTZ001 - a calendar day
    if isinstance(value, time):
        return "t", value.isoformat()
    if isinstance(value, timedelta):
        return "n", repr(value.total_seconds() / 86_400)
    return "n", repr(value)
