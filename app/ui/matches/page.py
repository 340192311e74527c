"""Eşleşmeler: every suggestion of the workshop, explained, to be decided with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from app.common.errors import AppError
from app.common.messages import N_
from app.records import CardId, ChangeSet, Kind, LostReason, Verdict, WorkshopId
from app.services.rows import Suggestion
from app.services.suggestions import SuggestionService
from app.ui.context import UiContext
from app.ui.latest import Latest, Work
from app.ui.matches.deciding import may, successor, without
from app.ui.matches.delegate import MatchDelegate
from app.ui.matches.detail import Detail
from app.ui.matches.filter_bar import FilterBar
from app.ui.matches.following import follow
from app.ui.matches.listing import BANDS, Heading, Listing, MatchFilter, Pair, Row, pair_of
from app.ui.matches.model import MatchModel, pair_at, suggestion_at
from app.ui.matches.page_words import count_words, empty_words, spoken
from app.ui.matches.pool_control import PoolControl
from app.ui.matches.view import View
from app.ui.matches.views import Views
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
        PageKey(("H",), N_("Pool of the other card")),
        PageKey(("K",), N_("Cards without a partner")),
        PageKey(("O",), N_("What fits earlier workshops")),
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
        self._model = MatchModel(lambda row: spoken(row, ui.language.t), self)
        self.list = KeyList(self._on_key)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setModel(self._model)
        self.list.setItemDelegate(MatchDelegate(ui, self.list, self._model))
        self._empty = EmptyState(ui, "match")
        self.detail = Detail(ui)
        self._rows_of = Latest(self._after_store, self._load, delay_ms=0, patience_ms=3000, parent=self)
        self.pool = PoolControl(ui, suggestions, self.detail.pool, self._after_store, self)
        self._pairs = QWidget()
        self.views = Views(ui, suggestions, self._after_store, self._pairs)
        self._acts: dict[str, Callable[[], object]] = {
            "enter": self.accept,
            "s": self.postpone,
            "/": self._bar.search.setFocus,
            "h": self.pool.turn,
            "k": self._bar.lonely.toggle,
            "o": self._bar.earlier.toggle,
        }
        self._lay_out()
        self._connect()
        self.retranslate()

    # what the window calls

    @override
    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        if workshop_id != self.workshop_id:
            self._listing, self._loaded = Listing(), False
            self._deciding.clear()
            self.views.count_lonely(None)
        super().show_workshop(workshop_id)
        self.views.show_workshop(workshop_id)
        self._refresh(reset=True)
        self._ask()

    @override
    def apply(self, changes: ChangeSet) -> None:
        """Decisions show at once; what they teach the engine comes a moment later, after a run of decisions once."""
        if follow(self._listing, changes):
            self._refresh()
        if changes.kinds & _CONCERNED:
            for ask in (self._ask, self.views.refresh_later):
                ask(_LEARNING_MS if changes.kinds <= _DECIDING else 0)

    @override
    def retranslate(self) -> None:
        t = self.ui.language.t
        self.list.setAccessibleName(t("Suggestions"))
        self.detail.retranslate()
        self.views.retranslate()
        self._model.reword()
        self._count_views()
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
        if self._bar.view is not View.MATCHES:
            self.views.focus_list()
            return
        self._wants_focus = not self.list.isVisible()
        self.list.setFocus()

    @override
    def open_item(self, payload: object) -> None:
        """ "lonely" shows the cards without a partner, "earlier" what fits earlier workshops, "matches" the matches."""
        if isinstance(payload, str) and payload in list(View):
            self._bar.set_view(View(payload))

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
        self._pairs.setLayout(split)
        self.set_content(self._bar, self.views)
        order = (self.list, self.detail.pool.list, self.detail.pool.turn_button, self.detail.accept_button)
        for one, following in pairwise(order):
            self.setTabOrder(one, following)

    def _connect(self) -> None:
        self._rows_of.answered.connect(self._loaded_rows)
        self._rows_of.failed.connect(self.ui.runner.refused)
        self._bar.changed.connect(self._filtered)
        self._bar.search.returnPressed.connect(self.focus_first)
        self._bar.view_wanted.connect(self._turn)
        self._bar.side_wanted.connect(self.views.show_side)
        self.views.counted.connect(self._count_views)
        self.views.followed.connect(self.navigate)
        self.views.closed.connect(lambda: self._bar.set_view(View.MATCHES))
        self.views.searching.connect(self._bar.search.setFocus)
        self.detail.pool.opened.connect(self._open_partner)
        self.detail.pool.left.connect(self.list.setFocus)
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
        self._bar.fit(self.width())
        self.views.fit(left)
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

    def _load(self, workshop_id: WorkshopId) -> tuple[list[Suggestion], bool, int]:
        """On another thread: the suggestions, whether meaning was compared, how many cards have no partner."""
        found = self._suggestions.open(workshop_id)
        return found, self._suggestions.encoder_note() is None, self._suggestions.count_lonely(workshop_id)

    def _loaded_rows(self, workshop_id: WorkshopId, answer: tuple[list[Suggestion], bool, int]) -> None:
        if workshop_id != self.workshop_id:
            return
        found, self._meaning, lonely = answer
        self.views.count_lonely(lonely)
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
        return without(self._listing.rows(self._bar.wanted), self._deciding)

    def _keep_place(self, current: Pair | None, before: list[Pair]) -> None:
        """Stay on the same pair; where it left, on the one that took its place, else on the one above."""
        wanted = successor(current, before, [pair_of(one) for one in self._model.suggestions()])
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
        self.pool.show(suggestion)
        self.detail.show_place(*(self._model.place(index.row()) if suggestion is not None else (0, 0)))

    def _step(self, by: int) -> None:
        """The suggestion above or below, headings passed over."""
        place = self.list.currentIndex().row() + by
        while 0 <= place < self._model.rowCount() and isinstance(self._model.rows[place], Heading):
            place += by
        if self.list.currentIndex().isValid() and 0 <= place < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(place))

    # pools and the other views

    def _open_partner(self, card_id: CardId) -> None:
        """Show the match of a card of the pool, whatever the filter hides."""
        pair = self.pool.pair_with(card_id)
        if pair is None:
            return
        if self._model.row_of(pair) < 0:
            self._bar.set_wanted(MatchFilter(bands=frozenset(BANDS), state=None))
        place = self._model.row_of(pair)
        if place >= 0:
            self.list.setCurrentIndex(self._model.index(place))
            self.list.setFocus()

    def _turn(self, view: View) -> None:
        self.views.turn(view, self._bar.wanted.text)
        self._say_counts()
        self.focus_first()

    def _filtered(self, wanted: MatchFilter) -> None:
        self._refresh(reset=True)
        self.views.search(wanted.text)

    def _count_views(self) -> None:
        self._bar.count_views(self.views.lonely_count, self.views.earlier.count)
        self._say_counts()

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
        if suggestion is None or self.workshop_id is None or not may(suggestion, verdict):
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
        elif (act := self._acts.get(key)) is not None:
            act()
        else:
            return False
        return True

    # words

    def _say_counts(self) -> None:
        if self._bar.view is not View.MATCHES:
            self._bar.say(self.views.count_words())
        else:
            self._bar.say(count_words(self._listing, self.ui.language.t) if self._loaded else "")

    def _say_empty(self) -> None:
        t = self.ui.language.t
        waiting = not self._loaded and self.workshop_id is not None
        title, sentence, link = empty_words(self._bar.wanted, t, waiting=waiting, any_match=bool(len(self._listing)))
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
