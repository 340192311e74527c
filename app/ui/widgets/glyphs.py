"""Direction, stage and icon as widgets, for places outside of delegates."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.records import Direction
from app.ui.context import UiContext
from app.ui.icons import DEFAULT
from app.ui.paint import draw_direction


class _Glyph(QWidget):
    def __init__(self, ui: UiContext, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(self._size), self._ui.theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DirectionGlyph(_Glyph):
    """The square of a have or the circle of a want."""

    def __init__(self, ui: UiContext, direction: Direction, size: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(ui, size, parent)
        self._direction = direction

    def set_direction(self, direction: Direction) -> None:
        """Show the other direction."""
        self._direction = direction
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_direction(QPainter(self), self.rect(), self._direction, self._ui.theme)


class IconLabel(_Glyph):
    """An icon in the colour of a token."""

    def __init__(
        self, ui: UiContext, name: str, size: int = 16, token: str = DEFAULT, parent: QWidget | None = None
    ) -> None:
        super().__init__(ui, size, parent)
        self._name = name
        self._token = token

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon."""
        self._name = name
        self._token = token or self._token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._ui.theme.px(self._size)
        pixmap = self._ui.icons.pixmap(self._name, size, self._token, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)
