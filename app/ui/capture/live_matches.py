"""Asks for the matches of whatever is in the form: of the text while it is typed, of the card once it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.common.errors import AppError
from app.records import CardId, Direction, FirmId, WorkshopId
from app.services.rows import Suggestion
from app.services.suggestions import SuggestionService
from app.ui.background import TaskRunner
from app.ui.latest import Latest

LIMIT = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What matches are wanted for: the text of a form, or a stored card (`card_id`)."""

    workshop_id: WorkshopId
    direction: Direction
    firm_id: FirmId | None = None
    line: str = ""
    language: str = "tr"
    card_id: CardId | None = None


class LiveMatches(QObject):
    """`found(question, suggestions)` always answers the last question; computing happens off both the window's and
    the database's thread, one at a time."""

    found = Signal(object, object)
    failed = Signal(object)

    def __init__(self, runner: TaskRunner, suggestions: SuggestionService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggestions = suggestions
        self._latest = Latest(runner.run_io, self._answer, parent=self)
        self._latest.answered.connect(self.found)
        self._latest.failed.connect(self._refused)

    @property
    def settled(self) -> bool:
        """Whether the last question has been answered."""
        return self._latest.settled

    def ask(self, question: Question) -> None:
        """Look for the matches of this."""
        self._latest.ask(question)

    def forget(self) -> None:
        """Nothing is asked any more."""
        self._latest.forget()

    def _answer(self, question: Question) -> list[Suggestion]:
        """On another thread."""
        if question.card_id is not None:
            return self._suggestions.for_card(question.workshop_id, question.card_id, LIMIT)
        return self._suggestions.for_draft(
            question.workshop_id, question.firm_id, question.direction, question.line, LIMIT, question.language
        )

    def _refused(self, error: AppError) -> None:
        self.failed.emit(error)
