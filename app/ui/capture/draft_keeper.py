"""The form on disk while it is typed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.common.errors import AppError
from app.records import Draft
from app.ui.background import TaskRunner

# From the first unsaved key to the write: with the database thread's queue it stays well under the second promised.
_DELAY_MS = 250


class DraftKeeper(QObject):
    """Writes `fields()` at most 250 ms after the first key that is not on disk, also while typing goes on.

    While a write is under way the keys that come are left for the next one, right after it. `saved` carries the
    draft's time, `failed` the refusal (disk full …): typing goes on and the next key tries again.
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        runner: TaskRunner,
        save: Callable[[Mapping[str, Any]], Draft],
        fields: Callable[[], Mapping[str, Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._save, self._fields = runner, save, fields
        self._dirty = False
        self._writes = 0  # under way
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._write_if_free)

    @property
    def settled(self) -> bool:
        """Whether the form on disk is the form on screen."""
        return not (self._dirty or self._writes)

    def touch(self) -> None:
        """The form has changed."""
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write now what is not on disk yet, before the form shows something else or the window closes."""
        self._timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        self._writes += 1
        fields = self._fields()  # read on the GUI thread: the job must not touch widgets
        self._runner.run_db(lambda: self._save(fields), self._written, self._refused)

    def _write_if_free(self) -> None:
        if not self._writes:
            self.flush()

    def _written(self, draft: Draft) -> None:
        self._writes -= 1
        self.saved.emit(draft.saved_at)
        if self._dirty and not self._timer.isActive():
            self._timer.start()

    def _refused(self, error: AppError) -> None:
        self._writes -= 1
        self._dirty = True
        self.failed.emit(error)
