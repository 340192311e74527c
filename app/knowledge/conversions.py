"""Conversions: what can serve as what, how, for whom, and under which conditions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.tables import Fault, Row, RowError, make_each

# How far it makes sense to carry a thing for this use, in km; None = anywhere.
REACH_KM: Final[dict[str, float | None]] = {
    "site": 1.0,
    "near": 30.0,
    "region": 150.0,
    "country": 800.0,
    "any": None,
}
PRACTICE: Final = "practice"


@dataclass(frozen=True, slots=True)
class Text:
    """A few words in both languages."""

    tr: str
    en: str

    def get(self, language: str) -> str:
        """The words in `language` ("tr" or "en")."""
        return self.en if language == "en" else self.tr


NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Conversion:
    """`source` serves as, becomes or replaces `target`; `strength` 0…1 says how usual that is in industry.

    `takers` are NACE codes of those who take it, most usual first; `forbids` traits of a lot that rule the use out;
    `distance` one of `REACH_KM`; `evidence` is "practice" or the ids of documented exchanges.
    """

    source: str
    target: str
    strength: float
    process: Text = NO_TEXT
    takers: tuple[str, ...] = ()
    conditions: Text = NO_TEXT
    forbids: frozenset[str] = frozenset()
    distance: str = "any"
    evidence: tuple[str, ...] = (PRACTICE,)


class Way(NamedTuple):
    """A conversion and how many steps above a concept it stands: 0 = the concept's own."""

    conversion: Conversion
    steps: int


class ConversionTable:
    """Conversions by what they start from and by what they end in."""

    def __init__(self, conversions: Iterable[Conversion]) -> None:
        self.conversions = tuple(conversions)
        self._from: dict[str, list[Conversion]] = {}
        self._into: dict[str, list[Conversion]] = {}
        for conversion in self.conversions:
            self._from.setdefault(conversion.source, []).append(conversion)
            self._into.setdefault(conversion.target, []).append(conversion)

    def __len__(self) -> int:
        return len(self.conversions)

    def serves(self, key: str) -> tuple[Conversion, ...]:
        """What the concept itself (not what it is a kind of) can serve as."""
        return tuple(self._from.get(key, ()))

    def ways(self, key: str, ancestors: Mapping[str, int]) -> tuple[Way, ...]:
        """What the concept can serve as by itself or as a kind of its ancestors (each with its number of steps).

        Where both tell about the same target the nearer one holds: a kind may be worse for a use than the rest.
        """
        found: dict[str, Way] = {}
        for source, steps in sorted({key: 0, **ancestors}.items(), key=lambda pair: pair[1]):
            for conversion in self._from.get(source, ()):
                found.setdefault(conversion.target, Way(conversion, steps))
        return tuple(found.values())

    def served_by(self, key: str) -> tuple[Conversion, ...]:
        """What can serve as the concept itself."""
        return tuple(self._into.get(key, ()))

    def between(self, source: str, target: str) -> Conversion | None:
        """The conversion of this pair."""
        return next((found for found in self._from.get(source, ()) if found.target == target), None)


def read_conversions(
    rows: Iterable[Row],
    *,
    concepts: ConceptTable,
    sectors: Collection[str],
    traits: Collection[str],
    precedents: Collection[str],
    faults: list[Fault],
) -> ConversionTable:
    """The table; a row that names something unknown, or a pair that came before, is left out and told."""

    def make(row: Row) -> Conversion:
        return _make(row, concepts, sectors, traits, precedents)

    seen: dict[tuple[str, str], Row] = {}
    kept: list[Conversion] = []
    for row, conversion in make_each(rows, make, faults):
        pair = conversion.source, conversion.target
        if pair in seen:
            before = seen[pair]
            faults.append(row.fault(f"{' → '.join(pair)} is given twice, first in {before.file}:{before.line}"))
            continue
        seen[pair] = row
        kept.append(conversion)
    return ConversionTable(kept)


def _make(
    row: Row,
    concepts: ConceptTable,
    sectors: Collection[str],
    traits: Collection[str],
    precedents: Collection[str],
) -> Conversion:
    source, target = row.text("source"), row.text("target")
    for end in (source, target):
        if end not in concepts:
            raise RowError(f"unknown concept: {end}")
    if source == target or target in concepts.ancestors(source):
        raise RowError(f"{source} is a {target} already")
    takers, forbids, evidence = row.words("takers"), row.words("forbids"), row.words("evidence")
    for name, values, known in (
        ("sector", takers, sectors),
        ("trait", forbids, traits),
        ("precedent", evidence, precedents),
    ):
        for value in values:
            if value not in known and not (known is precedents and value == PRACTICE):
                raise RowError(f"unknown {name}: {value}")
    if not takers or not evidence:
        raise RowError("a taker and an evidence are needed")
    return Conversion(
        source=source,
        target=target,
        strength=row.number("strength", 0.05, 1.0),
        process=Text(row.text("process_tr"), row.text("process_en")),
        takers=takers,
        conditions=Text(row.may("conditions_tr"), row.may("conditions_en")),
        forbids=frozenset(forbids),
        distance=row.choice("distance", REACH_KM),
        evidence=evidence,
    )
