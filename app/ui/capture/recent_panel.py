"""The panel of recent cards: a list with its head, corrected from the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from app.records import CardId
from app.services.rows import CardRow, Suggestion
from app.ui.capture.recent import RecentDelegate, RecentModel, RecentRow, spoken
from app.ui.context import UiContext
from app.ui.row_list import ROW_ROLE
from app.ui.snap_list import KeyList, SnapFrame
from app.ui.widgets import EmptyState, Kbd, Panel, label


class RecentPanel(Panel):
    """`picked(CardRow)` to correct a card, `removed(CardRow)` to delete one, `left` when the keyboard goes back."""

    picked = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._count = 0
        self.model = RecentModel(lambda row: spoken(row, ui.language.t), self)
        self.list = KeyList(self._on_key)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self._delegate = RecentDelegate(ui, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.clicked.connect(lambda _index: self._pick())
        self._frame = SnapFrame(self.list)
        self._empty = EmptyState(ui, "capture")
        self._correct = label("", "dim")
        if self.head is not None:
            self.head.addWidget(self._correct)
            self.head.addWidget(Kbd(ui.theme, "Alt", "↓"))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self._empty)
        self.body.addLayout(self._stack, 1)

    @property
    def rows(self) -> list[RecentRow]:
        """What is shown, newest first."""
        return list(self.model.rows)

    def show_cards(self, cards: list[CardRow]) -> None:
        """Show these cards, newest first."""
        self.model.show_cards(cards)
        self._stack.setCurrentIndex(0 if cards else 1)

    def uncounted(self, ids: list[CardId]) -> list[CardId]:
        """The cards among `ids` whose matches nobody has looked up, as many as can be on show."""
        known = {row.key for row in self.model.rows if row.matches is not None}
        return [card_id for card_id in ids[:30] if card_id not in known]

    def show_matches(self, found: dict[CardId, list[Suggestion]]) -> None:
        """Show how many suggestions each card has, and how good the best is."""
        for card_id, suggestions in found.items():
            shown = [one for one in suggestions if one.match.suggested and not one.match.blocks]
            self.model.show_matches(card_id, len(shown), shown[0].match.band if shown else None)

    def mark(self, card_id: CardId) -> None:
        """Tint the card that was stored or corrected last."""
        self._delegate.fresh = card_id
        self.list.viewport().update()

    def focus_list(self) -> None:
        """Give the keyboard to the newest card; pressed again, to the one before it."""
        if not self.model.rowCount():
            return
        row = self.list.currentIndex().row() + 1 if self.list.hasFocus() else 0
        self.list.setFocus()
        self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))

    def _on_key(self, key: str) -> bool:
        if key == "enter":
            self._pick()
        elif key == "delete":
            row: RecentRow | None = self.list.currentIndex().data(ROW_ROLE)
            if row is not None:
                self.removed.emit(row.row)
        elif key == "esc":
            self.left.emit()
        else:
            return False
        return True

    def _pick(self) -> None:
        row: RecentRow | None = self.list.currentIndex().data(ROW_ROLE)
        if row is not None:
            self.picked.emit(row.row)

    def say_count(self, cards: int) -> None:
        """Show how many cards the workshop has."""
        self._count = cards
        self.count.setText(self._ui.language.t.plural("{n} card", "{n} cards", cards) if cards else "")

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self.title.setText(t("Recent cards"))
        self._correct.setText(t("Correct"))
        self.list.setAccessibleName(t("Recent cards"))
        self._empty.say(
            t("The first card"),
            t("Badge number, Enter, what the firm has or needs, Enter. F2 changes between have and want."),
        )
        self.say_count(self._count)
        self.list.viewport().update()

    def restyle(self) -> None:
        """Measure everything again."""
        self.list.doItemsLayout()
        self._frame.snap()

    def fit(self, *, narrow: bool) -> None:
        """Give the firm less room in a narrow window."""
        self._delegate.narrow = narrow
        self.list.viewport().update()
