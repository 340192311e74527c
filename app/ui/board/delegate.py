"""The delegate of the board's lists: one height for all rows, and painting left to the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui.board.card_painter import GAP
from app.ui.context import UiContext

Index = QModelIndex | QPersistentModelIndex
PaintCard = Callable[[QPainter, QRect, int, bool], None]  # area of the row, row, selected


class CardDelegate(QStyledItemDelegate):
    """Rows are cards of `height` with a gap; no widget for each card, no style drawing under it."""

    def __init__(self, parent: QObject, paint_card: PaintCard, height: int, ui: UiContext) -> None:
        super().__init__(parent)
        self._paint_card = paint_card
        self._height = height
        self._ui = ui

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(10, self._ui.theme.px(self._height + GAP))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        area: QRect = option.rect
        self._paint_card(painter, area, index.row(), bool(option.state & QStyle.StateFlag.State_Selected))
