"""Text → concepts of the knowledge tables, each with a confidence."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from app.knowledge.concepts import ConceptTable
from app.knowledge.negation import ReadLine
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import stem, tokens

# A word that is not in any label is taken for a misspelling of one that is this alike (RapidFuzz ratio, 0…100).
ALIKE = 86.0
SHORTEST_MENDED = 6
APART = 3
MENDED_CONFIDENCE = 0.8
# "atık döküm kumu" and "döküm atık kumu": this many words may stand between two words of a label.
GAP = 1
# "yıkama suyu azotlu" for "azotlu yıkama suyu": the words of a label in another order, next to each other.
SWAPPED = 0.9


class Industries(NamedTuple):
    """The divisions in which a label has this meaning, or (`inside` False) in which it has not."""

    divisions: frozenset[int]
    inside: bool

    def fit(self, division: int | None) -> bool:
        """Whether a firm of this division means the label so; any firm does where no divisions are given."""
        return not self.divisions or (division in self.divisions) is self.inside


ANYWHERE = Industries(frozenset(), True)


class Label(NamedTuple):
    """A way to write a concept, as stems."""

    parts: tuple[str, ...]
    concept: str
    industries: Industries


class Hit(NamedTuple):
    """A label found in a text: its concept, the places of its words, and how surely they are its words (0…1)."""

    concept: str
    places: tuple[int, ...]
    confidence: float


def _read_industries(text: str) -> Industries:
    """From what stands behind the `@` of a label: "24 25" (only there) or "!24 25" (everywhere else)."""
    if not text:
        return ANYWHERE
    return Industries(frozenset(int(part) for part in text.lstrip("!").split()), not text.startswith("!"))


class Linker:
    """Finds the labels of the concept table in stemmed text; longer labels hide the shorter ones inside them."""

    def __init__(self, table: ConceptTable) -> None:
        self._labels: dict[str, list[Label]] = {}
        self._names: dict[str, set[tuple[str, ...]]] = {}
        for concept in table:
            for label in (*concept.tr, *concept.en):
                text, _, industries = label.partition("@")
                parts = tuple(stem(word) for word in tokens(text) if word.isalnum())
                if parts:
                    self._names.setdefault(concept.id, set()).add(parts)
                    self._labels.setdefault(parts[0], []).append(Label(parts, concept.id, _read_industries(industries)))
        for found in self._labels.values():
            found.sort(key=lambda label: (-len(label.parts), label.concept))
        self._known = frozenset(part for labels in self._labels.values() for label in labels for part in label.parts)
        self._mendable: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST_MENDED - 1:
                self._mendable.setdefault((word[0], len(word)), []).append(word)
        self._mend = lru_cache(maxsize=65536)(self._find_alike)

    def link_fields(self, fields: Iterable[tuple[ReadLine, float]], division: int | None = None) -> dict[str, float]:
        """Concepts named in (line, weight) fields with the best confidence found, 0…1.

        `division` is the industry of the firm that wrote them, which tells the meanings of some words apart.
        """
        found: dict[str, float] = {}
        for line, weight in fields:
            for hit in self.find(line, division):
                found[hit.concept] = max(found.get(hit.concept, 0.0), hit.confidence * weight)
        return found

    def phrase(self, parts: Sequence[str]) -> frozenset[str]:
        """The concepts whose label is exactly this phrase of stems."""
        wanted = tuple(parts)
        return frozenset(label.concept for label in self._labels.get(wanted[0], ()) if label.parts == wanted)

    def names_of(self, concept: str) -> frozenset[tuple[str, ...]]:
        """The labels of a concept as stems: "tavuk gübresi" is also "kanatlı gübresi"."""
        return frozenset(self._names.get(concept, ()))

    def find(self, line: ReadLine, division: int | None = None) -> list[Hit]:
        """Every label in a line that no longer label hides, in the order of the text."""
        mended = [self._mended(word) for word in line.words]
        parts = [part for part, _ in mended]
        hits: list[Hit] = []
        for start, part in enumerate(parts):
            for label in self._labels.get(part, ()):
                if not label.industries.fit(division):
                    continue
                places, sure = _follow(parts, start, label.parts), 1.0
                if not places and len(label.parts) > 1:
                    places, sure = _gather(parts, start, label.parts), SWAPPED
                if places and len({line.clauses[place] for place in places}) == 1:
                    hits.append(Hit(label.concept, places, sure * min(mended[place][1] for place in places)))
        hits.sort(key=lambda hit: (-len(hit.places), -hit.confidence, hit.places, hit.concept))
        covered: dict[int, int] = {}
        kept: list[Hit] = []
        for hit in hits:
            if all(covered.get(place, 0) > len(hit.places) for place in hit.places):
                continue
            for place in hit.places:
                covered.setdefault(place, len(hit.places))
            kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.places, hit.concept))

    def _mended(self, word: str) -> tuple[str, float]:
        part = stem(word)
        if part in self._known or len(word) < SHORTEST_MENDED or word in vocabulary().stop or not word.isalpha():
            return part, 1.0
        alike: str | None = self._mend(part)
        return (alike, MENDED_CONFIDENCE) if alike else (part, 1.0)

    def _find_alike(self, part: str) -> str | None:
        """The most alike known word with the same first letter; of another length by more than `APART` none can be."""
        near = (self._mendable.get((part[0], len(part) + more), ()) for more in range(-APART, APART + 1))
        best = process.extractOne(
            part, [word for words in near for word in words], scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        return best[0] if best else None


def _follow(parts: Sequence[str], start: int, label: Sequence[str]) -> tuple[int, ...]:
    """The places where the words of a label follow one another from `start`; empty where they do not."""
    places = [start]
    for wanted in label[1:]:
        for at in range(places[-1] + 1, min(places[-1] + 2 + GAP, len(parts))):
            if parts[at] == wanted:
                places.append(at)
                break
        else:
            return ()
    return tuple(places)


def _gather(parts: Sequence[str], start: int, label: Sequence[str]) -> tuple[int, ...]:
    """The places of the words of a label around `start` in any order and without others between: "suyu azotlu"."""
    size = len(label)
    for first in range(max(0, start - size + 1), min(start, len(parts) - size) + 1):
        if sorted(parts[first : first + size]) == sorted(label):
            return tuple(range(first, first + size))
    return ()
