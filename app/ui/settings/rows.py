"""The parts that a settings panel is made of: a row with label and control, and the cards to choose a theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.theme import Theme
from app.ui.widgets.labels import label
from app.ui.widgets.painted_button import PaintedButton
from app.ui.widgets.panel import hairline


class SettingRow(QFrame):
    """What is set at the left, the control at the right, a hairline below; narrow windows give the label less."""

    def __init__(self, control: QWidget, *, last: bool = False) -> None:
        super().__init__()
        self._name = label("", "strong", wrap=True)
        self._help = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._help)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(16)
        row.addLayout(words, 2)
        row.addWidget(control, 3, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        if not last:
            column.addWidget(hairline())
        self._control = control

    def say(self, name: str, help_text: str) -> None:
        """Word the row; the control gets the name for screen readers."""
        self._name.setText(name)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        for control in self._control.children():
            if isinstance(control, QWidget) and not (isinstance(control, QAbstractButton) and control.text()):
                control.setAccessibleName(name)


def beside(*widgets: QWidget) -> QWidget:
    """Controls in a row, from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setDirection(QBoxLayout.Direction.LeftToRight)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


class ThemeCard(PaintedButton):
    """A small picture of the window in a theme, with its name; checkable."""

    def __init__(self, ui: UiContext, choice: str) -> None:
        super().__init__()
        self._ui = ui
        self._choice = choice
        self._looks = {name: Theme(name) for name in ("light", "dark")}
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        return QSize(theme.px(112), theme.px(86))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = theme.px(26)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 8, 8)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.color("surface.panel"))
        picture = QRectF(0, 0, self.width(), self.height() - words)
        if self._choice == "system":
            half = QRectF(0, 0, self.width() / 2, picture.height())
            self._draw(painter, picture, picture, "light")
            self._draw(painter, picture, half.translated(half.width(), 0), "dark")
        else:
            self._draw(painter, picture, picture, self._choice)
        painter.setClipPath(shape)
        painter.setPen(theme.color("text.primary"))
        painter.setFont(theme.font(12, 500))
        below = QRectF(0, picture.bottom(), self.width(), words)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setClipping(False)
        chosen = self.isChecked()
        painter.setPen(
            QPen(theme.color("accent.base" if chosen or self.hasFocus() else "border.default"), 2 if chosen else 1)
        )
        painter.drawPath(shape)
        if self.hasFocus() and not chosen:
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.drawPath(shape)

    def _draw(self, painter: QPainter, picture: QRectF, clip: QRectF, name: str) -> None:
        """Rail, window, a panel with three lines."""
        look = self._looks[name]
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        painter.fillRect(picture, look.color("surface.window"))
        rail = QRectF(0, 0, picture.width() * 0.15, picture.height())
        painter.fillRect(rail, look.color("surface.rail"))
        panel = QRectF(rail.right() + 6, 8, picture.width() * 0.45, picture.height() - 16)
        painter.setPen(look.color("border.default"))
        painter.setBrush(look.color("surface.panel"))
        painter.drawRoundedRect(panel, 3, 3)
        painter.drawRoundedRect(panel.translated(panel.width() + 6, 0), 3, 3)
        lines = (("accent.base", 0.55), ("border.control", 0.75), ("border.control", 0.6))
        for place, (token, share) in enumerate(lines):
            line = QRectF(panel.left() + 5, panel.top() + 6 + 8 * place, panel.width() * share, 3)
            painter.fillRect(line, look.color(token))
        painter.restore()
