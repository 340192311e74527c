"""The part of Eşleşmeler about earlier workshops: which cards of this one fit cards of the others in the store.

It is computed when somebody looks at it, and again after changes only while it is on show.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.records import Direction, WorkshopId
from app.services.second_rows import EarlierMatch
from app.services.suggestions import SuggestionService
from app.ui.context import UiContext
from app.ui.latest import Latest, Start
from app.ui.matches.earlier_delegate import EarlierDelegate
from app.ui.matches.earlier_detail import EarlierDetail
from app.ui.matches.earlier_rows import EarlierModel, earlier_rows
from app.ui.matches.earlier_words import progress_words, row_words
from app.ui.row_list import ROW_ROLE
from app.ui.snap_list import KeyList
from app.ui.widgets import EmptyState, Panel

_PATIENCE_MS = 3000
_WHOLE = 16_777_215  # Qt's own "no limit"
_TOLD_MS, _SOON_MS = 100, 500  # what is there sooner needs no figure
Answer = tuple[list[EarlierMatch] | None, bool]


class _Steps:
    """Steps done and their number, written by the thread that compares and read by the window."""

    def __init__(self) -> None:
        self.now = 0, 0

    def tell(self, done: int, of: int) -> None:
        self.now = done, of


class EarlierPart(QWidget):
    """`followed(target, payload)` asks for another page, `closed` for the list of matches, `searching` for the search
    field; `counted` tells that `count` is known anew."""

    followed = Signal(str, object)
    closed = Signal()
    searching = Signal()
    counted = Signal()

    def __init__(
        self, ui: UiContext, suggestions: SuggestionService, start: Start, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ui, self._suggestions = ui, suggestions
        self._workshop_id: WorkshopId | None = None
        self._found: list[EarlierMatch] | None = []
        self._meaning = True
        self._text, self._width = "", 0
        self._side: Direction | None = None
        self._loaded, self._stale = False, True
        self._steps, self._since, self._telling = _Steps(), QElapsedTimer(), QTimer(self)
        self._telling.setInterval(_TOLD_MS)
        self._telling.timeout.connect(self._say_progress)
        self.model = EarlierModel(lambda row: row_words(row, ui.language.t), self)
        self.list = KeyList(self._on_key)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EarlierDelegate(ui, self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.empty = EmptyState(ui, "match")
        self.detail = EarlierDetail(ui)
        self._pairs_of = Latest(start, self._load, delay_ms=0, patience_ms=_PATIENCE_MS, parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = Panel()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._left.body.addLayout(self._stack)
        split = QHBoxLayout(self)
        split.setContentsMargins(14, 0, 14, 12)
        split.setSpacing(12)
        split.addWidget(self._left)
        split.addWidget(self.detail, 1)
        self.setTabOrder(self.list, self.detail.open_button)

    def _connect(self) -> None:
        self._pairs_of.answered.connect(self._show_pairs)
        self._pairs_of.failed.connect(self._refused)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._moved(now))
        self.list.doubleClicked.connect(lambda _index: self.open_current())
        self.detail.opened.connect(self.open_current)
        self.detail.previous.connect(lambda: self._step(-1))
        self.detail.next.connect(lambda: self._step(1))
        self.empty.linked.connect(lambda: self.followed.emit("import", None))

    # what the page calls

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Show another workshop's pairs, once somebody looks."""
        if workshop_id != self._workshop_id:
            self._workshop_id, self._found, self._loaded = workshop_id, [], False
            self._refresh()
            self.counted.emit()
        self.refresh_later()

    def refresh_later(self, delay_ms: int = 0) -> None:
        """Something changed: ask again now, or when somebody looks."""
        self._stale = True
        if self.isVisible():
            self._ask(delay_ms)

    def look(self) -> None:
        """The part comes on show."""
        if self._stale:
            self._ask()
        self._say_empty()

    def search(self, text: str) -> None:
        """Show the pairs with these words."""
        if text != self._text:
            self._text = text
            self._refresh()

    def show_side(self, side: Direction | None) -> None:
        """Show the pairs whose card of this workshop goes one way, None = all."""
        self._side = side
        self._refresh()

    @property
    def count(self) -> int | None:
        """How many pairs there are; None while that is not known."""
        return len(self._found or ()) if self._loaded else None

    def count_words(self) -> str:
        """How many pairs with how many workshops; empty until that is known."""
        t = self._ui.language.t
        if not self._loaded or not self._found:
            return ""
        workshops = len({one.workshop.id for one in self._found})
        pairs = t.plural("{n} pair", "{n} pairs", len(self._found))
        return f"{pairs} · {t.plural('{n} workshop', '{n} workshops', workshops)}"

    def retranslate(self) -> None:
        """Word everything again."""
        self.list.setAccessibleName(self._ui.language.t("What fits earlier workshops"))
        self.model.reword()
        self.detail.retranslate()
        self._say_empty()

    def fit(self, left: int) -> None:
        """Give the list its width; without a pair it has all of it."""
        self._width = left
        whole = self.detail.isHidden()
        self._left.setMinimumWidth(0 if whole else left)
        self._left.setMaximumWidth(_WHOLE if whole else left)
        self.list.doItemsLayout()
        self.detail.fit(self.width() - left - 40)

    @property
    def settled(self) -> bool:
        """Whether the pairs are those that the service last said."""
        return self._loaded and self._pairs_of.settled

    # rows

    def _ask(self, delay_ms: int = 0) -> None:
        if self._workshop_id is not None:
            self._stale = False
            self._since.start()
            self._telling.start()
            self._pairs_of.ask(self._workshop_id, delay_ms)

    def _load(self, workshop_id: WorkshopId) -> Answer:
        """On another thread."""
        self._steps.tell(0, 0)
        found = self._suggestions.second_look(workshop_id, self._steps.tell)
        return found, self._suggestions.encoder_note() is None

    def _show_pairs(self, workshop_id: WorkshopId, answer: Answer) -> None:
        self._telling.stop()
        if workshop_id == self._workshop_id:
            (self._found, self._meaning), self._loaded = answer, True
            self._refresh()
            self.counted.emit()

    def _refused(self, error: object) -> None:
        self._telling.stop()
        self._ui.runner.refused.emit(error)

    def _refresh(self) -> None:
        before, at = self.current(), self.list.currentIndex().row()
        self.model.show(earlier_rows(self._found or (), self._text, self._side))
        place = self.model.row_of(self.model.key_of(before)) if before is not None else -1
        if place < 0:  # the pair that took the place of one that left, else the one above
            place = min(max(at, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())
        self._moved(self.list.currentIndex())
        self._say_empty()

    def current(self) -> EarlierMatch | None:
        """The pair that the list stands on."""
        index = self.list.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, EarlierMatch) else None

    def _moved(self, index: QModelIndex) -> None:
        self.detail.show_pair(self.current(), meaning=self._meaning)
        self.detail.show_place(*((index.row() + 1, self.model.rowCount()) if index.isValid() else (0, 0)))

    def _step(self, by: int) -> None:
        place = self.list.currentIndex().row() + by
        if 0 <= place < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place))

    # acts

    def open_current(self) -> None:
        """Open the workshop of the other card, and that card in it."""
        if (row := self.current()) is not None:
            self.followed.emit("open-card", (row.workshop.id, row.other.card.id))

    def _on_key(self, key: str) -> bool:
        if key == "enter":
            self.open_current()
        elif key in ("o", "esc"):
            self.closed.emit()
        elif key == "/":
            self.searching.emit()
        else:
            return False
        return True

    # words

    def _say_progress(self) -> None:
        if self._since.elapsed() >= _SOON_MS and not self._loaded:
            self._say_empty()

    def _say_empty(self) -> None:
        t = self._ui.language.t
        link = ""
        if not self._loaded and self._workshop_id is not None:
            title = t("Looking through earlier workshops…")
            done = progress_words(*self._steps.now, t) if self._telling.isActive() else ""
            sentence = done or t("Every card of this workshop is being compared with those of the others.")
        elif self._found is None or self._workshop_id is None:
            title, link = t("No earlier workshop"), t("Import a list")
            sentence = t("As soon as this laptop has another workshop, cards that fit across the two are shown here.")
        elif (self._text or self._side is not None) and self._found:
            title, sentence = t("Nothing fits the search"), t("Other words may show more.")
        else:
            title = t("Nothing fits earlier workshops")
            sentence = t("No card of this workshop fits a card of another firm in the other workshops.")
        self.empty.say(title, sentence, "", link)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.detail.isHidden() is bool(self.model.rowCount()):
            self.detail.setHidden(not self.model.rowCount())
            self.fit(self._width)
