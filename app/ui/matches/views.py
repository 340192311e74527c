"""The three views of Eşleşmeler in one place, one on show."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.records import Direction, WorkshopId
from app.services.suggestions import SuggestionService
from app.ui.context import UiContext
from app.ui.latest import Start
from app.ui.matches.earlier_part import EarlierPart
from app.ui.matches.lonely_part import LonelyPart
from app.ui.matches.view import View


class Views(QWidget):
    """The matches (`pairs`) and the two parts beside them, one on show.

    `followed(target, payload)` asks for another page, `closed` for the matches, `searching` for the search field;
    `counted` tells that a part knows anew how many rows it has.
    """

    followed = Signal(str, object)
    closed = Signal()
    searching = Signal()
    counted = Signal()

    def __init__(
        self,
        ui: UiContext,
        suggestions: SuggestionService,
        start: Start,
        pairs: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lonely = LonelyPart(ui, suggestions, start)
        self.earlier = EarlierPart(ui, suggestions, start)
        self.lonely_count: int | None = None
        self.view = View.MATCHES
        self._stack = QStackedLayout(self)
        for part in (pairs, self.lonely, self.earlier):
            self._stack.addWidget(part)
        for one in (self.lonely, self.earlier):
            one.followed.connect(self.followed)
            one.closed.connect(self.closed)
            one.searching.connect(self.searching)
        self.lonely.counted.connect(self.count_lonely)
        self.earlier.counted.connect(self.counted)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Show another workshop's rows, once somebody looks."""
        for part in (self.lonely, self.earlier):
            part.show_workshop(workshop_id)

    def refresh_later(self, delay_ms: int = 0) -> None:
        """Something changed: what is on show asks again."""
        for part in (self.lonely, self.earlier):
            part.refresh_later(delay_ms)

    def turn(self, view: View, text: str) -> None:
        """Show one of the three, with these words searched."""
        self.view = view
        self._stack.setCurrentIndex(list(View).index(view))
        if view is not View.MATCHES:
            self._part.search(text)
            self._part.look()

    @property
    def _part(self) -> LonelyPart | EarlierPart:
        return self.earlier if self.view is View.EARLIER else self.lonely

    def search(self, text: str) -> None:
        """Show the rows with these words."""
        for part in (self.lonely, self.earlier):
            part.search(text)

    def show_side(self, side: Direction | None) -> None:
        """Show the cards of one direction, None = of both."""
        for part in (self.lonely, self.earlier):
            part.show_side(side)

    def count_lonely(self, count: int | None) -> None:
        """Take in how many cards have no partner; None while that is not known."""
        self.lonely_count = count
        self.counted.emit()

    def count_words(self) -> str:
        """What the part on show counts."""
        return self._part.count_words()

    def focus_list(self) -> None:
        """The list of the part on show takes the keyboard."""
        self._part.list.setFocus()

    def retranslate(self) -> None:
        """Word everything again."""
        for part in (self.lonely, self.earlier):
            part.retranslate()

    def fit(self, left: int) -> None:
        """Give the lists their width."""
        for part in (self.lonely, self.earlier):
            part.fit(left)
