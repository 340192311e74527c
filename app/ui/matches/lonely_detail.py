"""The right side for a card without a partner: the card, the sectors that could answer it, and their firms here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.i18n.formats import format_number
from app.records import Direction
from app.services.pool_rows import LonelyCard
from app.ui.context import UiContext
from app.ui.matches.ends import EndCard
from app.ui.matches.lonely_delegate import AnswerDelegate
from app.ui.matches.lonely_rows import Answer, AnswerModel, FirmOf, answer_rows
from app.ui.matches.lonely_words import answer_words, asked_words, count_words
from app.ui.row_list import ROW_ROLE
from app.ui.snap_list import KeyList
from app.ui.widgets import Button, ElidedLabel, EmptyState, IconButton, Panel, hairline, label


class LonelyDetail(Panel):
    """`opened(row)` for the sector or firm that Enter is pressed on, `searched(words)` where there is none; `previous`
    and `next` ask for another card."""

    opened = Signal(object)
    searched = Signal(str)
    previous = Signal()
    next = Signal()
    left = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._shown: LonelyCard | None = None
        self._at = 0, 0
        self._cards = {direction: EndCard(ui, direction) for direction in Direction}
        self._asked, self._count = label("", "lead"), ElidedLabel("", "count")
        self.answers = AnswerModel(lambda row: answer_words(row, ui.language.t))
        self.list = KeyList(self._on_key)
        self.list.setModel(self.answers)
        self.list.setItemDelegate(AnswerDelegate(ui, self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._word_action())
        self.list.doubleClicked.connect(lambda _index: self.open_current())
        self._empty = EmptyState(ui, "knowledge")
        self._lay_out()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(14, 12, 14, 12)
        for card in self._cards.values():
            top.addWidget(card)
        head = QFrame()
        head.setProperty("role", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._asked)
        row.addWidget(self._count, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.body.addLayout(top)
        self.body.addWidget(hairline())
        self.body.addWidget(head)
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(self._actions())

    def _actions(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "actionbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        self.open_button = Button(self._ui, role="primary", keys=("↵",))
        self.open_button.clicked.connect(self.open_current)
        self._place = label("", "count")
        self._up, self._down = IconButton(self._ui, "chevron-up"), IconButton(self._ui, "chevron-down")
        self._up.clicked.connect(self.previous)
        self._down.clicked.connect(self.next)
        row.addWidget(self.open_button)
        row.addStretch(1)
        for part in (self._place, self._up, self._down):
            row.addWidget(part)
        return bar

    def show_card(self, card: LonelyCard | None) -> None:
        """Show a card with its answers, the first of them current."""
        same = card is not None and self._shown is not None and card.row.card.id == self._shown.row.card.id
        current = self.current() if same else None
        self._shown = card
        for direction, end in self._cards.items():
            wanted = card is not None and card.row.card.direction is direction
            end.setVisible(wanted or (card is None and direction is Direction.HAVE))
            end.show_row(card.row if wanted and card is not None else None)
        self.answers.replace(answer_rows(card))
        place = self.answers.row_of(self.answers.key_of(current)) if current is not None else -1
        if self.answers.rows:
            self.list.setCurrentIndex(self.answers.index(max(0, place)))
        self._word(card)
        self._word_action()

    def show_place(self, place: int, of: int) -> None:
        """Say which of how many is shown."""
        self._at = place, of
        language = self._ui.language.code
        self._place.setText(f"{format_number(place, language)} / {format_number(of, language)}" if of else "")
        self._up.setEnabled(place > 1)
        self._down.setEnabled(0 < place < of)

    def fit(self, width: int) -> None:
        """Where there is little room the place in the list is left out."""
        room = self.open_button.sizeHint().width() + self._place.sizeHint().width() + self._up.width() * 2
        self._place.setVisible(room + self._ui.theme.px(48) <= width)

    def retranslate(self) -> None:
        """Word everything again; names of sectors and things come with the next cards."""
        t = self._ui.language.t
        self._up.set_tip(t("Previous card"))
        self._down.set_tip(t("Next card"))
        self.show_card(self._shown)
        self.show_place(*self._at)

    def current(self) -> Answer | None:
        """The sector or firm that the list stands on."""
        index = self.list.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def open_current(self) -> None:
        """Follow the current sector or firm; without any look the card's own words up."""
        row = self.current()
        if row is not None:
            self.opened.emit(row)
        elif self._shown is not None:
            self.searched.emit(self._shown.row.card.title)

    def _word(self, card: LonelyCard | None) -> None:
        t = self._ui.language.t
        self._asked.setText(asked_words(card.row.card.direction, t) if card is not None else "")
        self._count.setText(count_words(card, t) if card is not None else "")
        self.list.setAccessibleName(self._asked.text())
        self._empty.say(
            t("No use known"),
            t("The tables name no sector for this card. More words on the card may help: what it is made of."),
        )
        self._stack.setCurrentIndex(0 if self.answers.rows or card is None else 1)

    def _word_action(self) -> None:
        t, row = self._ui.language.t, self.current()
        firm = isinstance(row, FirmOf)
        self.open_button.setText(t("Enter a card for this firm") if firm else t("Look it up in Knowledge"))
        self.open_button.setEnabled(self._shown is not None)

    def _on_key(self, key: str) -> bool:
        if key == "enter":
            self.open_current()
        elif key == "esc":
            self.left.emit()
        else:
            return False
        return True
