"""Scrolls a list while a drag stays near its upper or lower edge."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

_EDGE = 28
_STEP = 14
_EVERY_MS = 30


class EdgeScroller(QObject):
    """Told where the drag is; stops by itself at the end of the list and when the list is hidden."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._by = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def near(self, y: int) -> None:
        """The drag is at this height of the viewport."""
        if y < _EDGE:
            self._by = -_STEP
        elif y > self._area.viewport().height() - _EDGE:
            self._by = _STEP
        else:
            self.stop()
            return
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The drag has left or ended."""
        self._timer.stop()

    def _scroll(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._by)
        if bar.value() == before or not self._area.isVisible():
            self.stop()
