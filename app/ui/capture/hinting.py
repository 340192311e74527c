"""Asks the tables about whatever is in the form, away from the window's thread; the newest text wins."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject

from app.records import Direction
from app.services.lookups import NO_HINT, CardHint, CodeName, LookupService
from app.ui.background import TaskRunner
from app.ui.capture.form import CaptureForm
from app.ui.latest import Latest


class HintQuestion(NamedTuple):
    """What the tables are asked: about a title of a firm with this NACE code, and what they call a code."""

    title: str
    nace: str | None
    direction: Direction
    code: str | None


class HintAnswer(NamedTuple):
    """What they said; `code` is None where the list has no such code."""

    hint: CardHint
    code: CodeName | None


class HintControl(QObject):
    """Keeps the form's suggestion at what the tables say of its text.

    What was shown stays until the next answer is here, so that nothing flickers from key to key; where nothing is
    typed, it goes at once. Until the tables are read nothing is asked: reading them must not meet the first keys.
    """

    def __init__(self, runner: TaskRunner, lookups: LookupService, form: CaptureForm) -> None:
        super().__init__(form)
        self._runner, self._lookups, self._form = runner, lookups, form
        self._latest = Latest(runner.run_io, self._answer, parent=self)
        self._latest.answered.connect(self._show)

    @property
    def settled(self) -> bool:
        """Whether the last question has been answered."""
        return self._latest.settled

    def prepare(self) -> None:
        """Read the tables in the background, then ask about what was typed meanwhile."""
        self._runner.run_io(self._lookups.prepare, lambda _nothing: self.ask())

    def ask(self) -> None:
        """Ask about what stands in the form now."""
        question = self._question()
        if not self._lookups.ready:
            return
        if question.title or question.code:
            self._latest.ask(question)
        else:
            self._latest.forget()
            self._form.show_hint(NO_HINT, None, None)

    def _question(self) -> HintQuestion:
        form, firm = self._form, self._form.firm.firm
        nace = firm.firm.nace if firm is not None else None
        understood = form.understanding
        return HintQuestion(understood.title, nace, form.direction.direction, understood.code or form.codes.chosen)

    def _answer(self, question: HintQuestion) -> HintAnswer:
        """On another thread."""
        code = self._lookups.code(question.code) if question.code else None
        return HintAnswer(self._lookups.hint(question.title, question.nace, question.direction), code)

    def _show(self, question: HintQuestion, answer: HintAnswer) -> None:
        self._form.show_hint(answer.hint, question.code, answer.code)
