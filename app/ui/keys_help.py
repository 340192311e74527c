"""F1: the keys of the window, over the page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.commands import Command
from app.ui.context import UiContext
from app.ui.widgets.keys import Kbd
from app.ui.widgets.labels import label
from app.ui.widgets.panel import hairline


class KeysHelp(QWidget):
    """A veil with every command that has a key, in two columns; any key or a click closes it."""

    def __init__(self, ui: UiContext, window: QWidget, commands: list[Command]) -> None:
        super().__init__(window)
        self._ui = ui
        self._before = window.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        t = ui.language.t
        box = QFrame(self)
        box.setProperty("role", "palette")
        column = QVBoxLayout(box)
        column.setContentsMargins(20, 14, 20, 18)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(t("Keys"), "lead"), 1)
        head.addWidget(Kbd(ui.theme, "Esc"))
        column.addLayout(head)
        column.addWidget(hairline())
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        keyed = [command for command in commands if command.keys]
        half = (len(keyed) + 1) // 2
        for place, command in enumerate(keyed):
            row, side = place % half, 3 * (place // half)
            grid.addWidget(Kbd(ui.theme, *command.keys), row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(command.title(t)), row, side + 1)
        column.addLayout(grid)
        self.setGeometry(window.rect())
        box.adjustSize()
        box.move((self.width() - box.width()) // 2, max(20, (self.height() - box.height()) // 3))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open(self) -> None:
        """Show it and take the keyboard."""
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leave()

    def _leave(self) -> None:
        if self._before is not None:
            self._before.setFocus()
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._ui.theme.color("surface.overlay"))
