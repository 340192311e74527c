"""Proposals for the tables of what the program knows, as a plain CSV file for whoever looks after those tables."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from app.exchange.atomic_file import atomic_file

COLUMNS: Final = ("id", "row_kind", "row_id", "row_name", "table_file", "proposal", "text", "source", "made_at")
# What a spreadsheet would take for a formula is a text here.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_proposals(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows of `COLUMNS` so that a spreadsheet shows Turkish letters and runs nothing. InputError where the file
    cannot be written."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(f"'{value}" if value.startswith(_FORMULA) else value for value in row)
    with atomic_file(path) as file:
        file.write(text.getvalue().encode("utf-8-sig"))
