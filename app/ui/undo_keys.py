"""Lets Ctrl+Z reach the window from a field that has nothing of its own to take back."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_Field = QLineEdit | QPlainTextEdit | QTextEdit


class UndoKeys(QObject):
    """Watches only the field that has the keyboard: a field claims the undo keys even when it cannot undo."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._field: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field = None
        if isinstance(new, _Field):
            new.installEventFilter(self)
            new.destroyed.connect(self._forget)
            self._field = new

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, _Field):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not _can(watched, redo=False)
        redo = event.matches(QKeySequence.StandardKey.Redo) and not _can(watched, redo=True)
        if undo or redo:
            event.ignore()
            return True
        return False


def _can(field: QLineEdit | QPlainTextEdit | QTextEdit, *, redo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() if redo else field.isUndoAvailable()
    document = field.document()
    return document.isRedoAvailable() if redo else document.isUndoAvailable()
