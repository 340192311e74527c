"""The dark pill beside the place where a carried card would go: what a drop does, and how to give up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.context import UiContext


class CarryHint(QWidget):
    """Lies over the board and lets every click through."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._board = parent
        self.text = ""
        self._way_out = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QPoint, text: str, way_out: str) -> None:
        """Show the words with the left upper corner at `place` of the parent, moved inside it where needed."""
        self.text, self._way_out = text, way_out
        size = self.sizeHint()
        bounds = self._board.rect()
        x = max(4, min(place.x(), bounds.width() - size.width() - 4))
        y = max(4, min(place.y(), bounds.height() - size.height() - 4))
        self.setGeometry(QRect(QPoint(x, y), size))
        self.show()
        self.raise_()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        metrics = QFontMetrics(theme.font(12))
        words = metrics.horizontalAdvance(self.text) + metrics.horizontalAdvance(self._way_out)
        return QSize(words + theme.px(8 + 14 + 6 + 8 + 8), theme.px(24))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface.inverse"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        icon = theme.px(14)
        left = theme.px(8)
        pixmap = self._ui.icons.pixmap("arrow-right", icon, "text.inverse")
        painter.drawPixmap(left, (self.height() - icon) // 2, pixmap)
        left += icon + theme.px(6)
        font = theme.font(12)
        painter.setFont(font)
        painter.setPen(theme.color("text.inverse"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self.text)
        left += QFontMetrics(font).horizontalAdvance(self.text) + theme.px(8)
        painter.setPen(theme.color("text.inverse.secondary"))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self._way_out)
        painter.end()
