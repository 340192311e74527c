"""Eşleşmeler: every suggestion of the workshop, explained, to be decided with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from app.common.errors import AppError
from app.common.messages import N_
from app.i18n.formats import format_number
from app.records import ChangeSet, Kind, LostReason, Verdict, WorkshopId
from app.services.rows import Suggestion
from app.services.suggestions import SuggestionService
from app.ui.card_words import band_word, score_words
from app.ui.context import UiContext
from app.ui.latest import Latest, Work
from app.ui.matches.delegate import MatchDelegate
from app.ui.matches.detail import Detail
from app.ui.matches.filter_bar import FilterBar
from app.ui.matches.following import follow
from app.ui.matches.listing import BANDS, Heading, Listing, MatchFilter, MatchState, Pair, Row, pair_of, state_of
from app.ui.matches.model import MatchModel, pair_at, suggestion_at
from app.ui.page import Page, PageKey
from app.ui.snap_list import KeyList
from app.ui.verdicts import decide
from app.ui.widgets import EmptyState, Panel
from app.ui.wrong_reasons import ask_reason, reason_of_digit

_LIST, _NARROW_LIST, _NARROW, _ROOMY = 540, 440, 1120, 1300
_WHOLE = 16_777_215  # Qt's own "no limit"
_LEARNING_MS = 700
_DECIDING = {Kind.DECISION, Kind.SYNERGY, Kind.SYNERGY_CARD, Kind.STAGE_CHANGE}
_CONCERNED = {Kind.CARD, Kind.FIRM, Kind.ATTENDANCE, Kind.INTEREST, Kind.SYNERGY, Kind.DECISION}


class MatchesPage(Page):
    """List, explanation and actions.

    A decided pair leaves the list at once and comes back if the decision could not be stored; the rows themselves
    always come from the service.
    """

    keys: ClassVar[tuple[PageKey, ...]] = (
        PageKey(("↑", "↓"), N_("Previous or next match")),
        PageKey(("↵",), N_("Put on board")),
        PageKey(("S",), N_("Not now")),
        PageKey(("1", "–", "7"), N_("Wrong, with its reason")),
        PageKey(("/",), N_("Search matches")),
    )

    def __init__(
        self,
        ui: UiContext,
        suggestions: SuggestionService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._suggestions = suggestions
        self._listing = Listing()
        self._loaded = False
        self._deciding: set[Pair] = set()  # hidden from the list while their decision is being stored
        self._meaning = True
        self._wants_focus = False
        self._bar = FilterBar(ui, MatchFilter())
        self._model = MatchModel(self._spoken, self)
        self.list = KeyList(self._on_key)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setModel(self._model)
        self.list.setItemDelegate(MatchDelegate(ui, self.list, self._model))
        self._empty = EmptyState(ui, "match")
        self.detail = Detail(ui)
        self._rows_of = Latest(self._after_store, self._load, delay_ms=0, patience_ms=3000, parent=self)
        self._lay_out()
        self._connect()
        self.retranslate()

    # what the window calls

    @override
    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        if workshop_id != self.workshop_id:
            self._listing, self._loaded = Listing(), False
            self._deciding.clear()
        super().show_workshop(workshop_id)
        self._refresh(reset=True)
        self._ask()

    @override
    def apply(self, changes: ChangeSet) -> None:
        """Decisions show at once; what they teach the engine comes a moment later, after a run of decisions once."""
        if follow(self._listing, changes):
            self._refresh()
        if changes.kinds & _CONCERNED:
            learning = changes.kinds <= _DECIDING
            self._ask(_LEARNING_MS if learning else 0)

    @override
    def retranslate(self) -> None:
        t = self.ui.language.t
        self.list.setAccessibleName(t("Suggestions"))
        self.detail.retranslate()
        self._model.reword()
        self._say_counts()
        self._say_empty()

    @override
    def restyle(self) -> None:
        self._bar.restyle()
        self._fit()
        self.list.doItemsLayout()
        self.detail.retranslate()

    @override
    def focus_first(self) -> None:
        """The list takes the keyboard, as soon as it has rows."""
        self._wants_focus = not self.list.isVisible()
        self.list.setFocus()

    @property
    def settled(self) -> bool:
        """Whether the list shows what the service last said."""
        return self._loaded and self._rows_of.settled

    # layout

    def _lay_out(self) -> None:
        panel = Panel()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        panel.body.addLayout(self._stack)
        self._left = panel
        split = QHBoxLayout()
        split.setContentsMargins(14, 0, 14, 12)
        split.setSpacing(12)
        split.addWidget(panel)
        split.addWidget(self.detail, 1)
        self.set_content(self._bar, split)
        self.setTabOrder(self.list, self.detail.accept_button)

    def _connect(self) -> None:
        self._rows_of.answered.connect(self._loaded_rows)
        self._rows_of.failed.connect(self.ui.runner.refused)
        self._bar.changed.connect(lambda _wanted: self._refresh(reset=True))
        self._bar.search.returnPressed.connect(self.list.setFocus)
        self._empty.acted.connect(lambda: self.navigate.emit("capture", None))
        self._empty.linked.connect(self._show_everything)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.doubleClicked.connect(lambda _index: self.accept())
        self.detail.accepted.connect(self.accept)
        self.detail.postponed.connect(self.postpone)
        self.detail.rejected.connect(self.ask_why_wrong)
        self.detail.previous.connect(lambda: self._step(-1))
        self.detail.next.connect(lambda: self._step(1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.ui.theme.px
        narrow = self.width() < px(_NARROW)
        spare = max(0, self.width() - px(_ROOMY)) * 2 // 5  # a large window gives the titles more room too
        left = min(px(_NARROW_LIST if narrow else _LIST) + spare, self.width() // 2)
        if self.detail.isHidden():
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(_WHOLE)
            return
        self._left.setFixedWidth(left)
        self.detail.fit(self.width() - left - 40)

    # rows

    def _ask(self, delay_ms: int = 0) -> None:
        if self.workshop_id is not None:
            self._rows_of.ask(self.workshop_id, delay_ms)

    def _after_store(self, work: Work, done: Callable[[Any], None], failed: Callable[[AppError], None]) -> None:
        """Compute off the database thread, but not before the engine has followed every change made so far."""
        runner = self.ui.runner
        runner.run_db(lambda: None, lambda _nothing: runner.run_io(work, done, failed), failed)

    def _load(self, workshop_id: WorkshopId) -> tuple[list[Suggestion], bool]:
        """On another thread: the suggestions, and whether texts were compared by meaning."""
        return self._suggestions.open(workshop_id), self._suggestions.encoder_note() is None

    def _loaded_rows(self, workshop_id: WorkshopId, answer: tuple[list[Suggestion], bool]) -> None:
        if workshop_id != self.workshop_id:
            return
        found, self._meaning = answer
        first = not self._loaded
        self._listing, self._loaded = Listing(found), True
        self._refresh(reset=first)

    def _refresh(self, *, reset: bool = False) -> None:
        before = [pair_of(one) for one in self._model.suggestions()]
        current = pair_at(self.list.currentIndex())
        rows = self._visible()
        if reset:
            self._model.replace(rows)
        else:
            self._model.show(rows)
        self._keep_place(current, before)
        self._say_counts()
        self._say_empty()
        self._moved(self.list.currentIndex())

    def _visible(self) -> list[Row]:
        rows = self._listing.rows(self._bar.wanted)
        if not self._deciding:
            return rows
        left: list[Row] = [row for row in rows if isinstance(row, Heading) or pair_of(row) not in self._deciding]
        counts = {
            band: sum(1 for row in left if not isinstance(row, Heading) and row.match.band is band) for band in BANDS
        }
        kept: list[Row] = []
        for row in left:
            if not isinstance(row, Heading):
                kept.append(row)
            elif counts[row.band]:
                kept.append(replace(row, count=counts[row.band]))
        return kept

    def _keep_place(self, current: Pair | None, before: list[Pair]) -> None:
        """Stay on the same pair; where it left, on the one that took its place, else on the one above."""
        places = {pair_of(one): place for place, one in enumerate(self._model.suggestions())}
        wanted = current if current in places else None
        if wanted is None and current in before:
            at = before.index(current)
            wanted = next((pair for pair in [*before[at + 1 :], *reversed(before[:at])] if pair in places), None)
        if wanted is None:
            wanted = next(iter(places), None)
        place = -1 if wanted is None else self._model.row_of(wanted)
        if place < 0:
            self.list.setCurrentIndex(QModelIndex())
        elif self.list.currentIndex().row() != place or not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self._model.index(place))
            if place == 1:  # the heading above the first row belongs to it
                self.list.scrollToTop()

    def _moved(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        suggestion = suggestion_at(index)
        self.detail.show_suggestion(suggestion, meaning=self._meaning)
        self.detail.show_place(*(self._model.place(index.row()) if suggestion is not None else (0, 0)))

    def _step(self, by: int) -> None:
        """The suggestion above or below, headings passed over."""
        place = self.list.currentIndex().row() + by
        while 0 <= place < self._model.rowCount() and isinstance(self._model.rows[place], Heading):
            place += by
        if self.list.currentIndex().isValid() and 0 <= place < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(place))

    # decisions

    def accept(self) -> None:
        """Take the current pair onto the board."""
        self._decide(Verdict.ACCEPTED)

    def postpone(self) -> None:
        """Not now: the pair stays findable under its state."""
        self._decide(Verdict.LATER)

    def reject(self, reason: LostReason) -> None:
        """Call the current pair wrong; the reason teaches the engine."""
        self._decide(Verdict.WRONG, reason)

    def ask_why_wrong(self) -> None:
        """Open the menu of reasons over its button."""
        if suggestion_at(self.list.currentIndex()) is not None:
            button = self.detail.wrong_button
            ask_reason(self, button.mapToGlobal(QPoint(0, button.height() + 2)), self.ui.language.t, self.reject)

    def _decide(self, verdict: Verdict, reason: LostReason | None = None) -> None:
        suggestion = suggestion_at(self.list.currentIndex())
        if suggestion is None or self.workshop_id is None or not _may(suggestion, verdict):
            return
        pair = pair_of(suggestion)
        self._deciding.add(pair)
        self._refresh()

        def failed() -> None:
            self._deciding.discard(pair)
            self._refresh()

        title = f"{suggestion.have.card.title} → {suggestion.want.card.title}"
        decide(
            self.ui,
            self._suggestions,
            self.workshop_id,
            (suggestion.match.have_id, suggestion.match.want_id),
            verdict,
            reason,
            title,
            done=lambda: self._deciding.discard(pair),
            failed=failed,
        )

    def _on_key(self, key: str) -> bool:
        """A key of the focused list; whether it meant something."""
        if key.isdigit() and (reason := reason_of_digit(int(key))) is not None:
            self.reject(reason)
        elif key in ("enter", "s", "/"):
            {"enter": self.accept, "s": self.postpone, "/": self._bar.search.setFocus}[key]()
        else:
            return False
        return True

    # words

    def _say_counts(self) -> None:
        t = self.ui.language.t
        parts = []
        if self._loaded:
            suggested, waiting = self._listing.counts()
            parts.append(t.plural("{n} suggestion", "{n} suggestions", suggested))
            parts.append(t("{n} awaiting decision", n=format_number(waiting, t.language)))
        self._bar.say(" · ".join(parts))

    def _say_empty(self) -> None:
        t = self.ui.language.t
        link = ""
        if not self._loaded and self.workshop_id is not None:
            title, sentence = t("Looking for matches…"), t("Every have is being compared with every want.")
        elif not len(self._listing):
            title = t("No matches yet")
            sentence = t("Matches appear here as soon as haves and wants of different firms are entered.")
        elif self._bar.wanted == MatchFilter():
            title, sentence = t("All decided"), t("No strong or likely suggestion awaits a decision.")
            link = t("Show all suggestions")
        else:
            title, sentence = t("Nothing fits the filter"), t("Other bands, states or words may show more.")
            link = t("Show all suggestions")
        nothing = self.workshop_id is None or (self._loaded and not len(self._listing))
        enter = t("Card entry") if nothing else ""
        self._empty.say(title, sentence, enter, link, keys=("Ctrl", "2") if enter else ())
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        if nothing is not self.detail.isHidden():
            self.detail.setHidden(nothing)  # without any suggestion there is nothing to explain
            self._fit()
        if self._wants_focus and self._model.rowCount() and self.isVisible():
            self._wants_focus = False
            self.list.setFocus()

    def _show_everything(self) -> None:
        self._bar.set_wanted(MatchFilter(bands=frozenset(BANDS), state=None))
        self.list.setFocus()

    def _spoken(self, row: Row) -> str:
        t = self.ui.language.t
        if isinstance(row, Heading):
            return f"{band_word(row.band, t)}: {format_number(row.count, t.language)}"
        score = score_words(row.match.score, t)
        have = f"{row.have.card.title}, {row.have.firm.name}"
        want = f"{row.want.card.title}, {row.want.firm.name}"
        return t(
            "{band} {score}. Have: {have}. Want: {want}",
            band=band_word(row.match.band, t),
            score=score,
            have=have,
            want=want,
        )


def _may(suggestion: Suggestion, verdict: Verdict) -> bool:
    """What stands on the board is decided there; what is blocked is not taken onto it."""
    state = state_of(suggestion)
    if state is MatchState.BOARD:
        return False
    return state is not MatchState.BLOCKED or verdict is Verdict.WRONG
