"""The months that a text names: "nisan-ağustos", "kasımdan temmuza kadar", "October to March", "yazın"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from app.common.turkish import match_key
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import LONGEST_TEXT

YEAR: Final = 12
_TOKEN: Final = re.compile(r"[^\W\d_]+|[-–—/,+&]")
# What may stand between the first and the last month, or behind the name of a month.
_LINKS: Final = frozenset([*"-–—/,+&", "ile", "ila", "ve", "to", "until", "till", "through", "and", "ay", "ayi"])
_ENDINGS: Final = frozenset(
    ["", *"aeiu", "ya", "ye", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "in", "un", "nin", "nun"]
)
# "kampanya ekim-nisan, kalan aylar yedek": free in all other months, or in some of them.
_OTHERS: Final = ("kalan ay", "diger ay", "other month", "rest of the year")


def read_months(text: str) -> frozenset[int]:
    """The months (1 … 12) that a text says something for; empty where it names none. Never raises.

    A month by itself tells too little: "mart'a kadar" may be a deadline, "ocak" a furnace or a quarry.
    """
    key = match_key(text[:LONGEST_TEXT])
    if any(others in key for others in _OTHERS):
        return frozenset()
    if not _names_some(key):
        return frozenset()
    words = _TOKEN.findall(key)
    return frozenset(month for span in (*_ranges(words), *_seasons(words)) for month in _round_the_year(*span))


def _ranges(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for word in words:
        month = _month(word)
        if month and first not in (0, month):
            yield first, month
            first = 0
        elif month or word not in _LINKS:
            first = month


def _month(word: str) -> int:
    """The month that a word names, 0 for none."""
    for length in range(min(len(word), 9), 2, -1):
        if (month := _names().get(word[:length])) is not None and word[length:] in _ENDINGS:
            return month
    return 0


def _seasons(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    known = _phrases()
    for place, word in enumerate(words):
        for phrase in ((word,), tuple(words[place : place + 2])):
            if phrase in known:
                yield known[phrase]


def _round_the_year(first: int, last: int) -> list[int]:
    return [(first - 1 + step) % YEAR + 1 for step in range((last - first) % YEAR + 1)]


def _names_some(key: str) -> bool:
    """Whether it is worth looking closer; nearly all texts name no month."""
    for word in _first_words():  # noqa: SIM110 (twice as fast as a generator, and every card comes by)
        if word in key:
            return True
    return False


@cache
def _first_words() -> tuple[str, ...]:
    """So many letters that every name begins with one of them."""
    return tuple(sorted({word[:4] for word in (*_names(), *(phrase[0] for phrase in _phrases()))}))


@cache
def _names() -> dict[str, int]:
    """Single months; one on -k also as it softens before a vowel ("aralığa")."""
    named = {entry.key: int(entry.means) for entry in vocabulary().of_kind("month") if "-" not in entry.means}
    return {**{f"{name[:-1]}g": month for name, month in named.items() if name.endswith("k")}, **named}


@cache
def _phrases() -> dict[tuple[str, ...], tuple[int, int]]:
    found = {}
    for entry in vocabulary().of_kind("month"):
        first, dash, last = entry.means.partition("-")
        if dash:
            found[tuple(entry.key.split(" "))] = int(first), int(last)
    return found
