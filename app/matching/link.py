"""Text → concepts of the knowledge tables, each with a confidence."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from app.knowledge import ConceptTable
from app.matching.normalise import stem, tokens
from app.matching.wordlists import STOP_WORDS

# A word that is not in any label is taken for a misspelling of one that is this alike (RapidFuzz ratio, 0…100).
ALIKE = 86.0
SHORTEST_MENDED = 6
MENDED_CONFIDENCE = 0.8
# "atık döküm kumu" and "döküm atık kumu": this many words may stand between two words of a label.
GAP = 1


class Industries(NamedTuple):
    """The divisions in which a label has this meaning, or (`inside` False) in which it has not."""

    divisions: frozenset[int]
    inside: bool

    def fit(self, division: int | None) -> bool:
        """Whether a firm of this division means the label so; any firm does where no divisions are given."""
        return not self.divisions or (division in self.divisions) is self.inside


class Label(NamedTuple):
    """A way to write a concept, as stems."""

    parts: tuple[str, ...]
    concept: str
    industries: Industries


def _read_industries(text: str) -> Industries:
    """From what stands behind the `@` of a label: "24 25" (only there) or "!24 25" (everywhere else)."""
    return Industries(frozenset(int(part) for part in text.lstrip("!").split()), not text.startswith("!"))


class Linker:
    """Finds the labels of the concept table in stemmed text; longer labels hide the shorter ones inside them."""

    def __init__(self, table: ConceptTable) -> None:
        self._labels: dict[str, list[Label]] = {}
        for concept in table.concepts.values():
            for label in (*concept.tr, *concept.en):
                text, _, industries = label.partition("@")
                parts = tuple(stem(word) for word in tokens(text) if word.isalnum())
                if parts:
                    self._labels.setdefault(parts[0], []).append(Label(parts, concept.id, _read_industries(industries)))
        for found in self._labels.values():
            found.sort(key=lambda label: (-len(label.parts), label.concept))
        self._vocabulary = sorted(
            {part for labels in self._labels.values() for label in labels for part in label.parts}
        )
        self._known = frozenset(self._vocabulary)
        self._mendable = [word for word in self._vocabulary if len(word) >= SHORTEST_MENDED - 1]
        self._mend = lru_cache(maxsize=65536)(self._find_alike)

    def link(self, fields: Iterable[tuple[Sequence[str], float]], division: int | None = None) -> dict[str, float]:
        """Concepts named in (words, weight) fields with the best confidence found, 0…1.

        `division` is the industry of the firm that wrote them, which tells the meanings of some words apart.
        """
        found: dict[str, float] = {}
        for words, weight in fields:
            for concept, confidence in self._link_one(words, division).items():
                found[concept] = max(found.get(concept, 0.0), confidence * weight)
        return found

    def phrase(self, parts: Sequence[str]) -> frozenset[str]:
        """The concepts whose label is exactly this phrase of stems."""
        wanted = tuple(parts)
        return frozenset(label.concept for label in self._labels.get(wanted[0], ()) if label.parts == wanted)

    def _link_one(self, words: Sequence[str], division: int | None) -> Mapping[str, float]:
        mended = [self._mended(word) for word in words]
        parts = [part for part, _ in mended]
        hits: list[tuple[int, frozenset[int], str]] = []
        for start, part in enumerate(parts):
            for label in self._labels.get(part, ()):
                places = _follow(parts, start, label.parts)
                if places and label.industries.fit(division):
                    hits.append((len(label.parts), places, label.concept))
        hits.sort(key=lambda hit: (-hit[0], min(hit[1]), hit[2]))
        covered: dict[int, int] = {}
        found: dict[str, float] = {}
        for length, places, concept in hits:
            if all(covered.get(place, 0) > length for place in places):
                continue
            for place in places:
                covered.setdefault(place, length)
            confidence = min(mended[place][1] for place in places)
            found[concept] = max(found.get(concept, 0.0), confidence)
        return found

    def _mended(self, word: str) -> tuple[str, float]:
        part = stem(word)
        if part in self._known or len(word) < SHORTEST_MENDED or word in STOP_WORDS or not word.isalpha():
            return part, 1.0
        alike: str | None = self._mend(part)
        return (alike, MENDED_CONFIDENCE) if alike else (part, 1.0)

    def _find_alike(self, part: str) -> str | None:
        best = process.extractOne(part, self._mendable, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return best[0] if best and best[0][0] == part[0] else None


def _follow(parts: Sequence[str], start: int, label: Sequence[str]) -> frozenset[int]:
    """The places where the words of a label follow one another from `start`; empty where they do not."""
    places = [start]
    for wanted in label[1:]:
        for at in range(places[-1] + 1, min(places[-1] + 2 + GAP, len(parts))):
            if parts[at] == wanted:
                places.append(at)
                break
        else:
            return frozenset()
    return frozenset(places)
