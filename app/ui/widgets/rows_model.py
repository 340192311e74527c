"""A table of frozen rows: search by `match_key`, Turkish order, changes applied row by row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.common.turkish import match_key

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `text` words a row for people, `order` gives what it is sorted by (any one comparable type).

    `width` in logical pixels at 100 %; 0 = takes what is left, together with the other columns of width 0.
    Where the table is narrow, columns with the highest `leaves` go first; 0 stays always.
    """

    key: str
    title: Callable[[], str]
    text: Callable[[R], str]
    order: Callable[[R], Any]
    width: int = 0
    right: bool = False
    leaves: int = 0


class RowsModel(QAbstractTableModel, Generic[R]):
    """All rows, and of them those that the search and the filter let through, sorted.

    `identity` gives a row's id, `searched` the text that is searched; both are asked once for each new row.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        identity: Callable[[R], str],
        searched: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity = identity
        self._searched = searched
        self._rows: dict[str, R] = {}
        self._keys: dict[str, str] = {}
        self._shown: list[str] = []
        self._leaving: set[str] = set()
        self._words: tuple[str, ...] = ()
        self._filter: Callable[[R], bool] | None = None
        self._column = 0
        self._descending = False
        self.refilling = False  # the rows change under the same question: views keep their place

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def set_rows(self, rows: Iterable[R]) -> None:
        """Replace everything; what stayed the same keeps its place and the selection."""
        fresh = {self._identity(row): row for row in rows}
        changed = {row_id for row_id, row in fresh.items() if self._rows.get(row_id) != row}
        leaving = {row_id: row for row_id, row in self._rows.items() if row_id not in fresh}
        for row_id in changed:
            self._keys[row_id] = match_key(self._searched(fresh[row_id]))
        self._rows = fresh | leaving
        self._let_go(changed, leaving)

    def update_rows(self, rows: Iterable[R], gone: Iterable[str] = ()) -> None:
        """Bring in rows that are new or changed and take out those with the ids in `gone`."""
        changed = set()
        for row in rows:
            row_id = self._identity(row)
            self._rows[row_id] = row
            self._keys[row_id] = match_key(self._searched(row))
            changed.add(row_id)
        self._let_go(changed, [row_id for row_id in gone if row_id in self._rows])

    def search(self, text: str) -> None:
        """Let through what holds every word of `text`."""
        self._words = tuple(match_key(text).split())
        self._refresh(set())

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Let through what `keep` accepts; None lets through everything."""
        self._filter = keep
        self._refresh(set())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; rows that are equal in it stay in the order in which they came."""
        self._column, self._descending = max(0, column), order is Qt.SortOrder.DescendingOrder
        self._refresh(set())

    def row(self, place: int) -> R | None:
        """The row shown at `place`."""
        return self._rows[self._shown[place]] if 0 <= place < len(self._shown) else None

    def id_at(self, place: int) -> str | None:
        """The id of the row shown at `place`."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def place_of(self, row_id: str) -> int | None:
        """Where a row is shown; None where it is not."""
        return self._shown.index(row_id) if row_id in self._rows and row_id in self._shown else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def reword(self) -> None:
        """Word headers and cells again after a language switch."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._touch(0, len(self._shown) - 1)

    def _let_go(self, changed: set[str], leaving: Iterable[str]) -> None:
        """Show what is left; rows that leave stay known until the views have been told."""
        self._leaving = set(leaving)
        self.refilling = True
        self._refresh(changed)
        self.refilling = False
        for row_id in self._leaving:
            del self._rows[row_id], self._keys[row_id]
        self._leaving = set()

    def _fits(self, row_id: str) -> bool:
        if row_id in self._leaving:
            return False
        if self._filter is not None and not self._filter(self._rows[row_id]):
            return False
        key = self._keys[row_id]
        return all(word in key for word in self._words)

    def _wanted(self) -> list[str]:
        order = self.columns[self._column].order
        fitting = [row_id for row_id in self._rows if self._fits(row_id)]
        return sorted(fitting, key=lambda row_id: order(self._rows[row_id]), reverse=self._descending)

    def _refresh(self, changed: set[str]) -> None:
        """Bring the shown rows to what is wanted: single rows in and out where the rest keeps its order, else all."""
        wanted = self._wanted()
        kept = set(wanted)
        stays = [row_id for row_id in self._shown if row_id in kept]
        known = set(self._shown)
        few = len(self._shown) - len(stays) + len(wanted) - len(stays) <= 50
        if not few or stays != [row_id for row_id in wanted if row_id in known]:
            self.beginResetModel()
            self._shown = wanted
            self.endResetModel()
            return
        self._take_out(kept)
        self._put_in(wanted, known)
        for row_id in changed & known & kept:
            place = self._shown.index(row_id)
            self._touch(place, place)

    def _take_out(self, kept: set[str]) -> None:
        for place in reversed(range(len(self._shown))):
            if self._shown[place] not in kept:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._shown[place]
                self.endRemoveRows()

    def _put_in(self, wanted: list[str], known: set[str]) -> None:
        for place, row_id in enumerate(wanted):
            if row_id not in known:
                self.beginInsertRows(QModelIndex(), place, place)
                self._shown.insert(place, row_id)
                self.endInsertRows()

    def _touch(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
