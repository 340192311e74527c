"""Reads the plain tables under `resources/knowledge`: every value with the file and line that it came from.

A row that cannot be true is left out and told as a `Fault`; the validator stops a build at the first of them, the
running program goes on without the row.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

Made = TypeVar("Made")


class Fault(NamedTuple):
    """What is wrong, and where: `file` relative to the folder of the tables, `line` counted from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class RowError(ValueError):
    """A row that cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Missing columns read as empty."""

    file: str
    line: int
    values: dict[str, str]

    def text(self, name: str) -> str:
        """The value, which must not be empty."""
        value = self.values.get(name, "")
        if not value:
            raise RowError(f"{name} is missing")
        return value

    def may(self, name: str) -> str:
        """The value, possibly empty."""
        return self.values.get(name, "")

    def words(self, name: str) -> tuple[str, ...]:
        """The blank-separated values."""
        return tuple(self.values.get(name, "").split())

    def labels(self, name: str) -> tuple[str, ...]:
        """The values separated by `|`."""
        return tuple(part for piece in self.values.get(name, "").split("|") if (part := piece.strip()))

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """The value, which must be one of `allowed`."""
        value = self.text(name)
        if value not in allowed:
            raise RowError(f"{name} is none of {' | '.join(sorted(allowed))}: {value}")
        return value

    def number(self, name: str, least: float, most: float) -> float:
        """The value as a number from `least` to `most`."""
        try:
            value = float(self.text(name))
        except ValueError as error:
            raise RowError(f"{name} is no number: {self.may(name)}") from error
        if not least <= value <= most:
            raise RowError(f"{name} is not between {least:g} and {most:g}: {value:g}")
        return value

    def fault(self, text: str) -> Fault:
        """What is wrong with this line."""
        return Fault(self.file, self.line, text)


def read_table(folder: Path, name: str, faults: list[Fault]) -> Iterator[Row]:
    """The rows of `name`.csv, or of every file in the folder `name`; lines that start with `#` are remarks.

    A row with more or fewer fields than the header is a fault and left out; so is a file that is missing or not UTF-8.
    """
    place = folder / name
    for path in sorted(place.glob("*.csv")) if place.is_dir() else [place.with_suffix(".csv")]:
        file = path.relative_to(folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(file, 1, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
            continue
        yield from _read_rows(file, text, faults)


def _read_rows(file: str, text: str, faults: list[Fault]) -> Iterator[Row]:
    lines = text.splitlines()
    numbers = [number for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    reader = csv.reader(lines[number - 1] for number in numbers)
    header = next(reader, [])
    for values in reader:
        line = numbers[reader.line_num - 1]
        if len(values) != len(header):
            faults.append(Fault(file, line, f"{len(values)} fields where the header has {len(header)}"))
            continue
        yield Row(file, line, dict(zip(header, map(str.strip, values), strict=True)))


def make_each(rows: Iterable[Row], make: Callable[[Row], Made], faults: list[Fault]) -> Iterator[tuple[Row, Made]]:
    """What `make` returns for each row; a `RowError` becomes a fault and the row is left out."""
    for row in rows:
        try:
            yield row, make(row)
        except RowError as error:
            faults.append(row.fault(str(error)))
