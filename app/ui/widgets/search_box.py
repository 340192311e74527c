"""A search field that waits for the typist before it reports."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.context import UiContext

_PAUSE_MS = 120


class SearchBox(QLineEdit):
    """`searched(text)` a moment after the last key (at once on Enter and when emptied); Esc empties it."""

    searched = Signal(str)

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._report)
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._report)
        ui.theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._lens.setIcon(self._ui.icons.icon("search", "text.tertiary"))
        self._cross.setIcon(self._ui.icons.icon("cross", "text.tertiary"))

    def _typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        if text:
            self._pause.start()
        else:
            self._report()

    def _report(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
