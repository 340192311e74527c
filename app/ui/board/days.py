"""Days as people type them in a date field."""

from __future__ import annotations

import re
from datetime import date

from app.common.turkish import match_key

_MONTHS = {
    name: number
    for names in (
        "oca sub mar nis may haz tem agu eyl eki kas ara",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})(?:[./\-\s](\d{4}|\d{2}))?\.?")
_NAMED = re.compile(r"(\d{1,2})[.\s]*([a-z]{3,})\.?(?:\s+(\d{4}|\d{2}))?")


def read_day(text: str, today: date) -> str | None:
    """`text` as an ISO date: "28.11.2026", "28/11/26", "28.11", "28 Kasım", "28 Nov 2026", "2026-11-28".

    Without a year it is the next such day from `today` on. None where the text is no day of the calendar.
    """
    key = match_key(text)
    if found := _ISO.fullmatch(key):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(key):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    found = _NAMED.fullmatch(key)
    month = _MONTHS.get(found[2][:3]) if found else None
    return None if found is None or month is None else _with_year(int(found[1]), month, found[3], today)


def _with_year(day: int, month: int, year: str | None, today: date) -> str | None:
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # Five years reach the next 29 February.
    candidates = (_day(today.year + ahead, month, day) for ahead in range(5))
    return next((one for one in candidates if one is not None and one >= today.isoformat()), None)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
