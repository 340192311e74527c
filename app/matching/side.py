"""All cards of one direction as columns, so that many pairs are compared in a few array operations."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.knowledge import Knowledge
from app.knowledge.vocabulary import STATES
from app.matching.columns import Bag, Column, Floats, Postings, Rows, TermSpace, TextPostings
from app.matching.expand import needed, offered, served, takers
from app.matching.reading import CardReading
from app.matching.term_parts import Asking
from app.records import CardId, Direction, FirmId

# A side with more dead rows than live ones is written anew; so every removal costs constant time on average.
FEWEST_DEAD = 64

# A concept says something about a card for certain only where the card names it this surely.
SURE = 0.5

# Of what a card's words hint at, so much is followed to what it could serve as, and down to so little.
FOLLOWED_HINTS = 5
FAINTEST_HINT = 0.05

# A text of this many telling words is long.
LONG_TEXT = 12

DIVISIONS = 100

STATE_BITS = {state: 1 << place for place, state in enumerate(STATES)}
# Divisions whose products people or animals eat, or that make medicines: nothing hazardous may go there.
FOOD, PHARMA = (1, 3, 10, 11, 56), (21,)


class Implied:
    """What follows from a card's concepts: `serves` with the concept that each conversion starts from, `also` the
    words under which an offer is known besides its own, for each thing that it names; and `hints` of its words."""

    __slots__ = ("also", "hints", "is_a", "needs", "serves")

    def __init__(self, reading: CardReading, knowledge: Knowledge) -> None:
        table = knowledge.concepts
        offer = reading.card.direction is Direction.HAVE
        self.is_a = offered(reading.concepts, table)
        self.serves = served(reading.concepts, knowledge) if offer else {}
        self.needs = {} if offer else needed(reading.concepts, table)
        named = [concept for concept, sure in reading.concepts.items() if offer and sure >= SURE]
        self.also = tuple(map(knowledge.linker.words_of, named))
        self.hints = knowledge.hints.of(reading.words)

    @property
    def reachable(self) -> Collection[str]:
        """Every concept over which this card can be found."""
        return dict.fromkeys(chain(self.is_a, self.serves, self.needs))


class Entry:
    """A card as it stands in (or is held against) the columns: reading, implications, vector and plain numbers.

    Once it is `held` by the columns, letter runs, hints and vector stand only there. `typed`, `questions`, `askings`
    and `ruled_out` are filled by whoever first asks.
    """

    __slots__ = ("askings", "held", "implied", "numbers", "questions", "reading", "ruled_out", "typed", "vector")

    def __init__(self, reading: CardReading, knowledge: Knowledge, vector: Floats | None) -> None:
        self.reading = reading
        self.implied = Implied(reading, knowledge)
        self.vector = vector
        self.numbers = _numbers(reading, self.implied.hints)
        self.held = False
        self.typed: Mapping[str, str] | None = None
        self.questions: tuple[str, ...] | None = None
        self.askings: tuple[Asking, ...] | None = None
        self.ruled_out: frozenset[str] | None = None

    def hand_over(self) -> None:
        """Give up what is large and stands in the columns from now on."""
        self.held = True
        self.reading = replace(self.reading, grams={})
        self.implied.hints = {}
        self.vector = None


# The plain numbers of a card. NaN and -1 stand for "not said".
COLUMNS = np.dtype(
    [
        ("group", np.int8),
        ("division", np.int16),
        ("lat", np.float64),
        ("lon", np.float64),
        ("amount", np.float64),
        ("code", np.int32),
        ("hazard", np.int8),
        ("eaten", np.bool_),
        ("states", np.int8),
        ("excludes", np.bool_),
        ("degrees", np.float64),
        ("reach", np.float64),
        ("asks", np.int64),
        ("gives", np.int64),
        ("length", np.float32),
        ("hinting", np.float32),
        ("unit", np.int16),
        ("firm", np.int32),
    ]
)


def _numbers(reading: CardReading, hints: Mapping[str, float]) -> dict[str, Any]:
    """The columns that tell the same in every index."""
    card, place = reading.card, reading.place
    eaten = reading.division in FOOD or reading.division in PHARMA
    # What a food firm offers is taken to be fit for food until somebody asks.
    states = reading.states | {"edible"} if eaten and card.direction is Direction.HAVE else reading.states
    return {
        "group": int(reading.group),
        "division": -1 if reading.division is None else reading.division,
        "lat": math.nan if place is None else math.radians(place.lat),
        "lon": math.nan if place is None else math.radians(place.lon),
        "amount": math.nan if reading.amount is None else math.log10(reading.amount.value),
        "code": int(reading.code) if len(reading.code) == 6 else -1,
        "hazard": -1 if card.hazardous is None else int(card.hazardous),
        "eaten": eaten,
        "states": sum(STATE_BITS[state] for state in states),
        "excludes": bool(reading.excluded),
        "degrees": reading.degrees,
        "reach": reading.reach,
        "asks": reading.terms.asks,
        "gives": reading.terms.gives,
        "length": min(1.0, len(reading.words) / LONG_TEXT),
        "hinting": max(hints.values(), default=0.0),
    }


class Told(NamedTuple):
    """All that is looked up about a card, in numbers: `named` are the concepts of an offer or those that a need
    accepts, `served` what an offer can serve as, `hinted` and `hinted_served` the same for what its words only hint at,
    `divisions` those that could take an offer or a need's own."""

    words: Bag
    grams: Bag
    named: Bag
    served: Bag
    hinted: Bag
    hinted_served: Bag
    divisions: Bag
    vector: Floats | None


class Spaces:
    """What both sides share: counts of words, runs of letters and concepts, numbers of units and firms, flows between
    sectors."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        divisions = range(DIVISIONS)
        flow = knowledge.flow
        # [giver, taker] → 0…1; the last row and column stand for "not said" (division −1).
        self.flows = np.zeros((DIVISIONS + 1, DIVISIONS + 1))
        self.flows[:DIVISIONS, :DIVISIONS] = [[flow(giver, taker) / 2.0 for taker in divisions] for giver in divisions]
        self.words = TermSpace()
        self.grams = TermSpace()
        self.concepts = TermSpace()
        self.concepts.know(concept.id for concept in knowledge.concepts)
        self._reach: dict[str, Bag] = {}
        self._units: dict[tuple[str, bool], int] = {}
        self._firms: dict[FirmId, int] = {}

    def count(self, entry: Entry) -> Told:
        """Count a card that comes in."""
        reading = entry.reading
        self.concepts.add(entry.implied.reachable)
        words = Bag(self.words.add(reading.words), _weights(reading.words.values()))
        return self._told(entry, words, Bag(self.grams.add(reading.grams), _weights(reading.grams.values())))

    def read(self, entry: Entry) -> Told:
        """A card that stays outside."""
        return self._told(entry, self.words.read(entry.reading.words), self.grams.read(entry.reading.grams))

    def _told(self, entry: Entry, words: Bag, grams: Bag) -> Told:
        reading = entry.reading
        offer = reading.card.direction is Direction.HAVE
        named, served = _concepts(entry)
        hints = entry.implied.hints
        return Told(
            words=words,
            grams=grams,
            named=self._bag(named),
            served=self._bag(served),
            hinted=self._bag(hints),
            hinted_served=self._hinted_served(hints) if offer else NOTHING,
            divisions=self._divisions(reading),
            vector=entry.vector,
        )

    def _bag(self, concepts: Mapping[str, float]) -> Bag:
        return Bag(self.concepts.numbers(concepts), _weights(concepts.values()))

    def _hinted_served(self, hints: Mapping[str, float]) -> Bag:
        """What an offer could serve as if it were what its words hint at."""
        surest = list(islice(hints.items(), FOLLOWED_HINTS))
        if not surest:
            return NOTHING
        ways = [(self._reach_of(concept), hint) for concept, hint in surest]
        best = np.zeros(len(self.concepts), np.float32)
        for bag, hint in ways:
            best[bag.numbers] = np.maximum(best[bag.numbers], bag.weights * np.float32(hint))
        found = np.flatnonzero(best >= FAINTEST_HINT).astype(np.int32)
        return Bag(found, best[found])

    def _reach_of(self, concept: str) -> Bag:
        """What a concept can serve as, named for certain; the same for every card."""
        found = self._reach.get(concept)
        if found is None:
            ways = self._knowledge.reach(concept)
            found = self._reach[concept] = self._bag({target: way.strength for target, way in ways.items()})
        return found

    def drop(self, entry: Entry, told: Told) -> None:
        """Count a card no longer."""
        self.concepts.drop(self.concepts.numbers(entry.implied.reachable))
        self.words.drop(told.words.numbers)
        self.grams.drop(told.grams.numbers)

    def plain(self, entries: Iterable[Entry]) -> NDArray[Any]:
        """The plain numbers of some cards, one row each."""
        return np.array([self._row(entry) for entry in entries], COLUMNS)

    def _row(self, entry: Entry) -> tuple[Any, ...]:
        amount, firm = entry.reading.amount, entry.reading.card.firm_id
        unit = -1 if amount is None else self._units.setdefault((amount.unit, amount.flow), len(self._units))
        return (*entry.numbers.values(), unit, self._firms.setdefault(firm, len(self._firms)))

    def _divisions(self, reading: CardReading) -> Bag:
        if reading.card.direction is Direction.HAVE:
            found = takers(reading.concepts, self._knowledge)
        else:
            found = {} if reading.division is None else {reading.division: 1.0}
        return Bag(np.array([*found], np.int32), _weights(found.values()))


def _concepts(entry: Entry) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """What is offered or accepted, and what an offer can serve as."""
    implied = entry.implied
    if entry.reading.card.direction is Direction.WANT:
        return implied.needs, {}
    return implied.is_a, {target: found[0] for target, found in implied.serves.items()}


def _weights(values: Iterable[float]) -> Floats:
    return np.array([*values], np.float32)


NOTHING = Bag(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Side:
    """The live cards of one direction. Rows are only ever appended; a removed card's row is dead."""

    def __init__(self, spaces: Spaces, width: int) -> None:
        self._spaces, self._width = spaces, width
        self.entries: list[Entry] = []
        self.row_of: dict[CardId, int] = {}
        self.words = TextPostings(spaces.words)
        self.grams = TextPostings(spaces.grams)
        self.named = Postings(spaces.concepts)
        self.served = Postings(spaces.concepts)
        self.hinted = Postings(spaces.concepts)
        self.hinted_served = Postings(spaces.concepts)
        self.divisions = Postings(range(DIVISIONS))
        self.vectors = Column(np.float32, width) if width else None
        self._alive = Column(np.bool_)
        self._plain = Column(COLUMNS)
        self._by_firm: dict[FirmId, set[CardId]] = {}

    def __len__(self) -> int:
        return len(self.row_of)

    @property
    def size(self) -> int:
        """Number of rows, dead ones included: the length of every column."""
        return len(self.entries)

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Which rows are live cards."""
        return self._alive.values

    def column(self, name: str) -> NDArray[Any]:
        """One of `COLUMNS`."""
        found: NDArray[Any] = self._plain.values[name]
        return found

    def cards_of(self, firm: FirmId) -> frozenset[CardId]:
        """The live cards of a firm."""
        return frozenset(self._by_firm.get(firm, ()))

    def told(self, row: int) -> Told:
        """What the columns hold of a row."""
        return Told(
            self.words.bag(row),
            self.grams.bag(row),
            self.named.bag(row),
            self.served.bag(row),
            self.hinted.bag(row),
            self.hinted_served.bag(row),
            self.divisions.bag(row),
            None if self.vectors is None else self.vectors.values[row],
        )

    def add(self, entry: Entry) -> None:
        """Append a card, taking out the row that it had before."""
        self.remove(entry.reading.card.id)
        self._append(entry, self._spaces.count(entry), self._spaces.plain([entry])[0])
        entry.hand_over()

    def _append(self, entry: Entry, told: Told, plain: Any) -> None:
        card = entry.reading.card
        self.row_of[card.id] = self.size
        self.entries.append(entry)
        self._by_firm.setdefault(card.firm_id, set()).add(card.id)
        self.words.append(told.words)
        self.grams.append(told.grams)
        self.named.append(told.named)
        self.served.append(told.served)
        self.hinted.append(told.hinted)
        self.hinted_served.append(told.hinted_served)
        self.divisions.append(told.divisions)
        self._plain.append(plain)
        self._alive.append(True)
        if self.vectors is not None:
            self.vectors.append(0.0 if told.vector is None else told.vector)

    def remove(self, card_id: CardId) -> bool:
        """Take a card out; False where it is not here."""
        row = self.row_of.pop(card_id, None)
        if row is None:
            return False
        entry = self.entries[row]
        self._by_firm[entry.reading.card.firm_id].discard(card_id)
        self._alive.values[row] = False
        self._spaces.drop(entry, self.told(row))
        return True

    def compacted(self) -> "Side":
        """This side, or one without the dead rows where they have become the majority."""
        if self.size - len(self) <= max(FEWEST_DEAD, len(self)):
            return self
        fresh = Side(self._spaces, self._width)
        for row in self.live_rows().tolist():
            fresh._append(self.entries[row], self.told(row), self._plain.values[row])
        return fresh

    def live_rows(self) -> Rows:
        """The rows of live cards, ascending."""
        return np.flatnonzero(self.alive).astype(np.int32)
