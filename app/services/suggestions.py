"""Suggestions: the matching engine kept beside the store, one room for each workshop that is looked at.

The engine (numpy, the encoder) is imported when the first room is prepared, in the background: the window opens first.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.common.ids import derived_id
from app.common.messages import N_
from app.common.rank import rank_between
from app.i18n.units import warm_conversions
from app.model.database import Database
from app.model.repositories import cards, firms, synergies
from app.model.work import Work
from app.records import (
    Band,
    CardId,
    ChangeSet,
    Decision,
    Direction,
    Firm,
    FirmId,
    LostReason,
    Match,
    Origin,
    ResourceCard,
    Stage,
    Verdict,
    WorkshopId,
)
from app.services.board import link_pair, rank_in
from app.services.entry import card_from_line
from app.services.rows import CardRow, Suggestion
from app.services.shared_fields import shared_fields

if TYPE_CHECKING:
    from app.matching import MatchIndex
    from app.matching.encoder import Encoder
    from app.services.pool_rows import LonelyCard, PoolView
    from app.services.room import Room, RoomRows
    from app.services.room_pairs import Progress
    from app.services.second_look import SecondLook
    from app.services.second_rows import EarlierMatch
    from app.services.vectors import CachingEncoder

_DRAFT = CardId("draft")


def installed_encoder() -> Encoder | None:
    """The encoder that came with the program, loaded at the first call; None where it cannot be."""
    from app.matching.encoder import load_encoder

    return load_encoder()


class SuggestionService:
    """Use cases about suggestions. `prepare`, `for_card`, `for_draft` and `open` may run on any thread."""

    def __init__(
        self,
        database: Database,
        load_encoder: Callable[[], Encoder | None] = installed_encoder,
    ) -> None:
        self._database = database
        self._load_encoder = load_encoder
        self._encoder: CachingEncoder | None = None
        self._rooms: dict[WorkshopId, Room] = {}
        self._second: SecondLook | None = None
        self._preparing = threading.Lock()
        self._noting = threading.Lock()
        # What was committed while a room was being read; None while none is.
        self._meanwhile: list[ChangeSet] | None = None

    def prepare(self, workshop_id: WorkshopId) -> None:
        """Read a workshop and index it: a second or two at first, nothing when it is ready already."""
        self._room(workshop_id)

    def encoder_note(self) -> str | None:
        """Why meaning is not compared (English source string), or None; asks for the encoder if nobody did yet."""
        if self._load_encoder() is not None:
            return None
        from app.matching.encoder import load_encoder

        return load_encoder.reason or N_("Suggestions use words and knowledge only.")

    def save_vectors(self, workshop_id: WorkshopId) -> int:
        """Store vectors that are new, on the database thread; how many there were."""
        room = self._rooms.get(workshop_id)
        if room is None or self._encoder is None:
            return 0
        from app.matching import meaning_text

        return self._encoder.save(room.texts(meaning_text))

    def for_card(self, workshop_id: WorkshopId, card_id: CardId, limit: int = 10) -> list[Suggestion]:
        """The best partners of a stored card, best first."""
        room = self._room(workshop_id)
        row = room.row(card_id)
        return [] if row is None else room.suggest(row, limit)

    def for_draft(
        self,
        workshop_id: WorkshopId,
        firm_id: FirmId | None,
        direction: Direction,
        line: str,
        limit: int = 8,
        language: str = "tr",
    ) -> list[Suggestion]:
        """The best partners of a line that is still being typed; its end of each pair has the id "draft"."""
        if not line.strip():
            return []
        room = self._room(workshop_id)
        new = card_from_line(workshop_id, firm_id or FirmId(""), direction, line, language)
        card = ResourceCard(id=_DRAFT, **shared_fields(new, ResourceCard))
        return room.suggest(CardRow(card, room.firm(new.firm_id) or Firm(new.firm_id, "")), limit)

    def open(self, workshop_id: WorkshopId, progress: Progress = lambda _done, _total: None) -> list[Suggestion]:
        """The best pairs of the room with whatever was decided on them, best first. `progress` is told, on the calling
        thread, how many cards have been matched and how many there are."""
        return self._room(workshop_id).all(progress)

    def match(self, workshop_id: WorkshopId, have_id: CardId, want_id: CardId) -> Match | None:
        """How any two cards fit, whether suggested or not; None where one of them is not there."""
        return self._room(workshop_id).match(have_id, want_id)

    def pool(
        self, workshop_id: WorkshopId, card_id: CardId, first: CardId | None = None, language: str = "tr"
    ) -> PoolView | None:
        """What the partners of a card bring together, beginning with `first`; None where the card is gone."""
        from app.services.pools import pool_view

        return pool_view(self._room(workshop_id), card_id, first, language)

    def count_lonely(self, workshop_id: WorkshopId) -> int:
        """How many cards nobody in the room answers: no pair of theirs is suggested, none stands on the board."""
        room = self._room(workshop_id)
        return len(room.index_and_cards()[1]) - len(self._answered(room))

    def lonely(self, workshop_id: WorkshopId, language: str = "tr") -> list[LonelyCard]:
        """Those cards with the sectors and the firms of the room that could answer them, the likeliest first."""
        from app.services.pools import lonely_cards

        room = self._room(workshop_id)
        return lonely_cards(room, self._answered(room), language)

    def second_look(
        self, workshop_id: WorkshopId, progress: Progress = lambda _done, _total: None
    ) -> list[EarlierMatch] | None:
        """The suggested pairs of a card of this workshop with a card of another one, best first; None where the store
        has no other workshop. The first call reads every card of the store, about a millisecond each."""
        from app.knowledge import load
        from app.services.second_look import SecondLook

        with self._preparing:
            encoder = self._ready_encoder()
            second = self._second = self._second or SecondLook(self._database)
        return second.look(workshop_id, load(), encoder, progress)

    @staticmethod
    def _answered(room: Room) -> set[CardId]:
        from app.matching import matched_cards

        there = {card.id for card in room.index_and_cards()[1]}
        return there & (matched_cards(one.match for one in room.all()) | room.linked())

    def index_of(self, workshop_id: WorkshopId) -> tuple[MatchIndex, list[ResourceCard]]:
        """The index of a workshop and the cards in it, for ranking all of them."""
        return self._room(workshop_id).index_and_cards()

    def count_open(self, workshop_id: WorkshopId) -> int:
        """How many suggestions are shown by default and undecided."""
        return sum(suggestion.is_open for suggestion in self.open(workshop_id))

    def decide(
        self,
        workshop_id: WorkshopId,
        have_id: CardId,
        want_id: CardId,
        verdict: Verdict,
        reason: LostReason | None = None,
    ) -> ChangeSet:
        """Keep a verdict on a pair; ACCEPTED also makes its synergy, in the same step."""
        match = self.match(workshop_id, have_id, want_id) if verdict is Verdict.ACCEPTED else None
        names = {
            Verdict.ACCEPTED: N_("Accept suggestion"),
            Verdict.LATER: N_("Put suggestion off"),
            Verdict.WRONG: N_("Reject suggestion"),
        }
        with self._database.write(names[verdict]) as work:
            _decide(work, workshop_id, have_id, want_id, verdict, reason)
            if verdict is Verdict.ACCEPTED:
                link_pair(work, have_id, want_id, Origin.ENGINE, match)
        return work.changes

    def accept_all(self, workshop_id: WorkshopId, bands: Sequence[Band] = (Band.STRONG,)) -> ChangeSet:
        """Accept every open suggestion of these bands in one step, best first."""
        chosen = [one for one in self.open(workshop_id) if one.is_open and one.match.band in bands]
        with self._database.write(N_("Accept suggestions")) as work:
            rank = rank_in(synergies.column(work.session, workshop_id, Stage.IDEA), None)
            for suggestion in chosen:
                pair = (suggestion.match.have_id, suggestion.match.want_id)
                _decide(work, workshop_id, *pair, Verdict.ACCEPTED, None)
                link_pair(work, *pair, Origin.ENGINE, suggestion.match, rank)
                rank = rank_between(rank, None)
        return work.changes

    def follow(self, changes: ChangeSet) -> None:
        """Bring the rooms up to date with a committed change; call it for every one, in their order. What is stored is
        stored: a room that cannot follow is given up, logged, and read anew when it is asked for."""
        with self._noting:
            if self._meanwhile is not None:
                self._meanwhile.append(changes)
            rooms = list(self._rooms.items())
        if self._second is not None:
            try:
                self._second.follow(changes)
            except Exception:
                logging.getLogger(__name__).exception("the second look could not follow a change")
                self._second = None
        for workshop_id, room in rooms:
            try:
                room.apply(changes)
            except Exception:
                logging.getLogger(__name__).exception("a room could not follow a change")
                self._rooms.pop(workshop_id, None)

    def _room(self, workshop_id: WorkshopId) -> Room:
        room = self._rooms.get(workshop_id)
        if room is not None:
            return room
        with self._preparing:
            if workshop_id not in self._rooms:
                self._open_room(workshop_id)
            return self._rooms[workshop_id]

    def _open_room(self, workshop_id: WorkshopId) -> None:
        """Reading and indexing take seconds, in which somebody may store a card: what was committed meanwhile is
        brought in before the room is shown. A change that the reading saw already does no harm twice."""
        with self._noting:
            self._meanwhile = []
        try:
            room = self._made_room(workshop_id)
            while waiting := self._show_unless_behind(workshop_id, room):
                for changes in waiting:
                    room.apply(changes)
        finally:
            with self._noting:
                self._meanwhile = None

    def _made_room(self, workshop_id: WorkshopId) -> Room:
        from app.knowledge import load
        from app.services.room import Room

        return Room(workshop_id, self._rows(workshop_id), load(), self._ready_encoder(), self._firm)

    def _ready_encoder(self) -> CachingEncoder | None:
        from app.services.vectors import CachingEncoder

        warm_conversions()
        encoder = self._load_encoder()
        if encoder is not None and self._encoder is None:
            self._encoder = CachingEncoder(encoder, self._database)
        return self._encoder

    def _firm(self, firm_id: FirmId) -> Firm | None:
        with self._database.read() as session:
            return firms.get(session, firm_id)

    def _show_unless_behind(self, workshop_id: WorkshopId, room: Room) -> list[ChangeSet]:
        """Show a room that nothing was committed past, else tell what was."""
        with self._noting:
            waiting, self._meanwhile = self._meanwhile or [], []
            if not waiting:
                self._rooms[workshop_id] = room
        return waiting

    def _rows(self, workshop_id: WorkshopId) -> RoomRows:
        from app.services.room import RoomRows

        with self._database.read() as session:
            return RoomRows(
                firms=firms.of_workshop(session, workshop_id),
                cards=cards.of_workshop(session, workshop_id),
                decisions=synergies.decisions(session, workshop_id),
                interests=cards.interests(session, workshop_id),
                synergies=synergies.of_workshop(session, workshop_id),
            )


def _decide(
    work: Work,
    workshop_id: WorkshopId,
    have_id: CardId,
    want_id: CardId,
    verdict: Verdict,
    reason: LostReason | None,
) -> None:
    decision = derived_id("decision", have_id, want_id)
    work.put(Decision(decision, workshop_id, have_id, want_id, verdict, reason, work.now))
