"""What an import file says, as neutral rows: no store, no identifiers of ours, only what was read and where.

Fields carry the names and meanings of `app.records`; `None` means that the file does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.records import Audience, Category, Direction, Period, PlatformConsent

# How a mapping is remembered between imports; plain text so that it fits TOML and JSON:
# {"sheets": {sheet key: kind or ""}, kind: {header key: field or ""}}, keys by `match_key`, "" = leave it out.
RememberedMapping = Mapping[str, Mapping[str, str]]


class SheetKind(StrEnum):
    """What the rows of a sheet are; the values are the names of the CSV files."""

    FIRMS = "firms"
    PARTICIPANTS = "participants"
    CARDS = "cards"


class Severity(StrEnum):
    """How much a note matters."""

    INFO = "info"  # understood, but not read letter by letter ("10.1" as NACE 10.10)
    WARNING = "warning"  # taken over, somebody should look
    ERROR = "error"  # the row, or the value, was left out


@dataclass(frozen=True, slots=True)
class RowNote:
    """One remark on one place of the file.

    `message` is an English template marked with `N_`, `params` its placeholders; `row` counts as the spreadsheet does
    (first row is 1); `raw` is the cell as read.
    """

    sheet: str
    row: int | None
    column: str | None
    severity: Severity
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm of the file. `external_id` is the given id, or one derived from tax number or name; never empty.

    `number`, `table_no` and `arrived_at` belong to its attendance. `implied` marks a firm that only a
    card or a person names.
    """

    external_id: str
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
    implied: bool = False
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant of the file; `firm_id` is the `external_id` of a `FirmRow` of the same plan."""

    external_id: str
    firm_id: str
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    consent: bool | None = None
    consent_version: str | None = None
    consent_at: str | None = None
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class CardRow:
    """A resource card of the file; `firm_id` is the `external_id` of a `FirmRow` of the same plan.

    `code_system` is "ewc" where `code` (six or four digits) is given. `unit` is the code of a known unit, else as
    typed.
    """

    external_id: str
    firm_id: str
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
    audience: Audience | None = None
    as_typed: str | None = None
    number: int | None = None
    table_no: int | None = None
    notes: str | None = None
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of a sheet: which field it fills (`None` = none), and how sure that is (1 = exact or remembered).

    `samples` are the first values that stand in it, for showing.
    """

    index: int
    header: str
    field: str | None
    certainty: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet (or CSV file): what it holds (`None` = not read), the row of its header, its columns."""

    sheet: str
    kind: SheetKind | None
    header_row: int | None
    columns: tuple[ColumnMapping, ...]


@dataclass(frozen=True, slots=True)
class ImportCounters:
    """Sums of a plan. `left_out` counts rows that hold something but could not be taken over."""

    firms: int
    people: int
    cards: int
    haves: int
    wants: int
    left_out: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that one import would bring in. Pure data: reading a file twice gives equal plans.

    `source` is the name of the file or folder, `sha256` the hash of its content.
    """

    source: str
    sha256: str
    mapping: tuple[SheetMapping, ...]
    firms: tuple[FirmRow, ...]
    people: tuple[PersonRow, ...]
    cards: tuple[CardRow, ...]
    notes: tuple[RowNote, ...]
    counters: ImportCounters
