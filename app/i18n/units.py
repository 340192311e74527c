"""Looks up units and periods as people write them, and converts between the ones that we know.

The look-ups are two dictionary reads and run on each key press; the converter (pint, with our own table only: the
stock registry takes "ton" for 907 kg) is built when the first conversion is asked for.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from app.common.turkish import match_key
from app.i18n.unit_table import UNIT_ROWS
from app.records import Period

if TYPE_CHECKING:
    from pint import UnitRegistry


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that we know. `code` is what is stored and what the converter reads ("t", "m3", "m3/h").

    `dimension` tells which units can be turned into each other; a rate ("m³/saat") has `per` set and `base` is the
    code of what comes at that rate.
    """

    code: str
    dimension: str
    tr: str
    en: str
    per: Period | None = None
    base: str | None = None

    def label(self, language: str) -> str:
        """The unit as "tr" or "en" writes it."""
        return self.tr if language == "tr" else self.en


class Yearly(NamedTuple):
    """An amount a year in the base unit of its dimension (t, m3, m2, MWh, else the unit itself)."""

    quantity: Decimal
    unit: str


UNITS: Final = {row.code: Unit(row.code, row.dimension, row.tr, row.en) for row in UNIT_ROWS}

# The unit in which a dimension is added up and compared; the others stay in their own.
BASE_UNITS: Final = {"mass": "t", "volume": "m3", "area": "m2", "energy": "MWh", "peak_power": "kWp", "time": "h"}

# What "a year" is for a flow given for a shorter time: 300 working days of 24 hours (a plant that runs through), 50
# weeks, one season. An assumption to compare orders of magnitude, never a figure to report. Once has no year.
TIMES_A_YEAR: Final = {
    Period.HOUR: Decimal(7200),
    Period.DAY: Decimal(300),
    Period.WEEK: Decimal(50),
    Period.MONTH: Decimal(12),
    Period.YEAR: Decimal(1),
    Period.SEASON: Decimal(1),
}

_PERIOD_SPELLINGS: Final = {
    Period.ONCE: "once|tek sefer|tek seferlik|bir kez|bir kere|bir defa|bir defalik|bir seferlik|1 kez|1 kere"
    "|1 defa|1 seferlik|one off|one-off|stok|stokta",
    Period.HOUR: "hour|saat|saatlik|saatte|sa|h|hr|hourly|per hour",
    Period.DAY: "day|gun|gunluk|gunde|her gun|d|daily|per day",
    Period.WEEK: "week|hafta|haftalik|haftada|her hafta|wk|w|weekly|per week",
    Period.MONTH: "month|ay|aylik|ayda|her ay|mo|monthly|per month",
    Period.YEAR: "year|yil|yillik|yilda|her yil|sene|senelik|senede|her sene|yr|y|a|annual|annually|yearly|per year",
    Period.SEASON: "season|mevsim|mevsimlik|sezon|sezonluk|sezonda|donem|donemlik|donemde|kampanya|seasonal",
    Period.ON_DEMAND: "on demand|on_demand|on-demand|talebe bagli|talep uzerine|talep oldukca|ihtiyac oldukca"
    "|gerektikce|istendiginde",
}
PERIODS: Final = {
    spelling: period for period, spellings in _PERIOD_SPELLINGS.items() for spelling in spellings.split("|")
}
_RATE_CODES: Final = {
    Period.HOUR: ("h", "saat", "h"),
    Period.DAY: ("day", "gün", "day"),
    Period.WEEK: ("week", "hafta", "week"),
    Period.MONTH: ("month", "ay", "month"),
    Period.YEAR: ("year", "yıl", "year"),
}
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")


def _spellings() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for row in UNIT_ROWS:
        for spelling in (row.code, row.tr, row.en, *row.spellings.split("|")):
            found.setdefault(match_key(spelling), UNITS[row.code])
    return found


SPELLINGS: Final = _spellings()


@lru_cache(maxsize=4096)
def find_unit(text: str) -> Unit | None:
    """The unit that `text` names in Turkish or English, however it is written; None where we do not know it.

    Understands rates ("m3/saat", "t/h") and looks past a remark in brackets ("ton (silo)").
    """
    key = match_key(text).rstrip(". ")
    return SPELLINGS.get(key) or _rate(key) or (find_unit(plain) if (plain := _REMARK.sub("", text)) != text else None)


def unit_label(text: str, language: str) -> str:
    """The unit `text` as the reader's language writes it; as typed where we do not know it or it carries a remark."""
    known = None if _REMARK.search(text) else find_unit(text)
    return text if known is None else known.label(language)


def _rate(key: str) -> Unit | None:
    what, slash, time = key.rpartition("/")
    base, period = SPELLINGS.get(what.strip(". ")), PERIODS.get(time.strip(". "))
    if not slash or base is None or period not in _RATE_CODES:
        return None
    code, tr, en = _RATE_CODES[period]
    return Unit(
        f"{base.code}/{code}", f"{base.dimension}/{code}", f"{base.tr}/{tr}", f"{base.en}/{en}", period, base.code
    )


@lru_cache(maxsize=4096)
def find_period(text: str) -> Period | None:
    """The period that `text` names in Turkish or English ("yıl", "haftada", "aylık", "once"); None if unknown."""
    return PERIODS.get(match_key(text).strip("/. "))


class UnitReading(NamedTuple):
    """What to store for a unit and a period as typed: `known` is False where the unit stays as somebody wrote it."""

    unit: str | None
    period: Period | None
    known: bool


def read_unit(unit: str | None, period: str | Period | None = None) -> UnitReading:
    """Read the unit and period of a row: "TON" becomes `t`; "m3/saat" without a period becomes `m3` an hour.

    A unit with a remark ("ton (silo)") or that we do not know stays as typed; an unknown period is None.
    """
    when = period if isinstance(period, Period) else find_period(period) if period else None
    typed = unit.strip() if unit else ""
    if not typed:
        return UnitReading(None, when, True)
    found = find_unit(typed)
    if found is None:
        return UnitReading(typed, when, False)
    if found.base is not None and when in (None, found.per):
        return UnitReading(found.base, found.per, True)
    return UnitReading(typed if _REMARK.search(typed) else found.code, when, True)


@cache
def _registry() -> "UnitRegistry[Decimal]":
    import pint

    registry: UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    for row in sorted(UNIT_ROWS, key=lambda row: "/ h" in row.definition):
        registry.define(f"{row.code} = {row.definition}")
    # A rate's time stands for itself: a month is no fixed number of hours.
    for code in ("week", "month", "year"):
        registry.define(f"{code} = [{code}]")
    return registry


@lru_cache(maxsize=1024)
def _factor(from_code: str, to_code: str) -> Decimal | None:
    import pint

    try:
        factor = _registry().convert(Decimal(1), from_code, to_code)
    except pint.DimensionalityError:
        return None
    return Decimal(str(factor))


def convert(quantity: Decimal, unit: str, other: str) -> Decimal | None:
    """`quantity` of `unit` in `other`; None where a unit is unknown or the two do not measure the same thing."""
    source, target = find_unit(unit), find_unit(other)
    if source is None or target is None:
        return None
    if source.code == target.code:
        return quantity  # without loading the converter
    factor = _factor(source.code, target.code)
    return None if factor is None else quantity * factor


def warm_conversions() -> None:
    """Load the converter (about a third of a second) before somebody waits for it."""
    convert(Decimal(1), "kg", "t")


def yearly(quantity: Decimal, unit: str, period: Period | None) -> Yearly | None:
    """The amount in a year of `TIMES_A_YEAR`, to compare flows given for different periods.

    Power ("9 MW") counts as running through and becomes MWh. None without a known unit, or where the amount is no flow.
    """
    known = find_unit(unit)
    if known is None:
        return None
    if known.dimension == "power":
        energy = convert(quantity, known.code, "MW")
        return None if energy is None else Yearly(energy * TIMES_A_YEAR[Period.HOUR], "MWh")
    stock, when = UNITS[known.base or known.code], known.per or period
    if when not in TIMES_A_YEAR:
        return None
    base = BASE_UNITS.get(stock.dimension, stock.code)
    amount = convert(quantity, stock.code, base)
    return None if amount is None else Yearly(amount * TIMES_A_YEAR[when], base)
