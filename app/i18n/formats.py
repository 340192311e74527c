"""Numbers, dates and quantities as the reader's language writes them."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from app.i18n.units import find_unit, unit_label
from app.records import Period

_SEPARATORS: Final = {"tr": (".", ","), "en": (",", ".")}
_MONTHS: Final = {
    "tr": ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
# How a period follows a unit: "6.000 t/yıl"; the last two stand in words because nothing is divided by them.
PERIOD_SUFFIX: Final = {
    "tr": {
        Period.HOUR: "/saat",
        Period.DAY: "/gün",
        Period.WEEK: "/hafta",
        Period.MONTH: "/ay",
        Period.YEAR: "/yıl",
        Period.SEASON: "/sezon",
        Period.ONCE: " (tek sefer)",
        Period.ON_DEMAND: " (talebe bağlı)",
    },
    "en": {
        Period.HOUR: "/hour",
        Period.DAY: "/day",
        Period.WEEK: "/week",
        Period.MONTH: "/month",
        Period.YEAR: "/year",
        Period.SEASON: "/season",
        Period.ONCE: " (once)",
        Period.ON_DEMAND: " (on demand)",
    },
}


def format_number(value: Decimal | int | float, language: str, decimals: int | None = None) -> str:
    """`1234.5` as "1.234,5" (tr) or "1,234.5" (en).

    `decimals` fixes the number of places (half rounds to even); without it the value is written in full, without
    zeros at the end. Values that are not finite are written as "–".
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return "–"
    grouping, point = _SEPARATORS[language]
    text = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    whole, _, fraction = text.partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    whole = whole.replace(",", grouping)
    if whole == "-0" and not fraction.strip("0"):
        whole = "0"
    return f"{whole}{point}{fraction}" if fraction else whole


def format_date(moment: str, language: str) -> str:
    """An ISO date or moment as "21.11.2026" (tr) or "21 Nov 2026" (en); a moment in the computer's time zone.

    Text that is not a date is returned as it came: a report is never lost to one odd value.
    """
    when = _parse(moment)
    if when is None:
        return moment
    if language == "tr":
        return f"{when.day:02d}.{when.month:02d}.{when.year:04d}"
    return f"{when.day} {_MONTHS[language][when.month - 1]} {when.year:04d}"


def format_day(moment: str, language: str) -> str:
    """An ISO date or moment without its year, for narrow places: "21 Kas" (tr) or "21 Nov" (en)."""
    when = _parse(moment)
    return moment if when is None else f"{when.day} {_MONTHS[language][when.month - 1]}"


def format_time(moment: str, language: str, seconds: bool = False) -> str:
    """An ISO moment as "14:35" (tr and en; "14:35:07" with seconds) in the computer's time zone."""
    when = _parse(moment)
    if when is None:
        return moment
    return f"{when.hour:02d}:{when.minute:02d}" + (f":{when.second:02d}" if seconds else "")


def _parse(moment: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(moment)
        return when if when.tzinfo is None else when.astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def format_quantity(quantity: Decimal | None, unit: str | None, period: Period | None, language: str) -> str | None:
    """A quantity with unit and period: "6.000 t/yıl"; None where no quantity is known.

    A unit of ours is written in the reader's language, any other stays as typed. A rate (`m³/saat`) that repeats the
    period is written once.
    """
    if quantity is None:
        return None
    text = format_number(quantity, language)
    known = find_unit(unit) if unit else None
    if unit:
        label = unit_label(unit, language)
        text += label if label == "%" else f" {label}"
    if period is None or (known is not None and known.per is period):
        return text
    return text + PERIOD_SUFFIX[language][period]
