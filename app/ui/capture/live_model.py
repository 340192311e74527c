"""The suggestions beside the form as a Qt list; the list for one text replaces that for another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.ui.capture.live_row import LiveRow, spoken
from app.ui.context import UiContext

Index = QModelIndex | QPersistentModelIndex
LIVE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class LiveModel(QAbstractListModel):
    """At most a dozen rows. Rows are overwritten in place while typing, so that the list never blinks."""

    def __init__(self, ui: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._rows: list[LiveRow] = []

    @property
    def rows(self) -> list[LiveRow]:
        """What is shown, best first."""
        return list(self._rows)

    @override
    def rowCount(self, parent: Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == LIVE_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self._ui.language.t)
        return None

    def show(self, rows: list[LiveRow]) -> None:
        """Show these rows: the common length is overwritten, the rest comes or goes at the end."""
        common = min(len(rows), len(self._rows))
        changed = [place for place in range(common) if rows[place] != self._rows[place]]
        self._rows[:common] = rows[:common]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        if len(rows) > common:
            self.beginInsertRows(_ROOT, common, len(rows) - 1)
            self._rows.extend(rows[common:])
            self.endInsertRows()
        elif len(self._rows) > common:
            self.beginRemoveRows(_ROOT, common, len(self._rows) - 1)
            del self._rows[common:]
            self.endRemoveRows()

    def remove(self, key: str) -> None:
        """Take away the row of a card that was decided."""
        place = next((number for number, row in enumerate(self._rows) if row.key == key), None)
        if place is not None:
            self.beginRemoveRows(_ROOT, place, place)
            del self._rows[place]
            self.endRemoveRows()


def live_at(index: Index) -> LiveRow | None:
    """The row of an index."""
    row: LiveRow | None = index.data(LIVE_ROLE) if index.isValid() else None
    return row
