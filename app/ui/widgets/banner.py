"""A message across the page that stays until it is answered: what is the matter, and how to mend it."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.labels import label

_ICONS: Final = {"warning": "warning", "danger": "warning", "info": "info", "success": "check"}


class Banner(QWidget):
    """Tint, icon, bold what, plain how; one button (`acted`), a second way (`declined`) and a cross (`closed`) where
    they are asked for."""

    acted = Signal()
    declined = Signal()
    closed = Signal()

    def __init__(
        self,
        ui: UiContext,
        kind: str = "info",
        *,
        icon: str | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._kind = kind
        self._own_icon = icon
        self._icon = IconLabel(ui, icon or _ICONS[kind], 16, f"{kind}.text")
        self._what = label("", "strong", wrap=True)
        self._how = label("", wrap=True)
        self._button = Button(ui, compact=True)
        self._button.clicked.connect(self.acted)
        self._other = Button(ui, compact=True)
        self._other.clicked.connect(self.declined)
        self._cross = IconButton(ui, "cross")
        self._cross.clicked.connect(self._close)
        self._cross.setVisible(closable)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._how)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._other)
        row.addWidget(self._button)
        row.addWidget(self._cross)
        self.say("")

    def say(self, what: str, how: str = "", action: str = "", kind: str | None = None, other: str = "") -> None:
        """Show the message; `action` and `other` are the labels of its buttons, none without one."""
        if kind is not None:
            self._kind = kind
            self._icon.set_icon(self._own_icon or _ICONS[kind], f"{kind}.text")
        for part, text in ((self._what, what), (self._how, how), (self._button, action), (self._other, other)):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(f"{what} {how}".strip())
        self.update()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ui.theme.color(f"{self._kind}.border"))
        painter.setBrush(self._ui.theme.color(f"{self._kind}.tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
