"""What the lists beside the matches have in common: whole rows only, ground, focus, hairline and elided words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index

MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RowDelegate(QStyledItemDelegate):
    """What these lists share: whole rows only, ground, focus, hairline and elided words."""

    def __init__(self, ui: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._ui, self._view = ui, view

    def _paint_row(self, painter: QPainter, rect: QRect, row: object) -> None:
        raise NotImplementedError

    def _height(self, row: object) -> int:
        raise NotImplementedError

    def _is_heading(self, row: object) -> bool:
        """Whether a row is only a line above others, never current."""
        return False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(160, self._ui.theme.px(self._height(index.data(ROW_ROLE))))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        if option.rect.bottom() > self._view.viewport().height():
            return
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_heading(row):
            self._ground(painter, option)
        self._paint_row(painter, QRect(option.rect), row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = self._ui.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if selected else "surface.hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        if has_keyboard(option):
            draw_row_focus(painter, rect, theme)

    def _words(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        px: int,
        weight: int,
        token: str,
        align: Qt.AlignmentFlag = MIDDLE,
    ) -> int:
        """Draw a text as far as it fits; its width."""
        font = self._ui.theme.font(px, weight)
        shown = elide(text, QFontMetrics(font), area.width())
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(token))
        painter.drawText(area, align, shown)
        return QFontMetrics(font).horizontalAdvance(shown)

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)
