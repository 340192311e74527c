"""The list of parts at the left: each with how it stands, and a number where somebody has to look."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.i18n.formats import format_number
from app.ui.context import UiContext
from app.ui.paint import chip_width, draw_chip, elide
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROW = 48
_ICON_ONLY = 80  # narrower than this there is no room for words


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part: its id, icon and name, one line about it in `color` (a token), and how many things wait there."""

    id: str
    icon: str
    name: str
    state: str
    color: str = "text.tertiary"
    count: int = 0


class PartsModel(RowList[PartRow]):
    """The parts, always the same ones."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: PartRow) -> str:
        return row.id

    @override
    def text(self, row: PartRow) -> str:
        return row.name

    @override
    def spoken(self, row: PartRow) -> str:
        count = format_number(row.count, self._ui.language.code) if row.count else ""
        return ", ".join(part for part in (row.name, count, row.state) if part)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            role = Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, role)


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._ui.theme
        row: PartRow = index.data(ROW_ROLE)
        rect = QRect(option.rect).adjusted(0, 1, 0, -1)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option, current=current)
        size, pad = theme.px(16), theme.px(10)
        token = "accent.text" if current else "text.secondary"
        pixmap = self._ui.icons.pixmap(row.icon, size, token, painter.device().devicePixelRatioF())
        top, line = rect.top() + theme.px(6), theme.px(17)
        painter.drawPixmap(QPointF(rect.left() + pad, top + (line - size) / 2), pixmap)
        left, right = rect.left() + pad + size + theme.px(9), rect.right() - theme.px(8)
        if rect.width() < theme.px(_ICON_ONLY):
            painter.restore()
            return
        if row.count:
            words = format_number(row.count, self._ui.language.code)
            width = chip_width(words, theme)
            draw_chip(painter, right - width, rect.center().y() - theme.px(9), words, theme, "danger")
            right -= width + theme.px(6)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("accent.text" if current else "text.primary"))
        flags = Qt.AlignmentFlag.AlignVCenter
        name = elide(row.name, QFontMetrics(painter.font()), right - left)
        painter.drawText(QRect(left, top, right - left, line), flags, name)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color(row.color))
        state = elide(row.state, QFontMetrics(painter.font()), right - left)
        painter.drawText(QRect(left, top + line, right - left, line), flags, state)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, *, current: bool) -> None:
        theme = self._ui.theme
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if current or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface.selected" if current else "surface.hover"))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        if focused:
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)


class PartsView(QListView):
    """`chosen(id)` when another part becomes the current one, `entered` on Enter: the keyboard goes into the part."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, ui: UiContext, model: PartsModel) -> None:
        super().__init__()
        self._parts = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self.entered)

    def choose(self, part: str) -> None:
        """Make a part the current one."""
        self.setCurrentIndex(self._parts.index(self._parts.row_of(part)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(current.data(ROW_ROLE).id)
