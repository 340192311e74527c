"""Asking again while the question changes: one computation under way at most, and the newest question wins."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.common.errors import AppError

Work = Callable[[], Any]
Start = Callable[[Work, Callable[[Any], None], Callable[[AppError], None]], None]


class Latest(QObject):
    """Answers a question that changes faster than it can be answered.

    `start` runs a job elsewhere and calls back on this thread (a task runner's `run_io` or `run_db`). Every question
    has a number; an answer is announced only while its number is the newest, so that what is shown always belongs to
    the last question. A question waits `delay_ms` for a pause (so that the key that asked is painted first), but
    never longer than `patience_ms`.
    """

    answered = Signal(object, object)  # question, answer
    failed = Signal(object)  # AppError, of the newest question

    def __init__(
        self,
        start: Start,
        answer: Callable[[Any], Any],
        *,
        delay_ms: int = 45,
        patience_ms: int = 250,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._start, self._answer = start, answer
        self._delay, self._patience = delay_ms, patience_ms
        self._number = 0
        self._question: Any = None
        self._waiting = False
        self._running = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run)

    @property
    def settled(self) -> bool:
        """Whether the newest question has been answered (or there is none)."""
        return not (self._waiting or self._running)

    def ask(self, question: Any, delay_ms: int | None = None) -> None:
        """Replace the question by `question`; `delay_ms` makes this one wait longer or shorter than others."""
        self._number += 1
        self._question = question
        if not self._waiting:
            self._waiting = True
            self._since.start()
        left = max(0, self._patience - int(self._since.elapsed()))
        self._timer.start(min(self._delay if delay_ms is None else delay_ms, left))

    def forget(self) -> None:
        """Drop the question; an answer still under way will not be announced."""
        self._number += 1
        self._waiting = False
        self._timer.stop()

    def _run(self) -> None:
        if self._running or not self._waiting:
            return  # the end of the running one starts the next
        self._running, self._waiting = True, False
        number, question = self._number, self._question

        def done(answer: Any) -> None:
            if self._ended(number):
                self.answered.emit(question, answer)

        def failed(error: AppError) -> None:
            if self._ended(number):
                self.failed.emit(error)

        self._start(lambda: self._answer(question), done, failed)

    def _ended(self, number: int) -> bool:
        self._running = False
        if self._waiting and not self._timer.isActive():
            self._timer.start(0)
        return number == self._number
