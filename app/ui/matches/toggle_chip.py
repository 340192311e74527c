"""A chip that is on or off, with a count and its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.context import UiContext
from app.ui.paint import draw_keys, keys_width
from app.ui.widgets.painted_button import PaintedButton

_PAD, _GAP = 8, 6


class ToggleChip(PaintedButton):
    """`toggled` when it is pressed; words, count and key cap stand in one line."""

    def __init__(self, ui: UiContext, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._keys = ui, keys
        self._count = ""
        self._short = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def say(self, text: str, count: str) -> None:
        """Word the chip."""
        self._count = count
        self.setText(text)
        self.setAccessibleName(f"{text} {count}".strip())
        self.updateGeometry()
        self.update()

    def shorten(self, short: bool) -> None:
        """Leave the words out where there is no room for them: tooltip and key still tell."""
        if short is not self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    @property
    def _words(self) -> str:
        return "" if self._short else self.text()

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self._words)
        count = QFontMetrics(theme.font(12)).horizontalAdvance(self._count)
        gaps = (theme.px(_GAP) if self._count else 0) + (theme.px(_GAP) if self._words else 0)
        return QSize(words + count + gaps + keys_width(self._keys, theme) + 2 * theme.px(_PAD), theme.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, on = self.hasFocus(), self.isChecked()
        edge = "focus.ring" if focus else "accent.base" if on else "border.control"
        ground = "surface.selected" if on else "surface.hover" if self.underMouse() else "surface.panel"
        painter.setPen(QPen(theme.color(edge), 2 if focus else 1))
        painter.setBrush(theme.color(ground))
        inset = 1 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        left = theme.px(_PAD)
        words = "accent.text" if on else "text.primary"
        for text, font, token in (
            (self._words, theme.font(12, 500), words),
            (self._count, theme.font(12), "accent.text" if on else "text.tertiary"),
        ):
            if text:
                painter.setFont(font)
                painter.setPen(theme.color(token))
                width = QFontMetrics(font).horizontalAdvance(text)
                painter.drawText(QRect(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                left += width + theme.px(_GAP)
        draw_keys(painter, left, self.height() // 2, self._keys, theme, words if on else "text.tertiary")
