"""Text → concepts of the knowledge tables, each with a confidence."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.negation import ReadLine
from app.knowledge.roles import Hit, Roles
from app.knowledge.spelling import Speller
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import roots, stem, tokens

# "atık döküm kumu" and "döküm atık kumu": this many words may stand between two words of a label.
GAP = 1
# "yıkama suyu azotlu" for "azotlu yıkama suyu": the words of a label in another order, next to each other.
SWAPPED = 0.9
# What is left of the doubt about a mistyped word where the other words of its label stand beside it.
ALONG = 0.15
# Of what a mistyped word may have been, so many stand for it outside of labels.
LIKELIEST = 2


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
    words: frozenset[str]
    concept: str
    industries: Industries


def _read_industries(text: str) -> Industries:
    """From what stands behind the `@` of a label: "24 25" (only there) or "!24 25" (everywhere else)."""
    if not text:
        return ANYWHERE
    return Industries(frozenset(int(part) for part in text.lstrip("!").split()), not text.startswith("!"))


class Linker:
    """Finds the labels of the concept table in stemmed text; longer labels hide the shorter ones inside them."""

    def __init__(self, table: ConceptTable) -> None:
        labels: list[Label] = []
        self._names: dict[str, set[tuple[str, ...]]] = {}
        spellings: dict[str, str] = {}
        for concept in table:
            for label in (*concept.tr, *concept.en):
                text, _, industries = label.partition("@")
                words = [word for word in tokens(text) if word.isalnum()]
                parts = tuple(map(stem, words))
                spellings.update(zip(words, parts, strict=True))
                if parts:
                    self._names.setdefault(concept.id, set()).add(parts)
                    labels.append(Label(parts, frozenset(parts), concept.id, _read_industries(industries)))
        self._words = {concept: frozenset(chain(*names)) for concept, names in self._names.items()}
        # Every word of a label with the number of labels that have it.
        self._known = Counter(part for label in labels for part in label.parts)
        # Labels by the word that fewest of them have: few have to be looked at for a text.
        self._labels: dict[str, list[Label]] = {}
        for known in labels:
            rarest = min(known.parts, key=lambda part: (self._known[part], part))
            self._labels.setdefault(rarest, []).append(known)
        self._read = lru_cache(maxsize=65536)(self._meaning)
        self._speller = Speller(spellings, self._known)
        self._roles = Roles(lambda concept: table[concept].category, spellings)

    def about(self, line: ReadLine, division: int | None = None, *, title: bool) -> list[Hit]:
        """What the line names, as surely as it is about it: `find` with less confidence in what only qualifies."""
        hits = self.find(line, division)
        return [
            hit._replace(confidence=hit.confidence * self._roles.sureness(hit, hits, line, title=title)) for hit in hits
        ]

    def phrase(self, parts: Sequence[str]) -> frozenset[str]:
        """The concepts whose label is exactly this phrase of stems."""
        wanted = tuple(parts)
        return frozenset(
            label.concept for part in wanted for label in self._labels.get(part, ()) if label.parts == wanted
        )

    def names_of(self, concept: str) -> frozenset[tuple[str, ...]]:
        """The labels of a concept as stems: "tavuk gübresi" is also "kanatlı gübresi"."""
        return frozenset(self._names.get(concept, ()))

    def words_of(self, concept: str) -> frozenset[str]:
        """The words of all labels of a concept as stems."""
        return self._words.get(concept, frozenset())

    def find(self, line: ReadLine, division: int | None = None) -> list[Hit]:
        """Every label in a line that no longer label hides, in the order of the text."""
        read = [self._read(word) for word in line.words]
        present = dict.fromkeys(chain(*read))
        hits = [
            hit
            for part in present
            for label in self._labels.get(part, ())
            if present.keys() >= label.words and label.industries.fit(division)
            for hit in _hits(line, read, label)
        ]
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

    def meant(self, words: Iterable[str]) -> list[str]:
        """The stems of what the mistyped ones among the words most likely were."""
        return [part for word in words for part, sure in islice(self._read(word).items(), LIKELIEST) if sure < 1]

    def _meaning(self, word: str) -> Mapping[str, float]:
        """What a word may be, each with how surely it is."""
        part = stem(word)
        if part in self._known or word in vocabulary().stop or not word.isalpha():
            return {part: 1.0}
        if (root := next((root for root in roots(word) if root in self._known), None)) is not None:
            return {root: 1.0}
        return dict(self._speller.meant(word)) or {part: 1.0}


def _hits(line: ReadLine, read: Sequence[Mapping[str, float]], label: Label) -> Iterator[Hit]:
    """Where a label stands in a line: its words after one another, or in another order next to each other."""
    for start, meant in enumerate(read):
        if label.parts[0] not in meant:
            continue
        places, sure = _follow(read, start, label.parts), 1.0
        if not places and len(label.parts) > 1:
            places, sure = _gather(read, start, label.parts), SWAPPED
        if places and len({line.clauses[place] for place in places}) == 1:
            typed = min(read[place].get(wanted, 1.0) for place, wanted in zip(places, label.parts, strict=True))
            if len(places) > 1:
                typed = 1 - (1 - typed) * ALONG
            yield Hit(label.concept, places, sure * typed)


def _follow(read: Sequence[Container[str]], start: int, label: Sequence[str]) -> tuple[int, ...]:
    """The places where the words of a label follow one another from `start`; empty where they do not."""
    places = [start]
    for wanted in label[1:]:
        for at in range(places[-1] + 1, min(places[-1] + 2 + GAP, len(read))):
            if wanted in read[at]:
                places.append(at)
                break
        else:
            return ()
    return tuple(places)


def _gather(read: Sequence[Container[str]], start: int, label: Sequence[str]) -> tuple[int, ...]:
    """The places of the words of a label around `start` in any order and without others between: "suyu azotlu"."""
    size = len(label)
    for first in range(max(0, start - size + 1), min(start, len(read) - size) + 1):
        order = _places_in(read[first : first + size], label)
        if order:
            return tuple(first + place for place in order)
    return ()


def _places_in(read: Sequence[Container[str]], label: Sequence[str]) -> tuple[int, ...]:
    """For each word of the label a place of its own among as many words; empty where one has none."""
    free = list(range(len(read)))
    order: list[int] = []
    for wanted in label:
        place = next((place for place in free if wanted in read[place]), None)
        if place is None:
            return ()
        free.remove(place)
        order.append(place)
    return tuple(order)
