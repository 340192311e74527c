"""Key caps beside an action, so that its keys are learned by seeing them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.paint import draw_keys, keys_width
from app.ui.theme import Theme

_QUIET = "text.tertiary"


class Kbd(QWidget):
    """One or more key caps: `Kbd(theme, "Ctrl", "K")`."""

    def __init__(self, theme: Theme, *keys: str, token: str = _QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("+".join(keys))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(keys_width(self._keys, self._theme), self._theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_keys(QPainter(self), 0, self.height() // 2, self._keys, self._theme, self._token)
