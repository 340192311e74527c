"""The field for notes: a few lines of plain text that Tab leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.context import UiContext

_LINES = 4


class NotesField(QPlainTextEdit):
    """As high as four lines; longer notes scroll."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.restyle()

    def restyle(self) -> None:
        """Take the height from the text size."""
        self.setFixedHeight(self._ui.theme.px(18) * _LINES + 14)
