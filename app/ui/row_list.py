"""The model behind every list of rows: brought up to date with the fewest notifications, spoken row by row."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.ui.row_steps import Insert, Move, Remove, Step, row_steps

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the row itself
_ROOT = QModelIndex()


class RowList(QAbstractListModel, Generic[Row]):
    """Rows of one kind with a key each. `rows` is what is shown, for reading; only this class changes it.

    A subclass says how a row is told from others (`key_of`), worded (`text`) and spoken (`spoken`).
    """

    # More steps than this come from another search or a new list: one reset is quicker.
    reset_from: ClassVar[int] = 60

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def key_of(self, row: Row) -> Hashable:
        """What tells a row from all others of the list."""
        raise NotImplementedError

    def spoken(self, row: Row) -> str:
        """A row as a screen reader says it."""
        raise NotImplementedError

    def text(self, row: Row) -> str:
        """A row in one short phrase; by default all that is spoken."""
        return self.spoken(row)

    def same(self, old: Row, new: Row) -> bool:
        """Whether a row still says the same."""
        return old is new or old == new

    def row_of(self, key: Hashable) -> int:
        """Where the row with this key stands; -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if self.key_of(row) == key), -1)

    def replace(self, rows: Sequence[Row]) -> None:
        """Show the answer to another question: views start anew."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows: rows are removed, moved, inserted and marked as changed, and nothing else is touched."""
        new = list(rows)
        keys = [self.key_of(row) for row in self.rows], [self.key_of(row) for row in new]
        steps = row_steps(*keys, most=self.reset_from)
        if steps is None:
            self.replace(new)
            return
        for step in steps:
            self._take(step, new)
        for place, row in enumerate(new):
            self.put(place, row)

    def put(self, place: int, row: Row) -> None:
        """Show other contents of the row at a place."""
        if not self.same(self.rows[place], row):
            self.rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def reword(self) -> None:
        """Every row is worded anew (another language, another day)."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def _take(self, step: Step, new: list[Row]) -> None:
        if isinstance(step, Remove):
            self.beginRemoveRows(_ROOT, step.first, step.last)
            del self.rows[step.first : step.last + 1]
            self.endRemoveRows()
        elif isinstance(step, Move):
            # Qt counts the target before the row is lifted out.
            below = step.target + 1 if step.target > step.source else step.target
            self.beginMoveRows(_ROOT, step.source, step.source, _ROOT, below)
            self.rows.insert(step.target, self.rows.pop(step.source))
            self.endMoveRows()
        else:
            self._insert(step, new)

    def _insert(self, step: Insert, new: list[Row]) -> None:
        self.beginInsertRows(_ROOT, step.first, step.last)
        self.rows[step.first : step.first] = new[step.first : step.last + 1]
        self.endInsertRows()

    @override
    def rowCount(self, parent: Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None
