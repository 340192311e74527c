"""The suggestions as a Qt list: rows change one by one, so that selection and place stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.services.rows import Suggestion
from app.ui.matches.listing import Heading, Pair, Row, pair_of, row_key
from app.ui.matches.row_changes import Remove, row_changes

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the Heading or Suggestion itself
_ROOT = QModelIndex()


class MatchModel(QAbstractListModel):
    """Headings and suggestions; `speak` words a row for screen readers."""

    def __init__(self, speak: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._headings: list[int] = []
        self._speak = speak

    @override
    def rowCount(self, parent: Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._speak(row)
        return None

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Headings take no part in moving through the list."""
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def row(self, number: int) -> Row:
        """The row at a place."""
        return self._rows[number]

    def suggestions(self) -> list[Suggestion]:
        """The suggestions of the list, in order, without the headings."""
        return [row for row in self._rows if not isinstance(row, Heading)]

    def place(self, number: int) -> tuple[int, int]:
        """Which suggestion stands in a row, counted from 1 without the headings, and how many there are."""
        headings = [row for row in self._headings if row < number]
        return number + 1 - len(headings), len(self._rows) - len(self._headings)

    def find(self, pair: Pair) -> int | None:
        """The place of a suggestion."""
        return next((place for place, row in enumerate(self._rows) if row_key(row) == pair), None)

    def replace(self, rows: list[Row]) -> None:
        """Show the outcome of another question (workshop, filter, order)."""
        self.beginResetModel()
        self._rows = list(rows)
        self._count_headings()
        self.endResetModel()

    def change(self, rows: list[Row]) -> None:
        """Show what the same question gives now, touching only the rows that differ."""
        for step in row_changes([row_key(row) for row in self._rows], [row_key(row) for row in rows]):
            if isinstance(step, Remove):
                self.beginRemoveRows(_ROOT, step.first, step.last)
                del self._rows[step.first : step.last + 1]
                self.endRemoveRows()
            else:
                self.beginInsertRows(_ROOT, step.first, step.last)
                self._rows[step.first : step.first] = rows[step.first : step.last + 1]
                self.endInsertRows()
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
        self._count_headings()

    def _count_headings(self) -> None:
        self._headings = [place for place, row in enumerate(self._rows) if isinstance(row, Heading)]

    def reword(self) -> None:
        """The language has changed: every row is spoken anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


def suggestion_at(index: Index) -> Suggestion | None:
    """The suggestion of an index of the model, None for headings and for no index."""
    row = index.data(ROW_ROLE) if index.isValid() else None
    return None if row is None or isinstance(row, Heading) else row


def pair_at(index: Index) -> Pair | None:
    """The pair of an index of the model."""
    suggestion = suggestion_at(index)
    return None if suggestion is None else pair_of(suggestion)
