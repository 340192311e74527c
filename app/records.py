"""What crosses layers: frozen records, the identifiers and the fixed vocabularies of the field.

Every optional field uses `None` for "not said"; unknown is never zero and never the empty string pretending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType

WorkshopId = NewType("WorkshopId", str)
FirmId = NewType("FirmId", str)
ParticipantId = NewType("ParticipantId", str)
CardId = NewType("CardId", str)
SynergyId = NewType("SynergyId", str)


class Direction(StrEnum):
    """Which way a resource goes: a firm has it to give, or wants it."""

    HAVE = "have"
    WANT = "want"

    @property
    def other(self) -> Direction:
        """The direction of a possible partner."""
        return Direction.WANT if self is Direction.HAVE else Direction.HAVE


class Category(StrEnum):
    """What kind of thing a resource is."""

    MATERIAL = "material"
    BYPRODUCT_WASTE = "byproduct_waste"
    ENERGY = "energy"
    WATER = "water"
    GAS = "gas"
    LOGISTICS = "logistics"
    SPACE = "space"
    CAPACITY_EQUIPMENT = "capacity_equipment"
    EXPERTISE_SERVICE = "expertise_service"
    PEOPLE = "people"


class Period(StrEnum):
    """How often a quantity comes."""

    ONCE = "once"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SEASON = "season"
    ON_DEMAND = "on_demand"


class Audience(StrEnum):
    """The widest circle that may see a card; each value includes the ones before it."""

    ORGANISER = "organiser"  # facilitators only
    ROOM = "room"  # read aloud and on the projector (there without the firm's name)
    PARTICIPANTS = "participants"  # also on other firms' pages, sector and resource until introduced
    PUBLIC = "public"  # also in the anonymised public table and on the central platform, as the firm consents


class PlatformConsent(StrEnum):
    """What a firm lets go to the central platform."""

    NOTHING = "nothing"
    CARDS = "cards"
    CARDS_AND_PEOPLE = "cards_and_people"


class WorkshopKind(StrEnum):
    """What gathered the cards."""

    WORKSHOP = "workshop"
    SITE_VISIT = "site_visit"
    PROGRAMME = "programme"


class Stage(StrEnum):
    """How far a synergy has come."""

    IDEA = "idea"
    DISCUSSION = "discussion"
    NEGOTIATION = "negotiation"
    IMPLEMENTATION = "implementation"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    LOST = "lost"


OPEN_STAGES = (Stage.IDEA, Stage.DISCUSSION, Stage.NEGOTIATION, Stage.IMPLEMENTATION)


class Origin(StrEnum):
    """Who thought of a synergy."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    ENGINE = "engine"


class LostReason(StrEnum):
    """Why a synergy was lost; also why a suggestion was called wrong."""

    QUALITY = "quality"
    QUANTITY = "quantity"
    DISTANCE = "distance"
    PRICE = "price"
    INVESTMENT = "investment"
    PERMIT = "permit"
    HAZARD = "hazard"
    TRUST = "trust"
    SOLVED = "solved"
    GONE = "gone"
    NO_ANSWER = "no_answer"
    NOT_PRIORITY = "not_priority"
    WRONG_MATCH = "wrong_match"


class Verdict(StrEnum):
    """What a facilitator decided on a suggestion."""

    ACCEPTED = "accepted"
    LATER = "later"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Workshop:
    """One gathering of cards. `held_on` is an ISO date; `sample` marks invented demonstration data."""

    id: WorkshopId
    name: str
    kind: WorkshopKind = WorkshopKind.WORKSHOP
    held_on: str | None = None
    place: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm as the store knows it, whichever workshops it attended.

    `nace` as typed, normally `dd.dd`; `merged_into` redirects a duplicate to the firm that stands for both.
    """

    id: FirmId
    name: str
    sector: str | None = None
    nace: str | None = None
    tax_number: str | None = None
    province: str | None = None
    district: str | None = None
    osb: str | None = None
    site: str | None = None
    employees: int | None = None
    platform_consent: PlatformConsent = PlatformConsent.CARDS
    merged_into: FirmId | None = None
    external_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """A firm at a workshop: number on the badge, table, when it arrived (ISO moment; None = not yet)."""

    id: str
    workshop_id: WorkshopId
    firm_id: FirmId
    number: int | None = None
    table_no: int | None = None
    arrived_at: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person of a firm. Name, phone and e-mail are personal data: `None` after erasure."""

    id: ParticipantId
    workshop_id: WorkshopId
    firm_id: FirmId
    role: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    consent: bool | None = None
    consent_version: str | None = None
    consent_at: str | None = None
    external_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ResourceCard:
    """What a firm can give (have) or needs (want).

    Only direction and title are required. `quantity` is an exact decimal in `unit` per `period`; a unit that is not
    known stays as typed. `quantity_unconfirmed` marks a number with two readings (1.234). `as_typed` keeps the line
    that somebody wrote, beside what was understood from it. `notes` are private and never leave the laptop.
    """

    id: CardId
    workshop_id: WorkshopId
    firm_id: FirmId
    direction: Direction
    title: str
    description: str | None = None
    category: Category | None = None
    code_system: str | None = None
    code: str | None = None
    hazardous: bool | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    period: Period | None = None
    quantity_unconfirmed: bool = False
    state: str | None = None
    condition: str | None = None
    quality: str | None = None
    current_route: str | None = None
    place: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    audience: Audience = Audience.PUBLIC
    as_typed: str | None = None
    number: int | None = None
    table_no: int | None = None
    notes: str | None = None
    external_id: str | None = None
    source: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The entry form as it stands, saved while it is typed; device-local, never in the log.

    `slot` names the form ("capture"), `fields` holds its state (firm text, direction, line, focus, cursor …).
    """

    slot: str
    fields: Mapping[str, Any]
    saved_at: str


class ProposalKind(StrEnum):
    """What is the matter with a row of the tables of what the program knows."""

    WRONG = "wrong"
    MISSING = "missing"
    UNCLEAR = "unclear"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction of those tables; device-local, never in the log.

    `row_kind` (concept, code, sector, precedent) and `row_id` name the row, both empty where it is about none;
    `row_name` is what the row was called when it was proposed.
    """

    id: str
    row_kind: str
    row_id: str
    row_name: str
    kind: ProposalKind
    text: str
    source: str
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Interest:
    """A firm raised its hand for a card that was read aloud."""

    id: str
    workshop_id: WorkshopId
    card_id: CardId
    firm_id: FirmId


@dataclass(frozen=True, slots=True)
class Synergy:
    """A have and a want that somebody linked. Score and reasons are frozen as they were when it was made.

    `rank` is a fractional index: text that orders the cards of a column, ties broken by id.
    """

    id: SynergyId
    workshop_id: WorkshopId
    have_id: CardId
    want_id: CardId
    stage: Stage
    origin: Origin
    rank: str
    owner: str | None = None
    next_step: str | None = None
    due_on: str | None = None
    notes: str | None = None
    score: float | None = None
    reasons: Mapping[str, Any] | None = None
    lost_reason: LostReason | None = None
    review_on: str | None = None
    created_at: str = ""
    stage_since: str = ""


@dataclass(frozen=True, slots=True)
class StageChange:
    """A synergy entered a stage. `from_stage` is None where it was made."""

    id: str
    synergy_id: SynergyId
    from_stage: Stage | None
    to_stage: Stage
    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A facilitator's verdict on a suggested pair; `reason` where it was called wrong."""

    id: str
    workshop_id: WorkshopId
    have_id: CardId
    want_id: CardId
    verdict: Verdict
    reason: LostReason | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written from a workshop: what kind ("xlsx", "pdf"), its SHA-256, size in bytes, when, by whom."""

    id: str
    workshop_id: WorkshopId
    kind: str
    file_name: str
    sha256: str
    size: int
    made_at: str
    actor: str = ""


class Band(StrEnum):
    """How sure a match is."""

    STRONG = "strong"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution to a match: `points` are log-odds; all parts of a match add up to its log-odds.

    `signal` names the comparison ("words", "meaning", "code", "base", "limit" …), `level` what it found, as keys
    that are worded later; `params` the values that the wording shows.
    """

    signal: str
    points: float
    level: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """How well a have and a want fit: `score` in 0…1 is the logistic of the sum of `parts`.

    `blocks` are the reasons that forbid the pair (then never `suggested`), as level and params like a part's;
    `questions` what is missing and should be asked, as keys.
    """

    have_id: CardId
    want_id: CardId
    score: float
    band: Band
    suggested: bool
    parts: tuple[Part, ...]
    blocks: tuple[Part, ...] = ()
    questions: tuple[str, ...] = ()
    distance_km: float | None = None


class Kind(StrEnum):
    """The kinds of rows whose changes are captured; the values are the table names."""

    WORKSHOP = "workshop"
    FIRM = "firm"
    ATTENDANCE = "attendance"
    PARTICIPANT = "participant"
    CARD = "resource_card"
    INTEREST = "interest"
    SYNERGY = "synergy"
    SYNERGY_CARD = "synergy_card"
    STAGE_CHANGE = "stage_change"
    DECISION = "decision"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, as column values; `before` None = inserted, `after` None = deleted."""

    kind: Kind
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one use case changed: feeds undo, the screens and matching.

    `operation` is the English source string of its name ("Move synergy"); `undone` tells that this is its reversal.
    """

    operation: str
    operation_id: str
    changes: tuple[RowChange, ...]
    undone: bool = False

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of rows touched."""
        return frozenset(change.kind for change in self.changes)

    def of(self, kind: Kind) -> tuple[RowChange, ...]:
        """The changes to rows of one kind, in the order in which they were made."""
        return tuple(change for change in self.changes if change.kind is kind)

    def created(self, kind: Kind) -> tuple[str, ...]:
        """Ids of the rows of `kind` that came into being."""
        return tuple(change.id for change in self.changes if change.kind is kind and change.before is None)


@dataclass(frozen=True, slots=True)
class UndoStatus:
    """Names (English source strings) of the steps that undo and redo would take; None = nothing to do."""

    undo: str | None = None
    redo: str | None = None


@dataclass(frozen=True, slots=True)
class Counters:
    """The counters of a workshop. `potential_synergies` counts distinct live synergies at stage idea or later,
    lost ones excluded, whoever made them; open suggestions are counted apart and never added."""

    firms: int
    participants: int
    cards: int
    haves: int
    wants: int
    potential_synergies: int
    open_suggestions: int | None = None
