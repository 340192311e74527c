"""Concepts (what a thing is, or what it is needed for) and conversions (what can serve as what)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing or a use with the words that people write for it; the first word of each language is its name.

    `broader` are the ids of what it is a kind of.
    """

    id: str
    tr: tuple[str, ...]
    en: tuple[str, ...]
    broader: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """How the concept is called in `language` ("tr" or "en")."""
        return (self.en or self.tr)[0] if language == "en" else (self.tr or self.en)[0]


@dataclass(frozen=True, slots=True)
class Conversion:
    """`source` can serve as `target`; `strength` 0…1 says how usual that is in industry."""

    source: str
    target: str
    strength: float


class ConceptTable:
    """Concepts by id, their ancestors and what each can serve as."""

    def __init__(self, concepts: Iterable[Concept], conversions: Iterable[Conversion]) -> None:
        self.concepts: dict[str, Concept] = {}
        for concept in concepts:
            if concept.id in self.concepts:
                raise ValueError(f"concept given twice: {concept.id}")
            self.concepts[concept.id] = concept
        self.conversions = tuple(conversions)
        self._serves: dict[str, list[Conversion]] = {}
        for conversion in self.conversions:
            for end in (conversion.source, conversion.target):
                if end not in self.concepts:
                    raise ValueError(f"conversion of an unknown concept: {end}")
            self._serves.setdefault(conversion.source, []).append(conversion)
        self._ancestors = {key: self._climb(key) for key in self.concepts}
        self._kinds: dict[str, int] = dict.fromkeys(self.concepts, 0)
        for ancestors in self._ancestors.values():
            for ancestor in ancestors:
                self._kinds[ancestor] += 1

    def _climb(self, key: str) -> dict[str, int]:
        """Each ancestor with its distance in steps; a circle is refused."""
        found: dict[str, int] = {}
        layer, steps = self.concepts[key].broader, 1
        while layer:
            following: list[str] = []
            for parent in layer:
                if parent not in self.concepts:
                    raise ValueError(f"{key} is a kind of an unknown concept: {parent}")
                if parent == key:
                    raise ValueError(f"a concept is a kind of itself: {key}")
                if parent not in found:
                    found[parent] = steps
                    following.extend(self.concepts[parent].broader)
            layer, steps = tuple(following), steps + 1
        return found

    def __getitem__(self, key: str) -> Concept:
        return self.concepts[key]

    def ancestors(self, key: str) -> Mapping[str, int]:
        """What `key` is a kind of, each with the number of steps up to it."""
        return self._ancestors[key]

    def serves(self, key: str) -> tuple[Conversion, ...]:
        """What the concept itself (not its ancestors) can serve as."""
        return tuple(self._serves.get(key, ()))

    def kinds(self, key: str) -> int:
        """How many concepts are kinds of this one: 0 for the most exact ones."""
        return self._kinds[key]


def read_concepts(concepts: Iterable[Mapping[str, str]], conversions: Iterable[Mapping[str, str]]) -> ConceptTable:
    """The table from rows of id, tr, en, broader (lists split at `|`) and rows of source, targets, strength."""
    return ConceptTable(
        (Concept(row["id"], _split(row["tr"]), _split(row["en"]), _split(row["broader"])) for row in concepts),
        (
            Conversion(row["source"], target, float(row["strength"]))
            for row in conversions
            for target in _split(row["targets"])
        ),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split("|")) if part)
