"""Have or want: two halves of which one holds, told apart by colour, shape and word."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.records import Direction
from app.ui.card_words import direction_word
from app.ui.context import UiContext
from app.ui.paint import draw_direction

_SIDES = (Direction.HAVE, Direction.WANT)


class DirectionToggle(QWidget):
    """Click, or F2 from anywhere in the form; `changed` after each change by the user."""

    changed = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._direction = Direction.HAVE
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)
        self.retranslate()

    @property
    def direction(self) -> Direction:
        """The half that holds."""
        return self._direction

    def set_direction(self, direction: Direction) -> None:
        """Choose without announcing it."""
        self._direction = direction
        self.retranslate()

    def flip(self) -> None:
        """Choose the other half."""
        self.set_direction(self._direction.other)
        self.changed.emit()

    def retranslate(self) -> None:
        """Word the halves again."""
        self.setAccessibleName(direction_word(self._direction, self._ui.language.t))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2, self._ui.theme.px(30))

    def _widths(self) -> list[int]:
        theme = self._ui.theme
        metrics = QFontMetrics(theme.font(13, 600))
        words = [direction_word(side, self._ui.language.t) for side in _SIDES]
        return [metrics.horizontalAdvance(word) + theme.px(12 + 15 + 6 + 12) for word in words]

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        side = Direction.HAVE if event.position().x() <= self._widths()[0] else Direction.WANT
        if event.button() is Qt.MouseButton.LeftButton and side is not self._direction:
            self.flip()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.color("surface.panel"))
        painter.setFont(theme.font(13, 600))
        left = 1
        for side, width in zip(_SIDES, self._widths(), strict=True):
            held = side is self._direction
            if held:
                painter.fillRect(QRect(left, 0, width, self.height()), theme.color(f"{side.value}.tint"))
            if side is Direction.WANT:
                painter.fillRect(QRect(left, 0, 1, self.height()), theme.color("border.default"))
            size = theme.px(15)
            glyph = QRect(left + theme.px(12), (self.height() - size) // 2, size, size)
            draw_direction(painter, glyph, side, theme)
            painter.setPen(theme.color(f"{side.value}.text" if held else "text.secondary"))
            words = QRect(glyph.right() + 1 + theme.px(6), 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, direction_word(side, self._ui.language.t))
            left += width
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("border.control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
