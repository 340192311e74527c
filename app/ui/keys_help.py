"""F1: the keys of the page that is open and of the window, over the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.commands import Command
from app.ui.context import UiContext
from app.ui.page import PageKey
from app.ui.widgets.keys import Kbd
from app.ui.widgets.labels import label
from app.ui.widgets.panel import hairline

_EDGE = 20
_SCROLLING = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 300, Qt.Key.Key_PageUp: -300}
Line = tuple[tuple[str, ...], str]


class KeysHelp(QWidget):
    """A veil with the page's own keys, then every command that has one; a click or any key but those that scroll
    closes it."""

    def __init__(
        self, ui: UiContext, window: QWidget, title: str, keys: Sequence[PageKey], commands: Sequence[Command]
    ) -> None:
        super().__init__(window)
        self._ui = ui
        self._before = window.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        t = ui.language.t
        self.setAccessibleName(t("Keys"))
        self.lines: list[tuple[str, list[Line]]] = [
            (title, [(key.caps, t(key.words)) for key in keys]),
            (t("Everywhere"), [(command.keys, command.title(t)) for command in commands if command.keys]),
        ]
        self._box = QFrame(self)
        self._box.setProperty("role", "palette")
        self._area = QScrollArea()
        self._lay_out(t("Keys"))
        self.setGeometry(window.rect())
        self._place()

    def _lay_out(self, title: str) -> None:
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        groups = QVBoxLayout(inner)
        groups.setContentsMargins(_EDGE, 10, _EDGE, 16)
        groups.setSpacing(8)
        for name, lines in self.lines:
            if lines:
                if groups.count():
                    groups.addSpacing(8)
                groups.addWidget(label(name, "small"))
                groups.addLayout(self._grid(lines))
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 12, _EDGE, 10)
        head.addWidget(label(title, "lead"), 1)
        head.addWidget(Kbd(self._ui.theme, "Esc"))
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._area, 1)

    def _grid(self, lines: Sequence[Line]) -> QGridLayout:
        """Two columns, filled from top to bottom."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        half = (len(lines) + 1) // 2
        for place, (caps, words) in enumerate(lines):
            row, side = place % half, 3 * (place // half)
            grid.addWidget(Kbd(self._ui.theme, *caps), row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(words), row, side + 1)
        for side in (0, 3):
            grid.setColumnMinimumWidth(side, self._ui.theme.px(104))
            grid.setColumnMinimumWidth(side + 1, self._ui.theme.px(240))
            grid.setColumnStretch(side + 1, 1)
        grid.setColumnMinimumWidth(2, 12)
        return grid

    def _place(self) -> None:
        """As large as its lines, within the window."""
        inner, layout = self._area.widget(), self._box.layout()
        if inner is None or layout is None:
            return
        wanted = inner.sizeHint()
        head = layout.sizeHint().height() - self._area.sizeHint().height()
        width = min(wanted.width() + 2, self.width() - 2 * _EDGE)
        height = min(wanted.height() + head + 6, self.height() - 2 * _EDGE)
        self._box.setGeometry((self.width() - width) // 2, max(_EDGE, (self.height() - height) // 3), width, height)

    def open(self) -> None:
        """Show it and take the keyboard."""
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, step = self._area.verticalScrollBar(), _SCROLLING.get(Qt.Key(event.key()))
        if step is not None and bar.maximum():
            bar.setValue(bar.value() + step)
        else:
            self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.leave()

    def leave(self) -> None:
        """Close it and give the keyboard back."""
        if self._before is not None:
            self._before.setFocus()
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._ui.theme.color("surface.overlay"))
