"""Limits that a text sets: "nem max %15", "Cl < %1", "%0,5 altı klor", "0-5 mm", "en az 20 ton", "80 derece üstü".

And values that it states: "nem %12", "Cl %0,3", "pH 12 civarı", "Zn %22-26".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.common.turkish import match_key
from app.knowledge.limit_tokens import (
    LONGEST_PHRASE,
    QUANTITY,
    SUFFIXES,
    Amount,
    Token,
    clauses,
    condition_words,
    find_amounts,
    split,
)
from app.knowledge.words import LONGEST_TEXT, stem

# What is given in millimetres or metres when no other word says what it is.
_SIZES: Final = frozenset({"grain_size", "thickness", "width", "length", "diameter", "distance"})
# A plain value ("nem %15") is no limit, a range of a property ("nem %10-15") is one.
BETWEEN: Final = "between"
_DIGIT: Final = re.compile(r"\d")
# Where a clause ends for certain: most parts of a text hold no number, and need not be looked at any closer.
_PARTS: Final = re.compile(r"[;!?]|(?<!\d),|,(?!\d)")
# How a plain value is compared.
IS: Final = "is"
# Words between a property and its value that add nothing, and water where it is an ingredient.
_FILLERS: Final = frozenset(["orani", "degeri", "icerigi", "miktari", "yaklasik", "ortalama", "kabaca", "about", "ca"])
_WATER: Final = frozenset({"su", "water"})
# How many words may stand between a property and its number ("nem orani max %15" has one).
_REACH: Final = 3
_WINDOW: Final = 10


@dataclass(frozen=True, slots=True)
class Limit:
    """What a text demands of a property; `low` and `high` include the number itself.

    `property` is the vocabulary's name ("moisture"), "quantity" for an amount of goods, empty where none is named;
    `unit` is "%", "°C", "mm" … or the code of a card's unit, empty where there is none (pH).
    """

    property: str
    comparator: str
    low: float | None
    high: float | None
    unit: str


class _Side(NamedTuple):
    """A comparator or property, how many words lie between it and the number, and the tokens that it takes up."""

    means: str
    distance: int
    first: int
    last: int


class _Bounds(NamedTuple):
    """Between which ends a number without a unit is believed: "kalori 3800" but not "bakır 2024"."""

    low: float
    high: float

    def holds(self, low: float, high: float) -> bool:
        return self.low <= low and high <= self.high and not (low == high and low in _YEARS)


_YEARS: Final = range(2015, 2036)
_SHARE: Final = _Bounds(0, 100)
_NEVER: Final = _Bounds(1, 0)
_BARE: Final[Mapping[str, _Bounds]] = {
    "ph": _Bounds(0, 14),
    "calorific_value": _Bounds(300, 15_000),
    "conductivity": _Bounds(1, 200_000),
    "cod": _Bounds(1, 500_000),
    "bod": _Bounds(1, 500_000),
    "suspended_solids": _Bounds(1, 100_000),
    "viscosity": _Bounds(1, 10_000),
    # A size, heat or pressure without a unit is a number of something else ("EN 12457", "boy 2").
    **dict.fromkeys(("pressure", "temperature", "density", "hardness", *_SIZES), _NEVER),
}


class Conditions(NamedTuple):
    """What one text says in numbers; a range without a comparing word ("nem %10-15") stands in both."""

    limits: tuple[Limit, ...]
    values: tuple[Limit, ...]


_NOTHING: Final = Conditions((), ())


def read_conditions(text: str) -> Conditions:
    """The limits that a text sets and the plain values that it states, each in its order. Never raises.

    Values have the comparator "is" and equal ends unless a range is stated; "-2 mm" states no lower end, "%98+" no
    upper one. Amounts of goods, years, standards and grades are no values.
    """
    if not _DIGIT.search(text):
        return _NOTHING
    limits: list[Limit] = []
    values: list[Limit] = []
    for part in _PARTS.split(match_key(text[:LONGEST_TEXT])):
        if _DIGIT.search(part):
            for clause in clauses(split(part)):
                _read_clause(clause, limits, values)
    return Conditions(tuple(limits), tuple(values))


def _read_clause(tokens: Sequence[Token], limits: list[Limit], values: list[Limit]) -> None:
    found = find_amounts(tokens)
    begin = 0
    for place, own in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        end = following.first if following else len(tokens)
        amount = own
        if not own.unit.unit and following is not None and following.first - own.last <= 3:
            amount = own._replace(unit=following.unit)  # "min 10 max 20 mm"
        compared, named, last = _surroundings(tokens, amount, begin, end)
        if (limit := _limit(amount, compared, named)) is not None:
            limits.append(limit)
        if compared is None and (value := _value(tokens, own, named)) is not None:
            values.append(value)
        begin = last + 1


def _surroundings(
    tokens: Sequence[Token], amount: Amount, begin: int, end: int
) -> tuple[_Side | None, _Side | None, int]:
    """The comparator and the property of an amount, and the last token that they take up."""
    before = _compared_before(tokens, amount.first, begin)
    behind = None if before else _compared_behind(tokens, amount.last, end)
    compared = before or behind
    taken = [side for side in (compared,) if side is not None]
    named = _property(tokens, amount, begin, end, taken)
    if named is None or named.distance:
        named = _water(tokens, amount, taken) or named
    last = max([amount.last, *(side.last for side in (behind, named) if side is not None)])
    return compared, named, last


def _limit(amount: Amount, compared: _Side | None, named: _Side | None) -> Limit | None:
    """The limit that an amount sets."""
    prop = _measured(amount.unit.property, named.means if named else "")
    comparator = compared.means if compared else BETWEEN if amount.high is not None else ""
    if not comparator or (not prop and not amount.unit.unit) or (amount.loose and comparator != BETWEEN):
        return None
    if not compared and (not prop or prop == QUANTITY):
        return None  # "150-200 t/yıl" is an amount, not a limit
    if comparator == BETWEEN and amount.high is None:
        return None
    low = None if comparator == "at_most" else amount.low
    high = None if comparator == "at_least" else amount.low if amount.high is None else amount.high
    return Limit(prop, comparator, low, high, amount.unit.unit)


def _value(tokens: Sequence[Token], amount: Amount, named: _Side | None) -> Limit | None:
    """The value that an amount without a comparator states of a property."""
    if named is not None and not _beside(tokens, amount, named):
        named = None
    prop = _measured(amount.unit.property, named.means if named else "")
    if not prop or prop in (QUANTITY, "distance") or amount.loose:
        return None
    low, high = amount.low, amount.low if amount.high is None else amount.high
    if not amount.unit.unit and not _BARE.get(prop, _SHARE).holds(low, high):
        return None
    if prop in _SIZES and high < 0:
        return Limit(prop, IS, None, -high, amount.unit.unit)  # "-2 mm" has passed a sieve
    behind = tokens[amount.last + 1].text if amount.last + 1 < len(tokens) else ""
    return Limit(prop, IS, low, None if behind == "+" else high, amount.unit.unit)


def _beside(tokens: Sequence[Token], amount: Amount, named: _Side) -> bool:
    """Whether nothing but words like "oranı" and "yaklaşık" stands between a property and its number."""
    between = tokens[named.last + 1 : amount.first] or tokens[amount.last + 1 : named.first]
    return all(token.text in _FILLERS or token.text in SUFFIXES or not token.text[0].isalnum() for token in between)


def _water(tokens: Sequence[Token], amount: Amount, taken: Sequence[_Side]) -> _Side | None:
    """Water as an ingredient: "su %10" begins a clause, "%95 su" ends it; elsewhere "su" is the thing itself."""
    if amount.unit.unit != "%":
        return None
    first = min([amount.first, *(side.first for side in taken)])
    last = max([amount.last, *(side.last for side in taken)])
    if first == 1 and tokens[0].text in _WATER:
        return _Side("moisture", 0, 0, 0)
    if last + 2 == len(tokens) and tokens[-1].text in _WATER:
        return _Side("moisture", 0, last + 1, last + 1)
    return None


def _measured(by_unit: str, named: str) -> str:
    """The property: a unit that measures one thing only outweighs a word, but millimetres may be a thickness."""
    return named if not by_unit or (by_unit in _SIZES and named in _SIZES) else by_unit


def _compared_before(tokens: Sequence[Token], first: int, begin: int) -> _Side | None:
    """The comparator nearest in front of a number."""
    known = condition_words().comparators
    for end in range(first, max(begin, first - _WINDOW), -1):
        for length in range(min(LONGEST_PHRASE, end - begin), 0, -1):
            found = known.get(_texts(tokens, end - length, end))
            if found is not None and found[1] != "behind":
                return _Side(found[0], first - end, end - length, end - 1)
    return None


def _compared_behind(tokens: Sequence[Token], last: int, end: int) -> _Side | None:
    """The comparator directly behind a number, or behind its property ("%1 klor altı")."""
    known, at, words = condition_words().comparators, last + 1, 0
    while at < end and words < 2:
        for length in range(min(LONGEST_PHRASE, end - at), 0, -1):
            found = known.get(_texts(tokens, at, at + length))
            if found is not None and found[1] != "before" and not _leads(tokens, at + length, end, found[1]):
                return _Side(found[0], words, at, at + length - 1)
        words += tokens[at].text not in SUFFIXES
        at += 1
    return None


def _leads(tokens: Sequence[Token], at: int, end: int, side: str) -> bool:
    """Whether a comparator stands directly in front of the next number, to which it belongs then."""
    return not side and at == end < len(tokens)


def _property(tokens: Sequence[Token], amount: Amount, begin: int, end: int, taken: Sequence[_Side]) -> _Side | None:
    """The property nearest to a number, rather in front of it than behind it."""
    skipped = {place for side in taken for place in range(side.first, side.last + 1)}
    before = _named(tokens, range(amount.first - 1, max(begin, amount.first - _WINDOW) - 1, -1), skipped)
    behind = _named(tokens, range(amount.last + 1, min(end, amount.last + _WINDOW)), skipped)
    if before is None or (behind is not None and behind.distance < before.distance):
        return behind
    return before


def _named(tokens: Sequence[Token], places: range, skipped: set[int]) -> _Side | None:
    """The first property on the way from a number; a symbol of one or two letters only right beside it."""
    known, distance = condition_words().properties, 0
    for at in places:
        text = tokens[at].text
        if at in skipped or text in SUFFIXES or not text[0].isalpha():
            continue
        found = _phrase_at(tokens, at, places, known)
        if found is not None and not (distance and len(text) <= 2):
            return found._replace(distance=distance)
        distance += 1
        if distance > _REACH:
            return None
    return None


def _phrase_at(tokens: Sequence[Token], at: int, places: range, known: Mapping[tuple[str, ...], str]) -> _Side | None:
    """The longest property that ends (on the way back) or begins (on the way on) at a place."""
    bounds = sorted((places[0], places[-1]))
    for length in range(LONGEST_PHRASE, 0, -1):
        first = at - length + 1 if places.step < 0 else at
        if first < bounds[0] or first + length - 1 > bounds[1]:
            continue
        means = known.get(tuple(stem(text) for text in _texts(tokens, first, first + length)))
        if means is not None:
            return _Side(means, 0, first, first + length - 1)
    return None


def _texts(tokens: Sequence[Token], first: int, end: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[first:end])
