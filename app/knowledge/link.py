"""Text → concepts of the knowledge tables, each with a confidence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.knowledge.concepts import ConceptTable
from app.knowledge.negation import ReadLine
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import VOWELS, roots, stem, tokens

# A word that is not in any label is taken for a misspelling of one from which it is a slip or two apart (letters
# missing, doubled, wrong or swapped: optimal string alignment), the longer the word the more.
SHORTEST_MENDED = 5
TWO_SLIPS = 9
# "kmprsr" for "kompresör": a word in which at most every fourth letter is a vowel has lost some, and is found by what
# is left where that is enough to tell it from all others.
FEW_VOWELS = 4
SHORTEST_SKELETON = 4
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
        # Every word of a label with the number of labels that have it.
        self._known = Counter(part for labels in self._labels.values() for label in labels for part in label.parts)
        self._mendable: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST_MENDED - 1:
                self._mendable.setdefault((word[0], len(word)), []).append(word)
        self._skeletons = _skeletons(self._known)
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
        if part in self._known or word in vocabulary().stop or not word.isalpha():
            return part, 1.0
        if (root := next((root for root in roots(word) if root in self._known), None)) is not None:
            return root, 1.0
        if len(word) < SHORTEST_MENDED:
            return part, 1.0
        alike: str | None = self._mend(word)
        return (alike, MENDED_CONFIDENCE) if alike else (part, 1.0)

    def _find_alike(self, word: str) -> str | None:
        """The known word that was meant by a mistyped or shortened one; None where nothing is near."""
        shortened = sum(letter in VOWELS for letter in word) * FEW_VOWELS <= len(word)
        if shortened and (whole := self._skeletons.get(consonants(stem(word)))) is not None:
            return whole
        candidates = dict.fromkeys((stem(word), word, *roots(word)))
        return next((near for part in candidates if (near := self._nearest(part)) is not None), None)

    def _nearest(self, part: str) -> str | None:
        """The known word with the same first letter that is fewest slips away, then of the same length, then in most
        labels; None beyond the slips of its length."""
        if len(part) < SHORTEST_MENDED:
            return None
        slips = 2 if len(part) >= TWO_SLIPS else 1
        near = (self._mendable.get((part[0], len(part) + more), ()) for more in range(-slips, slips + 1))
        found = process.extract(
            part, [word for words in near for word in words], scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        nearest = min(found, key=lambda one: (one[1], abs(len(one[0]) - len(part)), -self._known[one[0]]), default=None)
        return nearest[0] if nearest else None


def _skeletons(known: Iterable[str]) -> dict[str, str]:
    """The known words by their consonants, without those that share them with another."""
    found: dict[str, str | None] = {}
    for word in known:
        if len(bones := consonants(word)) >= SHORTEST_SKELETON:
            found[bones] = None if bones in found else word
    return {bones: word for bones, word in found.items() if word is not None}


def consonants(word: str) -> str:
    """The word without its vowels, but for the first letter."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)


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
