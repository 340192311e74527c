"""What the screen of matches is shown about earlier workshops; nothing here loads the engine."""

from __future__ import annotations

from dataclasses import dataclass

from app.records import Direction, Match, Workshop
from app.services.rows import CardRow, Suggestion


@dataclass(frozen=True, slots=True)
class EarlierMatch:
    """A card of this workshop (`own`) that fits a card of another one (`other`, of `workshop`)."""

    match: Match
    own: CardRow
    other: CardRow
    workshop: Workshop

    @property
    def pair(self) -> Suggestion:
        """The two as have and want, without anything that was decided."""
        offers = self.own.card.direction is Direction.HAVE
        have, want = (self.own, self.other) if offers else (self.other, self.own)
        return Suggestion(self.match, have, want)
