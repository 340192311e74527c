"""An on-off switch."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.context import UiContext


class Switch(QAbstractButton):
    """Checkable, toggled by click and by the space bar; its accessible name is its text."""

    def __init__(self, ui: UiContext, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(text)
        ui.theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(theme.px(30) + (words + theme.px(8) if words else 0) + 6, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = theme.px(30), theme.px(18)
        track = QRectF(3, (self.height() - height) / 2, width, height)
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent.base" if on else "border.strong"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        painter.setBrush(theme.color("accent.on" if on else "surface.panel"))
        radius = height / 2 - 2
        middle = track.right() - radius - 2 if on else track.left() + radius + 2
        painter.drawEllipse(QPointF(middle, track.center().y()), radius, radius)
        if self.text():
            painter.setPen(theme.color("text.primary"))
            left = track.right() + theme.px(8)
            painter.drawText(
                QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
            )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)
