"""The comparisons: each a small function from many pairs to one column of numbers.

A comparison knows nothing of weights. 0 always means "says nothing": missing values are neutral everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.knowledge.places import EARTH_KM
from app.matching.candidates import Evidence, Places
from app.matching.columns import Floats
from app.matching.reading import PIPED, Group
from app.matching.side import STATE_BITS, Entry, Side, Spaces
from app.matching.terms import SCALE_ORDERS, TOLERATED_DEGREES, Result, judge
from app.records import Direction

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Half of the exchanges of the British programme lie within this distance; at it, closeness counts half.
USUAL_KM = 33.0
# Steam and hot water cross a zone, not a province.
HEAT_KM = 10.0
# Amounts may differ by a factor of ten before it counts: several offers can fill one need.
FREE_ORDERS = 1.0
# More demands than these say no more: a long list of figures is not a better match.
MOST_TERMS = 2.0
# What drying, milling or sieving puts right counts so much where it is broken.
EASILY_CHANGED, EASY = frozenset({"moisture", "grain_size"}), 0.6
# Groups between which exchanges do happen although the categories differ (pallets filed under logistics, biomass
# offered as energy, a press shop offered as equipment and wanted as a service …).
NEAR_GROUPS = frozenset(
    frozenset(pair)
    for pair in (
        (Group.GOODS, Group.GAS),
        (Group.GOODS, Group.WATER),
        (Group.GOODS, Group.ENERGY),
        (Group.GOODS, Group.LOGISTICS),
        (Group.GOODS, Group.CAPACITY),
        (Group.GAS, Group.ENERGY),
        (Group.ENERGY, Group.WATER),
        (Group.CAPACITY, Group.SERVICE),
        (Group.CAPACITY, Group.SPACE),
        (Group.CAPACITY, Group.LOGISTICS),
        (Group.SPACE, Group.LOGISTICS),
        (Group.SPACE, Group.ENERGY),
        (Group.SERVICE, Group.PEOPLE),
        (Group.SERVICE, Group.SPACE),
        (Group.SERVICE, Group.LOGISTICS),
    )
)


# [one group, other group] → whether they differ and exchanges between them are not usual; unknown ones are neutral.
_FAR = np.array(
    [
        [
            Group.UNKNOWN not in (one, other) and one != other and frozenset((one, other)) not in NEAR_GROUPS
            for other in Group
        ]
        for one in Group
    ]
)
_IS_MATERIAL = np.array([group in (Group.UNKNOWN, Group.GOODS, Group.GAS) for group in Group])
_IS_PIPED = np.array([group in PIPED for group in Group])


# States with their opposites, as bits.
OPPOSITES = tuple(
    (STATE_BITS[asked], STATE_BITS[opposite])
    for asked, opposite in (("dry", "wet"), ("clean", "dirty"), ("sound", "broken"))
)


@dataclass(frozen=True)
class Pairing:
    """Pairs of cards of one direction with rows of the other side: `ones` are places in `entries`, ascending. Have and
    want are told apart whichever way round it is."""

    entries: Sequence[Entry]
    side: Side
    ones: Places
    rows: Places
    plain: NDArray[Any]
    evidence: Evidence
    spaces: Spaces

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def parts(self) -> list[slice]:
        """Which pairs are those of each card."""
        ends = np.searchsorted(self.ones, np.arange(len(self.entries) + 1)).tolist()
        return [slice(start, end) for start, end in pairwise(ends)]

    @cached_property
    def offers(self) -> bool:
        """Whether the cards are haves."""
        return self.entries[0].reading.card.direction is Direction.HAVE

    def found(self, kind: str) -> Floats:
        """One kind of evidence for each pair."""
        every: Floats = getattr(self.evidence, kind)
        return every.ravel()[self._cells]

    @cached_property
    def _cells(self) -> Places:
        return self.ones * self.side.size + self.rows

    def have_want(self, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """The plain numbers of the haves and of the wants."""
        ones, others = self.plain[name][self.ones], self.side.column(name)[self.rows]
        return (ones, others) if self.offers else (others, ones)

    def cards(self, place: int) -> tuple[Entry, Entry]:
        """The have and the want of a pair."""
        one, other = self.entries[self.ones[place]], self.side.entries[self.rows[place]]
        return (one, other) if self.offers else (other, one)

    @cached_property
    def kilometres(self) -> Numbers:
        """Great-circle distances; NaN where a place is unknown."""
        (first, second), (west, east) = self.have_want("lat"), self.have_want("lon")
        half = np.sin((second - first) / 2) ** 2
        half = half + np.cos(first) * np.cos(second) * np.sin((east - west) / 2) ** 2
        kilometres: Numbers = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
        return kilometres

    @cached_property
    def orders_apart(self) -> Numbers:
        """Orders of magnitude between the amounts; 0 where they cannot be compared."""
        (have, want), (unit, other) = self.have_want("amount"), self.have_want("unit")
        comparable = (unit == other) & (unit >= 0)
        apart: Numbers = np.where(comparable, np.abs(want - have), 0.0)
        return apart

    @cached_property
    def terms(self) -> Mapping[Result, Numbers]:
        """How many demands of either card are met and broken; masks tell which few pairs have to be looked at."""
        counts = {result: np.zeros(len(self)) for result in (Result.MET, Result.BROKEN)}
        (own_asks, asks), (own_gives, gives) = self.have_want("asks"), self.have_want("gives")
        # Bits in common only tell that both cards speak of the same thing.
        told = (self.orders_apart > SCALE_ORDERS) | ((own_asks & gives) != 0) | ((asks & own_gives) != 0)
        for place in np.flatnonzero(told).tolist():
            have, want = self.cards(place)
            for term in judge(have.reading.terms, want.reading.terms):
                easy = term.result is Result.BROKEN and term.name in EASILY_CHANGED
                counts[term.result][place] += EASY if easy else 1.0
        return counts


def words(pair: Pairing) -> Floats:
    """Shared words, rare ones counting more: cosine 0…1."""
    return pair.found("words")


def fuzzy(pair: Pairing) -> Floats:
    """Shared runs of letters, which survive typing errors and endings: cosine 0…1."""
    return pair.found("grams")


def meaning(pair: Pairing) -> Floats:
    """Nearness of the sentence vectors: cosine 0…1, 0 without vectors."""
    near: Floats = np.maximum(pair.found("meaning"), 0)
    return near


def concept(pair: Pairing) -> Floats:
    """The surest concept that both cards name, 0…1."""
    return pair.found("concept")


def conversion(pair: Pairing) -> Floats:
    """The surest way in which the offer can serve as what is wanted, 0…1."""
    return pair.found("conversion")


def hinted_concept(pair: Pairing) -> Floats:
    """How far what the one card names is what the words of the other hint at, 0…2."""
    return pair.found("hinted_concept")


def hinted_conversion(pair: Pairing) -> Floats:
    """How far the offer could serve as what is wanted where the words of one or both cards only hint at it, 0…3."""
    return pair.found("hinted_conversion")


def length(pair: Pairing) -> Numbers:
    """How long the texts are, 0…2: what two long ones have in common is less of either."""
    have, want = pair.have_want("length")
    both: Numbers = have + want
    return both


def hinting(pair: Pairing) -> Numbers:
    """How clearly the words of both cards hint at anything known, 0…2: where they do, a partner can be expected to be
    found by it."""
    have, want = pair.have_want("hinting")
    both: Numbers = have + want
    return both


def group_same(pair: Pairing) -> Flags:
    """1 where both cards are of the same group of categories."""
    have, want = pair.have_want("group")
    same: Flags = (have == want) & (want != Group.UNKNOWN)
    return same


def group_far(pair: Pairing) -> Flags:
    """1 where the groups differ and exchanges between them are not usual; unknown categories are neutral."""
    far: Flags = _FAR[pair.have_want("group")]
    return far


def code(pair: Pairing) -> Numbers:
    """Waste codes: 1 equal, 0.5 same group, 0.2 same chapter, else 0; people often pick a wrong one."""
    have, want = pair.have_want("code")
    found = np.zeros(len(pair))
    for alike, digits in ((0.2, 10000), (0.5, 100), (1.0, 1)):
        found[(have // digits == want // digits) & (have >= 0)] = alike
    return found


def sector(pair: Pairing) -> Numbers:
    """How usual it is that the taker's industry uses what the giver's leaves, 0…1."""
    usual: Numbers = pair.spaces.flows[pair.have_want("division")]
    return usual


def taker(pair: Pairing) -> Floats:
    """How surely the taker's industry is one that uses what is offered, whatever its card says, 0…1."""
    return pair.found("taker")


def quantity(pair: Pairing) -> Numbers:
    """Minus the orders of magnitude, beyond the free ones, between the amounts; 0 where they cannot be compared."""
    return -np.clip(pair.orders_apart - FREE_ORDERS, 0.0, 3.0)


def near(pair: Pairing) -> Numbers:
    """Closeness around 0: +0.5 next door, 0 at the usual distance, towards −0.5 far away."""
    closeness = 1.0 / (1.0 + pair.kilometres / USUAL_KM) - 0.5
    return np.nan_to_num(closeness, nan=0.0)


def near_piped(pair: Pairing) -> Numbers:
    """The same for what moves through pipes, where it matters more."""
    have, want = pair.have_want("group")
    return np.where(_IS_PIPED[have] | _IS_PIPED[want], near(pair), 0.0)


def state(pair: Pairing) -> Numbers:
    """Minus the number of states asked for whose opposite is offered (dry wanted, wet offered …), and of food quality
    asked for where nothing says that it is offered."""
    haves, wants = pair.have_want("states")
    clashes = np.zeros(len(pair))
    for asked, opposite in OPPOSITES:
        clashes -= ((wants & asked) != 0) & ((haves & opposite) != 0) & ((haves & asked) == 0)
    edible = STATE_BITS["edible"]
    material = _IS_MATERIAL[pair.have_want("group")[0]]
    clashes -= material & ((wants & edible) != 0) & ((haves & edible) == 0)
    return clashes


def hazard(pair: Pairing) -> Flags:
    """1 where the offer is marked hazardous and the need does not say that this is welcome."""
    have, want = pair.have_want("hazard")
    risky: Flags = (have == 1) & (want != 1)
    return risky


def alone(pair: Pairing) -> Floats:
    """What words and meaning say where no knowledge speaks: there they have to carry the match by themselves."""
    known = np.maximum(concept(pair), conversion(pair))
    told = (words(pair) + fuzzy(pair) + meaning(pair)) / np.float32(3.0)
    unsupported: Floats = (told * (1.0 - known)).astype(np.float32)
    return unsupported


def temperature(pair: Pairing) -> Numbers:
    """−1 where the offered heat is colder than what is asked for; 0 where a temperature is not said."""
    have, want = pair.have_want("degrees")
    colder: Numbers = -(have < want - TOLERATED_DEGREES).astype(np.float64)
    return colder


def reach(pair: Pairing) -> Numbers:
    """−1 where the firms are farther apart than one of the cards allows ("max 3 km")."""
    have, want = pair.have_want("reach")
    far: Numbers = -((pair.kilometres > have) | (pair.kilometres > want)).astype(np.float64)
    return far


def heat_far(pair: Pairing) -> Numbers:
    """−1 where heat or cold would have to be piped farther than anybody does."""
    have, want = pair.have_want("group")
    heat = (have == Group.ENERGY) & (want == Group.ENERGY)
    far: Numbers = -(heat & (pair.kilometres > HEAT_KM)).astype(np.float64)
    return far


def terms_met(pair: Pairing) -> Numbers:
    """How many of the cards' demands the other one meets in numbers, months and colour: 0, 1 or 2."""
    return np.minimum(pair.terms[Result.MET], MOST_TERMS)


def terms_broken(pair: Pairing) -> Numbers:
    """Minus the number of demands that the other card breaks: 0, −1 or −2."""
    return -np.minimum(pair.terms[Result.BROKEN], MOST_TERMS)


# Feature → (signal under which it is shown, function). The order is the order of the profile's weights.
FEATURES: Mapping[str, tuple[str, Callable[[Pairing], NDArray[Any]]]] = {
    "words": ("words", words),
    "fuzzy": ("fuzzy", fuzzy),
    "meaning": ("meaning", meaning),
    "concept": ("concept", concept),
    "conversion": ("conversion", conversion),
    "hinted_concept": ("hint", hinted_concept),
    "hinted_conversion": ("hint", hinted_conversion),
    "alone": ("alone", alone),
    "length": ("expected", length),
    "hinting": ("expected", hinting),
    "group_same": ("category", group_same),
    "group_far": ("category", group_far),
    "code": ("code", code),
    "sector": ("sector", sector),
    "taker": ("sector", taker),
    "quantity": ("quantity", quantity),
    "near": ("place", near),
    "near_piped": ("place", near_piped),
    "reach": ("reach", reach),
    "heat_far": ("reach", heat_far),
    "state": ("state", state),
    "temperature": ("temperature", temperature),
    "terms_met": ("terms", terms_met),
    "terms_broken": ("terms", terms_broken),
    "hazard": ("hazard", hazard),
}


def compare(pair: Pairing) -> Numbers:
    """One row for each pair, one column for each feature (which lie together in memory)."""
    found = np.empty((len(FEATURES), len(pair)))
    for place, (_, function) in enumerate(FEATURES.values()):
        found[place] = function(pair)
    return found.T
