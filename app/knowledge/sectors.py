"""NACE Rev. 2: divisions, groups and classes, and what each usually gives and buys."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.knowledge.concepts import ConceptTable
from app.knowledge.conversions import Text
from app.knowledge.tables import Fault, Row, RowError, make_each

_CODE = re.compile(r"\d{2}(?:\.\d{1,2})?")
_DIVISION = re.compile(r"\s*(\d{2})(?!\d{5})")
_DIGITS = re.compile(r"\s*(\d{2})[.\s]?(\d{0,2})")


@dataclass(frozen=True, slots=True)
class Sector:
    """A division ("24"), group ("24.4") or class ("24.42") with short names."""

    code: str
    tr: str
    en: str

    def name(self, language: str) -> str:
        """What it is called in `language` ("tr" or "en")."""
        return self.en if language == "en" else self.tr


@dataclass(frozen=True, slots=True)
class SectorProfile:
    """What a sector typically gives and buys (concept ids, most usual first), the groups of the List of Waste that
    arise in it, and what a visitor should ask (each question in both languages)."""

    sector: str
    gives: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    waste_groups: tuple[str, ...] = ()
    questions: tuple[Text, ...] = ()


@lru_cache(4096)  # a few hundred codes, asked for at every use of every card that is read
def division_of(nace: str | None) -> int | None:
    """The division of a NACE code as typed ("24.51", "2451", "24"); None where there is none."""
    found = _DIVISION.match(nace or "")
    return int(found.group(1)) if found else None


class SectorTable:
    """Sectors by code, and their profiles."""

    def __init__(self, sectors: Iterable[Sector], profiles: Iterable[SectorProfile] = ()) -> None:
        self._sectors = {sector.code: sector for sector in sectors}
        self.profiles = {profile.sector: profile for profile in profiles}

    def __contains__(self, code: object) -> bool:
        return code in self._sectors

    def __iter__(self) -> Iterator[Sector]:
        return iter(self._sectors.values())

    def __len__(self) -> int:
        return len(self._sectors)

    def get(self, division: int) -> Sector | None:
        """The division's names."""
        return self._sectors.get(f"{division:02d}")

    def find(self, nace: str | None) -> Sector | None:
        """The class, group or division of a code as typed; a six-digit Turkish activity code falls back to its class,
        an unknown class to its group or division. None where not even the division is known."""
        return next((self._sectors[code] for code in self._steps(nace) if code in self._sectors), None)

    def profile(self, nace: str | None) -> SectorProfile | None:
        """The most exact profile for a code as typed; None where there is none."""
        return next((self.profiles[code] for code in self._steps(nace) if code in self.profiles), None)

    def profiles_of(self, nace: str | None) -> tuple[SectorProfile, ...]:
        """All profiles that apply to a code as typed, the most exact first."""
        return tuple(self.profiles[code] for code in self._steps(nace) if code in self.profiles)

    @staticmethod
    def _steps(nace: str | None) -> tuple[str, ...]:
        """The code itself and what it belongs to: "24.42.20" → 24.42, 24.4, 24."""
        found = _DIGITS.match(nace or "")
        if not found:
            return ()
        division, rest = found.groups()
        return *(f"{division}.{rest[:length]}" for length in range(len(rest), 0, -1)), division

    @property
    def divisions(self) -> tuple[int, ...]:
        """All division numbers, ascending."""
        return tuple(sorted(int(code) for code in self._sectors if len(code) == 2))


def read_sectors(rows: Iterable[Row], faults: list[Fault]) -> dict[str, Sector]:
    """Sectors by code; a malformed or repeated code is left out and told."""
    found: dict[str, Sector] = {}
    for row, sector in make_each(rows, _make_sector, faults):
        if sector.code in found:
            faults.append(row.fault(f"{sector.code} is given twice"))
        else:
            found[sector.code] = sector
    return found


def _make_sector(row: Row) -> Sector:
    code = row.text("code")
    if not _CODE.fullmatch(code):
        raise RowError(f"no NACE division, group or class: {code}")
    return Sector(code, row.text("tr"), row.text("en"))


def read_profiles(
    rows: Iterable[Row],
    *,
    sectors: Collection[str],
    concepts: ConceptTable,
    waste_groups: Collection[str],
    faults: list[Fault],
) -> dict[str, SectorProfile]:
    """Profiles by sector; a row that names something unknown is left out and told."""

    def make(row: Row) -> SectorProfile:
        return _make_profile(row, sectors, concepts, waste_groups)

    found: dict[str, SectorProfile] = {}
    for row, profile in make_each(rows, make, faults):
        if profile.sector in found:
            faults.append(row.fault(f"{profile.sector} is given twice"))
        else:
            found[profile.sector] = profile
    return found


def _make_profile(
    row: Row, sectors: Collection[str], concepts: ConceptTable, waste_groups: Collection[str]
) -> SectorProfile:
    sector = row.text("sector")
    if sector not in sectors:
        raise RowError(f"unknown sector: {sector}")
    for concept in (*row.words("gives"), *row.words("buys")):
        if concept not in concepts:
            raise RowError(f"unknown concept: {concept}")
    for group in row.words("waste_groups"):
        if group not in waste_groups:
            raise RowError(f"unknown waste group: {group}")
    asked_tr, asked_en = row.labels("questions_tr"), row.labels("questions_en")
    if len(asked_tr) != len(asked_en):
        raise RowError("not as many questions in English as in Turkish")
    return SectorProfile(
        sector,
        row.words("gives"),
        row.words("buys"),
        row.words("waste_groups"),
        tuple(Text(*pair) for pair in zip(asked_tr, asked_en, strict=True)),
    )
