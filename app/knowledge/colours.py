"""The colours that a good is said to have, roughly: white, clear, black, coloured."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from app.knowledge.vocabulary import NO_COLOUR, vocabulary
from app.knowledge.words import split_words

# Wanted colour → offered ones that cannot become it: what is dark or dyed never turns white or clear again.
_SPOILS: Final = frozenset({"black", "coloured"})
_PALE: Final = frozenset({"white", "clear"})


def read_colours(words: Sequence[str]) -> frozenset[str]:
    """The colours that words of a text name, in folded spelling; two words together hide the first of them."""
    if _first_words().isdisjoint(words):
        return frozenset()
    known, found, skip = _colours(), set(), False
    for place, word in enumerate(words):
        if skip:
            skip = False
            continue
        both = (word, words[place + 1]) if place + 1 < len(words) else ("",)
        skip = both in known
        found.add(known.get(both, known.get((word,), NO_COLOUR)))
    return frozenset(found - {NO_COLOUR})


def colours_clash(wanted: frozenset[str], offered: frozenset[str]) -> bool:
    """Whether only white or clear will do and only what is dark or dyed is offered."""
    return bool(wanted and offered) and wanted <= _PALE and offered <= _SPOILS


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _colours())


@cache
def _colours() -> dict[tuple[str, ...], str]:
    return {tuple(split_words(entry.text)): entry.means for entry in vocabulary().of_kind("colour")}
