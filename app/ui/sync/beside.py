"""Panels side by side; below one another where that is too narrow, and scrolled where that is too high."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from app.ui.context import UiContext


class Beside(QScrollArea):
    """`stretches` share the width among `parts` while they stand side by side, which they do from `least` logical
    pixels at 100 % on."""

    def __init__(self, ui: UiContext, *parts: QWidget, stretches: tuple[int, ...], least: int) -> None:
        super().__init__()
        self._ui = ui
        self._least = least
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for part, stretch in zip(parts, stretches, strict=True):
            self._row.addWidget(part, stretch)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ui.theme.changed.connect(self._turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= self._ui.theme.px(self._least)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
