"""The comparisons: each a small function from a card and many possible partners to one column of numbers.

A comparison knows nothing of weights. 0 always means "says nothing": missing values are neutral everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from app.knowledge.places import EARTH_KM
from app.matching.candidates import Evidence
from app.matching.columns import Floats, Rows
from app.matching.reading import PIPED, Group
from app.matching.side import Entry, Side, Spaces
from app.matching.terms import SCALE_ORDERS, TOLERATED_DEGREES, Result, judge
from app.records import Direction

Numbers = NDArray[np.float64]

# Half of the exchanges of the British programme lie within this distance; at it, closeness counts half.
USUAL_KM = 33.0
# Amounts may differ by a factor of ten before it counts: several offers can fill one need.
FREE_ORDERS = 1.0
# More demands than these say no more: a long list of figures is not a better match.
MOST_TERMS = 2.0
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


@dataclass(frozen=True)
class Pairing:
    """One card held against rows of the other side, with have and want told apart whichever way round it is."""

    entry: Entry
    side: Side
    rows: Rows
    evidence: Evidence
    spaces: Spaces

    @property
    def offers(self) -> bool:
        """Whether the one card is the have."""
        return self.entry.reading.card.direction is Direction.HAVE

    def numbers(self, name: str) -> tuple[Any, NDArray[Any]]:
        """The value of the one card and those of the rows."""
        return self.entry.numbers[name], self.side.column(name)[self.rows]

    def have_want(self, name: str) -> tuple[Any, Any]:
        """The same values as (have, want); one of the two is a single value."""
        one, many = self.numbers(name)
        return (one, many) if self.offers else (many, one)

    @cached_property
    def kilometres(self) -> Numbers:
        """Great-circle distance to each row's place; NaN where a place is unknown."""
        (lat1, lat2), (lon1, lon2) = self.numbers("lat"), self.numbers("lon")
        first, second = np.radians(lat1), np.radians(lat2)
        half = np.sin((second - first) / 2) ** 2
        half = half + np.cos(first) * np.cos(second) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
        kilometres: Numbers = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
        return kilometres

    @cached_property
    def orders_apart(self) -> Numbers:
        """Orders of magnitude between the amounts; 0 where they cannot be compared."""
        (one, many), unit = self.numbers("amount"), self.side.unit_number(self.entry.reading)
        comparable = (self.side.units[self.rows] == unit) & (unit >= 0)
        apart: Numbers = np.nan_to_num(np.where(comparable, np.abs(many - one), 0.0))
        return apart

    @cached_property
    def terms(self) -> Mapping[Result, Numbers]:
        """How many demands of either card are met and broken; masks tell which few rows have to be looked at."""
        counts = {result: np.zeros(len(self.rows)) for result in (Result.MET, Result.BROKEN)}
        told = self.orders_apart > SCALE_ORDERS
        # Bits in common only tell that both cards speak of the same thing.
        for asked, given in (("asks", "gives"), ("gives", "asks")):
            if mask := self.entry.numbers[asked]:
                told |= (self.side.column(given)[self.rows] & mask) != 0
        own, offers = self.entry.reading.terms, self.offers
        for place in np.flatnonzero(told).tolist():
            other = self.side.entries[self.rows[place]].reading.terms
            for term in judge(own, other) if offers else judge(other, own):
                counts[term.result][place] += 1
        return counts


def words(pair: Pairing) -> Floats:
    """Shared words, rare ones counting more: cosine 0…1."""
    return pair.evidence.words[pair.rows]


def fuzzy(pair: Pairing) -> Floats:
    """Shared runs of letters, which survive typing errors and endings: cosine 0…1."""
    return pair.evidence.grams[pair.rows]


def titles(pair: Pairing) -> Floats:
    """How alike the titles are as typed (RapidFuzz token set ratio above the noise of 40), 0…1."""
    others = [pair.side.entries[row].reading.title for row in pair.rows]
    ratios = process.cdist([pair.entry.reading.title], others, scorer=fuzz.token_set_ratio, dtype=np.float32)[0]
    alike: Floats = np.maximum(ratios / np.float32(100.0) - np.float32(0.4), 0) / np.float32(0.6)
    return alike


def meaning(pair: Pairing) -> Floats:
    """Nearness of the sentence vectors: cosine 0…1, 0 without vectors."""
    near: Floats = np.maximum(pair.evidence.meaning[pair.rows], 0)
    return near


def concept(pair: Pairing) -> Floats:
    """The surest concept that both cards name, 0…1."""
    return pair.evidence.concept[pair.rows]


def conversion(pair: Pairing) -> Floats:
    """The surest way in which the offer can serve as what is wanted, 0…1."""
    return pair.evidence.conversion[pair.rows]


def group_same(pair: Pairing) -> Numbers:
    """1 where both cards are of the same group of categories."""
    one, many = pair.numbers("group")
    same: Numbers = ((many == one) & (many != Group.UNKNOWN)).astype(np.float64)
    return same


def group_far(pair: Pairing) -> Numbers:
    """1 where the groups differ and exchanges between them are not usual; unknown categories are neutral."""
    one, many = pair.numbers("group")
    near = np.array([other == one or frozenset((Group(one), other)) in NEAR_GROUPS for other in Group])
    known = (many != Group.UNKNOWN) & (one != Group.UNKNOWN)
    far: Numbers = (known & ~near[many]).astype(np.float64)
    return far


def code(pair: Pairing) -> Numbers:
    """Waste codes: 1 equal, 0.5 same group, 0.2 same chapter, else 0; people often pick a wrong one."""
    one, many = pair.numbers("code")
    if one < 0:
        return np.zeros(len(pair.rows))
    steps = np.select([many == one, many // 100 == one // 100, many // 10000 == one // 10000], [1.0, 0.5, 0.2], 0.0)
    return np.where(many >= 0, steps, 0.0)


def sector(pair: Pairing) -> Numbers:
    """How usual it is that the taker's industry uses what the giver's leaves, 0…1."""
    haves, wants = pair.have_want("division")
    usual: Numbers = pair.spaces.flows[haves, wants]
    return usual


def taker(pair: Pairing) -> Numbers:
    """How surely the taker's industry is one that uses what is offered, whatever its card says, 0…1."""
    own, others = pair.numbers("division")
    sure = pair.entry.implied.takers[others] if pair.offers else pair.side.takers[pair.rows, own]
    return np.asarray(sure, np.float64)


def quantity(pair: Pairing) -> Numbers:
    """Minus the orders of magnitude, beyond the free ones, between the amounts; 0 where they cannot be compared."""
    return -np.clip(pair.orders_apart - FREE_ORDERS, 0.0, 3.0)


def near(pair: Pairing) -> Numbers:
    """Closeness around 0: +0.5 next door, 0 at the usual distance, towards −0.5 far away."""
    closeness = 1.0 / (1.0 + pair.kilometres / USUAL_KM) - 0.5
    return np.nan_to_num(closeness, nan=0.0)


def near_piped(pair: Pairing) -> Numbers:
    """The same for what moves through pipes, where it matters more."""
    one, many = pair.numbers("group")
    piped = np.isin(many, PIPED) | (one in PIPED)
    return np.where(piped, near(pair), 0.0)


def state(pair: Pairing) -> Numbers:
    """Minus the number of states asked for whose opposite is offered (dry wanted, wet offered …)."""
    haves, wants = pair.have_want("states")
    dry, wet, clean, dirty = 1, 2, 4, 8

    def clash(asked: int, opposite: int) -> Any:
        return ((wants & asked) != 0) & ((haves & opposite) != 0) & ((haves & asked) == 0)

    clashes = clash(dry, wet).astype(float) + clash(clean, dirty).astype(float)
    return -np.broadcast_to(clashes, (len(pair.rows),)).astype(np.float64)


def hazard(pair: Pairing) -> Numbers:
    """1 where the offer is marked hazardous and the need does not say that this is welcome."""
    haves, wants = pair.have_want("hazard")
    risky = (np.asarray(haves) == 1) & (np.asarray(wants) != 1)
    return np.broadcast_to(risky, (len(pair.rows),)).astype(np.float64)


def alone(pair: Pairing) -> Floats:
    """What words and meaning say where no knowledge speaks: there they have to carry the match by themselves."""
    known = np.maximum(pair.evidence.concept[pair.rows], pair.evidence.conversion[pair.rows])
    told = (words(pair) + fuzzy(pair) + meaning(pair)) / np.float32(3.0)
    unsupported: Floats = (told * (1.0 - known)).astype(np.float32)
    return unsupported


def temperature(pair: Pairing) -> Numbers:
    """−1 where the offered heat is colder than what is asked for; 0 where a temperature is not said."""
    haves, wants = pair.have_want("degrees")
    with np.errstate(invalid="ignore"):
        colder = np.asarray(haves) < np.asarray(wants) - TOLERATED_DEGREES
    return -np.broadcast_to(colder, (len(pair.rows),)).astype(np.float64)


def reach(pair: Pairing) -> Numbers:
    """−1 where the firms are farther apart than one of the cards allows ("max 3 km")."""
    one, many = pair.numbers("reach")
    with np.errstate(invalid="ignore"):
        beyond = (pair.kilometres > one) | (pair.kilometres > many)
    far: Numbers = -beyond.astype(np.float64)
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
    "titles": ("fuzzy", titles),
    "meaning": ("meaning", meaning),
    "concept": ("concept", concept),
    "conversion": ("conversion", conversion),
    "alone": ("alone", alone),
    "group_same": ("category", group_same),
    "group_far": ("category", group_far),
    "code": ("code", code),
    "sector": ("sector", sector),
    "taker": ("sector", taker),
    "quantity": ("quantity", quantity),
    "near": ("place", near),
    "near_piped": ("place", near_piped),
    "reach": ("reach", reach),
    "state": ("state", state),
    "temperature": ("temperature", temperature),
    "terms_met": ("terms", terms_met),
    "terms_broken": ("terms", terms_broken),
    "hazard": ("hazard", hazard),
}


def compare(pair: Pairing) -> Numbers:
    """One row for each partner, one column for each feature."""
    if not len(pair.rows):
        return np.zeros((0, len(FEATURES)))
    return np.column_stack([function(pair) for _, function in FEATURES.values()]).astype(np.float64)
