"""Kart girişi: one card after the other with the keyboard alone, never losing a letter, with matches before Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.common.errors import AppError
from app.i18n.formats import format_time
from app.records import CardId, ChangeSet, Counters, Direction, Draft, FirmId, Kind, WorkshopId
from app.services import Services
from app.services.rows import CardRow
from app.ui.capture.cards_to_store import NewEntry, entry_of, line_of
from app.ui.capture.draft_keeper import DraftKeeper
from app.ui.capture.firm_directory import FirmDirectory
from app.ui.capture.form import CaptureForm
from app.ui.capture.form_state import FormState, slot_of
from app.ui.capture.hinting import HintControl
from app.ui.capture.keys import CAPTURE_KEYS, connect_keys
from app.ui.capture.live_control import LiveControl
from app.ui.capture.live_panel import LivePanel
from app.ui.capture.recent_panel import RecentPanel
from app.ui.capture.room import Room, read_room
from app.ui.capture.saving import Saving
from app.ui.context import UiContext
from app.ui.page import Page, PageKey
from app.ui.widgets import Banner, EmptyState

_COLUMN, _NARROW_COLUMN, _NARROW = 446, 368, 1120
_TWICE_MS = 1500  # within which a second Esc empties the form
_PREPARE_MS = 250  # after which matching is got ready: reading the engine takes the processor from the first keys
_SEATS = {Kind.FIRM, Kind.ATTENDANCE}
_CONCERNED = {*_SEATS, Kind.CARD}
_MATCHING = {Kind.CARD, Kind.FIRM, Kind.SYNERGY, Kind.DECISION, Kind.INTEREST}


class CapturePage(Page):
    """Form, recent cards and live matches.

    The form is emptied at once when a card is saved; a card that could not be stored comes back with a banner and
    stays in the draft meanwhile.
    """

    keys: ClassVar[tuple[PageKey, ...]] = CAPTURE_KEYS

    def __init__(self, ui: UiContext, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._services = services
        self._directory = FirmDirectory()
        self._counters: Counters | None = None
        self._restored = False
        self._kept_at = ""
        self.form = CaptureForm(ui, self)
        self.live = LivePanel(ui)
        self.recent = RecentPanel(ui)
        self.banner = Banner(ui, "danger", closable=True)
        self._empty = EmptyState(ui, "workshop")
        self.drafts = DraftKeeper(ui.runner, self._save_draft, lambda: self.form.state.to_fields(), self)
        self._saving = Saving(ui.runner, services.cards, services.firms, self)
        self._control = LiveControl(ui, services.suggestions, self.form, self.live, self._saving)
        self.matches = self._control.matches
        self.hints = HintControl(ui.runner, services.lookups, self.form)
        self._patience = QTimer(self, singleShot=True, interval=_TWICE_MS)
        self._lay_out()
        self._connect()
        connect_keys(self, self._keys())
        self.retranslate()
        self.restyle()
        self.show_workshop(None)

    # layout

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.banner)
        left.addWidget(self.form)
        left.addWidget(self.recent, 1)
        self.banner.hide()
        content = QWidget()
        self._row = QHBoxLayout(content)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.live)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.ui.theme.px
        narrow = self.width() < px(_NARROW)
        self.live.setFixedWidth(px(_NARROW_COLUMN if narrow else _COLUMN))
        self.live.fit(wide=not narrow)
        self.form.fit(narrow=narrow)
        self.recent.fit(narrow=narrow)
        self._row.setContentsMargins(*((12, 10, 12, 10) if narrow else (14, 12, 14, 12)))
        self._row.setSpacing(10 if narrow else 12)

    def _connect(self) -> None:
        self.form.changed.connect(self.drafts.touch)
        self.form.submitted.connect(self.save)
        self.form.repeated.connect(self._repeat)
        self.form.escaped.connect(self._escape)
        self.form.firm_named.connect(self._add_firm)
        self.drafts.saved.connect(self._draft_saved)
        self.drafts.failed.connect(lambda error: self.form.say(self.ui.language.t.error(error), "error"))
        self._control.asked.connect(self.hints.ask)
        self._control.shown.connect(self._say_counts)
        self._control.firm_missing.connect(self.save)  # it says what is missing
        self._saving.stored.connect(self._stored)
        self._saving.refused.connect(self._not_stored)
        self._saving.firm_added.connect(self._firm_added)
        self._saving.firm_refused.connect(self._firm_refused)
        self.live.left.connect(self.focus_first)
        self.recent.picked.connect(self._correct)
        self.recent.removed.connect(self._remove)
        self.recent.left.connect(self.focus_first)
        self.banner.acted.connect(self._retry)
        self._patience.timeout.connect(self._calm)
        self._empty.acted.connect(lambda: self.navigate.emit("new-workshop", None))
        self._empty.linked.connect(lambda: self.navigate.emit("import", None))

    def _keys(self) -> dict[str, Callable[[], object]]:
        return {
            "F2": self.form.direction.flip,
            "F6": self.live.focus_list,
            "Alt+Down": self.recent.focus_list,
            "Alt+Up": self.focus_first,
            "Alt+M": self.form.next_reading,
            "Alt+K": self.form.next_code,
            "Ctrl+L": self.form.firm.lock.toggle,
            "Ctrl+D": self._repeat,
            **{f"Alt+{number}": partial(self._control.take_nth, number) for number in range(1, 10)},
        }

    # what the window calls

    @override
    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        self.drafts.flush()
        super().show_workshop(workshop_id)
        self._restored = False
        self._stack.setCurrentIndex(1 if workshop_id is None else 0)
        self.form.setEnabled(False)  # for the blink until the draft is here: nothing typed before it may be lost
        self._control.open_workshop(workshop_id)
        if workshop_id is not None:
            self._read()
            QTimer.singleShot(_PREPARE_MS, self, self._prepare)

    def _prepare(self) -> None:
        """Get matching ready behind the form; the first keys come first."""
        workshop_id = self.workshop_id
        if workshop_id is not None:
            self.ui.runner.run_io(lambda: self._services.suggestions.prepare(workshop_id), self._prepared)

    @override
    def apply(self, changes: ChangeSet) -> None:
        if changes.kinds & _CONCERNED:
            self._read(firms=bool(changes.kinds & _SEATS))
        for change in changes.of(Kind.CARD):
            if change.after is None:
                self._control.forget(CardId(change.id))
        if changes.kinds & _MATCHING:
            self._control.ask()

    @override
    def retranslate(self) -> None:
        t = self.ui.language.t
        self.form.retranslate()
        self.live.retranslate()
        self.recent.retranslate()
        self._say_counts()
        self._say_foot()
        self._empty.say(
            t("No workshop yet"),
            t("Cards belong to a workshop. Begin one, or import the list that you have."),
            t("New workshop"),
            t("Import from Excel or CSV…"),
        )

    @override
    def restyle(self) -> None:
        self.form.restyle()
        self.live.restyle()
        self.recent.restyle()
        self._fit()

    @override
    def focus_first(self) -> None:
        if self.form.firm.firm is not None or self.form.firm.adding or self.form.has_text:
            self.form.line.setFocus()
        else:
            self.form.firm.edit.setFocus()

    @override
    def open_item(self, payload: object) -> None:
        """Correct the card with this id, or enter cards of the firm with this id."""
        firm = self._directory.get(FirmId(str(payload)))
        if firm is not None:
            self.form.firm.set_firm(firm)
            self.form.follow_firm()
            self.form.line.setFocus()
            return
        self.ui.runner.run_db(lambda: self._find_card(CardId(str(payload))), self._correct)

    def _find_card(self, card_id: CardId) -> CardRow | None:
        """On the database thread; None where the card has gone meanwhile."""
        try:
            return self._services.cards.get(card_id)
        except KeyError:
            return None

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.drafts.flush()
        super().hideEvent(event)

    # reading

    def _read(self, *, firms: bool = True) -> None:
        """Read what the screen shows; the firms only where they may have changed, the draft only at first."""
        workshop_id, services = self.workshop_id, self._services
        if workshop_id is not None:
            first = not self._restored
            self.ui.runner.run_db(
                lambda: read_room(services, workshop_id, firms=firms or first, draft=first), self._show_room
            )

    def _show_room(self, room: Room) -> None:
        if room.workshop_id != self.workshop_id:
            return
        self._directory = room.firms or self._directory
        self._counters = room.counters
        if self._restored:
            if room.firms is not None:
                self.form.firm.set_directory(self._directory)
        else:
            self._restore(room.workshop_id, room.draft)
        self.recent.show_cards(room.recent)
        self._count_matches(room.recent)
        self._say_counts()

    def _restore(self, workshop_id: WorkshopId, draft: Draft | None) -> None:
        kept = FormState.from_fields(draft.fields) if draft is not None else FormState()
        if kept.workshop_id == workshop_id and draft is not None:
            self._kept_at = draft.saved_at
        else:
            kept = FormState(workshop_id=workshop_id)
        self._restored = True
        self.form.setEnabled(True)
        self._show_state(kept)
        if kept.unsaved:
            self._warn_unsaved()

    def _show_state(self, state: FormState) -> None:
        self.form.restore(state, self._directory)
        self._control.ask()
        self._say_foot()

    def _prepared(self, _nothing: None) -> None:
        self.hints.prepare()
        note = self._services.suggestions.encoder_note
        self.ui.runner.run_io(note, lambda text: self.live.show_note(text or ""))

    def _count_matches(self, cards: list[CardRow]) -> None:
        """Look up the matches of the recent cards that nobody has looked up yet, on another thread."""
        workshop_id, suggestions = self.workshop_id, self._services.suggestions
        ids = self.recent.uncounted([row.card.id for row in cards])
        if workshop_id is not None and ids:
            self.ui.runner.run_io(
                lambda: {card_id: suggestions.for_card(workshop_id, card_id) for card_id in ids},
                self.recent.show_matches,
            )

    # saving

    def save(self, same_firm: bool = False) -> None:
        """Store what stands in the form and begin the next card; say what is missing where something is."""
        t, state = self.ui.language.t, self.form.state
        if self.form.firm.firm is None and not self.form.firm.adding:
            self.form.say(t("Whose card is it? Badge number or name first."), "hint")
            self.form.firm.edit.setFocus()
        elif not self.form.has_text or self.workshop_id is None:
            self.form.say(t("The card is still empty: write what it is about."), "hint")
            self.form.line.setFocus()
        elif state.card_id is not None:
            self._save_correction(state, state.card_id)
        else:
            entry = entry_of(state, self.workshop_id, self.ui.language.code)
            self.form.start_next(keep_firm=same_firm)
            self._saving.store(entry)

    def _stored(self, card_id: CardId, entry: NewEntry) -> None:
        self._control.remember(card_id, entry.direction)
        self.recent.mark(card_id)
        self._kept_at = ""
        if not self.form.state.empty or self.form.firm.firm is not None:
            self.drafts.touch()  # the commit emptied the draft; what is typed meanwhile is written again
        self._say_foot()
        self._control.ask()

    def _not_stored(self, entry: NewEntry, error: AppError) -> None:
        self.form.unsaved = (*self.form.unsaved, entry.kept())
        self.drafts.touch()
        self._warn_unsaved(error)

    def _warn_unsaved(self, error: AppError | None = None) -> None:
        t = self.ui.language.t
        count = len(self.form.unsaved)
        what = t.plural("{n} card could not be stored.", "{n} cards could not be stored.", count)
        how = t.error(error) if error is not None else t("It is kept in the draft; try again when there is room.")
        self.banner.say(what, how, t("Try again"))
        self.banner.show()

    def _retry(self) -> None:
        kept, self.form.unsaved = self.form.unsaved, ()
        self.banner.hide()
        for text in kept:
            self._saving.store(NewEntry.from_kept(text))

    # firms

    def _add_firm(self, name: str) -> None:
        if self.workshop_id is not None:
            self.form.firm.begin_adding(name)
            self._saving.add_firm(self.workshop_id, name, self.form.table.number)

    def _firm_added(self, name: str, firm_id: FirmId) -> None:
        t = self.ui.language.t
        self.ui.toasts.undo(t("New firm: {name}", name=name), t("Undo"), "firm")

        def choose(_nothing: None) -> None:  # the change has queued a reading of the firms; this comes after it
            firm = self._directory.get(firm_id)
            if firm is not None and self.form.firm.adding == name:
                self.form.firm.set_firm(firm)
                self.form.follow_firm()
                self.drafts.touch()
                self._control.ask()

        self.ui.runner.run_db(lambda: None, choose)

    def _firm_refused(self, name: str, error: AppError) -> None:
        if self.form.firm.adding == name:
            self.form.firm.set_firm(None, name)
            self.form.firm.edit.setFocus()
        self.ui.runner.refused.emit(error)

    # correcting

    def _correct(self, row: CardRow | None) -> None:
        if row is None:
            return
        self.form.correct(row.card.id, line_of(row, self.form.state, self.ui.language.code), self._directory)
        self._control.ask()
        self._say_foot()

    def _save_correction(self, state: FormState, card_id: CardId) -> None:
        t = self.ui.language.t
        self.form.start_next(keep_firm=state.firm_locked)
        self.drafts.touch()

        def done(title: str) -> None:
            self.recent.mark(card_id)
            self.ui.toasts.undo(t("Corrected: {title}", title=title), t("Undo"), "edit")

        def failed(error: AppError) -> None:
            self._show_state(state)
            self.ui.runner.refused.emit(error)

        self._saving.correct(card_id, state, self.ui.language.code, done, failed)

    def _remove(self, row: CardRow) -> None:
        t = self.ui.language.t

        def done(_changes: ChangeSet) -> None:
            self.ui.toasts.undo(t("Deleted: {title}", title=row.card.title), t("Undo"), "trash")

        self.ui.runner.change(lambda: self._services.cards.delete(row.card.id), done)

    def _repeat(self) -> None:
        """Begin a card with the text of the newest one."""
        rows = self.recent.rows
        if rows and not self.form.has_text:
            self.form.line.set_text(rows[0].row.card.as_typed or rows[0].row.card.title)
            self.form.line.setFocus()

    # emptying

    def _escape(self) -> None:
        """The first Esc warns, the second one empties the form; a toast brings the text back."""
        before = self.form.state
        if before.empty:
            self._calm()
            return
        t = self.ui.language.t
        if not self._patience.isActive():
            self._patience.start()
            self.form.say(t("Press Esc again to clear the form."), "hint")
            return
        self.form.start_next(keep_firm=before.card_id is None and before.firm_locked)
        self.drafts.touch()
        self._calm()

        def bring_back() -> None:
            self._show_state(before)
            self.drafts.touch()

        self.ui.toasts.show(t("The form was cleared."), "cross", action=t("Bring back"), run=bring_back)

    def _calm(self) -> None:
        self._patience.stop()
        self._say_foot()

    # words

    def _save_draft(self, fields: Any) -> Draft:
        """On the database thread."""
        return self._services.drafts.save(slot_of(fields["workshop_id"]), fields)

    def _draft_saved(self, moment: str) -> None:
        self._kept_at = moment
        self.ui.bus.note_saved()
        if not self._patience.isActive():
            self._say_foot()

    def _say_foot(self) -> None:
        t, state = self.ui.language.t, self.form.state
        if state.card_id is not None:
            self.form.say(t("Correcting a stored card. Esc Esc leaves it as it was."), "hint")
        elif self._kept_at and not state.empty:
            moment = format_time(self._kept_at, t.language, seconds=True)
            self.form.say(t("Draft kept {time}", time=moment))
        else:
            self.form.say("")

    def _say_counts(self, own: Direction | None = None) -> None:
        if self._counters is not None:
            self.recent.say_count(self._counters.cards)
            direction = own or self.form.direction.direction
            self.live.show_compared(self._counters.wants if direction is Direction.HAVE else self._counters.haves)
