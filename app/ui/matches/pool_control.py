"""Keeps the pool beside the match that is on show: asked for elsewhere, dropped where another match came meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.records import CardId, Direction, WorkshopId
from app.services.pool_rows import PoolView
from app.services.rows import Suggestion
from app.services.suggestions import SuggestionService
from app.ui.context import UiContext
from app.ui.latest import Latest, Start
from app.ui.matches.listing import Pair, pair_of
from app.ui.matches.pool_panel import PoolPanel

_PAUSE_MS = 60  # walking through the list does not ask for every row passed


@dataclass(frozen=True, slots=True)
class _Question:
    workshop_id: WorkshopId
    pair: Pair
    side: Direction
    language: str


class PoolControl(QObject):
    """Shows in `panel` the pool of the want of a match, or of its have: where only that one has an amount, or on H."""

    def __init__(
        self, ui: UiContext, suggestions: SuggestionService, panel: PoolPanel, start: Start, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ui, self._suggestions, self._panel = ui, suggestions, panel
        self._shown: Suggestion | None = None
        self._side = Direction.WANT
        self._pool_of = Latest(start, self._load, delay_ms=_PAUSE_MS, parent=self)
        self._pool_of.answered.connect(self._answered)
        self._pool_of.failed.connect(lambda _error: panel.show_pool(None))
        panel.turned.connect(self.turn)

    @property
    def settled(self) -> bool:
        """Whether the pool on show is that of the match on show."""
        return self._pool_of.settled

    @property
    def side(self) -> Direction:
        """Whose pool is on show."""
        return self._side

    def show(self, suggestion: Suggestion | None) -> None:
        """Follow the list to another match, or to the same one as it is now."""
        before, self._shown = self._shown, suggestion
        if suggestion is None:
            self._pool_of.forget()
            self._panel.show_pool(None)
            return
        if before is None or pair_of(before) != pair_of(suggestion):
            self._panel.show_pool(None)
            want, have = suggestion.want.card.quantity, suggestion.have.card.quantity
            self._side = Direction.HAVE if want is None and have is not None else Direction.WANT
        self._ask()

    def turn(self) -> None:
        """Show the pool of the other end."""
        self._side = self._side.other
        self._ask()

    def pair_with(self, card_id: CardId) -> Pair | None:
        """The pair of a card of the pool with the card in the middle."""
        if self._shown is None:
            return None
        have, want = pair_of(self._shown)
        return (card_id, want) if self._side is Direction.WANT else (have, card_id)

    def _ask(self) -> None:
        if self._shown is not None:
            pair = pair_of(self._shown)
            workshop_id = self._shown.have.card.workshop_id
            self._pool_of.ask(_Question(workshop_id, pair, self._side, self._ui.language.code))

    def _load(self, asked: _Question) -> PoolView | None:
        """On another thread."""
        have, want = (CardId(end) for end in asked.pair)
        middle, first = (want, have) if asked.side is Direction.WANT else (have, want)
        return self._suggestions.pool(asked.workshop_id, middle, first, asked.language)

    def _answered(self, asked: _Question, view: PoolView | None) -> None:
        if self._shown is not None and asked.pair == pair_of(self._shown):
            self._panel.show_pool(view)
