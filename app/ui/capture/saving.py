"""Cards and firms on their way from the form to the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.common.errors import AppError
from app.records import CardId, ChangeSet, FirmId, Kind, WorkshopId
from app.services.cards import CardService
from app.services.firms import FirmService
from app.ui.background import TaskRunner
from app.ui.capture.cards_to_store import NewEntry, changed_fields, entry_of
from app.ui.capture.form_state import FormState, slot_of

Then = Callable[[CardId], None]


class Saving(QObject):
    """Stores entries in the order in which they were typed.

    An entry whose firm is still being added waits for it; one that the store refuses is announced with the reason and
    is the caller's again.
    """

    stored = Signal(object, object)  # CardId, NewEntry
    refused = Signal(object, object)  # NewEntry, AppError
    firm_added = Signal(str, object)  # name, FirmId
    firm_refused = Signal(str, object)  # name, AppError

    def __init__(
        self, runner: TaskRunner, cards: CardService, firms: FirmService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._cards, self._firms = runner, cards, firms
        self._waiting: list[tuple[NewEntry, Then | None]] = []

    def store(self, entry: NewEntry, then: Then | None = None) -> None:
        """Store a card; the draft that held it goes in the same commit. `then` gets the card's id."""
        if entry.firm_id is None:
            self._waiting.append((entry, then))
            return
        new = entry.card()

        def done(changes: ChangeSet) -> None:
            card_id = CardId(changes.created(Kind.CARD)[0])
            self.stored.emit(card_id, entry)
            if then is not None:
                then(card_id)

        self._runner.change(
            lambda: self._cards.add(new, clear_draft=slot_of(entry.workshop_id)),
            done,
            lambda error: self.refused.emit(entry, error),
        )

    def correct(
        self,
        card_id: CardId,
        state: FormState,
        language: str,
        done: Callable[[str], None],
        failed: Callable[[AppError], None],
    ) -> None:
        """Change a stored card where the corrected line says something else; `done` gets its title."""
        title = entry_of(state, WorkshopId(state.workshop_id or ""), language).title

        def change() -> ChangeSet:
            return self._cards.edit(card_id, **changed_fields(self._cards.get(card_id), state, language))

        self._runner.change(change, lambda _changes: done(title), failed)

    def add_firm(self, workshop_id: WorkshopId, name: str, table_no: int | None) -> None:
        """Add a firm of this name to the workshop, then store what waited for it."""

        def done(changes: ChangeSet) -> None:
            firm_id = FirmId(changes.created(Kind.FIRM)[0])
            self.firm_added.emit(name, firm_id)
            for entry, then in self._take_waiting(name):
                self.store(replace(entry, firm_id=firm_id), then)

        def failed(error: AppError) -> None:
            self.firm_refused.emit(name, error)
            for entry, _then in self._take_waiting(name):
                self.refused.emit(entry, error)

        self._runner.change(lambda: self._firms.add(workshop_id, name, table_no=table_no), done, failed)

    def _take_waiting(self, name: str) -> list[tuple[NewEntry, Then | None]]:
        mine = [item for item in self._waiting if item[0].firm_name == name]
        self._waiting = [item for item in self._waiting if item[0].firm_name != name]
        return mine
