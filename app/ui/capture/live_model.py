"""The suggestions beside the form as a Qt list; the list for one text replaces that for another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject
from typing_extensions import override

from app.ui.capture.live_row import LiveRow, spoken
from app.ui.context import UiContext
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROOT = QModelIndex()


class LiveModel(RowList[LiveRow]):
    """At most a dozen rows. Rows are overwritten in place while typing, so that the list never blinks."""

    def __init__(self, ui: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui

    @override
    def key_of(self, row: LiveRow) -> str:
        return row.key

    @override
    def spoken(self, row: LiveRow) -> str:
        return spoken(row, self._ui.language.t)

    @override
    def show(self, rows: Sequence[LiveRow]) -> None:
        """Show these rows: the common length is overwritten, the rest comes or goes at the end."""
        common = min(len(rows), len(self.rows))
        for place in range(common):
            self.put(place, rows[place])
        if len(rows) > common:
            self.beginInsertRows(_ROOT, common, len(rows) - 1)
            self.rows.extend(rows[common:])
            self.endInsertRows()
        elif len(self.rows) > common:
            self.beginRemoveRows(_ROOT, common, len(self.rows) - 1)
            del self.rows[common:]
            self.endRemoveRows()

    def remove(self, key: str) -> None:
        """Take away the row of a card that was decided."""
        place = self.row_of(key)
        if place >= 0:
            self.beginRemoveRows(_ROOT, place, place)
            del self.rows[place]
            self.endRemoveRows()


def live_at(index: Index) -> LiveRow | None:
    """The row of an index."""
    row: LiveRow | None = index.data(ROW_ROLE) if index.isValid() else None
    return row
