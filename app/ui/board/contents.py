"""Everything that stands on the board of one workshop, in the order in which it is shown.

Filled once from the service; after that, changes to synergies are put in row by row. Nothing here is Qt's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.common.turkish import match_key, sort_key
from app.records import (
    CardId,
    ChangeSet,
    Direction,
    Kind,
    LostReason,
    Origin,
    Stage,
    Synergy,
    SynergyId,
    WorkshopId,
)
from app.services.rows import Board, CardRow, SynergyRow

# Rows that stand inside the rows of the board: where one of them changes, the board is read again.
_EMBEDDED = frozenset({Kind.CARD, Kind.FIRM, Kind.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A resource card in its tray; `links` counts the synergies that it is part of, lost ones left out."""

    row: CardRow
    links: int

    @property
    def id(self) -> CardId:
        """The card's identifier."""
        return self.row.card.id


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change shows itself in: columns by stage, and the trays where cards became free or used."""

    stages: frozenset[Stage]
    trays: bool


class Contents:
    """The cards and synergies of a workshop, with the search that is on."""

    def __init__(self, board: Board | None = None) -> None:
        self.cards: dict[CardId, CardRow] = {}
        self.synergies: dict[SynergyId, SynergyRow] = {}
        self.filled = False  # until the first reading nobody knows whether there is nothing
        self._words: tuple[str, ...] = ()
        self._tests: tuple[Callable[[SynergyRow], bool], ...] = ()
        self._keys: dict[CardId, tuple[CardRow, str]] = {}
        self._order: dict[CardId, str] = {}
        self._linked: Counter[str] | None = None
        if board is not None:
            self.fill(board)

    def fill(self, board: Board) -> None:
        """Replace everything by what the service read; the search stays on."""
        self.filled = True
        earlier = self.cards
        self.cards = {row.card.id: row for row in (*board.haves, *board.wants)}
        self.synergies = {row.synergy.id: row for column in board.columns.values() for row in column}
        for row in self.synergies.values():
            self.cards.setdefault(row.have.card.id, row.have)
            self.cards.setdefault(row.want.card.id, row.want)
        self._linked = None
        self._order = {
            key: self._order[key] if _same_title(earlier.get(key), row) else sort_key(row.card.title)
            for key, row in self.cards.items()
        }

    def search(self, text: str) -> bool:
        """Show only rows that hold every word of `text`; True where that differs from the search before."""
        words = tuple(match_key(text).split())
        changed = words != self._words
        self._words = words
        return changed

    def narrow(self, tests: Collection[Callable[[SynergyRow], bool]]) -> None:
        """Show only synergies that pass every test; the trays are not touched."""
        self._tests = tuple(tests)

    @property
    def searching(self) -> bool:
        """Whether a search is on."""
        return bool(self._words)

    @property
    def narrowed(self) -> bool:
        """Whether columns may show less than they hold."""
        return bool(self._words or self._tests)

    def patch(self, changes: ChangeSet, workshop_id: WorkshopId) -> Touched | None:
        """Put changed synergies in and tell what they touch; None where the board must be read again."""
        if changes.kinds & _EMBEDDED:
            return None
        stages: set[Stage] = set()
        trays = False
        for change in changes.of(Kind.SYNERGY):
            old = self.synergies.get(SynergyId(change.id))
            if change.after is None:
                self.synergies.pop(SynergyId(change.id), None)
            elif change.after["workshop_id"] == workshop_id and not self._put(synergy_of(change.id, change.after)):
                return None
            new = self.synergies.get(SynergyId(change.id))
            stages |= {row.synergy.stage for row in (old, new) if row is not None}
            trays = trays or _uses(old) != _uses(new)
        if trays:
            self._linked = None
        return Touched(frozenset(stages), trays)

    def column(self, stage: Stage) -> list[SynergyRow]:
        """The rows of a stage that search and filters let through, from top to bottom."""
        rows = [row for row in self.synergies.values() if row.synergy.stage is stage and self._shows(row)]
        return sorted(rows, key=lambda row: (row.synergy.rank, row.synergy.id))

    def total(self, stage: Stage) -> int:
        """How many synergies stand in a stage, whatever the search."""
        return sum(1 for row in self.synergies.values() if row.synergy.stage is stage)

    def tray(self, direction: Direction) -> list[TrayRow]:
        """Cards of a direction that the search lets through: those in no synergy first, then by title."""
        links = self._links()
        rows = [
            TrayRow(row, links[key])
            for key, row in self.cards.items()
            if row.card.direction is direction and self._holds(self._key(row))
        ]
        return sorted(rows, key=lambda tray: (tray.links > 0, self._order[tray.id], tray.id))

    def cards_of(self, direction: Direction) -> int:
        """How many cards there are of a direction, whatever the search."""
        return sum(1 for row in self.cards.values() if row.card.direction is direction)

    def free(self, direction: Direction) -> int:
        """How many cards of a direction are in no synergy, whatever the search."""
        links = self._links()
        return sum(1 for key, row in self.cards.items() if row.card.direction is direction and not links[key])

    def pair(self, have_id: str, want_id: str) -> SynergyRow | None:
        """The synergy of these two cards, if it is on the board."""
        for row in self.synergies.values():
            if row.synergy.have_id == have_id and row.synergy.want_id == want_id:
                return row
        return None

    def may_link(self, one: str, other: str) -> bool:
        """Whether two cards can make a synergy: known, of opposite directions, of different firms."""
        first, second = self.cards.get(CardId(one)), self.cards.get(CardId(other))
        if first is None or second is None or first.card.direction is second.card.direction:
            return False
        return first.card.firm_id != second.card.firm_id

    def _put(self, synergy: Synergy) -> bool:
        have, want = self.cards.get(synergy.have_id), self.cards.get(synergy.want_id)
        if have is None or want is None:
            return False
        self.synergies[synergy.id] = SynergyRow(synergy, have, want)
        return True

    def _links(self) -> Counter[str]:
        """How many synergies each card is part of, lost ones left out; counted again when that may have changed."""
        if self._linked is None:
            ends = ((row.synergy.have_id, row.synergy.want_id) for row in self.synergies.values() if _uses(row))
            self._linked = Counter(card for pair in ends for card in pair)
        return self._linked

    def _shows(self, row: SynergyRow) -> bool:
        if not all(test(row) for test in self._tests):
            return False
        if not self._words:
            return True
        own = match_key(f"{row.synergy.owner or ''} {row.synergy.next_step or ''}")
        return self._holds(f"{self._key(row.have)} {self._key(row.want)} {own}")

    def _holds(self, key: str) -> bool:
        return all(word in key for word in self._words)

    def _key(self, row: CardRow) -> str:
        """The comparing form of what can be searched of a card, made when a search first asks for it."""
        if not self._words:
            return ""
        known = self._keys.get(row.card.id)
        if known is None or known[0] is not row:
            texts = (row.card.title, row.card.description, row.firm.name, row.firm.sector, row.firm.district)
            known = (row, match_key(" ".join(text for text in texts if text)))
            self._keys[row.card.id] = known
        return known[1]


def _same_title(old: CardRow | None, new: CardRow) -> bool:
    return old is not None and old.card.title == new.card.title


def _uses(row: SynergyRow | None) -> bool:
    """Whether this synergy keeps its cards from being free."""
    return row is not None and row.synergy.stage is not Stage.LOST


def synergy_of(key: str, columns: Mapping[str, Any]) -> Synergy:
    """A synergy from the columns of a row change."""
    lost, reasons = columns["lost_reason"], columns["reasons"]
    return Synergy(
        id=SynergyId(key),
        workshop_id=WorkshopId(columns["workshop_id"]),
        have_id=CardId(columns["have_id"]),
        want_id=CardId(columns["want_id"]),
        stage=Stage(columns["stage"]),
        origin=Origin(columns["origin"]),
        rank=columns["rank"],
        owner=columns["owner"],
        next_step=columns["next_step"],
        due_on=columns["due_on"],
        notes=columns["notes"],
        score=columns["score"],
        reasons=None if reasons is None else json.loads(reasons),
        lost_reason=None if lost is None else LostReason(lost),
        review_on=columns["review_on"],
        created_at=columns["created_at"],
        stage_since=columns["stage_since"],
    )
