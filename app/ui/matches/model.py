"""The suggestions as a Qt list: rows change one by one, so that selection and place stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from app.services.rows import Suggestion
from app.ui.matches.listing import Heading, Pair, Row, pair_of, row_key
from app.ui.row_list import ROW_ROLE, Index, RowList


class MatchModel(RowList[Row]):
    """Headings and suggestions; `speak` words a row for screen readers."""

    # What the engine learns from a decision moves many rows a little: the eye keeps its place through them.
    reset_from: ClassVar[int] = 250

    def __init__(self, speak: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: list[int] = []
        self._speak = speak

    @override
    def key_of(self, row: Row) -> tuple[str, str]:
        return row_key(row)

    @override
    def spoken(self, row: Row) -> str:
        return self._speak(row)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Headings take no part in moving through the list."""
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def suggestions(self) -> list[Suggestion]:
        """The suggestions of the list, in order, without the headings."""
        return [row for row in self.rows if not isinstance(row, Heading)]

    def place(self, number: int) -> tuple[int, int]:
        """Which suggestion stands in a row, counted from 1 without the headings, and how many there are."""
        headings = [row for row in self._headings if row < number]
        return number + 1 - len(headings), len(self.rows) - len(self._headings)

    @override
    def replace(self, rows: Sequence[Row]) -> None:
        super().replace(rows)
        self._count_headings()

    @override
    def show(self, rows: Sequence[Row]) -> None:
        super().show(rows)
        self._count_headings()

    def _count_headings(self) -> None:
        self._headings = [place for place, row in enumerate(self.rows) if isinstance(row, Heading)]


def suggestion_at(index: Index) -> Suggestion | None:
    """The suggestion of an index of the model, None for headings and for no index."""
    row = index.data(ROW_ROLE) if index.isValid() else None
    return None if row is None or isinstance(row, Heading) else row


def pair_at(index: Index) -> Pair | None:
    """The pair of an index of the model."""
    suggestion = suggestion_at(index)
    return None if suggestion is None else pair_of(suggestion)
