"""How sure a match is: meter, word and score in one chip."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.records import Band
from app.ui.context import UiContext
from app.ui.paint import CHIP_HEIGHT, chip_width, draw_chip, draw_meter


class BandChip(QWidget):
    """A chip in the colours of a band, with its meter."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._band, self._text = Band.WEAK, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def show_band(self, band: Band, text: str) -> None:
        """Show a band in words."""
        self._band, self._text = band, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        return QSize(chip_width(self._text, theme, theme.px(14)), theme.px(CHIP_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), 0, 0, self._text, self._ui.theme, self._band.value, self._meter())

    def _meter(self) -> QPixmap:
        side, ratio = self._ui.theme.px(14), self.devicePixelRatioF()
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_meter(painter, QRect(1, 1, side - 2, side - 2), self._band, self._ui.theme)
        painter.end()
        return pixmap
