"""Limits that a text sets: "nem max %15", "Cl < %1", "%0,5 altı klor", "0-5 mm", "en az 20 ton", "80 derece üstü".

Which words name a property, a unit or a comparison stands in the vocabulary (kind `condition`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from app.common.turkish import match_key
from app.i18n.numbers import parse_number
from app.i18n.units import PERIODS, SPELLINGS, find_unit
from app.knowledge.vocabulary import COMPARATORS, Vocabulary, vocabulary
from app.knowledge.words import LONGEST_TEXT, stem

QUANTITY: Final = "quantity"
# What is given in millimetres or metres when no other word says what it is.
_SIZES: Final = frozenset({"grain_size", "thickness", "width", "length", "diameter", "distance"})
# A plain value ("nem %15") is no limit, a range of a property ("nem %10-15") is one.
BETWEEN: Final = "between"

_TOKEN: Final = re.compile(
    r"\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)*"
    r"|(?:[nscdk]?m)[23]\b|[a-z]{1,2}\d?o[2-5]\b|[^\W\d_]+|[<>]=?|=[<>]|[^\w\s]"
)
_DIGIT: Final = re.compile(r"\d")
_ENDS: Final = frozenset(",;.!?")
_DASHES: Final = frozenset("-–—")
_SEPARATORS: Final = _DASHES | {"ila", "ile", "to", "…"}
_LOOSE_SEPARATORS: Final = _SEPARATORS | {"ve", "and"}  # only with "arasında" or "between"
# Case endings typed behind an apostrophe or alone ("%10 dan az"), and words that add nothing to a comparison.
_SUFFIXES: Final = frozenset(
    [
        "'",
        "’",
        "in",
        "un",
        "nin",
        "nun",
        "i",
        "u",
        "yi",
        "yu",
        "e",
        "a",
        "ye",
        "ya",
        "den",
        "dan",
        "ten",
        "tan",
        "de",
        "da",
        "te",
        "ta",
        "ve",
        "veya",
        "olan",
        "olmali",
        "olsun",
        "or",
        "and",
        ")",
        "(",
        ":",
        "=",
    ]
)
_TIMES: Final = frozenset({"bin", "milyon"})
_LONGEST_PHRASE: Final = 4
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


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit() and self.text[-1].isdigit()


class _Unit(NamedTuple):
    """A unit and the property that it measures, empty where it measures many."""

    unit: str
    property: str


_NO_UNIT: Final = _Unit("", "")


class _Amount(NamedTuple):
    """One number or range at the tokens `first` … `last`, its unit included."""

    first: int
    last: int
    low: float
    high: float | None
    unit: _Unit
    loose: bool


class _Side(NamedTuple):
    """A comparator or property, how many words lie between it and the number, and the tokens that it takes up."""

    means: str
    distance: int
    first: int
    last: int


class _Words:
    """The vocabulary's conditions by their tokens."""

    def __init__(self, known: Vocabulary) -> None:
        self.comparators: dict[tuple[str, ...], tuple[str, str]] = {}
        self.properties: dict[tuple[str, ...], str] = {}
        self.units: dict[tuple[str, ...], _Unit] = {}
        for entry in known.of_kind("condition"):
            parts = tuple(token.text for token in _split(entry.text))
            name, _, rest = entry.means.partition(" ")
            if name in COMPARATORS:
                self.comparators[parts] = name, rest
            elif rest:
                self.units[parts] = _Unit(rest, "" if name == "-" else name)
            else:
                self.properties[tuple(map(stem, parts))] = name


@cache
def _words() -> _Words:
    return _Words(vocabulary())


def read_limits(text: str) -> tuple[Limit, ...]:
    """The limits in a text, in its order; empty where it sets none. Never raises, whatever the text."""
    if not _DIGIT.search(text):
        return ()
    return tuple(limit for clause in _clauses(_split(match_key(text[:LONGEST_TEXT]))) for limit in _in_clause(clause))


def _split(text: str) -> list[_Token]:
    return [_Token(found[0], *found.span()) for found in _TOKEN.finditer(match_key(text))]


def _clauses(tokens: Sequence[_Token]) -> list[list[_Token]]:
    """The tokens between commas and ends of sentences; the full stop of "max." ends nothing."""
    clauses: list[list[_Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.text not in _ENDS:
            clauses[-1].append(token)
        elif token.text != "." or not place or (tokens[place - 1].text,) not in _words().comparators:
            clauses.append([])
    return clauses


def _in_clause(tokens: Sequence[_Token]) -> list[Limit]:
    amounts = _amounts(tokens)
    found: list[Limit] = []
    begin = 0
    for place, amount in enumerate(amounts):
        following = amounts[place + 1] if place + 1 < len(amounts) else None
        end = following.first if following else len(tokens)
        if not amount.unit.unit and following is not None and following.first - amount.last <= 3:
            amount = amount._replace(unit=following.unit)  # "min 10 max 20 mm"
        limit, begin = _limit(tokens, amount, begin, end)
        if limit is not None:
            found.append(limit)
    return found


def _limit(tokens: Sequence[_Token], amount: _Amount, begin: int, end: int) -> tuple[Limit | None, int]:
    """The limit that an amount sets, and the first token that the next amount may read."""
    before = _compared_before(tokens, amount.first, begin)
    behind = None if before else _compared_behind(tokens, amount.last, end)
    compared = before or behind
    taken = [side for side in (compared,) if side is not None]
    named = _property(tokens, amount, begin, end, taken)
    prop = _measured(amount.unit.property, named.means if named else "")
    last = max([amount.last, *(side.last for side in (behind, named) if side is not None)])
    comparator = compared.means if compared else BETWEEN if amount.high is not None else ""
    if not comparator or (not prop and not amount.unit.unit) or (amount.loose and comparator != BETWEEN):
        return None, last + 1
    if not compared and (not prop or prop == QUANTITY):
        return None, last + 1  # "150-200 t/yıl" is an amount, not a limit
    if comparator == BETWEEN and amount.high is None:
        return None, last + 1
    low = None if comparator == "at_most" else amount.low
    high = None if comparator == "at_least" else amount.low if amount.high is None else amount.high
    return Limit(prop, comparator, low, high, amount.unit.unit), last + 1


def _measured(by_unit: str, named: str) -> str:
    """The property: a unit that measures one thing only outweighs a word, but millimetres may be a thickness."""
    return named if not by_unit or (by_unit in _SIZES and named in _SIZES) else by_unit


def _amounts(tokens: Sequence[_Token]) -> list[_Amount]:
    found: list[_Amount] = []
    at = 0
    while at < len(tokens):
        amount = _amount_at(tokens, at) if tokens[at].is_number and not _glued(tokens, at) else None
        if amount is not None:
            found.append(amount)
        at = amount.last + 1 if amount else at + 1
    return found


def _glued(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a number is the tail of a name: "C45", "PM-10", "80x120"."""
    if not at or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1].text
    if before in _DASHES:
        return at > 1 and tokens[at - 2].end == tokens[at - 1].start and tokens[at - 2].text[-1].isalpha()
    return before.isalpha() or before in "/*×"


def _amount_at(tokens: Sequence[_Token], at: int) -> _Amount | None:
    low = _value(tokens, at)
    if low is None:
        return None
    first, last = at, at
    percent = _percent_before(tokens, at)
    first -= percent
    if first and tokens[first - 1].text in _DASHES and tokens[first - 1].end == tokens[first].start:
        low, first = -low, first - 1
    last, low = _multiplied(tokens, last, low)
    unit, last = _unit_behind(tokens, last)
    if percent:
        unit = _Unit("%", "")
    high, loose, end = _range_end(tokens, last, low)
    if high is None:
        return _Amount(first, last, low, None, unit, loose=False)
    other, end = _unit_behind(tokens, end)
    return _Amount(first, end, low, high, unit if unit.unit else other, loose)


def _value(tokens: Sequence[_Token], at: int) -> float | None:
    reading = parse_number(tokens[at].text)
    return None if reading is None else float(reading.value)


def _percent_before(tokens: Sequence[_Token], at: int) -> int:
    return int(at > 0 and tokens[at - 1].text in ("%", "yuzde"))


def _multiplied(tokens: Sequence[_Token], last: int, value: float) -> tuple[int, float]:
    following = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if following not in _TIMES:
        return last, value
    return last + 1, value * (1_000 if following == "bin" else 1_000_000)


def _range_end(tokens: Sequence[_Token], last: int, low: float) -> tuple[float | None, bool, int]:
    """The upper end of a range, whether its link is a mere "ve", and the place of the number."""
    at = last + 2
    if at < len(tokens) and tokens[at].text in ("%", "yuzde"):
        at += 1
    if at >= len(tokens) or not tokens[at].is_number or tokens[last + 1].text not in _LOOSE_SEPARATORS:
        return None, False, last
    high = _value(tokens, at)
    if high is None:
        return None, False, last
    at, high = _multiplied(tokens, at, high)
    return (high, tokens[last + 1].text not in _SEPARATORS, at) if high > low else (None, False, last)


def _unit_behind(tokens: Sequence[_Token], last: int) -> tuple[_Unit, int]:
    """The unit behind a number, the longest first, and the place of its last token."""
    texts = [token.text for token in tokens[last + 1 : last + 1 + _LONGEST_PHRASE]]
    for length in range(len(texts), 0, -1):
        unit = _words().units.get(tuple(texts[:length]))
        if unit is not None:
            return unit, last + length
    if len(texts) > 2 and texts[1] == "/" and texts[2] in PERIODS and (rate := find_unit("".join(texts[:3]))):
        return _Unit(rate.code, QUANTITY), last + 3
    for length in (2, 1):
        known = SPELLINGS.get(" ".join(texts[:length]))
        if known is not None and len(texts) >= length:
            return _Unit(known.code, QUANTITY), last + length
    return _NO_UNIT, last


def _compared_before(tokens: Sequence[_Token], first: int, begin: int) -> _Side | None:
    """The comparator nearest in front of a number."""
    known = _words().comparators
    for end in range(first, max(begin, first - _WINDOW), -1):
        for length in range(min(_LONGEST_PHRASE, end - begin), 0, -1):
            found = known.get(_texts(tokens, end - length, end))
            if found is not None and found[1] != "behind":
                return _Side(found[0], first - end, end - length, end - 1)
    return None


def _compared_behind(tokens: Sequence[_Token], last: int, end: int) -> _Side | None:
    """The comparator directly behind a number, or behind its property ("%1 klor altı")."""
    known, at, words = _words().comparators, last + 1, 0
    while at < end and words < 2:
        for length in range(min(_LONGEST_PHRASE, end - at), 0, -1):
            found = known.get(_texts(tokens, at, at + length))
            if found is not None and found[1] != "before" and not _leads(tokens, at + length, end, found[1]):
                return _Side(found[0], words, at, at + length - 1)
        words += tokens[at].text not in _SUFFIXES
        at += 1
    return None


def _leads(tokens: Sequence[_Token], at: int, end: int, side: str) -> bool:
    """Whether a comparator stands directly in front of the next number, to which it belongs then."""
    return not side and at == end < len(tokens)


def _property(tokens: Sequence[_Token], amount: _Amount, begin: int, end: int, taken: Sequence[_Side]) -> _Side | None:
    """The property nearest to a number, rather in front of it than behind it."""
    skipped = {place for side in taken for place in range(side.first, side.last + 1)}
    before = _named(tokens, range(amount.first - 1, max(begin, amount.first - _WINDOW) - 1, -1), skipped)
    behind = _named(tokens, range(amount.last + 1, min(end, amount.last + _WINDOW)), skipped)
    if before is None or (behind is not None and behind.distance < before.distance):
        return behind
    return before


def _named(tokens: Sequence[_Token], places: range, skipped: set[int]) -> _Side | None:
    """The first property on the way from a number; a symbol of one or two letters only right beside it."""
    known, distance = _words().properties, 0
    for at in places:
        text = tokens[at].text
        if at in skipped or text in _SUFFIXES or not text[0].isalpha():
            continue
        found = _phrase_at(tokens, at, places, known)
        if found is not None and not (distance and len(text) <= 2):
            return found._replace(distance=distance)
        distance += 1
        if distance > _REACH:
            return None
    return None


def _phrase_at(tokens: Sequence[_Token], at: int, places: range, known: Mapping[tuple[str, ...], str]) -> _Side | None:
    """The longest property that ends (on the way back) or begins (on the way on) at a place."""
    bounds = sorted((places[0], places[-1]))
    for length in range(_LONGEST_PHRASE, 0, -1):
        first = at - length + 1 if places.step < 0 else at
        if first < bounds[0] or first + length - 1 > bounds[1]:
            continue
        means = known.get(tuple(stem(text) for text in _texts(tokens, first, first + length)))
        if means is not None:
            return _Side(means, 0, first, first + length - 1)
    return None


def _texts(tokens: Sequence[_Token], first: int, end: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[first:end])
