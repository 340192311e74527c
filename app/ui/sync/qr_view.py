"""A QR code, always dark on white: cameras do not read the other way round."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.context import UiContext

_QUIET = 4  # modules of white around the code, as its standard asks for
_SIZE = 186


class QrView(QWidget):
    """`show_code` takes the square of dark modules."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._modules: Sequence[Sequence[bool]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def show_code(self, modules: Sequence[Sequence[bool]], spoken: str) -> None:
        """Show a code; `spoken` says what it holds."""
        self._modules = modules
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(_SIZE), self._ui.theme.px(_SIZE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ui.theme.color("border.default"))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if not self._modules:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ratio = self.devicePixelRatioF()
        # Whole device pixels for each module: a blurred edge costs distance.
        side = int(self.width() * ratio) // (len(self._modules) + 2 * _QUIET) / ratio
        start = (self.width() - side * len(self._modules)) / 2
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    painter.fillRect(
                        QRectF(start + column * side, start + row * side, side, side), Qt.GlobalColor.black
                    )
