"""Brings the live matches to the form: asks for them, shows them, decides on them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from app.records import CardId, Direction, LostReason, Verdict, WorkshopId
from app.services.rows import Suggestion
from app.services.suggestions import SuggestionService
from app.ui.capture.cards_to_store import entry_of
from app.ui.capture.form import CaptureForm
from app.ui.capture.live_matches import LiveMatches, Question
from app.ui.capture.live_panel import LivePanel
from app.ui.capture.live_row import LiveRow
from app.ui.capture.saving import Saving
from app.ui.context import UiContext
from app.ui.verdicts import decide
from app.ui.wrong_reasons import ask_reason


class LiveControl(QObject):
    """The matches on show belong to the text of the form; where it is empty, to the card stored last.

    `asked` whenever the form may mean something else; `shown(direction)` after every new list; `firm_missing` when a
    decision needs the card stored and nobody said whose it is.
    """

    asked = Signal()
    shown = Signal(object)
    firm_missing = Signal()

    def __init__(
        self, ui: UiContext, suggestions: SuggestionService, form: CaptureForm, panel: LivePanel, saving: Saving
    ) -> None:
        super().__init__(panel)
        self._ui, self._suggestions = ui, suggestions
        self._form, self._panel, self._saving = form, panel, saving
        self._workshop_id: WorkshopId | None = None
        self._last: tuple[CardId, Direction] | None = None
        self.matches = LiveMatches(ui.runner, suggestions, self)
        self.matches.found.connect(self._show)
        self.matches.failed.connect(ui.runner.refused)
        form.asked.connect(self.ask)
        panel.take.connect(lambda key: self._decide(self._row(key), Verdict.ACCEPTED))
        panel.later.connect(lambda key: self._decide(self._row(key), Verdict.LATER))
        panel.wrong.connect(self._wrong)

    def open_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Look for matches in this workshop, beginning with none."""
        self._workshop_id, self._last = workshop_id, None
        self.matches.forget()
        self._panel.show_found([], Direction.HAVE, asked=False)

    def remember(self, card_id: CardId, direction: Direction) -> None:
        """Show the matches of this stored card while nothing is typed."""
        self._last = (card_id, direction)

    def forget(self, card_id: CardId) -> None:
        """The card is gone."""
        if self._last is not None and self._last[0] == card_id:
            self._last = None

    def ask(self) -> None:
        """Look for matches of what stands in the form now."""
        self.asked.emit()
        if self._workshop_id is None:
            return
        state = self._form.state
        if self._form.has_text:
            language = self._ui.language.code
            self.matches.ask(Question(self._workshop_id, state.direction, state.firm_id, state.line, language))
        elif self._last is not None:
            card_id, direction = self._last
            self.matches.ask(Question(self._workshop_id, direction, card_id=card_id))
        else:
            self.matches.forget()
            self._panel.show_found([], state.direction, asked=False)

    def take_nth(self, number: int) -> None:
        """Take the suggestion with this number onto the board."""
        self._decide(self._panel.nth(number), Verdict.ACCEPTED)

    def _show(self, question: Question, found: list[Suggestion]) -> None:
        self._panel.show_found(found, question.direction)
        self.shown.emit(question.direction)

    def _row(self, key: str) -> LiveRow | None:
        return next((row for row in self._panel.rows if row.key == key), None)

    def _wrong(self, key: str, reason: LostReason | None) -> None:
        row = self._row(key)
        if reason is not None:
            self._decide(row, Verdict.WRONG, reason)
            return
        button = self._panel.wrong_button
        at = button.mapToGlobal(QPoint(0, button.height() + 2))
        ask_reason(button, at, self._ui.language.t, lambda chosen: self._decide(row, Verdict.WRONG, chosen))

    def _decide(self, row: LiveRow | None, verdict: Verdict, reason: LostReason | None = None) -> None:
        """Decide on a shown suggestion; a card that is still being typed is stored first."""
        workshop_id = self._workshop_id
        if row is None or workshop_id is None or not self.matches.settled:
            return  # a list that is about to change is not decided on

        def verdict_on(card_id: CardId) -> None:
            partner, giving = CardId(row.key), row.direction is Direction.WANT
            pair = (card_id, partner) if giving else (partner, card_id)
            self._panel.forget(row.key)
            decide(self._ui, self._suggestions, workshop_id, pair, verdict, reason, row.partner.card.title)

        if self._form.correcting is not None:
            verdict_on(self._form.correcting)
        elif not self._form.has_text:
            if self._last is not None:
                verdict_on(self._last[0])
        elif self._form.firm.firm is None and not self._form.firm.adding:
            self.firm_missing.emit()
        else:
            entry = entry_of(self._form.state, workshop_id, self._ui.language.code)
            self._form.start_next(keep_firm=True)
            self._saving.store(entry, verdict_on)
