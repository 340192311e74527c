"""Reads CSV files as people save them: UTF-8 (with or without mark), windows-1254 or UTF-16; `,` `;` or tab."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from app.common.errors import InputError
from app.common.messages import N_
from app.exchange.preflight import MAX_FILE, refuse_device
from app.exchange.raw_sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, RawCell, RawSheet

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS: Final = ";\t,"


def read_csv(path: Path) -> RawSheet:
    """The file as one sheet named by its stem; row numbers are those of the spreadsheet that would open it.

    Raises InputError where it cannot be read, is too large or is not text.
    """
    text = _decode(path, read_bytes(path))
    rows: dict[int, dict[int, RawCell]] = {}
    try:
        csv.field_size_limit(MAX_CELL)
        for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
            if number > MAX_ROWS or len(values) > MAX_COLUMNS:
                raise InputError(
                    N_("“{path}” has more rows or columns than a firm list holds: keep the workshop's own rows."),
                    path=path.name,
                )
            cells = {column: RawCell(value) for column, value in enumerate(values, start=1) if value.strip()}
            if cells:
                rows[number] = cells
    except csv.Error as error:
        raise _not_a_table(path) from error
    return RawSheet(path.stem, rows, from_csv=True)


def read_bytes(path: Path) -> bytes:
    """The content of a file of sane size. Raises InputError."""
    try:
        refuse_device(path)
        if path.stat().st_size > MAX_FILE:
            raise InputError(
                N_("“{path}” is larger than {limit} MB: save only the sheets with firms and cards in a new workbook."),
                path=path.name,
                limit=MAX_FILE >> 20,
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            N_("“{path}” cannot be read ({reason}): close it in Excel, check the folder and try again."),
            path=path.name,
            reason=error.strerror or type(error).__name__,
        ) from error


def _decode(path: Path, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(path, data, encoding)
    if b"\x00" in data:
        raise _not_a_table(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(path, data, "windows-1254")


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_a_table(path) from error


def _delimiter(text: str) -> str:
    """The sign that a first line of Excel's names ("sep=;"), else the one that the typical line holds most often."""
    lines = [line for line in text[:50_000].splitlines()[:50] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[-1]
    typical = {}
    for sign in _DELIMITERS:
        counts = sorted(sum(part.count(sign) for part in line.split('"')[::2]) for line in lines)
        typical[sign] = counts[len(counts) // 2] if counts else 0
    return max(_DELIMITERS, key=lambda sign: typical[sign])


def _not_a_table(path: Path) -> InputError:
    return InputError(
        N_("“{path}” cannot be read as a table: open it in Excel and save it as “CSV UTF-8” or as .xlsx."),
        path=path.name,
    )
