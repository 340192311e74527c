"""Reads the tables once for each process."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.common.resources import resource_path
from app.knowledge.concepts import ConceptTable, read_concepts
from app.knowledge.places import PlaceTable, read_places
from app.knowledge.sectors import SectorTable, read_sectors


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables; immutable and shared."""

    places: PlaceTable
    sectors: SectorTable
    concepts: ConceptTable


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, every value stripped; lines that start with `#` are remarks."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        return [{name: (value or "").strip() for name, value in row.items()} for row in csv.DictReader(lines)]


def read_knowledge(folder: Path) -> Knowledge:
    """The tables of `folder`; ValueError names the row where one of them contradicts itself."""
    return Knowledge(
        places=read_places(read_rows(folder / "places.csv")),
        sectors=read_sectors(read_rows(folder / "sectors.csv"), read_rows(folder / "sector_flows.csv")),
        concepts=read_concepts(read_rows(folder / "concepts.csv"), read_rows(folder / "conversions.csv")),
    )


@cache
def load() -> Knowledge:
    """The program's own tables."""
    return read_knowledge(resource_path("knowledge"))
