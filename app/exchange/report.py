"""What a workshop report says, as neutral data: services fill it, the writers only draw it.

Who may be seen is decided where the report is built: what stands here is written out. Private notes have no place here.
Sentences (`rule`, `reason`, `notes`) come already worded in `language`; kinds and stages are worded by the writers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.records import (
    Audience,
    Band,
    Category,
    Direction,
    LostReason,
    Origin,
    Period,
    PlatformConsent,
    Stage,
)


@dataclass(frozen=True, slots=True)
class ReportCounter:
    """A total: `label` under the number ("firma"), `rule` says how it was counted where that is not plain."""

    label: str
    value: int
    rule: str | None = None
    accent: bool = False


@dataclass(frozen=True, slots=True)
class ReportFirm:
    """A firm as the report shows it; `id` is the external id where it was imported, else our own."""

    id: str
    name: str
    sector: str | None = None
    nace: str | None = None
    tax_number: str | None = None
    province: str | None = None
    district: str | None = None
    osb: str | None = None
    site: str | None = None
    employees: int | None = None
    platform_consent: PlatformConsent | None = None
    number: int | None = None
    table_no: int | None = None
    arrived_at: str | None = None


@dataclass(frozen=True, slots=True)
class ReportPerson:
    """A participant; personal fields are `None` where they may not be shown."""

    id: str
    firm_id: str
    role: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    consent: bool | None = None
    consent_version: str | None = None
    consent_at: str | None = None


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A resource card; `firm_id` is the `id` of a `ReportFirm`."""

    id: str
    firm_id: str
    direction: Direction
    title: str
    description: str | None = None
    category: Category | None = None
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
    audience: Audience | None = None
    as_typed: str | None = None
    number: int | None = None
    table_no: int | None = None


@dataclass(frozen=True, slots=True)
class ReportSynergy:
    """A synergy: `have_id` and `want_id` are the `id`s of `ReportCard`s; giver, resource, taker as they are shown.

    `reason` is one worded sentence, `distance_km` as the crow flies, `due_on` an ISO date.
    """

    have_id: str
    want_id: str
    giver: str
    resource: str
    taker: str
    wanted: str
    stage: Stage
    origin: Origin
    giver_sector: str | None = None
    taker_sector: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    period: Period | None = None
    band: Band | None = None
    score: float | None = None
    reason: str | None = None
    distance_km: float | None = None
    owner: str | None = None
    next_step: str | None = None
    due_on: str | None = None
    lost_reason: LostReason | None = None


@dataclass(frozen=True, slots=True)
class WorkshopReport:
    """A whole workshop. `language` is "tr" or "en"; `held_on` and `made_on` are ISO dates.

    `counters` are drawn in order on the cover; `open_suggestions` (None = not counted) is shown apart and never added.
    `notes` are further worded remarks: engine version, missing encoder, invented sample data.
    """

    language: str
    title: str
    made_on: str
    counters: tuple[ReportCounter, ...]
    firms: tuple[ReportFirm, ...] = ()
    people: tuple[ReportPerson, ...] = ()
    cards: tuple[ReportCard, ...] = ()
    synergies: tuple[ReportSynergy, ...] = ()
    held_on: str | None = None
    place: str | None = None
    open_suggestions: int | None = None
    notes: tuple[str, ...] = ()
