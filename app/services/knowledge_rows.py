"""What the screen of what the program knows is shown: rows that were found, and everything about one of them.

All texts are in the language that was asked for; what is only a code (a state, a distance) is worded by the screen.
"""

from dataclasses import dataclass
from enum import StrEnum


class RowKind(StrEnum):
    """The tables that can be searched."""

    CONCEPT = "concept"
    CODE = "code"
    SECTOR = "sector"
    PRECEDENT = "precedent"


@dataclass(frozen=True, slots=True)
class Ref:
    """A row of a table."""

    kind: RowKind
    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A row as it is named elsewhere; `lead` is what stands before the name (a code), `hazardous` the list's mark."""

    ref: Ref
    name: str
    lead: str = ""
    hazardous: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found. `note` is the word that was meant where it is not the name (another label, a place)."""

    link: Link
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The best rows of one table, and how many there are."""

    kind: RowKind
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search; the table with the best row stands first. `alike`: nothing is written as it was typed."""

    groups: tuple[Group, ...] = ()
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is; `examples` are searches that find something."""

    concepts: int
    conversions: int
    codes: int
    sectors: int
    profiles: int
    rules: int
    precedents: int
    documented: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A documented (`evidence` F), planned (P) or generally known (B) exchange, in one line."""

    link: Link
    use: str
    place: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Use:
    """A conversion, seen from one of its ends: `other` is what the concept becomes, or what becomes the concept.

    `through` is the broader concept that it is written down for, None where it is this very one. `takers` are those who
    carry it out, `givers` the sectors that have the other end. `forbids` names what a lot must not be; `ruled_out`
    tells why this concept cannot be used so at all. `cases` are the exchanges that prove it, empty = common practice.
    """

    other: Link
    process: str
    takers: tuple[Link, ...]
    conditions: str
    forbids: tuple[str, ...]
    distance: str
    cases: tuple[Case, ...] = ()
    through: Link | None = None
    givers: tuple[Link, ...] = ()
    ruled_out: tuple[str, ...] = ()

    @property
    def documented(self) -> tuple[Case, ...]:
        """The exchanges that were found as such: only these may be called documented."""
        return tuple(case for case in self.cases if case.evidence == "F")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: what a thing is, for which purpose ("" = every one), what holds, why, and by which law and article."""

    verdict: str
    property: str
    purpose: str
    reason: str
    law: str


@dataclass(frozen=True, slots=True)
class ConceptDetail:
    """A thing or a use. `others` are the names that it also goes by, in Turkish and in English; `density` is a range of
    t/m³, `status_law` the regulation that says what the status means."""

    link: Link
    others: tuple[tuple[str, ...], tuple[str, ...]]
    category: str
    state: str
    hazard: str
    status: str
    status_law: str
    unit: str
    density: tuple[float, float] | None
    broader: tuple[Link, ...]
    kinds: tuple[Link, ...]
    codes: tuple[Link, ...]
    traits: tuple[str, ...]
    uses: tuple[Use, ...]
    sources: tuple[Use, ...]
    rules: tuple[RuleLine, ...]
    given_by: tuple[Link, ...]
    bought_by: tuple[Link, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class CodeDetail:
    """An entry of the List of Waste: chapter and group as (code, name), its words, and what is filed under it."""

    link: Link
    chapter: tuple[str, str]
    group: tuple[str, str]
    words: str
    concepts: tuple[Link, ...]
    neighbours: tuple[Link, ...]
    arises_in: tuple[Link, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class SectorDetail:
    """A sector with its profile; `profile_of` is the broader sector that has it, None where it is this one's own."""

    link: Link
    broader: tuple[Link, ...]
    parts: tuple[Link, ...]
    profile_of: Link | None
    gives: tuple[Link, ...]
    buys: tuple[Link, ...]
    waste_groups: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    gave: tuple[Case, ...]
    took: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class PrecedentDetail:
    """An exchange. `giver` and `taker` are words of the compilation, the sectors behind them stand beside."""

    link: Link
    use: str
    giver: str
    givers: tuple[Link, ...]
    taker: str
    takers: tuple[Link, ...]
    place: str
    evidence: str
    source: str
    codes: tuple[Link, ...]
    alike: tuple[Case, ...]


Detail = ConceptDetail | CodeDetail | SectorDetail | PrecedentDetail
