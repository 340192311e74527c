"""Reads the tables once for each process."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from app.common.garbage import uncollected
from app.common.resources import resource_path
from app.i18n.units import UNITS
from app.knowledge.codes import CodeFinder, CodeGuess
from app.knowledge.concepts import ConceptTable, read_concepts
from app.knowledge.conversions import ConversionTable, Way, read_conversions
from app.knowledge.flows import work_out_flows
from app.knowledge.hints import Hints, read_hints
from app.knowledge.link import Linker
from app.knowledge.naming import Linked, Namer
from app.knowledge.places import PlaceTable, read_places
from app.knowledge.precedents import Precedent, read_precedents
from app.knowledge.reach import Served, reach, takers
from app.knowledge.receivers import Giver, Receiver, ReceiverFinder
from app.knowledge.rules import Rule, RuleTable, read_rules, read_traits
from app.knowledge.sectors import SectorTable, read_profiles, read_sectors
from app.knowledge.tables import Fault, Row, read_table
from app.knowledge.waste_codes import WasteCodeTable, read_waste_codes

log = logging.getLogger(__name__)

Found = TypeVar("Found")


class _Kept(dict[str, Found]):
    """What is the same for every card that names a concept, worked out at the first one."""

    def __init__(self, work_out: Callable[[str], Found]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, concept: str) -> Found:
        found = self[concept] = self._work_out(concept)
        return found


@dataclass(frozen=True)
class Knowledge:
    """All tables; immutable and shared."""

    places: PlaceTable
    sectors: SectorTable
    waste_codes: WasteCodeTable
    concepts: ConceptTable
    conversions: ConversionTable
    rules: RuleTable
    precedents: Mapping[str, Precedent]
    phrases: Mapping[str, tuple[str, ...]]

    def ways(self, concept: str) -> tuple[Way, ...]:
        """What a concept can serve as, by its own conversions and by those of what it is a kind of."""
        return self._ways[concept]

    def reach(self, concept: str) -> Mapping[str, Served]:
        """What a concept can serve as, under every broader name."""
        return self._reach[concept]

    def takers(self, concept: str) -> Mapping[int, float]:
        """The divisions that could take a concept, each as surely as its likeliest use, 0…1."""
        return self._takers[concept]

    @cached_property
    def _ways(self) -> _Kept[tuple[Way, ...]]:
        return _Kept(lambda concept: self.conversions.ways(concept, self.concepts.ancestors(concept)))

    @cached_property
    def _reach(self) -> _Kept[Mapping[str, Served]]:
        return _Kept(lambda concept: reach(self.ways(concept), self.concepts))

    @cached_property
    def _takers(self) -> _Kept[Mapping[int, float]]:
        return _Kept(lambda concept: takers(self.ways(concept)))

    def forbids(self, concept: str, use: str) -> tuple[Rule, ...]:
        """The rules about using the one as the other, the strictest first; empty where nothing is known against it.

        What a single conversion rules out for some lots stands in `Conversion.forbids`.
        """
        return self.rules.between(self.concepts.traits(concept), self.concepts.traits(use))

    def flow(self, giver: int, taker: int) -> float:
        """How usual it is that one division uses what another leaves: 0 nothing known … 2 usual and documented."""
        return self._flows.get((giver, taker), 0.0)

    @cached_property
    def _flows(self) -> Mapping[tuple[int, int], float]:
        return work_out_flows(self.sectors, self.concepts, self.conversions, self.precedents.values())

    @property
    def size(self) -> str:
        """How much there is, in one line."""
        return (
            f"{len(self.concepts)} concepts, {len(self.conversions)} conversions, {len(self.waste_codes)} waste codes, "
            f"{len(self.sectors)} sectors, {len(self.sectors.profiles)} profiles, {len(self.rules.rules)} rules, "
            f"{len(self.places.places)} places, {len(self.precedents)} precedents"
        )

    @cached_property
    def linker(self) -> Linker:
        """Finds labels of concepts in rows of folded words."""
        with uncollected():
            return Linker(self.concepts)

    @cached_property
    def hints(self) -> Hints:
        """Finds concepts with words in common with a text that names none of them."""
        return Hints(self.concepts, self.linker, self.phrases)

    def link(self, text: str, nace: str | None = None, *, offer: bool = True) -> tuple[Linked, ...]:
        """The concepts that a text names, the surest first; `nace` is the code of the firm that wrote it."""
        return self._namer.name(text, nace, offer=offer)

    def codes(self, text: str, nace: str | None = None, limit: int = 5) -> tuple[CodeGuess, ...]:
        """The waste codes that fit a text of a firm with this NACE code, the best first."""
        return self.code_finder.find(text, nace, limit)

    def receivers(self, concept: str, nace: str | None = None, limit: int = 10) -> tuple[Receiver, ...]:
        """The divisions that could take a concept from a giver with this NACE code, the best first."""
        return self.receiver_finder.of_concept(concept, nace, limit)

    def receivers_of_text(self, text: str, nace: str | None = None, limit: int = 10) -> tuple[Receiver, ...]:
        """The divisions that could take what a text offers, the best first; known even where no concept is named."""
        return self.receiver_finder.of_text(text, nace, limit)

    def givers(self, concept: str) -> tuple[Giver, ...]:
        """What could serve as a concept, and the sectors that have it."""
        return self.receiver_finder.givers(concept)

    def implied_wants(self, nace: str | None) -> tuple[str, ...]:
        """Concepts that a sector typically buys."""
        return self.receiver_finder.implied_wants(nace)

    @cached_property
    def _namer(self) -> Namer:
        return Namer(self.linker, self.concepts, self.sectors)

    @cached_property
    def code_finder(self) -> CodeFinder:
        """Looks codes up."""
        return CodeFinder(self.waste_codes, self.concepts, self.sectors, self.precedents, self._namer)

    @cached_property
    def receiver_finder(self) -> ReceiverFinder:
        """Looks takers and givers up."""
        return ReceiverFinder(self.concepts, self.conversions, self.sectors, self.rules, self.precedents, self._namer)


def read_knowledge(folder: Path) -> tuple[Knowledge, list[Fault]]:
    """The tables of `folder` and what is wrong in them; the faulty rows are left out."""
    faults: list[Fault] = []

    def rows(name: str) -> Iterator[Row]:
        return read_table(folder, name, faults)

    traits = read_traits(rows("traits"), faults)
    waste_codes = read_waste_codes(rows("waste_codes"), rows("waste_groups"), faults)
    sectors = read_sectors(rows("sectors"), faults)
    precedents = read_precedents(rows("precedents"), codes=waste_codes.entries, sectors=sectors, faults=faults)
    concepts = read_concepts(rows("concepts"), codes=waste_codes.entries, traits=traits, units=UNITS, faults=faults)
    conversions = read_conversions(
        rows("conversions"), concepts=concepts, sectors=sectors, traits=traits, precedents=precedents, faults=faults
    )
    profiles = read_profiles(
        rows("profiles"), sectors=sectors, concepts=concepts, waste_groups=waste_codes.groups, faults=faults
    )
    return (
        Knowledge(
            places=read_places(rows("places"), faults),
            sectors=SectorTable(sectors.values(), profiles.values()),
            waste_codes=waste_codes,
            concepts=concepts,
            conversions=conversions,
            rules=read_rules(rows("rules"), rows("regulations"), rows("statuses"), traits, faults),
            precedents=precedents,
            phrases=read_hints(rows("hints"), concepts=concepts.concepts, faults=faults),
        ),
        faults,
    )


@cache
def load() -> Knowledge:
    """The program's own tables. A faulty row stops a build (`python -m app.knowledge validate`), not the user's day."""
    with uncollected():
        knowledge, faults = read_knowledge(resource_path("knowledge"))
    for fault in faults:
        log.error("knowledge: %s", fault)
    return knowledge
