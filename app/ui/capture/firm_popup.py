"""The list under the firm field: firms that the text may mean, and the way to add a new one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.services.rows import FirmRow
from app.ui.card_words import place_words
from app.ui.context import UiContext
from app.ui.paint import chip_width, draw_chip, draw_keys, elide, keys_width
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROW = 34
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class NewFirm:
    """The last row: add a firm of this name."""

    name: str


class FirmModel(RowList[FirmRow | NewFirm]):
    """What was found for the text; a new text is a new question, so the rows are replaced."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui

    @override
    def key_of(self, row: FirmRow | NewFirm) -> str:
        return row.name if isinstance(row, NewFirm) else row.firm.id

    @override
    def spoken(self, row: FirmRow | NewFirm) -> str:
        if isinstance(row, NewFirm):
            return self._ui.language.t("New firm: {name}", name=row.name)
        number = row.attendance.number
        return f"{number} {row.firm.name}" if number is not None else row.firm.name


class FirmDelegate(QStyledItemDelegate):
    """Badge number · name · sector and place; the new-firm row with its key."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(200, self._ui.theme.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        theme, rect = self._ui.theme, option.rect
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("surface.selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface.hover"))
        if isinstance(row, NewFirm):
            self._new(painter, rect, str(index.data()))
        elif row is not None:
            self._firm(painter, rect, row)
        painter.restore()

    def _new(self, painter: QPainter, rect: QRect, text: str) -> None:
        theme = self._ui.theme
        size, left = theme.px(16), rect.left() + theme.px(14)
        icon = self._ui.icons.pixmap("add", size, "accent.text", painter.device().devicePixelRatio())
        painter.drawPixmap(QPoint(left + theme.px(6), rect.center().y() - size // 2), icon)
        keys = ("Ctrl", "↵")
        width = keys_width(keys, theme)
        draw_keys(painter, rect.right() - theme.px(10) - width, rect.center().y(), keys, theme, "text.tertiary")
        left += theme.px(34)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("accent.text"))
        room = rect.right() - theme.px(18) - width - left
        painter.drawText(
            QRect(left, rect.top(), room, rect.height()), _MIDDLE, elide(text, painter.fontMetrics(), room)
        )

    def _firm(self, painter: QPainter, rect: QRect, row: FirmRow) -> None:
        theme = self._ui.theme
        left = rect.left() + theme.px(14)
        number = "–" if row.attendance.number is None else str(row.attendance.number)
        column = max(theme.px(28), chip_width(number, theme))
        draw_chip(painter, left, rect.center().y() - theme.px(10) + 1, number, theme, "line")
        left += column + theme.px(6)
        font = theme.font(13, 500)
        right = rect.right() - theme.px(12)
        name = elide(row.firm.name, QFontMetrics(font), right - left)
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _MIDDLE, name)
        left += QFontMetrics(font).horizontalAdvance(name) + theme.px(8)
        more = " · ".join(part for part in (row.firm.sector, place_words(row.firm)) if part)
        if right - left > theme.px(40):
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text.tertiary"))
            shown = elide(more, painter.fontMetrics(), right - left)
            painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _MIDDLE, shown)


class FirmPopup(QFrame):
    """Floats over the page and never takes the focus; `picked` carries a FirmRow or a NewFirm."""

    picked = Signal(object)

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._ground = parent
        self._model = FirmModel(ui, self)
        self._list = QListView(self)
        self._list.setProperty("role", "menu")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._model)
        self._list.setItemDelegate(FirmDelegate(ui, self))
        self._list.clicked.connect(lambda index: self.picked.emit(index.data(ROW_ROLE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.addWidget(self._list)
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def model(self) -> FirmModel:
        """The rows, for tests."""
        return self._model

    @property
    def current(self) -> FirmRow | NewFirm | None:
        """The row that Enter would pick."""
        row: FirmRow | NewFirm | None = self._list.currentIndex().data(ROW_ROLE)
        return row

    def show_under(self, field: QWidget, rows: list[FirmRow | NewFirm]) -> None:
        """Show rows under a field, the first one current; without rows the list goes away."""
        self._model.replace(rows)
        if not rows:
            self.hide()
            return
        self._list.setCurrentIndex(self._model.index(0))
        place = field.mapTo(self._ground, QPoint(0, field.height() + 3))
        height = len(rows) * self._ui.theme.px(_ROW) + 12
        self.setGeometry(QRect(place, QSize(field.width(), height)))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Move the current row, round and round."""
        rows = self._model.rowCount()
        if rows:
            self._list.setCurrentIndex(self._model.index((self._list.currentIndex().row() + by) % rows))
