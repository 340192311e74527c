"""The tables of the room: who sits there, and how many haves and wants they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.services.rows import FirmRow
from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROW = 39


@dataclass(frozen=True)
class RoomTable:
    """One table; `number` None gathers the firms that have no table yet."""

    number: int | None
    firms: tuple[str, ...]
    haves: int
    wants: int


def gather(rows: Sequence[FirmRow]) -> list[RoomTable]:
    """The tables by number, firms without one last."""
    seats: dict[int | None, list[FirmRow]] = {}
    for row in rows:
        seats.setdefault(row.attendance.table_no, []).append(row)
    ordered = sorted(seats, key=lambda number: (number is None, number or 0))
    return [
        RoomTable(
            number,
            tuple(row.firm.name for row in seats[number]),
            sum(row.haves for row in seats[number]),
            sum(row.wants for row in seats[number]),
        )
        for number in ordered
    ]


class TablesModel(RowList[RoomTable]):
    """The tables of a workshop."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @property
    def most(self) -> int:
        """The cards of the table with the most, at least 1."""
        return max([1, *(table.haves + table.wants for table in self.rows)])

    @override
    def key_of(self, row: RoomTable) -> int | None:
        return row.number

    @override
    def text(self, row: RoomTable) -> str:
        return ", ".join(row.firms)

    @override
    def spoken(self, row: RoomTable) -> str:
        return self._ui.language.t(
            "Table {number}: {haves} haves, {wants} wants",
            number=row.number or "–",
            haves=row.haves,
            wants=row.wants,
        )


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, model: TablesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._ui.theme
        table: RoomTable = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        bars = theme.px(170) if rect.width() > theme.px(460) else theme.px(96)
        total = theme.px(44)
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.color("text.primary"))
        flags = Qt.AlignmentFlag.AlignVCenter
        number = str(table.number) if table.number is not None else "–"
        painter.drawText(rect.adjusted(theme.px(12), 0, 0, 0), flags, number)
        right = flags | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -theme.px(12), 0), right, str(table.haves + table.wants))
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text.secondary"))
        words = rect.adjusted(theme.px(42), 0, -(bars + total + theme.px(16)), 0)
        painter.drawText(words, flags, elide(index.data(), QFontMetrics(painter.font()), words.width()))
        self._bars(painter, QRect(rect.right() - bars - total, rect.center().y() - 4, bars, 9), table)
        painter.restore()

    def _bars(self, painter: QPainter, area: QRect, table: RoomTable) -> None:
        """Haves filled, wants hollow, on a scale that all tables share."""
        theme = self._ui.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = (area.width() - 4) / self._model.most
        haves, wants = table.haves * unit, table.wants * unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("have.base"))
        if haves:
            painter.drawRoundedRect(QRectF(area.left(), area.top(), haves, area.height()), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("want.base"), 1.5))
        if wants:
            painter.drawRoundedRect(
                QRectF(area.left() + haves + 2, area.top() + 0.75, wants, area.height() - 1.5), 2, 2
            )


class TablesView(QListView):
    """The list of tables; for looking, it takes no selection."""

    def __init__(self, ui: UiContext, model: TablesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, model, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
