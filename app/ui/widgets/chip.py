"""Chips outside of lists: a fact, and a filter that can be taken away."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.context import UiContext
from app.ui.paint import CHIP_HEIGHT, chip_text_token, chip_width, draw_chip
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import label


class Chip(QWidget):
    """A small fact; `style` as in `paint.draw_chip`."""

    def __init__(
        self, ui: UiContext, text: str = "", style: str = "fact", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._text = text
        self._style = style
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        ui.theme.changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str, style: str | None = None) -> None:
        """Say something else, in another style where one is given."""
        self._text = text
        self._style = style or self._style
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        icon = self._ui.theme.px(12) if self._icon else 0
        return QSize(chip_width(self._text, self._ui.theme, icon), self._ui.theme.px(CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        pixmap = None
        if self._icon:
            token = chip_text_token(self._style)
            pixmap = self._ui.icons.pixmap(self._icon, theme.px(12), token, self.devicePixelRatioF())
        top = (self.height() - theme.px(CHIP_HEIGHT)) // 2
        draw_chip(QPainter(self), 0, top, self._text, theme, self._style, pixmap)


class FilterChip(QWidget):
    """Field, value and a cross; `removed` when the cross is pressed."""

    removed = Signal()

    def __init__(self, ui: UiContext, field: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(5)
        self._field = label(field, "dim")
        self._value = label(value, "medium")
        self._cross = IconButton(ui, "cross")
        self._cross.clicked.connect(self.removed)
        for part in (self._field, self._value, self._cross):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self._field.text() + self._value.text())
        return QSize(words + theme.px(58), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ui.theme.color("border.control"))
        painter.setBrush(self._ui.theme.color("surface.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
