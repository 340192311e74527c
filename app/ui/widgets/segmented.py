"""A row of choices of which exactly one holds."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.context import UiContext


class Segmented(QWidget):
    """Choices side by side; click, or arrow keys while focused. `chosen(key)` on every change by the user.

    `choices` are (key, label) pairs.
    """

    chosen = Signal(str)

    def __init__(
        self,
        ui: UiContext,
        choices: tuple[tuple[str, str], ...],
        current: str | None = None,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._choices = choices
        self._current = current or choices[0][0]
        self._compact = compact
        self._hover: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)
        self._name()

    @property
    def current(self) -> str:
        """The key that holds."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose without announcing it."""
        self._current = key
        self._name()
        self.update()

    def set_labels(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Word the choices again."""
        self._choices = choices
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2, self._ui.theme.px(26 if self._compact else 30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _name(self) -> None:
        self.setAccessibleName(dict(self._choices).get(self._current, ""))

    def _widths(self) -> list[int]:
        theme = self._ui.theme
        metrics = QFontMetrics(theme.font(12 if self._compact else 13, 500))
        pad = 2 * theme.px(9 if self._compact else 11)
        return [metrics.horizontalAdvance(text) + pad for _key, text in self._choices]

    def _key_at(self, x: float) -> str:
        left = 1
        for (key, _text), width in zip(self._choices, self._widths(), strict=True):
            left += width
            if x < left:
                return key
        return self._choices[-1][0]

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.set_current(key)
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._key_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._key_at(event.position().x())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, _text in self._choices]
        self._choose(keys[(keys.index(self._current) + step) % len(keys)])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.color("surface.panel"))
        painter.setFont(theme.font(12 if self._compact else 13, 500))
        left = 1
        for place, ((key, text), width) in enumerate(zip(self._choices, self._widths(), strict=True)):
            cell = QRectF(left, 0, width, self.height())
            held = key == self._current
            if held:
                painter.fillRect(cell, theme.color("surface.selected"))
            elif key == self._hover:
                painter.fillRect(cell, theme.color("surface.hover"))
            if place:
                painter.fillRect(QRectF(left, 0, 1, self.height()), theme.color("border.default"))
            painter.setPen(theme.color("accent.text" if held else "text.secondary"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
            left += width
        painter.setClipping(False)
        edge = "focus.ring" if self.hasFocus() else "border.control"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() else 1))
        painter.drawPath(shape)
