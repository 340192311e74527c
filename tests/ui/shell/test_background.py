import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication

from app.common.errors import AppError, InputError
from app.records import ChangeSet
from app.ui.background import TaskRunner


@pytest.fixture
def runner(qapp: QApplication):
    made = TaskRunner()
    yield made
    made.close()


def test_database_jobs_keep_their_order_on_one_thread(runner: TaskRunner) -> None:
    threads, order = set(), []

    def job(number: int) -> int:
        threads.add(threading.current_thread().name)
        return number

    for number in range(50):
        runner.run_db(lambda number=number: job(number), order.append)
    assert runner.wait()
    assert order == list(range(50))
    assert len(threads) == 1
    assert threads != {threading.current_thread().name}


def test_callbacks_come_back_on_the_thread_of_the_window(runner: TaskRunner, qapp: QApplication) -> None:
    seen = []
    runner.run_io(threading.get_ident, lambda where: seen.append((where, threading.get_ident())))
    assert runner.wait()
    [(worker, window)] = seen
    assert worker != window
    assert QThread.currentThread() == qapp.thread()


def test_a_refusal_goes_to_its_callback_and_else_to_the_signal(runner: TaskRunner) -> None:
    taken: list[AppError] = []
    refused: list[AppError] = []
    runner.refused.connect(refused.append)

    def refuse() -> None:
        raise InputError("no")

    runner.run_db(refuse, failed=taken.append)
    runner.run_db(refuse)
    assert runner.wait()
    assert len(taken) == 1
    assert len(refused) == 1


def test_a_fault_reaches_the_hook_of_the_program(runner: TaskRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append((kind, threading.get_ident())))
    runner.run_io(lambda: 1 // 0)
    assert runner.wait()
    assert caught == [(ZeroDivisionError, threading.get_ident())]


def test_a_change_is_announced_before_its_callback_and_nothing_is_announced_for_none(runner: TaskRunner) -> None:
    told: list[str] = []
    runner.changed.connect(lambda changes: told.append(f"bus {changes.operation}"))
    runner.change(lambda: ChangeSet("Add card", "1", ()), lambda changes: told.append("done"))
    runner.change(lambda: None, lambda changes: told.append("never"))
    assert runner.wait()
    assert told == ["bus Add card", "done"]


def test_window_objects_of_a_job_die_on_the_thread_of_the_window(runner: TaskRunner) -> None:
    died = []

    class Marked(QObject):
        def __del__(self) -> None:
            died.append(threading.get_ident())

    for _ in range(200):
        held = Marked()
        runner.run_io(lambda held=held: held.objectName())
        del held
    assert runner.wait()
    assert len(died) == 200
    assert set(died) == {threading.get_ident()}


def test_closing_ends_the_threads_and_refuses_what_comes_later(qapp: QApplication) -> None:
    runner = TaskRunner()
    runner.run_db(lambda: None)
    assert runner.wait()
    runner.close()
    runner.run_db(lambda: pytest.fail("ran after the end"))
    assert runner.pending == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("database", "io"))]


def test_busy_and_idle_frame_the_work(runner: TaskRunner) -> None:
    told = []
    runner.busy.connect(lambda: told.append("busy"))
    runner.idle.connect(lambda: told.append("idle"))
    runner.run_io(lambda: None)
    runner.run_io(lambda: None)
    assert runner.wait()
    assert told[0] == "busy"
    assert told[-1] == "idle"


def from_another_thread(work):
    """What `work` returned or raised on a thread that is not the window's."""
    outcome = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - handed over whole
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return outcome[0]


def test_another_thread_waits_for_what_it_asked_of_the_database_thread(runner: TaskRunner) -> None:
    order = []
    runner.run_db(lambda: order.append(threading.get_ident()))
    where = from_another_thread(lambda: runner.db_call(threading.get_ident))
    assert order == [where]
    assert where != threading.get_ident()


def test_what_the_database_thread_raises_reaches_the_thread_that_asked(runner: TaskRunner) -> None:
    def refuse() -> None:
        raise InputError("no")

    assert isinstance(from_another_thread(lambda: runner.db_call(refuse)), InputError)
    assert isinstance(from_another_thread(lambda: runner.db_call(lambda: 1 // 0)), ZeroDivisionError)


def test_a_call_within_a_job_of_the_database_thread_does_not_wait_for_itself(runner: TaskRunner) -> None:
    done = []
    runner.run_db(lambda: runner.db_call(lambda: "at once"), done.append)
    assert runner.wait()
    assert done == ["at once"]


def test_a_closed_runner_refuses_calls(qapp: QApplication) -> None:
    runner = TaskRunner()
    runner.close()
    assert isinstance(from_another_thread(lambda: runner.db_call(lambda: 1)), RuntimeError)


def test_closing_waits_for_a_call_that_is_under_way(qapp: QApplication) -> None:
    runner = TaskRunner()
    begun, go_on = threading.Event(), threading.Event()
    got = []

    def slow() -> str:
        begun.set()
        go_on.wait(5)
        return "kept"

    caller = threading.Thread(target=lambda: got.append(runner.db_call(slow)))
    caller.start()
    assert begun.wait(5)
    threading.Timer(0.05, go_on.set).start()
    runner.close()
    caller.join()
    assert got == ["kept"]
