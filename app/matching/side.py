"""All cards of one direction as columns, so that one card is compared with thousands in a few array operations."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.knowledge import Knowledge
from app.matching.columns import Bags, Column, Postings, Rows, TermSpace
from app.matching.expand import needed, offered, served, takers
from app.matching.reading import CardReading
from app.matching.term_parts import Asking
from app.records import CardId, Direction, FirmId

# A side with more dead rows than live ones is written anew; so every removal costs constant time on average.
FEWEST_DEAD = 64

# A concept says something about a card for certain only where the card names it this surely.
SURE = 0.5

DIVISIONS = 100

STATES = ("dry", "wet", "clean", "dirty")
# Divisions whose products people or animals eat, or that make medicines: nothing hazardous may go there.
FOOD, PHARMA = (1, 3, 10, 11, 56), (21,)


class Implied:
    """What follows from a card's concepts; `serves` with the concept that each conversion starts from, `also` the
    words under which an offer is known besides its own, `takers` for each division (the last number stands for "not
    said") how surely it could take the offer."""

    __slots__ = ("also", "is_a", "needs", "serves", "takers")

    def __init__(self, reading: CardReading, knowledge: Knowledge) -> None:
        table = knowledge.concepts
        offer = reading.card.direction is Direction.HAVE
        self.is_a = offered(reading.concepts, table)
        self.serves = served(reading.concepts, knowledge) if offer else {}
        self.takers = np.zeros(DIVISIONS + 1, np.float32)
        if offer:
            found = takers(reading.concepts, knowledge)
            self.takers[list(found)] = list(found.values())
        self.needs = {} if offer else needed(reading.concepts, table)
        named = [concept for concept, sure in reading.concepts.items() if offer and sure >= SURE]
        self.also = frozenset(part for concept in named for name in knowledge.linker.names_of(concept) for part in name)

    @property
    def reachable(self) -> list[str]:
        """Every concept over which this card can be found."""
        return sorted({*self.is_a, *self.serves, *self.needs})


class Entry:
    """A card as it stands in (or is held against) the columns: reading, implications, vector and plain numbers.

    `typed`, `questions` and `askings` are filled by the explanation, when it first asks.
    """

    __slots__ = ("askings", "implied", "numbers", "questions", "reading", "typed", "vector")

    def __init__(self, reading: CardReading, knowledge: Knowledge, vector: NDArray[np.float32] | None) -> None:
        self.reading = reading
        self.implied = Implied(reading, knowledge)
        self.vector = vector
        self.numbers = _numbers(reading)
        self.typed: Mapping[str, str] | None = None
        self.questions: tuple[str, ...] | None = None
        self.askings: tuple[Asking, ...] | None = None


# Column name → dtype. NaN and -1 stand for "not said".
COLUMNS: Mapping[str, Any] = {
    "group": np.int8,
    "division": np.int16,
    "lat": np.float64,
    "lon": np.float64,
    "amount": np.float64,
    "code": np.int32,
    "hazard": np.int8,
    "eaten": np.bool_,
    "states": np.int8,
    "excludes": np.bool_,
    "degrees": np.float64,
    "reach": np.float64,
    "asks": np.int64,
    "gives": np.int64,
}


def _numbers(reading: CardReading) -> dict[str, Any]:
    card, place = reading.card, reading.place
    return {
        "group": int(reading.group),
        "division": -1 if reading.division is None else reading.division,
        "lat": math.nan if place is None else place.lat,
        "lon": math.nan if place is None else place.lon,
        "amount": math.nan if reading.amount is None else math.log10(reading.amount.value),
        "code": int(reading.code) if len(reading.code) == 6 else -1,
        "hazard": -1 if card.hazardous is None else int(card.hazardous),
        "eaten": reading.division in FOOD or reading.division in PHARMA,
        "states": sum(1 << place for place, state in enumerate(STATES) if state in reading.states),
        "excludes": bool(reading.excluded),
        "degrees": reading.degrees,
        "reach": reading.reach,
        "asks": reading.terms.asks,
        "gives": reading.terms.gives,
    }


class Spaces:
    """What both sides share: counts of words, runs of letters and concepts, numbers of units, flows between sectors."""

    def __init__(self, knowledge: Knowledge) -> None:
        divisions = range(DIVISIONS)
        flow = knowledge.flow
        # [giver, taker] → 0…1; the last row and column stand for "not said" (division −1).
        self.flows = np.zeros((DIVISIONS + 1, DIVISIONS + 1))
        self.flows[:DIVISIONS, :DIVISIONS] = [[flow(giver, taker) / 2.0 for taker in divisions] for giver in divisions]
        self.words = TermSpace()
        self.grams = TermSpace()
        self.concepts = TermSpace()
        self.units: dict[tuple[str, bool], int] = {}


class Side:
    """The live cards of one direction. Rows are only ever appended; a removed card's row is dead."""

    def __init__(self, spaces: Spaces, width: int) -> None:
        self._spaces, self._width = spaces, width
        self.entries: list[Entry] = []
        self.row_of: dict[CardId, int] = {}
        self.words = Bags(spaces.words)
        self.grams = Bags(spaces.grams)
        self.is_a = Postings()
        self.serves = Postings()
        self.needs = Postings()
        self.vectors = Column(np.float32, width) if width else None
        self._takers = Column(np.float32, DIVISIONS + 1)
        self._concepts: list[NDArray[np.int32]] = []
        self._alive = Column(np.bool_)
        self._unit = Column(np.int16)
        self._columns = {name: Column(dtype) for name, dtype in COLUMNS.items()}
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

    @property
    def units(self) -> NDArray[np.int16]:
        """The number of each row's base unit, -1 without an amount."""
        return self._unit.values

    @property
    def takers(self) -> NDArray[np.float32]:
        """For each row how surely each division could take it; all 0 on the side of the wants."""
        return self._takers.values

    def column(self, name: str) -> NDArray[Any]:
        """One of `COLUMNS`."""
        return self._columns[name].values

    def cards_of(self, firm: FirmId) -> frozenset[CardId]:
        """The live cards of a firm."""
        return frozenset(self._by_firm.get(firm, ()))

    def unit_number(self, reading: CardReading) -> int:
        """The number under which this card's base unit is known on both sides; -1 without an amount."""
        if reading.amount is None:
            return -1
        return self._spaces.units.setdefault((reading.amount.unit, reading.amount.flow), len(self._spaces.units))

    def add(self, entry: Entry) -> None:
        """Append a card, taking out the row that it had before."""
        card = entry.reading.card
        self.remove(card.id)
        row = self.size
        self.entries.append(entry)
        self.row_of[card.id] = row
        self._by_firm.setdefault(card.firm_id, set()).add(card.id)
        self.words.append(entry.reading.words)
        self.grams.append(entry.reading.grams)
        for postings, weights in (
            (self.is_a, entry.implied.is_a),
            (self.needs, entry.implied.needs),
            (self.serves, {target: found[0] for target, found in entry.implied.serves.items()}),
        ):
            postings.add_all(weights, row, weights.values())
        for name, column in self._columns.items():
            column.append(entry.numbers[name])
        self._concepts.append(np.array(self._spaces.concepts.add(entry.implied.reachable), np.int32))
        self._unit.append(self.unit_number(entry.reading))
        self._takers.append(entry.implied.takers)
        self._alive.append(True)
        if self.vectors is not None:
            self.vectors.append(0.0 if entry.vector is None else entry.vector)

    def remove(self, card_id: CardId) -> bool:
        """Take a card out; False where it is not here."""
        row = self.row_of.pop(card_id, None)
        if row is None:
            return False
        self._by_firm[self.entries[row].reading.card.firm_id].discard(card_id)
        self._alive.values[row] = False
        self.words.drop(row)
        self.grams.drop(row)
        self._spaces.concepts.drop(self._concepts[row])
        return True

    def compacted(self) -> "Side":
        """This side, or one without the dead rows where they have become the majority."""
        if self.size - len(self) <= max(FEWEST_DEAD, len(self)):
            return self
        fresh = Side(self._spaces, self._width)
        for row in sorted(self.row_of.values()):
            self.words.drop(row)
            self.grams.drop(row)
            self._spaces.concepts.drop(self._concepts[row])
            fresh.add(self.entries[row])
        return fresh

    def live_rows(self) -> Rows:
        """The rows of live cards, ascending."""
        return np.flatnonzero(self.alive).astype(np.int32)
