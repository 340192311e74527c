"""A text as tokens, its clauses, and the numbers in them with their units: what limits and values are read from.

Which words name a property, a unit or a comparison stands in the vocabulary (kind `condition`).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from app.i18n.numbers import parse_number
from app.i18n.units import PERIODS, SPELLINGS, find_unit
from app.knowledge.vocabulary import COMPARATORS, Vocabulary, vocabulary
from app.knowledge.words import stem

QUANTITY: Final = "quantity"
LONGEST_PHRASE: Final = 4

_TOKEN: Final = re.compile(
    r"\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)*"
    r"|(?:[nscdk]?m)[23]\b|[a-z]{1,2}\d?o[2-5]\b|[^\W\d_]+|[<>]=?|=[<>]|[^\w\s]"
)
_ENDS: Final = frozenset(",;.!?")
_DASHES: Final = frozenset("-–—")
_SEPARATORS: Final = _DASHES | {"ila", "ile", "to", "…"}
_LOOSE_SEPARATORS: Final = _SEPARATORS | {"ve", "and"}  # only with "arasında" or "between"
# Case endings typed behind an apostrophe or alone ("%10 dan az"), and words that add nothing to a comparison.
SUFFIXES: Final = frozenset(
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


class Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit() and self.text[-1].isdigit()


class Unit(NamedTuple):
    """A unit and the property that it measures, empty where it measures many."""

    unit: str
    property: str


_NO_UNIT: Final = Unit("", "")


class Amount(NamedTuple):
    """One number or range at the tokens `first` … `last`, its unit included."""

    first: int
    last: int
    low: float
    high: float | None
    unit: Unit
    loose: bool


class Words:
    """The vocabulary's conditions by their tokens."""

    def __init__(self, known: Vocabulary) -> None:
        self.comparators: dict[tuple[str, ...], tuple[str, str]] = {}
        self.properties: dict[tuple[str, ...], str] = {}
        self.units: dict[tuple[str, ...], Unit] = {}
        for entry in known.of_kind("condition"):
            parts = tuple(token.text for token in split(entry.key))
            name, _, rest = entry.means.partition(" ")
            if name in COMPARATORS:
                self.comparators[parts] = name, rest
            elif rest:
                self.units[parts] = Unit(rest, "" if name == "-" else name)
            else:
                self.properties[tuple(map(stem, parts))] = name


@cache
def condition_words() -> Words:
    return Words(vocabulary())


def split(key: str) -> list[Token]:
    """The tokens of `match_key` text."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(key)]


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens between commas and ends of sentences; the full stop of "max." ends nothing."""
    clauses: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.text not in _ENDS:
            clauses[-1].append(token)
        elif token.text != "." or not place or (tokens[place - 1].text,) not in condition_words().comparators:
            clauses.append([])
    return clauses


def find_amounts(tokens: Sequence[Token]) -> list[Amount]:
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        amount = _amount_at(tokens, at) if tokens[at].is_number and not _glued(tokens, at) else None
        if amount is not None:
            found.append(amount)
        at = amount.last + 1 if amount else at + 1
    return found


def _glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the tail of a name: "C45", "PM-10", "80x120"."""
    if not at or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1].text
    if before in _DASHES:
        return at > 1 and tokens[at - 2].end == tokens[at - 1].start and tokens[at - 2].text[-1].isalpha()
    return before.isalpha() or before in "/*×"


def _amount_at(tokens: Sequence[Token], at: int) -> Amount | None:
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
        unit = Unit("%", "")
    high, loose, end = _range_end(tokens, last, low)
    if high is None:
        return Amount(first, last, low, None, unit, loose=False)
    other, end = _unit_behind(tokens, end)
    return Amount(first, end, low, high, unit if unit.unit else other, loose)


def _value(tokens: Sequence[Token], at: int) -> float | None:
    reading = parse_number(tokens[at].text)
    return None if reading is None else float(reading.value)


def _percent_before(tokens: Sequence[Token], at: int) -> int:
    return int(at > 0 and tokens[at - 1].text in ("%", "yuzde"))


def _multiplied(tokens: Sequence[Token], last: int, value: float) -> tuple[int, float]:
    following = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if following not in _TIMES:
        return last, value
    return last + 1, value * (1_000 if following == "bin" else 1_000_000)


def _range_end(tokens: Sequence[Token], last: int, low: float) -> tuple[float | None, bool, int]:
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


def _unit_behind(tokens: Sequence[Token], last: int) -> tuple[Unit, int]:
    """The unit behind a number, the longest first, and the place of its last token."""
    texts = [token.text for token in tokens[last + 1 : last + 1 + LONGEST_PHRASE]]
    for length in range(len(texts), 0, -1):
        unit = condition_words().units.get(tuple(texts[:length]))
        if unit is not None:
            return unit, last + length
    if len(texts) > 2 and texts[1] == "/" and texts[2] in PERIODS and (rate := find_unit("".join(texts[:3]))):
        return Unit(rate.code, QUANTITY), last + 3
    for length in (2, 1):
        known = SPELLINGS.get(" ".join(texts[:length]))
        if known is not None and len(texts) >= length:
            return Unit(known.code, QUANTITY), last + length
    return _NO_UNIT, last
