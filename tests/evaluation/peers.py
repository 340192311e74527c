"""Plain engines to be held against ours, each in a few lines of NumPy: inverted lists with TF-IDF or BM25, RapidFuzz.

A peer takes the texts of one side and answers, for one more text, a score for each of them.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Protocol

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from app.common.turkish import match_key, turkish_lower
from app.matching import Encoder

Floats = NDArray[np.float32]
Terms = Callable[[str], Iterable[str]]

# The usual settings of BM25.
SATURATION, LENGTH = 1.2, 0.75
SHORTEST, LONGEST = 3, 5


class Peer(Protocol):
    """An engine that compares texts."""

    def scores(self, text: str) -> Floats:
        """One score for each text that it was made of, higher = more alike."""
        ...


def letter_runs(text: str) -> list[str]:
    """All runs of three to five characters, blanks among them."""
    padded = f" {match_key(text)} "
    return [
        padded[at : at + length] for length in range(SHORTEST, LONGEST + 1) for at in range(len(padded) - length + 1)
    ]


def turkish_stems(text: str) -> list[str]:
    """Words as the Snowball stemmer leaves them, without diacritics."""
    return [_stem(word) for word in "".join(letter if letter.isalnum() else " " for letter in text).split()]


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("turkish")


@cache
def _stem(word: str) -> str:
    return match_key(_stemmer().stemWord(turkish_lower(word)))


class Inverted:
    """For each term the texts that hold it, with weights; a query adds up the lists of its terms."""

    def __init__(self, texts: Sequence[str], terms: Terms, *, bm25: bool) -> None:
        self._terms, self._bm25 = terms, bm25
        self._numbers: dict[str, int] = {}
        held, sizes, numbers_of, counts_of = len(texts), array("i"), array("i"), array("f")
        for text in texts:
            bag = self._bag(text)
            sizes.append(len(bag))
            numbers_of.extend(bag)
            counts_of.extend(bag.values())
        rows = np.repeat(np.arange(held, dtype=np.int32), np.array(sizes, np.int32))
        numbers, counts = np.array(numbers_of, np.int32), np.array(counts_of, np.float32)
        order = np.argsort(numbers, kind="stable")
        self._rows, numbers, counts = rows[order], numbers[order], counts[order]
        self._starts = np.searchsorted(numbers, np.arange(len(self._numbers) + 1))
        documents = np.diff(self._starts)
        self._size = held
        self._idf = np.log1p((self._size - documents + 0.5) / (documents + 0.5)).astype(np.float32)
        lengths = np.bincount(self._rows, counts, self._size).astype(np.float64)
        self._weights = (self._saturated(counts, lengths) if bm25 else self._normed(counts, numbers)).astype(np.float32)

    def _bag(self, text: str) -> Counter[int]:
        known = self._numbers
        return Counter(known.setdefault(term, len(known)) for term in self._terms(text))

    def _saturated(self, counts: Floats, lengths: NDArray[np.float64]) -> NDArray[np.float64]:
        usual = 1 - LENGTH + LENGTH * lengths / max(1.0, float(lengths.mean()))
        return counts * (SATURATION + 1) / (counts + SATURATION * usual[self._rows])

    def _normed(self, counts: Floats, numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        weights = (1 + np.log(counts)) * self._idf[numbers]
        norms = np.sqrt(np.bincount(self._rows, np.square(weights), self._size))
        return weights / np.where(norms > 0, norms, 1.0)[self._rows]

    def scores(self, text: str) -> Floats:
        """BM25, or the cosine of the TF-IDF vectors."""
        total, square = np.zeros(self._size, np.float32), 0.0
        for term, count in Counter(self._terms(text)).items():
            number = self._numbers.get(term)
            if number is None:
                continue
            weight = float(self._idf[number]) * (1.0 if self._bm25 else 1 + float(np.log(count)))
            square += weight * weight
            held = slice(self._starts[number], self._starts[number + 1])
            total[self._rows[held]] += self._weights[held] * np.float32(weight)
        return total if self._bm25 or not square else total / np.float32(np.sqrt(square))


class TokenSets:
    """RapidFuzz's token set ratio over all texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._keys = [match_key(text) for text in texts]

    def scores(self, text: str) -> Floats:
        """Ratios 0…1."""
        ratios = process.cdist([match_key(text)], self._keys, scorer=fuzz.token_set_ratio, dtype=np.float32)
        return np.asarray(ratios[0] / np.float32(100.0), np.float32)

    def extract(self, text: str, limit: int) -> list[tuple[str, float, int]]:
        """The best texts, as a program that only knows RapidFuzz finds them."""
        return process.extract(match_key(text), self._keys, scorer=fuzz.token_set_ratio, limit=limit)


class Meanings:
    """The sentence encoder alone."""

    def __init__(self, vectors: Floats, encoder: Encoder) -> None:
        self._vectors, self._encoder = vectors, encoder

    def scores(self, text: str) -> Floats:
        """Cosines; the text is encoded anew at each call."""
        return np.asarray(self._vectors @ self._encoder.encode([text])[0], np.float32)


class Summed:
    """The sum of several peers."""

    def __init__(self, *peers: Peer) -> None:
        self._peers = peers

    def scores(self, text: str) -> Floats:
        """The scores of all, added."""
        return np.asarray(sum(peer.scores(text) for peer in self._peers), np.float32)


def character_tfidf(texts: Sequence[str]) -> Inverted:
    """TF-IDF of runs of three to five characters."""
    return Inverted(texts, letter_runs, bm25=False)


def bm25(texts: Sequence[str]) -> Inverted:
    """BM25 on Turkish stems."""
    return Inverted(texts, turkish_stems, bm25=True)


def best(scores: Floats, limit: int) -> list[int]:
    """The places of the highest scores, best first, ties by place."""
    if limit >= len(scores):
        places = np.arange(len(scores))
    else:
        places = np.flatnonzero(scores >= -np.partition(-scores, limit - 1)[limit - 1])
    return [int(place) for place in places[np.argsort(-scores[places], kind="stable")][:limit]]
