"""Mistyped words: which known words could have been meant."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.knowledge.plain_words import plain_words
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import VOWELS, roots, stem

# A word is taken for a misspelling of those from which it is fewest slips away (letters missing, doubled, wrong or
# swapped: optimal string alignment); two slips are forgiven in long words only, and the first letter is seldom wrong.
SHORTEST_MENDED = 3
TWO_SLIPS = 9
# The shorter the word, the more others are as near.
SURENESS = {3: 0.3, 4: 0.5, 5: 0.7}
UNSURE = 0.85
MOST_MEANT = 4
# "kmprsr" for "kompresör": a word in which at most every fourth letter is a vowel has lost some, and is found by what
# is left where that is enough to tell it from all others.
FEW_VOWELS = 4
SHORTEST_SKELETON = 4


class Meant(NamedTuple):
    """The stem of a word that may have been meant, and how surely it was (0…1)."""

    part: str
    sure: float


class Speller:
    """Knows the words of the labels in every form in which labels have them."""

    def __init__(self, spellings: Mapping[str, str], frequency: Mapping[str, int]) -> None:
        """`spellings` maps words as they are written to their stems, `frequency` counts the labels with a stem."""
        self._stem_of: dict[str, str] = {**{part: part for part in frequency}, **spellings}
        self._plain = plain_words()
        self._frequency = frequency
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted({*self._stem_of, *vocabulary().stop}):
            if len(word) >= SHORTEST_MENDED and word.isalpha():
                self._by_shape.setdefault((word[0], len(word)), []).append(word)
        self._skeletons = _skeletons(frequency)
        self.meant = lru_cache(maxsize=65536)(self._meant)

    def _meant(self, word: str) -> tuple[Meant, ...]:
        """What an unknown word of letters was meant to be, the likeliest first; empty where nothing is near."""
        if len(word) < SHORTEST_MENDED or word in self._plain:
            return ()
        shortened = sum(letter in VOWELS for letter in word) * FEW_VOWELS <= len(word)
        if shortened and (whole := self._skeletons.get(_consonants(stem(word)))) is not None:
            return (Meant(whole, UNSURE),)
        for form in dict.fromkeys((word, stem(word), *roots(word))):
            if found := self._nearest(form):
                return found
        return ()

    def _nearest(self, form: str) -> tuple[Meant, ...]:
        """The known words that are fewest slips away; none where a word that says nothing is as near."""
        if len(form) < SHORTEST_MENDED:
            return ()
        slips = 2 if len(form) >= TWO_SLIPS else 1
        near = [
            word for more in range(-slips, slips + 1) for word in self._by_shape.get((form[0], len(form) + more), ())
        ]
        found = process.extract(form, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if not found:
            return ()
        fewest = min(distance for _, distance, _ in found)
        words = [word for word, distance, _ in found if distance == fewest]
        if any(word not in self._stem_of for word in words):
            return ()
        sure = SURENESS.get(len(form), UNSURE)
        words.sort(key=lambda word: (abs(len(word) - len(form)), -self._frequency.get(self._stem_of[word], 0), word))
        parts = dict.fromkeys(self._stem_of[word] for word in words)
        return tuple(Meant(part, sure) for part in list(parts)[:MOST_MEANT])


def _skeletons(known: Iterable[str]) -> dict[str, str]:
    """The known words by their consonants, without those that share them with another."""
    found: dict[str, str | None] = {}
    for word in known:
        if len(bones := _consonants(word)) >= SHORTEST_SKELETON:
            found[bones] = None if bones in found else word
    return {bones: word for bones, word in found.items() if word is not None}


def _consonants(word: str) -> str:
    """The word without its vowels, but for the first letter."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)
