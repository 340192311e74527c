"""One workshop as matching sees it: the index, the cards on show, every good pair, kept up to date card by card."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.knowledge import Knowledge
from app.matching import MatchIndex, build_index
from app.matching.encoder import Encoder
from app.model.mapping import record_after, record_before
from app.records import (
    Attendance,
    CardId,
    ChangeSet,
    Decision,
    Firm,
    FirmId,
    Interest,
    Kind,
    Match,
    ResourceCard,
    Stage,
    Synergy,
    WorkshopId,
)
from app.services.merged_firms import standing
from app.services.room_pairs import Progress, RoomPairs
from app.services.rows import CardRow, Suggestion

# For each card its best partners are kept, in each direction; more are looked up when somebody asks for one card. In a
# very large room fewer: the list of all pairs is read by people.
TOP, TOP_OF_LARGE, LARGE = 10, 4, 2_000
# An import touches so many cards that reading all of them anew is the shorter way.
REBUILD = 300


@dataclass(frozen=True, slots=True)
class RoomRows:
    """Everything that a room is made of, as read from the store."""

    firms: list[tuple[Firm, Attendance]]
    cards: list[ResourceCard]
    decisions: list[Decision]
    interests: list[Interest]
    synergies: list[Synergy]


class Room:
    """Safe on several threads: typing asks for suggestions while the database thread brings changes."""

    def __init__(
        self,
        workshop_id: WorkshopId,
        rows: RoomRows,
        knowledge: Knowledge,
        encoder: Encoder | None,
        find_firm: Callable[[FirmId], Firm | None] = lambda _firm_id: None,
    ) -> None:
        """`find_firm` looks up a firm of the store that is not among the rows."""
        self._find_firm = find_firm
        self._others: dict[FirmId, Firm | None] = {}
        self._lock = threading.RLock()
        self._workshop_id = workshop_id
        self._knowledge = knowledge
        self._encoder = encoder
        self._firms = {firm.id: firm for firm, _seat in rows.firms}
        self._seats = {seat.firm_id: seat for _firm, seat in rows.firms}
        self._cards = {card.id: card for card in rows.cards}
        self._decisions = {(one.have_id, one.want_id): one for one in rows.decisions}
        self._interests = {one.id: one for one in rows.interests}
        self._synergies = {(one.have_id, one.want_id): one for one in rows.synergies}
        self._index = self._build()
        self._pairs = RoomPairs(self._best_of, self._card_ids)

    def _build(self) -> MatchIndex:
        return build_index(
            [self._owned(card) for card in self._cards.values()],
            list(self._firms.values()),
            self._knowledge,
            feedback=(*self._decisions.values(), *self._interests.values()),
            encoder=self._encoder,
        )

    def apply(self, changes: ChangeSet) -> None:
        """Follow a committed change: only touched cards are read and matched again; decisions and raised hands move
        the pairs near them; a firm that changed has all its cards read again."""
        with self._lock:
            base = self._index.base
            touched = self._apply_firms(changes) | self._apply_cards(changes)
            self._apply_synergies(changes)
            learned = self._apply_feedback(changes)
            if len(touched) > REBUILD:
                self._index = self._build()
                self._pairs.forget()
                return
            for card_id in touched:
                card = self._cards.get(card_id)
                if card is None:
                    self._index.remove(card_id)
                else:
                    self._index.upsert(self._owned(card))
            self._pairs.touch(touched | learned)
            if self._index.base != base:
                self._pairs.forget()

    def _apply_firms(self, changes: ChangeSet) -> set[CardId]:
        for change in changes.of(Kind.ATTENDANCE):
            seat: Attendance | None = record_after(change)
            if seat is not None and seat.workshop_id == self._workshop_id:
                self._seats[seat.firm_id] = seat
                firm_there = self._know(seat.firm_id)
                if firm_there is not None:  # it comes from another workshop
                    self._firms[firm_there.id] = firm_there
                    self._index.set_firm(firm_there)
        moved = set()
        for change in changes.of(Kind.FIRM):
            firm: Firm | None = record_after(change)
            if firm is not None:
                self._firms[firm.id] = firm
                self._index.set_firm(firm)
                moved.add(firm.id)
        return {card.id for card in self._cards.values() if card.firm_id in moved} if moved else set()

    def _apply_cards(self, changes: ChangeSet) -> set[CardId]:
        touched = set()
        for change in changes.of(Kind.CARD):
            card: ResourceCard | None = record_after(change)
            if card is None:
                if self._cards.pop(CardId(change.id), None) is not None:
                    touched.add(CardId(change.id))
            elif card.workshop_id == self._workshop_id:
                self._cards[card.id] = card
                touched.add(card.id)
        return touched

    def _apply_synergies(self, changes: ChangeSet) -> None:
        for change in changes.of(Kind.SYNERGY):
            gone: Synergy | None = record_before(change)
            if gone is not None:
                self._synergies.pop((gone.have_id, gone.want_id), None)
            synergy: Synergy | None = record_after(change)
            if synergy is not None and synergy.workshop_id == self._workshop_id:
                self._synergies[synergy.have_id, synergy.want_id] = synergy

    def _apply_feedback(self, changes: ChangeSet) -> set[CardId]:
        """Teach the index; the cards whose pairs that may have moved."""
        moved: set[CardId] = set()
        for change in (*changes.of(Kind.DECISION), *changes.of(Kind.INTEREST)):
            for one, teach in ((record_before(change), self._index.forget), (record_after(change), self._index.learn)):
                if one is not None and one.workshop_id == self._workshop_id:
                    self._note(one, present=teach == self._index.learn)
                    teach(one)
                    ends = (one.have_id, one.want_id) if isinstance(one, Decision) else (one.card_id,)
                    moved.update(*(self._index.alike(end) for end in ends))
        return moved

    def _note(self, one: Decision | Interest, *, present: bool) -> None:
        if isinstance(one, Decision):
            self._decisions.pop((one.have_id, one.want_id), None)
            if present:
                self._decisions[one.have_id, one.want_id] = one
        else:
            self._interests.pop(one.id, None)
            if present:
                self._interests[one.id] = one

    def _card_ids(self) -> list[CardId]:
        with self._lock:
            return list(self._cards)

    def _best_of(self, card_id: CardId) -> list[Match]:
        card = self._cards.get(card_id)
        top = TOP if len(self._cards) <= LARGE else TOP_OF_LARGE
        return [] if card is None else self._index.suggest(card, top)

    def suggest(self, row: CardRow, limit: int) -> list[Suggestion]:
        """The best partners of a card, which need not be stored."""
        found = self._index.suggest(row.card, limit)
        with self._lock:
            return self._suggestions(found, draft=row)

    def all(self, progress: Progress = lambda _done, _total: None) -> list[Suggestion]:
        """The best pairs of the whole room, best first; `progress` is told the cards done and their number."""
        found = self._pairs.matches(progress)
        with self._lock:
            return self._suggestions(found)

    def match(self, have_id: CardId, want_id: CardId) -> Match | None:
        """How any two cards of the room fit; None where one of them is not there."""
        return self._index.explain(have_id, want_id)

    def row(self, card_id: CardId) -> CardRow | None:
        """A card of the room with its firm."""
        found = self._cards.get(card_id)
        card = None if found is None else self._owned(found)
        if card is None or card.firm_id not in self._firms:
            return None
        return CardRow(card, self._firms[card.firm_id], self._seats.get(card.firm_id))

    def firm(self, firm_id: FirmId) -> Firm | None:
        """The firm of the room that stands under this id."""
        return self._firms.get(self._stands(firm_id))

    def people(self) -> dict[FirmId, tuple[Firm, Attendance | None]]:
        """The firms of the room with their seats, those that stand for others only."""
        with self._lock:
            known = {end: self._firms.get(end) for end in map(self._stands, self._firms)}
            return {end: (firm, self._seats.get(end)) for end, firm in known.items() if firm is not None}

    def linked(self) -> set[CardId]:
        """The cards that are part of a synergy which is not lost."""
        with self._lock:
            alive = [one for one in self._synergies.values() if one.stage is not Stage.LOST]
            return {end for one in alive for end in (one.have_id, one.want_id)}

    def _know(self, firm_id: FirmId) -> Firm | None:
        """A firm of the room or of the store, where it is looked up once."""
        if firm_id in self._firms:
            return self._firms[firm_id]
        if firm_id not in self._others:
            self._others[firm_id] = self._find_firm(firm_id)
        return self._others[firm_id]

    def _stands(self, firm_id: FirmId) -> FirmId:
        def after(one: FirmId) -> FirmId | None:
            firm = self._know(one)
            into = None if firm is None else firm.merged_into
            return into if into is not None and self._know(into) is not None else None

        return standing(firm_id, after)

    def _owned(self, card: ResourceCard) -> ResourceCard:
        """The card under the firm that stands for its own."""
        end = self._stands(card.firm_id)
        return card if end == card.firm_id else replace(card, firm_id=end)

    def index_and_cards(self) -> tuple[MatchIndex, list[ResourceCard]]:
        """The index as it is, and the cards in it."""
        with self._lock:
            return self._index, list(self._cards.values())

    def texts(self, text_of: Callable[[ResourceCard], str]) -> list[str]:
        """What was encoded for the cards of the room."""
        with self._lock:
            return [text_of(card) for card in self._cards.values()]

    def _suggestions(self, matches: Iterable[Match], draft: CardRow | None = None) -> list[Suggestion]:
        raised: dict[CardId, list[FirmId]] = {}
        for one in self._interests.values():
            raised.setdefault(one.card_id, []).append(self._stands(one.firm_id))
        rows: dict[CardId, CardRow | None] = {}
        if draft is not None:
            rows[draft.card.id] = draft
        found = []
        for match in matches:
            for end in (match.have_id, match.want_id):
                if end not in rows:
                    rows[end] = self.row(end)
            have, want = rows[match.have_id], rows[match.want_id]
            if have is not None and want is not None:
                found.append(self._suggestion(match, have, want, raised))
        return found

    def _suggestion(
        self, match: Match, have: CardRow, want: CardRow, raised: Mapping[CardId, list[FirmId]]
    ) -> Suggestion:
        """`raised` has the firms that raised a hand for a card; those at the other end of the pair are its hands."""
        pair = (match.have_id, match.want_id)
        hands = [firm for firm in raised.get(have.card.id, ()) if firm == want.firm.id]
        hands += [firm for firm in raised.get(want.card.id, ()) if firm == have.firm.id]
        return Suggestion(match, have, want, self._decisions.get(pair), self._synergies.get(pair), tuple(hands))
