"""The part of Eşleşmeler about cards that nobody in the room answers: list at the left, who could answer at the right.

It is computed when somebody looks at it, and again after changes only while it is on show.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from app.i18n.formats import format_number
from app.records import Direction, WorkshopId
from app.services.pool_rows import LonelyCard
from app.services.suggestions import SuggestionService
from app.ui.card_words import direction_word
from app.ui.context import UiContext
from app.ui.latest import Latest, Start
from app.ui.matches.lonely_delegate import LonelyDelegate
from app.ui.matches.lonely_detail import LonelyDetail
from app.ui.matches.lonely_rows import Answer, FirmOf, LonelyModel, first_card, lonely_rows
from app.ui.matches.lonely_words import row_words
from app.ui.row_list import ROW_ROLE
from app.ui.snap_list import KeyList
from app.ui.widgets import EmptyState, Panel

_PATIENCE_MS = 3000
_WHOLE = 16_777_215  # Qt's own "no limit"


class _CardList(KeyList):
    """→ goes to the answers."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right and not event.modifiers():
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class LonelyPart(QWidget):
    """`followed(target, payload)` asks for another page, `closed` for the list of matches, `searching` for the search
    field; `counted(n)` tells how many cards there are."""

    followed = Signal(str, object)
    closed = Signal()
    searching = Signal()
    counted = Signal(int)

    def __init__(
        self, ui: UiContext, suggestions: SuggestionService, start: Start, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ui, self._suggestions = ui, suggestions
        self._workshop_id: WorkshopId | None = None
        self._cards: list[LonelyCard] = []
        self._text, self._width = "", 0
        self._side: Direction | None = None
        self._loaded, self._stale = False, True
        self.model = LonelyModel(lambda row: row_words(row, ui.language.t), self)
        self.list = _CardList(self._on_key)
        self.list.setModel(self.model)
        self.list.setItemDelegate(LonelyDelegate(ui, self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.empty = EmptyState(ui, "match")
        self.detail = LonelyDetail(ui)
        self._cards_of = Latest(start, self._load, delay_ms=0, patience_ms=_PATIENCE_MS, parent=self)
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
        self.setTabOrder(self.list, self.detail.list)

    def _connect(self) -> None:
        self._cards_of.answered.connect(self._show_cards)
        self._cards_of.failed.connect(self._ui.runner.refused)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._moved(now))
        self.list.doubleClicked.connect(lambda _index: self.detail.list.setFocus())
        self.list.entered.connect(self.detail.list.setFocus)
        self.detail.opened.connect(self._follow)
        self.detail.searched.connect(lambda words: self.followed.emit("knowledge", words))
        self.detail.left.connect(self.list.setFocus)
        self.detail.previous.connect(lambda: self._step(-1))
        self.detail.next.connect(lambda: self._step(1))

    # what the page calls

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Show another workshop's cards, once somebody looks."""
        if workshop_id != self._workshop_id:
            self._workshop_id, self._cards, self._loaded = workshop_id, [], False
            self._refresh()
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
        """Show the cards with these words."""
        if text != self._text:
            self._text = text
            self._refresh()

    def show_side(self, side: Direction | None) -> None:
        """Show the cards of one direction, None = of both."""
        self._side = side
        self._refresh()

    def count_words(self) -> str:
        """How many haves and wants there are; empty until that is known."""
        t = self._ui.language.t
        counts = {side: sum(one.row.card.direction is side for one in self._cards) for side in Direction}
        said = [f"{format_number(counts[side], t.language)} {direction_word(side, t)}" for side in Direction]
        return " · ".join(said) if self._loaded else ""

    def retranslate(self) -> None:
        """Word everything again."""
        self.list.setAccessibleName(self._ui.language.t("Cards without a partner"))
        self.model.reword()
        self.detail.retranslate()
        self._say_empty()
        self.refresh_later()

    def fit(self, left: int) -> None:
        """Give the list its width; without a card it has all of it."""
        self._width = left
        whole = self.detail.isHidden()
        self._left.setMinimumWidth(0 if whole else left)
        self._left.setMaximumWidth(_WHOLE if whole else left)
        self.list.doItemsLayout()
        self.detail.list.doItemsLayout()
        self.detail.fit(self.width() - left - 40)

    @property
    def settled(self) -> bool:
        """Whether the cards are those that the service last said."""
        return self._loaded and self._cards_of.settled

    # rows

    def _ask(self, delay_ms: int = 0) -> None:
        if self._workshop_id is not None:
            self._stale = False
            self._cards_of.ask((self._workshop_id, self._ui.language.code), delay_ms)

    def _load(self, asked: tuple[WorkshopId, str]) -> list[LonelyCard]:
        """On another thread."""
        return self._suggestions.lonely(*asked)

    def _show_cards(self, asked: tuple[WorkshopId, str], cards: list[LonelyCard]) -> None:
        if asked[0] == self._workshop_id:
            self._cards, self._loaded = cards, True
            self.counted.emit(len(cards))
            self._refresh()

    def _refresh(self) -> None:
        before, at = self.current(), self.list.currentIndex().row()
        self.model.show(lonely_rows(self._cards, self._text, self._side))
        place = self.model.row_of(before.row.card.id) if before is not None else -1
        if place < 0:
            place = self._nearest(at)
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())
        self._moved(self.list.currentIndex())
        self._say_empty()

    def _nearest(self, at: int) -> int:
        """The card that took the place of one that left, else the one above, else the first."""
        rows = self.model.rows
        places = [place for place, row in enumerate(rows) if isinstance(row, LonelyCard)]
        following = [place for place in places if place >= at]
        return following[0] if at >= 0 and following else places[-1] if at >= 0 and places else first_card(rows)

    def current(self) -> LonelyCard | None:
        """The card that the list stands on."""
        index = self.list.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, LonelyCard) else None

    def _moved(self, index: QModelIndex) -> None:
        self.detail.show_card(self.current())
        self.detail.show_place(*(self.model.place(index.row()) if index.isValid() else (0, 0)))

    def _step(self, by: int) -> None:
        place = self.list.currentIndex().row() + by
        while 0 <= place < self.model.rowCount() and not isinstance(self.model.rows[place], LonelyCard):
            place += by
        if 0 <= place < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place))

    # acts

    def _follow(self, row: Answer) -> None:
        if isinstance(row, FirmOf):
            self.followed.emit("capture", row.near.firm.id)
        else:
            self.followed.emit("knowledge", row.ref)

    def _on_key(self, key: str) -> bool:
        if key == "enter":
            self.detail.list.setFocus()
        elif key in ("k", "esc"):
            self.closed.emit()
        elif key == "/":
            self.searching.emit()
        else:
            return False
        return True

    # words

    def _say_empty(self) -> None:
        t = self._ui.language.t
        if not self._loaded and self._workshop_id is not None:
            title, sentence = t("Looking for matches…"), t("Every have is being compared with every want.")
        elif (self._text or self._side is not None) and self._cards:
            title, sentence = t("Nothing fits the search"), t("Other words may show more.")
        else:
            title = t("Every card has a partner")
            sentence = t("Cards that nobody in the room answers are shown here, with the sectors that could.")
        self.empty.say(title, sentence)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.detail.isHidden() is bool(self.model.rowCount()):
            self.detail.setHidden(not self.model.rowCount())
            self.fit(self._width)
