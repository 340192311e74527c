"""One computation at a time, and only the newest question is answered."""

import pytest

from app.common.errors import InputError
from app.ui.latest import Latest


class Slow:
    """A task runner whose jobs end when the test says so."""

    def __init__(self):
        self.jobs = []
        self.most = 0

    def start(self, work, done, failed):
        self.jobs.append((work, done, failed))
        self.most = max(self.most, len(self.jobs))

    def finish(self):
        work, done, failed = self.jobs.pop(0)
        try:
            answer = work()
        except InputError as error:
            failed(error)
        else:
            done(answer)


@pytest.fixture
def slow():
    return Slow()


def ask_for(latest, qtbot, slow, question):
    latest.ask(question)
    qtbot.waitUntil(lambda: len(slow.jobs) == 1)


def test_only_the_newest_question_is_answered(qapp, qtbot, slow):
    latest = Latest(slow.start, str.upper, delay_ms=0)
    answers = []
    latest.answered.connect(lambda question, answer: answers.append((question, answer)))
    ask_for(latest, qtbot, slow, "a")
    latest.ask("ab")
    latest.ask("abc")
    qtbot.wait(20)
    assert slow.most == 1  # the second question waits for the first computation
    slow.finish()
    assert answers == []
    qtbot.waitUntil(lambda: len(slow.jobs) == 1)
    assert not latest.settled
    slow.finish()
    assert answers == [("abc", "ABC")]
    assert latest.settled


def test_a_forgotten_question_is_not_answered(qapp, qtbot, slow):
    latest = Latest(slow.start, str.upper, delay_ms=0)
    answers = []
    latest.answered.connect(lambda question, answer: answers.append(answer))
    ask_for(latest, qtbot, slow, "a")
    latest.forget()
    slow.finish()
    qtbot.wait(20)
    assert answers == []
    assert latest.settled


def test_an_error_of_an_old_question_is_nobodys_business(qapp, qtbot, slow):
    def refuse(question):
        raise InputError(question)

    latest = Latest(slow.start, refuse, delay_ms=0)
    errors = []
    latest.failed.connect(lambda error: errors.append(error.message))
    ask_for(latest, qtbot, slow, "old")
    latest.ask("new")
    slow.finish()
    qtbot.waitUntil(lambda: len(slow.jobs) == 1)
    slow.finish()
    assert errors == ["new"]


def test_typing_on_does_not_put_the_answer_off_for_ever(qapp, qtbot, slow):
    latest = Latest(slow.start, str.upper, delay_ms=60, patience_ms=120)
    for _ in range(12):
        latest.ask("a")
        qtbot.wait(20)  # faster than the pause that it waits for
    assert slow.jobs
