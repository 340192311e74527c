"""The index: cards in, explained matches out, kept up to date card by card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from app.knowledge import Knowledge
from app.matching.blocks import doubtful, find_blocks
from app.matching.candidates import Places, choose, gather
from app.matching.compare import Numbers, Pairing, compare
from app.matching.encoder import Encoder
from app.matching.explain import make_match
from app.matching.feedback import ALIKE, Feedback, Near, likeness
from app.matching.profile import DEFAULT_PROFILE, Profile, Weights
from app.matching.reading import meaning_text, read_card
from app.matching.score import Scored, base_of, weigh
from app.matching.side import Entry, Side, Spaces, Told
from app.records import CardId, Decision, Direction, Firm, FirmId, Interest, Match, Part, ResourceCard, Verdict

Vectors = Mapping[CardId, NDArray[np.float32]]

# About so many cells of cards × rows are looked at together: few enough that their columns stay in the caches.
TOGETHER = 1 << 15


@dataclass(frozen=True, slots=True)
class Ranking:
    """One card against its candidates: rows of the other side, scored parts, final log-odds, blocks by place."""

    entry: Entry
    side: Side
    rows: Places
    scored: Scored
    total: Numbers
    blocks: Mapping[int, tuple[Part, ...]]
    near: Near

    def best(self, limit: int) -> Places:
        """Places (not rows) of the best candidates, ties by the id of the card."""
        entries, rows = self.side.entries, self.rows
        return best_places(self.total, lambda place: entries[rows[place]].reading.card.id, limit)


def best_places(total: Numbers, id_of: Callable[[int], CardId], limit: int) -> Places:
    """Places of the highest totals, ties by id."""
    if limit < len(total):
        bound = -np.partition(-total, limit - 1)[limit - 1] if limit > 0 else np.inf
        places = np.flatnonzero(total >= bound)
    else:
        places = np.arange(len(total))
    order = sorted(places.tolist(), key=lambda place: (-total[place], id_of(place)))
    return np.array(order[:limit], np.int64)


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
                    row = side.row_of[card_id]
                    self._put(side.entries[row].reading.card, side.told(row).vector)

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
            pairing = self._pairing([have], side, np.array([side.row_of[want_id]]))
            return self.explained(self._score(pairing)[0], 0)

    def locked(self) -> RLock:
        """The lock of the index, for work that takes several calls: `with index.locked(): …`."""
        return self._lock

    def entries(self, direction: Direction) -> list[Entry]:
        """The live cards of a direction in the order in which they came."""
        side = self._sides[direction]
        return [side.entries[row] for row in side.live_rows()]

    def rank(self, entry: Entry) -> Ranking:
        """Score a card's candidates, unexplained."""
        return self.rank_all([entry])[0]

    def rank_all(self, entries: Sequence[Entry]) -> list[Ranking]:
        """The same for several cards of one direction, many pairs at a time."""
        return [ranking for pairing in self._pairings(entries) for ranking in self._score(pairing)]

    def features(self, entry: Entry) -> tuple[list[CardId], Numbers]:
        """The candidates of a card and their comparisons, one row each: what the weights are fitted on."""
        pairing = next(self._pairings([entry]))
        return [pairing.side.entries[row].reading.card.id for row in pairing.rows], compare(pairing)

    def _pairings(self, entries: Sequence[Entry]) -> Iterator[Pairing]:
        if entries:
            side = self._sides[entries[0].reading.card.direction.other]
            step = max(1, TOGETHER // max(1, side.size))
            for start in range(0, len(entries), step):
                yield self._pairing(entries[start : start + step], side)

    def _pairing(self, entries: Sequence[Entry], side: Side, rows: Places | None = None) -> Pairing:
        """Cards held against their candidates, or one card against these rows."""
        plain = self._spaces.plain(entries)
        offers = entries[0].reading.card.direction is Direction.HAVE
        evidence = gather([self._told(entry) for entry in entries], side, self._spaces, offers=offers)
        if rows is None:
            ones, rows = choose(plain["firm"], side, evidence)
        else:
            ones = np.zeros_like(rows)
        return Pairing(entries, side, ones, rows, plain, evidence, self._spaces)

    def _told(self, entry: Entry) -> Told:
        """What is looked up about a card: from the columns, unless it does not stand there (any more)."""
        side, card = self._sides[entry.reading.card.direction], entry.reading.card
        row = side.row_of.get(card.id)
        if row is not None and side.entries[row] is entry:
            return side.told(row)
        return self._spaces.read(self._read(card, self._vector(card)) if entry.held else entry)

    def _score(self, pairing: Pairing) -> list[Ranking]:
        """One ranking for each card."""
        scored = weigh(compare(pairing), self.weights, self.profile, self.base)
        near: list[Near] = [self._feedback.near(entry, self._find) for entry in pairing.entries]
        blocks = self._forbidden(pairing)
        total = scored.total + self._said(pairing, near)
        for part, forbidden in zip(pairing.parts, blocks, strict=True):
            for place, found in forbidden.items():
                total[part.start + place] += self.profile.block * len(found)
        total = np.round(total, 4)
        return [
            Ranking(entry, pairing.side, pairing.rows[part], scored.part(part), total[part], forbidden, known)
            for entry, part, forbidden, known in zip(pairing.entries, pairing.parts, blocks, near, strict=True)
        ]

    def _said(self, pairing: Pairing, near: Sequence[Near]) -> Numbers:
        """What people said, as points for each pair."""
        points = np.zeros(len(pairing))
        if self._feedback:
            for entry, part, known in zip(pairing.entries, pairing.parts, near, strict=True):
                others = [pairing.side.entries[row] for row in pairing.rows[part]]
                points[part] = self._feedback.effect(entry, others, known, self.profile)
        return points

    def _forbidden(self, pairing: Pairing) -> list[dict[int, tuple[Part, ...]]]:
        """For each card what forbids some of its pairs, by their places among its own."""
        blocks: list[dict[int, tuple[Part, ...]]] = [{} for _ in pairing.parts]
        for place in np.flatnonzero(doubtful(pairing)).tolist():
            if found := find_blocks(*pairing.cards(place), self.profile.block):
                one = int(pairing.ones[place])
                blocks[one][place - pairing.parts[one].start] = found
        return blocks

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
