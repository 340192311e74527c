"""A second look: cards of one workshop against those of all other workshops of the store.

One index holds the cards of the whole store. It is made when somebody looks first and kept: later looks only read what
changed since. Loads the engine: import it late.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.knowledge import Knowledge
from app.matching import MatchIndex, build_index, meaning_text
from app.matching.encoder import Encoder
from app.matching.index import Ranking
from app.matching.side import Entry
from app.model.database import Database
from app.model.mapping import record_after, record_before
from app.model.repositories import cards, firms, synergies, workshops
from app.records import (
    CardId,
    ChangeSet,
    Decision,
    Direction,
    Firm,
    FirmId,
    Interest,
    Kind,
    Match,
    ResourceCard,
    RowChange,
    Workshop,
    WorkshopId,
)
from app.services.merged_firms import redirects, under
from app.services.room_pairs import Progress
from app.services.rows import CardRow
from app.services.second_rows import EarlierMatch

# For each card of this workshop its best earlier partners.
TOP = 10
# More changed rows than this are read anew together.
REBUILD = 300
_FOLLOWED = (Kind.CARD, Kind.FIRM, Kind.DECISION, Kind.INTEREST)


@dataclass(frozen=True, slots=True)
class _StoreRows:
    """Every workshop, every firm by its id, every card under the firm that stands for its own, all that was said."""

    workshops: Mapping[WorkshopId, Workshop]
    firms: Mapping[FirmId, Firm]
    cards: Mapping[CardId, ResourceCard]
    said: list[Decision | Interest]


class SecondLook:
    """`look` runs on any thread, one at a time; `follow` only notes what was committed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looking = threading.Lock()
        self._noting = threading.Lock()
        self._index: MatchIndex | None = None
        # What was committed since the index was read; None while there is no index that could fall behind.
        self._waiting: list[ChangeSet] | None = None
        self._behind = 0  # rows in there

    def follow(self, changes: ChangeSet) -> None:
        """Note a committed change for the next look."""
        with self._noting:
            if self._waiting is None:
                return
            self._waiting.append(changes)
            self._behind += sum(len(changes.of(kind)) for kind in _FOLLOWED)
            # A merge moves cards from firm to firm; an import touches so many that reading all is the shorter way.
            if self._behind > REBUILD or _merges(changes):
                self._give_up()

    def look(
        self, workshop_id: WorkshopId, knowledge: Knowledge, encoder: Encoder | None, progress: Progress
    ) -> list[EarlierMatch] | None:
        """The suggested pairs of a card of this workshop with one of another, best first; None where the store has no
        other workshop. `progress` is told steps done and their number, on the calling thread."""
        with self._looking:
            index, waiting = self._begin()
            try:
                rows = self._rows()
                if not rows.workshops.keys() - {workshop_id}:
                    if index is None:
                        self._end(None)
                    return None
                own = sum(card.workshop_id == workshop_id for card in rows.cards.values())
                read = 0 if index is not None else len(rows.cards)
                if index is None:
                    index = _read(rows, knowledge, encoder, lambda done, of: progress(done, of + own))
                    self._end(index)
                else:
                    _catch_up(index, waiting, rows)
            except BaseException:
                self._end(None)  # half of what was committed may have been taken in
                raise
            found: list[Match] = []
            for done, entry in enumerate(_own(index, workshop_id), start=1):
                found += _best(index, entry, workshop_id)
                progress(read + done, read + own)
        found.sort(key=lambda match: (-match.score, match.have_id, match.want_id))
        return [row for match in found if (row := _row(match, workshop_id, rows)) is not None]

    def _begin(self) -> tuple[MatchIndex | None, list[ChangeSet]]:
        """The index with what it has not seen; from here on everything committed is noted for the look after this."""
        with self._noting:
            index, waiting = self._index, self._waiting or []
            self._waiting, self._behind = [], 0
            return index, waiting

    def _end(self, index: MatchIndex | None) -> None:
        """Keep an index, unless it was given up while it was read: then the next look reads anew."""
        with self._noting:
            if index is None or self._waiting is None:
                self._give_up()
            else:
                self._index = index

    def _give_up(self) -> None:
        self._index, self._waiting, self._behind = None, None, 0

    def _rows(self) -> _StoreRows:
        with self._database.read() as session:
            stands = redirects(session)
            known = {one.id: one for one in workshops.all_workshops(session)}
            written = [card for one in known for card in cards.of_workshop(session, one)]
            said: list[Decision | Interest] = []
            for one in known:
                said += synergies.decisions(session, one)
                said += under(cards.interests(session, one), stands)
            return _StoreRows(
                known,
                {firm.id: firm for firm in firms.everywhere(session)},
                {card.id: card for card in under(written, stands)},
                said,
            )


def _merges(changes: ChangeSet) -> bool:
    """Whether a change may move cards from one firm to another."""
    for change in changes.of(Kind.FIRM):
        before, after = record_before(change), record_after(change)
        if after is None or (before is not None and before.merged_into != after.merged_into) or after.merged_into:
            return True
    return False


def _read(rows: _StoreRows, knowledge: Knowledge, encoder: Encoder | None, progress: Progress) -> MatchIndex:
    index = build_index((), rows.firms.values(), knowledge, feedback=rows.said, encoder=encoder)
    listed = list(rows.cards.values())
    vectors = encoder.encode([meaning_text(card) for card in listed]) if encoder is not None and listed else None
    for place, card in enumerate(listed):
        index.upsert(card, None if vectors is None else vectors[place])
        progress(place + 1, len(listed))
    return index


def _catch_up(index: MatchIndex, waiting: list[ChangeSet], rows: _StoreRows) -> None:
    """Bring an index up to the rows of now, for which only what changed is read."""
    touched: set[CardId] = set()
    for changes in waiting:
        for change in changes.of(Kind.FIRM):
            if (firm := rows.firms.get(FirmId(change.id))) is not None:
                index.set_firm(firm)
        for change in (*changes.of(Kind.DECISION), *changes.of(Kind.INTEREST)):
            _hear(index, change)
        touched |= {CardId(change.id) for change in changes.of(Kind.CARD)}
    for card_id in sorted(touched):
        if (card := rows.cards.get(card_id)) is None:
            index.remove(card_id)
        else:
            index.upsert(card)


def _hear(index: MatchIndex, change: RowChange) -> None:
    """Unlearn what a verdict or a raised hand said before, learn what it says now."""
    if (before := record_before(change)) is not None:
        index.forget(before)
    if (after := record_after(change)) is not None:
        index.learn(after)


def _own(index: MatchIndex, workshop_id: WorkshopId) -> Iterator[Entry]:
    for direction in Direction:
        for entry in index.entries(direction):
            if entry.reading.card.workshop_id == workshop_id:
                yield entry


def _best(index: MatchIndex, entry: Entry, workshop_id: WorkshopId) -> list[Match]:
    """The best suggested partners of a card that are of another workshop."""
    with index.locked():
        ranking = index.rank(entry)
        found = []
        for place in _promising(ranking, workshop_id, index.weights.suggest):
            match = index.explained(ranking, place)
            if match.suggested:
                found.append(match)
                if len(found) == TOP:
                    break
        return found


def _promising(ranking: Ranking, workshop_id: WorkshopId, suggest: float) -> list[int]:
    """Places of the cards of other workshops that score high enough, best first, ties by id."""
    floor = math.log(suggest / (1.0 - suggest)) - 0.001  # a hair lower: the match itself decides
    found: list[tuple[float, CardId, int]] = []
    for place in (ranking.total >= floor).nonzero()[0].tolist():
        card = ranking.side.entries[ranking.rows[place]].reading.card
        if card.workshop_id != workshop_id:
            found.append((-float(ranking.total[place]), card.id, place))
    return [place for _total, _id, place in sorted(found)]


def _row(match: Match, workshop_id: WorkshopId, rows: _StoreRows) -> EarlierMatch | None:
    """The pair with its firms; None where a firm or a workshop is not there any more."""
    have, want = (_card_row(card_id, rows) for card_id in (match.have_id, match.want_id))
    if have is None or want is None:
        return None
    mine = have if have.card.workshop_id == workshop_id else want
    other = want if mine is have else have
    workshop = rows.workshops.get(other.card.workshop_id)
    if workshop is None:
        return None
    # The table where the firm sat then says nothing about the room of now.
    return EarlierMatch(match, mine, replace(other, card=replace(other.card, table_no=None)), workshop)


def _card_row(card_id: CardId, rows: _StoreRows) -> CardRow | None:
    card = rows.cards.get(card_id)
    firm = None if card is None else rows.firms.get(card.firm_id)
    return None if card is None or firm is None else CardRow(card, firm)
