"""The ground of a column or a tray, with its head: title, count, and a second line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.context import UiContext
from app.ui.paint import elide

HEAD = 46
_RADIUS = 10
_LINE = 3
PaintGlyph = Callable[[QPainter, QRectF], None]


def paint_frame(widget: QWidget, ui: UiContext, line: str, target: bool) -> None:
    """Sunken ground with round corners and the coloured line on top; tinted and ringed while a drop would land here."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2 if target else 1
    box = QRectF(widget.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    shape = QPainterPath()
    shape.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.fillPath(shape, ui.theme.color("drag.tint" if target else "surface.sunken"))
    painter.setPen(QPen(ui.theme.color("drag.line" if target else "border.default"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    outer = QPainterPath()
    outer.addRoundedRect(QRectF(widget.rect()), _RADIUS, _RADIUS)
    painter.setClipPath(outer)
    painter.fillRect(QRectF(0, 0, widget.width(), _LINE), ui.theme.color(line))
    painter.end()


def paint_shadow(painter: QPainter, box: QRectF, radius: float, reach: int, *, dark: bool) -> None:
    """The soft shadow of a thing that is lifted, as rings that fade outwards over `reach`."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    strongest = 26 if dark else 9
    for ring in range(reach - 1, 0, -1):
        painter.setBrush(QColor(0, 0, 0, strongest * (reach - ring) // reach))
        painter.drawRoundedRect(box.adjusted(-ring, 2 - ring, ring, 2 + ring), radius + ring, radius + ring)
    painter.restore()


class Head(QWidget):
    """Glyph, name and count over a small second line. `pressed` where it can be folded."""

    pressed = Signal()

    def __init__(self, ui: UiContext, glyph: PaintGlyph, foldable: bool) -> None:
        super().__init__()
        self._ui = ui
        self._glyph = glyph
        self._foldable = foldable
        self._name = self._count = self._second = ""
        if foldable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def say(self, name: str, count: str, second: str) -> None:
        """Word the head; a screen reader hears all of it."""
        self._name, self._count, self._second = name, count, second
        self.setAccessibleName(", ".join(part for part in (name, count, second) if part))
        self.setToolTip(second)
        self.update()

    def restyle(self) -> None:
        """Take the height from the text size."""
        self.setFixedHeight(self._ui.theme.px(HEAD))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        if self._foldable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        pad, glyph, row = theme.px(10), theme.px(14), theme.px(18)
        top = theme.px(8)
        self._glyph(painter, QRectF(pad, top + (row - glyph) / 2, glyph, glyph))
        right = self.width() - pad
        if self._foldable:
            size = theme.px(14)
            right -= size
            pixmap = self._ui.icons.pixmap("chevron-right", size, "text.tertiary")
            painter.drawPixmap(right, top + (row - size) // 2, pixmap)
            right -= theme.px(4)
        small = QFontMetrics(theme.font(12))
        width = small.horizontalAdvance(self._count)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(right - width - 1, top, width + 2, row), middle, self._count)
        left = pad + glyph + theme.px(6)
        bold = theme.font(13, 600)
        painter.setFont(bold)
        painter.setPen(theme.color("text.primary"))
        room = right - width - theme.px(6) - left
        painter.drawText(QRectF(left, top, room, row), middle, elide(self._name, QFontMetrics(bold), room))
        micro = theme.font(11)
        painter.setFont(micro)
        painter.setPen(theme.color("text.tertiary"))
        room = self.width() - 2 * pad
        area = QRectF(pad, top + row, room, theme.px(15))
        painter.drawText(area, middle, elide(self._second, QFontMetrics(micro), room))
        painter.end()


class Frame(QWidget):
    """Head over a list, on the painted ground."""

    def __init__(self, ui: UiContext, line: str, head: Head, body: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._line = line
        self._is_target = False
        column = QVBoxLayout(self)
        column.setContentsMargins(2, _LINE - 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(body, 1)

    def mark(self, target: bool) -> None:
        """Show whether a drop would land here."""
        if target != self._is_target:
            self._is_target = target
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_frame(self, self._ui, self._line, self._is_target)
