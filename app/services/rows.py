"""What screens show: records put together, nothing of how they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.records import (
    Attendance,
    Audience,
    CardId,
    Category,
    Decision,
    Direction,
    Firm,
    FirmId,
    Match,
    Period,
    ResourceCard,
    Stage,
    Synergy,
    WorkshopId,
)


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm at a workshop with the number of its haves, wants and people."""

    firm: Firm
    attendance: Attendance
    haves: int = 0
    wants: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with the firm that wrote it; `attendance` is None where the firm left the workshop's list."""

    card: ResourceCard
    firm: Firm
    attendance: Attendance | None = None


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card about to be stored; the fields are those of `ResourceCard`."""

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
    audience: Audience = Audience.PUBLIC
    as_typed: str | None = None
    table_no: int | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class SynergyRow:
    """A synergy with the two cards that founded it."""

    synergy: Synergy
    have: CardRow
    want: CardRow


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board shows; columns hold every stage, top to bottom. A card's id is in `linked` where it is part
    of a synergy that is not lost."""

    haves: list[CardRow]
    wants: list[CardRow]
    columns: dict[Stage, list[SynergyRow]]
    linked: frozenset[CardId]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A match with its cards, what was decided on it, the synergy that it became and the firms that raised a hand."""

    match: Match
    have: CardRow
    want: CardRow
    decision: Decision | None = None
    synergy: Synergy | None = None
    hands: tuple[FirmId, ...] = ()

    @property
    def is_open(self) -> bool:
        """Shown by default and not yet decided."""
        return self.match.suggested and self.decision is None and self.synergy is None
