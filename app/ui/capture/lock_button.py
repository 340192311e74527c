"""The small lock at the end of a field: shut = the value stays for the next card."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.context import UiContext


class LockButton(QAbstractButton):
    """Checkable, 24 square; clicked only by mouse, the keyboard has its own shortcut."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def set_tip(self, tip: str) -> None:
        """Say what it does."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    @override
    def sizeHint(self) -> QSize:
        side = self._ui.theme.px(24)
        return QSize(side, side)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent.tint" if self.isChecked() else "surface.hover" if self.underMouse() else None
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        size = theme.px(14)
        name, token = ("lock", "accent.text") if self.isChecked() else ("unlock", "text.tertiary")
        pixmap = self._ui.icons.pixmap(name, size, token, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - size) / 2, (self.height() - size) / 2), pixmap)
