"""Work away from the GUI thread: one ordered database thread, a few threads for files and computing.

Jobs stay in a table that only the GUI thread empties, so that no window object is ever freed by a worker thread
(a QObject deleted on the wrong thread takes the process down).
"""

import itertools
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal, Slot

from app.common.errors import AppError
from app.records import ChangeSet

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[AppError], None]
# Matching a whole room may keep two of them for a while; what is typed must still find one free.
_IO_THREADS = 4
_DATABASE = "database"


@dataclass
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Failed | None
    stores: bool = False
    result: Any = None
    error: BaseException | None = None


class TaskRunner(QObject):
    """Runs functions elsewhere and calls back on the GUI thread.

    `refused` carries an `AppError` that no callback took; any other exception goes to `sys.excepthook` on the GUI
    thread, as if it had happened there. `changed` carries the `ChangeSet` of every `change`; `idle` is emitted when
    the last job has been delivered.
    """

    changed = Signal(object)
    refused = Signal(object)
    busy = Signal()
    idle = Signal()
    _finished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1)
        self._jobs: dict[int, _Job] = {}
        self._closed = False
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._opening = threading.Lock()  # of the pools: the exchange with other stores asks from threads of its own
        self._here = threading.local()  # on a worker's thread: the name of its pool
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run_db(self, fn: Callable[[], T], done: Done[T] | None = None, failed: Failed | None = None) -> None:
        """Run `fn` on the database thread, after everything that was asked for before."""
        self._start(_DATABASE, 1, _Job(fn, done, failed, stores=True))

    def run_io(self, fn: Callable[[], T], done: Done[T] | None = None, failed: Failed | None = None) -> None:
        """Run `fn` on one of the other threads, in no particular order."""
        self._start("io", _IO_THREADS, _Job(fn, done, failed))

    def change(
        self,
        fn: Callable[[], ChangeSet | None],
        done: Done[ChangeSet] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a use case on the database thread; its `ChangeSet` is announced first, then given to `done`.

        None means that there was nothing to do: nobody is told.
        """

        def announce(changes: ChangeSet | None) -> None:
            if changes is None:
                return
            self.changed.emit(changes)
            if done is not None:
                done(changes)

        self.run_db(fn, announce, failed)

    def db_call(self, fn: Callable[[], T]) -> T:
        """Run `fn` on the database thread and wait for its result: for threads that are not the window's.

        What `fn` raises is raised here. `RuntimeError` once the runner is closed. On the database thread itself `fn`
        runs at once.
        """
        if getattr(self._here, "pool", "") == _DATABASE:
            return fn()
        waiting: Future[T] = self._pool(_DATABASE, 1).submit(fn)
        return waiting.result()

    @property
    def pending(self) -> int:
        """Jobs asked for whose callbacks have not run yet."""
        return len(self._jobs)

    @property
    def storing(self) -> int:
        """Of these, jobs of the database thread."""
        return sum(job.stores for job in self._jobs.values())

    def wait(self, timeout_ms: int = 10_000) -> bool:
        """Let events run until nothing is pending; False where the time was not enough."""
        return self._wait(lambda: self.pending, timeout_ms)

    def wait_for_storing(self, timeout_ms: int = 10_000) -> bool:
        """Let events run until the database thread has nothing to do; False where the time was not enough."""
        return self._wait(lambda: self.storing, timeout_ms)

    @staticmethod
    def _wait(left: Callable[[], int], timeout_ms: int) -> bool:
        end = time.monotonic() + timeout_ms / 1000
        while left() and time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        return not left()

    def close(self) -> None:
        """Finish what is running, refuse what comes later, end the threads. Callbacks not yet delivered are dropped."""
        with self._opening:
            self._closed = True
            pools = list(self._pools.values())
            self._pools.clear()
        for pool in pools:
            pool.shutdown(wait=True)
        self._jobs.clear()

    def _start(self, pool: str, threads: int, job: _Job) -> None:
        if self._closed:
            return
        number = next(self._numbers)
        self._jobs[number] = job
        if len(self._jobs) == 1:
            self.busy.emit()
        self._pool(pool, threads).submit(self._work, number)

    def _pool(self, name: str, threads: int) -> ThreadPoolExecutor:
        """The threads of this name, begun where they are asked for first."""
        with self._opening:
            if self._closed:
                raise RuntimeError("the window is closing: nothing more is stored")
            if name not in self._pools:
                self._pools[name] = ThreadPoolExecutor(threads, name, self._mark, (name,))
            return self._pools[name]

    def _mark(self, name: str) -> None:
        """On a new thread of a pool."""
        self._here.pool = name

    def _work(self, number: int) -> None:
        """On a worker's thread: run the job, leave its outcome in the table, touch nothing of Qt but a signal."""
        job = self._jobs[number]
        try:
            job.result = job.work()
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread whole, and raised there
            job.error = error
        del job
        self._finished.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        self._call_back(job)
        if not self._jobs:
            self.idle.emit()

    def _call_back(self, job: _Job) -> None:
        if job.error is None:
            if job.done is not None:
                job.done(job.result)
        elif isinstance(job.error, AppError):
            if job.failed is not None:
                job.failed(job.error)
            else:
                self.refused.emit(job.error)
        else:
            sys.excepthook(type(job.error), job.error, job.error.__traceback__)


class InlineTaskRunner(TaskRunner):
    """For tests and pictures: does the work at once, on the calling thread; errors that are bugs are raised."""

    def db_call(self, fn: Callable[[], T]) -> T:
        return fn()

    def _start(self, pool: str, threads: int, job: _Job) -> None:
        try:
            job.result = job.work()
        except AppError as error:
            job.error = error
        self._call_back(job)
