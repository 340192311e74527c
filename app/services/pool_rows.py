"""What the screen of matches is shown about pools and about cards without a partner; nothing here loads the engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.records import Attendance, Direction, Firm, Period
from app.services.knowledge_rows import Ref
from app.services.rows import CardRow


@dataclass(frozen=True, slots=True)
class Reach:
    """An amount from … to, in the unit of its pool; both the same where it is one number."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __bool__(self) -> bool:
        return bool(self.high)


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A card that takes part: all it has (or needs) and what of it goes in. `rough` = put on a common year over an
    assumption, `dense` = the thing whose density turned m³ into t or back (empty: none), `seasonal` = once a year."""

    row: CardRow
    whole: Reach
    used: Reach
    rough: bool = False
    dense: str = ""
    seasonal: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class PoolLeftOut:
    """A card that fits but is not counted; `why` is one of the keys no_amount, uncountable, other_unit, other_time,
    blocked, filled."""

    row: CardRow
    why: str


@dataclass(frozen=True, slots=True)
class PoolView:
    """The pool of one card, in the unit and period in which its own amount is written (`wanted`, None where it cannot
    be counted: `why`); then the total is told instead of a balance."""

    centre: CardRow
    wanted: Decimal | None
    why: str
    unit: str | None
    period: Period | None
    lines: tuple[PoolLine, ...]
    left_out: tuple[PoolLeftOut, ...]
    total: Reach
    missing: Reach
    surplus: Reach

    @property
    def direction(self) -> Direction:
        """Which way the card in the middle goes: the pool of a want holds haves."""
        return self.centre.card.direction


@dataclass(frozen=True, slots=True)
class NearbyFirm:
    """A firm of the room; `exact` = of the very class that is named, else only of its division."""

    firm: Firm
    attendance: Attendance | None
    km: float | None
    exact: bool


@dataclass(frozen=True, slots=True)
class PossibleSector:
    """A sector that could take or give. `ground` is conversion, case or gives; `source` and `target` name the things
    (for a case: what was given and for what, `place` where); `documented` only where an exchange was found."""

    ref: Ref
    name: str
    ground: str
    source: str
    target: str
    process: str
    place: str
    documented: bool
    firms: tuple[NearbyFirm, ...]


@dataclass(frozen=True, slots=True)
class LonelyCard:
    """A card that nobody in the room answers, and who could."""

    row: CardRow
    sectors: tuple[PossibleSector, ...]

    @property
    def firms(self) -> int:
        """How many different firms of the room could: those of the very class that is named."""
        return self._count(exact=True)

    @property
    def relatives(self) -> int:
        """How many firms are only of the same division as one that could."""
        return self._count(exact=False)

    def _count(self, *, exact: bool) -> int:
        return len({one.firm.id for sector in self.sectors for one in sector.firms if one.exact is exact})
