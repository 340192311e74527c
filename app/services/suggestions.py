"""Suggestions: the matching engine kept beside the store, one room for each workshop that is looked at."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import fields

from app.common.ids import derived_id
from app.common.messages import N_
from app.common.rank import rank_between
from app.knowledge import Knowledge, load
from app.matching import MatchIndex, meaning_text
from app.matching.encoder import Encoder, EncoderLoader
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
from app.services.room import Progress, Room, RoomRows
from app.services.rows import CardRow, Suggestion
from app.services.vectors import CachingEncoder

_DRAFT = CardId("draft")


class SuggestionService:
    """Use cases about suggestions. `prepare`, `for_card`, `for_draft` and `open` may run on any thread."""

    def __init__(
        self,
        database: Database,
        load_encoder: EncoderLoader | Callable[[], Encoder | None],
        *,
        knowledge: Callable[[], Knowledge] = load,
    ) -> None:
        self._database = database
        self._load_encoder = load_encoder
        self._knowledge = knowledge
        self._encoder: CachingEncoder | None = None
        self._rooms: dict[WorkshopId, Room] = {}
        self._preparing = threading.Lock()

    def prepare(self, workshop_id: WorkshopId) -> None:
        """Read a workshop and index it: a second or two at first, nothing when it is ready already."""
        self._room(workshop_id)

    def is_ready(self, workshop_id: WorkshopId) -> bool:
        """Whether suggestions come at once."""
        return workshop_id in self._rooms

    def encoder_note(self) -> str | None:
        """Why meaning is not compared (English source string), or None; asks for the encoder if nobody did yet."""
        if self._load_encoder() is not None:
            return None
        return getattr(self._load_encoder, "reason", None) or N_("Suggestions use words and knowledge only.")

    def save_vectors(self, workshop_id: WorkshopId) -> int:
        """Store vectors that are new, on the database thread; how many there were."""
        room = self._rooms.get(workshop_id)
        if room is None or self._encoder is None:
            return 0
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
        values = {field.name: getattr(new, field.name) for field in fields(new)}
        firm = room.firm(new.firm_id) or Firm(new.firm_id, "")
        return room.suggest(CardRow(ResourceCard(id=_DRAFT, **values), firm), limit)

    def open(self, workshop_id: WorkshopId, progress: Progress = lambda _done, _total: None) -> list[Suggestion]:
        """The best pairs of the room with whatever was decided on them, best first. `progress` is told, on the calling
        thread, how many cards have been matched and how many there are."""
        return self._room(workshop_id).all(progress)

    def match(self, workshop_id: WorkshopId, have_id: CardId, want_id: CardId) -> Match | None:
        """How any two cards fit, whether suggested or not; None where one of them is not there."""
        return self._room(workshop_id).match(have_id, want_id)

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
        """Bring the rooms up to date with a committed change; call it for every one."""
        for room in list(self._rooms.values()):
            room.apply(changes)

    def _room(self, workshop_id: WorkshopId) -> Room:
        room = self._rooms.get(workshop_id)
        if room is not None:
            return room
        with self._preparing:
            if workshop_id not in self._rooms:
                encoder = self._load_encoder()
                if encoder is not None and self._encoder is None:
                    self._encoder = CachingEncoder(encoder, self._database)
                self._rooms[workshop_id] = Room(workshop_id, self._rows(workshop_id), self._knowledge(), self._encoder)
            return self._rooms[workshop_id]

    def _rows(self, workshop_id: WorkshopId) -> RoomRows:
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
