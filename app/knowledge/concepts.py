"""Concepts: what a thing is, or what it is needed for, with the words that people write for it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from app.knowledge.tables import Fault, Row, RowError, make_each

CATEGORIES: Final = (
    "material",
    "byproduct_waste",
    "energy",
    "water",
    "gas",
    "packaging",
    "logistics",
    "space",
    "capacity_equipment",
    "expertise_service",
    "people",
    "use",
)
STATES: Final = ("solid", "powder", "granular", "liquid", "sludge", "paste", "gas", "fibrous", "item", "none")
# A label may be tied to the divisions of those who write it, or be untied from some.
_LABEL: Final = re.compile(r"[^@]+(@!?\d{1,2}( \d{1,2})*)?")
HAZARDS: Final = ("no", "maybe", "yes")
STATUSES: Final = ("product", "by_product", "waste", "end_of_waste", "none")


class Range(NamedTuple):
    """From … to, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing or a use; the first label of each language is its name.

    `broader` are the ids of what it is a kind of, `codes` six-digit codes of the List of Waste, most usual first,
    `density` t/m³ as it lies in a heap or tank, `status` what it usually is when it leaves the giver, `traits` ids of
    the trait table, without those that its broader concepts bring.
    """

    id: str
    tr: tuple[str, ...]
    en: tuple[str, ...]
    broader: tuple[str, ...] = ()
    category: str = "material"
    codes: tuple[str, ...] = ()
    state: str = "none"
    hazard: str = "no"
    unit: str = ""
    density: Range | None = None
    status: str = "none"
    traits: frozenset[str] = frozenset()

    def name(self, language: str) -> str:
        """How the concept is called in `language` ("tr" or "en")."""
        label = ((self.en or self.tr) if language == "en" else (self.tr or self.en))[0]
        return label.partition("@")[0]


class ConceptTable:
    """Concepts by id with what they are kinds of and the traits that follow from it."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._ancestors = {key: self._climb(key) for key in self.concepts}
        self._kinds: dict[str, int] = dict.fromkeys(self.concepts, 0)
        for ancestors in self._ancestors.values():
            for ancestor in ancestors:
                self._kinds[ancestor] += 1

    def _climb(self, key: str) -> dict[str, int]:
        """Each ancestor with its distance in steps."""
        found: dict[str, int] = {}
        layer, steps = self.concepts[key].broader, 1
        while layer:
            following: list[str] = []
            for parent in layer:
                if parent not in found and parent != key:
                    found[parent] = steps
                    following.extend(self.concepts[parent].broader)
            layer, steps = tuple(following), steps + 1
        return found

    def __getitem__(self, key: str) -> Concept:
        return self.concepts[key]

    def __contains__(self, key: object) -> bool:
        return key in self.concepts

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __len__(self) -> int:
        return len(self.concepts)

    def ancestors(self, key: str) -> Mapping[str, int]:
        """What `key` is a kind of, each with the number of steps up to it."""
        return self._ancestors[key]

    def kinds(self, key: str) -> int:
        """How many concepts are kinds of this one: 0 for the most exact ones."""
        return self._kinds[key]

    def traits(self, key: str) -> frozenset[str]:
        """The traits of a concept, those of what it is a kind of included."""
        own = self.concepts[key]
        waste = own.hazard == "yes" and own.status != "product"  # a bought acid is no hazardous waste
        found = own.traits | {"hazardous"} if waste else own.traits
        return found.union(*(self.concepts[ancestor].traits for ancestor in self._ancestors[key]))


def read_concepts(
    rows: Iterable[Row], *, codes: Collection[str], traits: Collection[str], units: Collection[str], faults: list[Fault]
) -> ConceptTable:
    """The table; what contradicts itself is left out and told."""
    found: dict[str, tuple[Row, Concept]] = {}

    def make(row: Row) -> Concept:
        return _make(row, codes, traits, units)

    for row, concept in make_each(rows, make, faults):
        if concept.id in found:
            faults.append(row.fault(f"{concept.id} is given twice, first in {found[concept.id][0].file}"))
        else:
            found[concept.id] = row, concept
    kept = _without_bad_parents(found, faults)
    return ConceptTable(kept)


def _make(row: Row, codes: Collection[str], traits: Collection[str], units: Collection[str]) -> Concept:
    tr, en = row.labels("tr"), row.labels("en")
    if not tr or not en:
        raise RowError("a label in each language is needed")
    for label in (*tr, *en):
        if "@" in label and not _LABEL.fullmatch(label):
            raise RowError(f"the industries of a label are divisions like @16 31 or @!24: {label}")
    for code in row.words("codes"):
        if code not in codes:
            raise RowError(f"unknown waste code: {code}")
    for trait in row.words("traits"):
        if trait not in traits:
            raise RowError(f"unknown trait: {trait}")
    unit = row.may("unit")
    if unit and unit not in units:
        raise RowError(f"unknown unit: {unit}")
    return Concept(
        id=row.text("id"),
        tr=tr,
        en=en,
        broader=row.labels("broader"),
        category=row.choice("category", CATEGORIES),
        codes=row.words("codes"),
        state=row.choice("state", STATES),
        hazard=row.choice("hazard", HAZARDS),
        unit=unit,
        density=_density(row),
        status=row.choice("status", STATUSES),
        traits=frozenset(row.words("traits")),
    )


def _density(row: Row) -> Range | None:
    said = row.may("density")
    if not said:
        return None
    low, _, high = said.partition("-")
    try:
        found = Range(float(low), float(high or low))
    except ValueError as error:
        raise RowError(f"density is no range of t/m³: {said}") from error
    if not 0 < found.low <= found.high <= 20:
        raise RowError(f"density is no range of t/m³: {said}")
    return found


def _without_bad_parents(found: Mapping[str, tuple[Row, Concept]], faults: list[Fault]) -> list[Concept]:
    """The concepts without the broader ones that are unknown or would close a circle."""
    kept: list[Concept] = []
    for row, concept in found.values():
        good = []
        for parent in concept.broader:
            if parent not in found:
                faults.append(row.fault(f"{concept.id} is a kind of an unknown concept: {parent}"))
            elif _reaches(found, parent, concept.id):
                faults.append(row.fault(f"{concept.id} is a kind of itself over {parent}"))
            else:
                good.append(parent)
        kept.append(replace(concept, broader=tuple(good)) if len(good) < len(concept.broader) else concept)
    return kept


def _reaches(found: Mapping[str, tuple[Row, Concept]], start: str, goal: str) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key in seen or key not in found:
            continue
        seen.add(key)
        waiting.extend(found[key][1].broader)
    return False
