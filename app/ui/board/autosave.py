"""Saves the fields of the side panel by themselves: a second after the last key, and when a field is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

SAVE_AFTER_MS = 1000
# What a field holds now, or `UNREADABLE` where it cannot be stored as it stands.
Read = Callable[[], Any]
Save = Callable[[str, dict[str, Any]], None]
UNREADABLE = object()


class Autosave(QObject):
    """Knows what is stored of one row, and stores what differs. One save at a time, one undo step each."""

    def __init__(self, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._key: str | None = None
        self._fields: dict[str, tuple[QWidget, Read]] = {}
        self._stored: dict[str, Any] = {}
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def watch(self, name: str, widget: QWidget, read: Read) -> None:
        """Save `name` from this widget."""
        self._fields[name] = (widget, read)
        widget.installEventFilter(self)

    def touched(self) -> None:
        """Something was typed: save it in a second."""
        if self._key is not None:
            self._timer.start()

    def show(self, key: str | None, stored: dict[str, Any]) -> None:
        """Another row is shown, or what is stored of this one has changed."""
        self._key, self._stored = key, dict(stored)

    def is_dirty(self, name: str) -> bool:
        """Whether a field holds something that is not stored yet."""
        return self._key is not None and self._fields[name][1]() != self._stored.get(name)

    def flush(self) -> None:
        """Store what differs, now."""
        self._timer.stop()
        if self._key is None:
            return
        values = {name: read() for name, (_widget, read) in self._fields.items()}
        changed = {
            name: value for name, value in values.items() if value is not UNREADABLE and value != self._stored.get(name)
        }
        if changed:
            self._stored |= changed
            self._save(self._key, changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)
