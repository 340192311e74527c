"""NACE divisions: their names, and which divisions are known to take what others give."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_DIVISION = re.compile(r"\s*(\d{2})(?!\d{5})")


@dataclass(frozen=True, slots=True)
class Sector:
    """A NACE division with short names."""

    division: int
    tr: str
    en: str


def division_of(nace: str | None) -> int | None:
    """The division of a NACE code as typed ("24.51", "2451", "24"); None where there is none."""
    found = _DIVISION.match(nace or "")
    return int(found.group(1)) if found else None


class SectorTable:
    """Divisions by number and the strength of the flow between two of them."""

    def __init__(self, sectors: Iterable[Sector], flows: Mapping[tuple[int, int], float]) -> None:
        self._sectors = {sector.division: sector for sector in sectors}
        self._flows = dict(flows)
        for giver, taker in self._flows:
            if giver not in self._sectors or taker not in self._sectors:
                raise ValueError(f"flow between unknown divisions: {giver} → {taker}")

    def get(self, division: int) -> Sector | None:
        """The division's names."""
        return self._sectors.get(division)

    def flow(self, giver: int, taker: int) -> float:
        """How usual it is that `taker` uses what `giver` leaves: 0 nothing known, 1 known, 2 very common."""
        return self._flows.get((giver, taker), 0.0)

    @property
    def divisions(self) -> tuple[int, ...]:
        """All division numbers, ascending."""
        return tuple(sorted(self._sectors))


def read_sectors(sectors: Iterable[Mapping[str, str]], flows: Iterable[Mapping[str, str]]) -> SectorTable:
    """The table from rows of division, tr, en and rows of giver, takers (blank-separated), strength."""
    pairs = {
        (int(row["giver"]), int(taker)): float(row["strength"]) for row in flows for taker in row["takers"].split()
    }
    return SectorTable((Sector(int(row["division"]), row["tr"], row["en"]) for row in sectors), pairs)
