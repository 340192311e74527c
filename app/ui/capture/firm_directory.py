"""The firms of a workshop in memory, so that the firm field answers within the keystroke."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.common.turkish import match_key, sort_key
from app.records import FirmId
from app.services.rows import FirmRow


@dataclass(frozen=True, slots=True)
class _Entry:
    row: FirmRow
    key: str
    words: tuple[str, ...]
    order: str


class FirmDirectory:
    """Finds firms by badge number or by name, written any way."""

    def __init__(self, rows: Sequence[FirmRow] = ()) -> None:
        entries = []
        for row in rows:
            key = match_key(row.firm.name)
            entries.append(_Entry(row, key, tuple(key.split()), sort_key(row.firm.name)))
        self._entries = sorted(entries, key=lambda entry: entry.order)
        self._by_id = {row.firm.id: row for row in rows}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, firm_id: FirmId | None) -> FirmRow | None:
        """The firm with this id."""
        return None if firm_id is None else self._by_id.get(firm_id)

    def numbered(self, number: int) -> FirmRow | None:
        """The firm with this badge number."""
        return next((entry.row for entry in self._entries if _number(entry.row) == number), None)

    def named(self, text: str) -> FirmRow | None:
        """The firm whose name is `text` but for case and marks."""
        key = match_key(text)
        return next((entry.row for entry in self._entries if entry.key == key), None)

    def find(self, text: str, limit: int = 8) -> list[FirmRow]:
        """The firms that `text` may mean, best first.

        Digits alone are a badge number: that number, then the numbers that begin with it, then names. Otherwise each
        typed word must begin a word of the name, the words typed first in the name coming first; then names that
        merely contain the text. An empty text lists the first firms by number.
        """
        key = match_key(text)
        if not key:
            numbered = sorted(self._entries, key=lambda entry: (_number(entry.row) or 10**9, entry.order))
            return [entry.row for entry in numbered[:limit]]
        ranked = []
        for entry in self._entries:
            rank = _rank(entry, key)
            if rank is not None:
                ranked.append((rank, entry.order, entry.row))
        ranked.sort(key=lambda item: item[:2])
        return [row for _rank_, _order, row in ranked[:limit]]


def _number(row: FirmRow) -> int | None:
    return row.attendance.number if row.attendance is not None else None


def _rank(entry: _Entry, key: str) -> tuple[int, int] | None:
    """Smaller is better; None where the text does not mean this firm."""
    number = _number(entry.row)
    if key.isdigit() and number is not None:
        if int(key) == number:
            return 0, 0
        if str(number).startswith(key):
            return 1, number
    if entry.key.startswith(key):
        return 2, 0
    if all(any(word.startswith(part) for word in entry.words) for part in key.split()):
        return 3, 0
    return (4, 0) if key in entry.key else None
