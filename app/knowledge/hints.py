"""What a text may be about although it has no label whole: concepts with words in common, the rare ones counting more.

"koku yatağı dolgusu" is no label, but shares two telling words with those of a biofilter's filling. A hint is no link:
alone it says little, together with what an offer can become it tells the one need in the room from all others.

`resources/knowledge/hints.csv` adds what people write who mean a concept and what is too loose to be a label of it:
purposes and troubles ("nem tutsun", "araç çarpmasına").
"""

import math
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.knowledge.concepts import ConceptTable
from app.knowledge.link import Linker
from app.knowledge.tables import Fault, Row, RowError, make_each
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import stem, tokens

# Fewer would lose uses, more only add noise.
MOST: Final = 25
FLOOR: Final = 0.02
# A phrase has as many words at least.
SHORTEST: Final = 2
# Concepts with many labels share words with everything; the whole length of their words would punish them too much.
LENGTH: Final = 0.5
# The length of the words of a usual concept, so that hints lie between 0 and about 1.
USUAL_LENGTH: Final = 3.0


class Hints:
    """`of(words)` for one set of tables."""

    def __init__(self, table: ConceptTable, linker: Linker, phrases: Mapping[str, Collection[str]]) -> None:
        """`phrases` are those of each concept, in words."""
        self._ids = [concept.id for concept in table]
        self._names = {
            concept: linker.names_of(concept).union(map(_stems, phrases.get(concept, ()))) for concept in self._ids
        }
        words = [sorted(self.words_of(concept)) for concept in self._ids]
        holders: dict[str, list[int]] = {}
        for number, parts in enumerate(words):
            for part in parts:
                holders.setdefault(part, []).append(number)
        most = math.log1p(len(self._ids) / 2)
        self._rarity = {part: math.log1p(len(self._ids) / (1 + len(held))) / most for part, held in holders.items()}
        lengths = np.array([math.sqrt(math.fsum(self._rarity[part] ** 2 for part in parts)) for parts in words])
        scale = (USUAL_LENGTH / np.maximum(lengths, 1e-6)) ** LENGTH
        self._told: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]] = {}
        for part, held in holders.items():
            if part not in vocabulary().stop:
                numbers = np.array(held, np.int32)
                self._told[part] = numbers, self._rarity[part] ** 2 * scale[numbers]

    def names_of(self, concept: str) -> frozenset[tuple[str, ...]]:
        """The labels and phrases of a concept as stems."""
        return self._names[concept]

    def words_of(self, concept: str) -> frozenset[str]:
        """The words of all of them."""
        return frozenset(chain(*self._names[concept]))

    def of(self, words: Mapping[str, float]) -> dict[str, float]:
        """The concepts at which weighted stems hint, the surest first."""
        length = math.sqrt(math.fsum((weight * self._rarity.get(word, 1.0)) ** 2 for word, weight in words.items()))
        told = [(*self._told[word], weight) for word, weight in words.items() if word in self._told]
        if not told:
            return {}
        numbers = np.concatenate([held for held, _, _ in told])
        sums = np.bincount(numbers, np.concatenate([points * weight for _, points, weight in told])) / length
        found = np.flatnonzero(sums >= FLOOR)
        best = found[np.argsort(-sums[found], kind="stable")[:MOST]]
        return dict(zip(map(self._ids.__getitem__, best.tolist()), sums[best].round(4).tolist(), strict=True))


def read_hints(rows: Iterable[Row], *, concepts: Collection[str], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """The phrases of each concept; a line that says nothing, or what another says, is left out and told."""
    found: dict[str, tuple[str, ...]] = {}

    def make(row: Row) -> tuple[str, tuple[str, ...]]:
        concept, phrases = row.choice("concept", concepts), row.labels("phrases")
        if concept in found:
            raise RowError(f"{concept} is given twice")
        if short := next((phrase for phrase in phrases if len(_stems(phrase)) < SHORTEST), None):
            raise RowError(f"a single word is a label or nothing: {short}")
        return concept, phrases

    for _, (concept, phrases) in make_each(rows, make, faults):
        found[concept] = phrases
    return found


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in tokens(phrase) if word.isalnum())
