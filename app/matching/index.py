"""The index: cards in, explained matches out, kept up to date card by card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from app.knowledge import Knowledge
from app.matching.blocks import doubtful, find_blocks
from app.matching.candidates import choose, gather
from app.matching.columns import Rows
from app.matching.compare import Numbers, Pairing, compare
from app.matching.encoder import Encoder
from app.matching.explain import make_match
from app.matching.feedback import ALIKE, Feedback, Near, likeness
from app.matching.profile import DEFAULT_PROFILE, Profile, Weights
from app.matching.reading import meaning_text, read_card
from app.matching.score import Scored, base_of, weigh
from app.matching.side import Entry, Side, Spaces
from app.records import CardId, Decision, Direction, Firm, FirmId, Interest, Match, Part, ResourceCard, Verdict

Vectors = Mapping[CardId, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One card against its candidates: rows of the other side, scored parts, final log-odds, blocks by place."""

    entry: Entry
    side: Side
    rows: Rows
    scored: Scored
    total: Numbers
    blocks: Mapping[int, tuple[Part, ...]]
    near: Near

    def best(self, limit: int) -> NDArray[np.int64]:
        """Places (not rows) of the best candidates, ties by the id of the card."""
        if limit < len(self.rows):
            bound = -np.partition(-self.total, limit - 1)[limit - 1] if limit > 0 else np.inf
            places = np.flatnonzero(self.total >= bound)
        else:
            places = np.arange(len(self.rows))
        ids = [self.side.entries[self.rows[place]].reading.card.id for place in places]
        order = sorted(range(len(places)), key=lambda at: (-self.total[places[at]], ids[at]))
        return places[order[:limit]]


class MatchIndex:
    """Cards of a workshop, ready to be matched. All methods may be called from any thread, one runs at a time."""

    def __init__(
        self,
        knowledge: Knowledge,
        profile: Profile = DEFAULT_PROFILE,
        feedback: Iterable[Decision | Interest] = (),
        encoder: Encoder | None = None,
        width: int = 0,
    ) -> None:
        """`width` is the length of the vectors; 0 = match without meaning."""
        self.knowledge = knowledge
        self.profile = profile
        self.encoder = encoder
        self._width = width
        self._linker = knowledge.linker
        self._firms: dict[FirmId, Firm] = {}
        self._feedback = Feedback(feedback)
        self._lock = RLock()
        self._spaces = Spaces(knowledge)
        self._sides = {direction: Side(self._spaces, width) for direction in Direction}

    @property
    def weights(self) -> Weights:
        """The weights in force: those with meaning where there are vectors."""
        return self.profile.with_meaning if self._width else self.profile.without_meaning

    @property
    def base(self) -> float:
        """The log-odds from which every pair starts now. Matches kept from before it changed have another base."""
        return base_of(self.weights, self.profile, *(len(self._sides[direction]) for direction in Direction))

    @property
    def uses_meaning(self) -> bool:
        """Whether sentence vectors take part."""
        return bool(self._width)

    def __len__(self) -> int:
        return sum(len(side) for side in self._sides.values())

    def __contains__(self, card_id: object) -> bool:
        return any(card_id in side.row_of for side in self._sides.values())

    def set_firm(self, firm: Firm) -> None:
        """Add a firm or take in what changed about it; its cards are read again."""
        with self._lock:
            if self._firms.get(firm.id) == firm:
                return
            self._firms[firm.id] = firm
            for direction in Direction:
                for card_id in sorted(self._sides[direction].cards_of(firm.id)):
                    side = self._sides[direction]
                    old = side.entries[side.row_of[card_id]]
                    self._put(old.reading.card, old.vector)

    def upsert(self, card: ResourceCard, vector: NDArray[np.float32] | None = None) -> None:
        """Add a card or replace it; its vector is computed where it is not given and an encoder is at hand."""
        with self._lock:
            self._put(card, self._vector(card) if vector is None else vector)

    def remove(self, card_id: CardId) -> None:
        """Take a card out; unknown ids are ignored."""
        with self._lock:
            for direction in Direction:
                if self._sides[direction].remove(card_id):
                    self._sides[direction] = self._sides[direction].compacted()

    def learn(self, said: Decision | Interest) -> None:
        """Take in a verdict on a suggestion or a hand raised for a card."""
        with self._lock:
            self._feedback.learn(said)

    def forget(self, said: Decision | Interest) -> None:
        """Undo `learn`."""
        with self._lock:
            self._feedback.forget(said)

    def alike(self, card_id: CardId) -> set[CardId]:
        """The cards, this one among them, whose pairs move when something is said about one of its pairs."""
        with self._lock:
            one = self._find(card_id)
            if one is None:
                return {card_id}
            others = self.entries(one.reading.card.direction)
            return {other.reading.card.id for other in others if likeness(one, other) >= ALIKE}

    def suggest(self, card: ResourceCard, limit: int) -> list[Match]:
        """The best partners of a card, which need not be in the index; ties by id. Never its own firm's cards."""
        with self._lock:
            ranking = self.rank(self._entry_of(card))
            return [self.explained(ranking, int(place)) for place in ranking.best(limit)]

    def explain(self, have_id: CardId, want_id: CardId) -> Match | None:
        """The match of any two cards in the index, blocked ones included; None where one is not in it."""
        with self._lock:
            have, want = self._find(have_id), self._find(want_id)
            if have is None or want is None or have_id not in self._sides[Direction.HAVE].row_of:
                return None
            side = self._sides[Direction.WANT]
            if want_id not in side.row_of:
                return None
            rows = np.array([side.row_of[want_id]], np.int32)
            return self.explained(self._rank_rows(have, side, rows), 0)

    def locked(self) -> RLock:
        """The lock of the index, for work that takes several calls: `with index.locked(): …`."""
        return self._lock

    def entries(self, direction: Direction) -> list[Entry]:
        """The live cards of a direction in the order in which they came."""
        side = self._sides[direction]
        return [side.entries[row] for row in side.live_rows()]

    def rank(self, entry: Entry) -> Ranking:
        """Score a card's candidates, unexplained."""
        side = self._sides[entry.reading.card.direction.other]
        evidence = gather(entry, side, self._spaces)
        return self._score(Pairing(entry, side, choose(entry, side, evidence), evidence, self._spaces))

    def features(self, entry: Entry) -> tuple[list[CardId], Numbers]:
        """The candidates of a card and their comparisons, one row each: what the weights are fitted on."""
        side = self._sides[entry.reading.card.direction.other]
        evidence = gather(entry, side, self._spaces)
        rows = choose(entry, side, evidence)
        pairing = Pairing(entry, side, rows, evidence, self._spaces)
        return [side.entries[row].reading.card.id for row in rows], compare(pairing)

    def _rank_rows(self, entry: Entry, side: Side, rows: Rows) -> Ranking:
        return self._score(Pairing(entry, side, rows, gather(entry, side, self._spaces), self._spaces))

    def _score(self, pairing: Pairing) -> Ranking:
        entry, side, rows = pairing.entry, pairing.side, pairing.rows
        scored = weigh(compare(pairing), self.weights, self.profile, self.base)
        total = scored.total.copy()
        near: Near = ()
        if self._feedback:
            near = self._feedback.near(entry, self._find)
            others = [side.entries[row] for row in rows]
            total += self._feedback.effect(entry, others, near, self.profile)
        doubts = doubtful(entry, side, rows)
        blocks: dict[int, tuple[Part, ...]] = {}
        for place in np.flatnonzero(doubts).tolist():
            other = side.entries[rows[place]]
            have, want = (entry, other) if pairing.offers else (other, entry)
            if found := find_blocks(have, want, self.profile.block):
                blocks[place] = found
                total[place] += self.profile.block * len(found)
        return Ranking(entry, side, rows, scored, np.round(total, 4), blocks, near)

    def explained(self, ranking: Ranking, place: int) -> Match:
        """One of a ranking's candidates as a match."""
        other = ranking.side.entries[ranking.rows[place]]
        offers = ranking.entry.reading.card.direction is Direction.HAVE
        have, want = (ranking.entry, other) if offers else (other, ranking.entry)
        have_id, want_id = have.reading.card.id, want.reading.card.id
        return make_match(
            have,
            want,
            ranking.scored.signals[place].tolist(),
            float(ranking.scored.limit[place]),
            ranking.scored.base,
            self.weights,
            self.knowledge,
            extra=self._feedback.parts(have, want, ranking.near, self.profile) if self._feedback else (),
            blocks=ranking.blocks.get(place, ()),
            refused=self._feedback.verdict(have_id, want_id) is Verdict.WRONG,
        )

    def _find(self, card_id: CardId) -> Entry | None:
        for side in self._sides.values():
            if (row := side.row_of.get(card_id)) is not None:
                return side.entries[row]
        return None

    def _entry_of(self, card: ResourceCard) -> Entry:
        """The card's entry, read anew unless the index holds exactly this card."""
        known = self._find(card.id)
        if known is not None and known.reading.card == card:
            return known
        return self._read(card, self._vector(card))

    def _read(self, card: ResourceCard, vector: NDArray[np.float32] | None) -> Entry:
        return Entry(
            read_card(card, self._firms.get(card.firm_id), self.knowledge, self._linker), self.knowledge, vector
        )

    def _put(self, card: ResourceCard, vector: NDArray[np.float32] | None) -> None:
        other = self._sides[card.direction.other]
        if other.remove(card.id):
            self._sides[card.direction.other] = other.compacted()
        side = self._sides[card.direction]
        side.add(self._read(card, vector))
        self._sides[card.direction] = side.compacted()

    def _vector(self, card: ResourceCard) -> NDArray[np.float32] | None:
        if not self._width or self.encoder is None:
            return None
        vector: NDArray[np.float32] = self.encoder.encode([meaning_text(card)])[0]
        return vector
