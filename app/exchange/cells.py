"""What single cells mean: the values that spreadsheets mangle, put back as they were typed.

Every reader takes a filled cell and returns a `Reading`: the value, and a remark where it is not what stands in the
cell letter by letter. `None` as value together with a remark means that the cell could not be understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from app.common.messages import N_
from app.common.turkish import clean_text, match_key
from app.exchange.import_rows import Severity
from app.exchange.raw_sheet import RawCell
from app.exchange.words import read_yes_no
from app.i18n.numbers import parse_number

Value = TypeVar("Value")

TURKEY: Final = timezone(timedelta(hours=3))  # one fixed zone since 2016; spreadsheets hold local time without a zone

_EXPONENT: Final = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_DATE_DMY: Final = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})")
_NACE: Final = re.compile(r"(\d{1,2})(?:[. ,](\d{1,2}))?(?:[. ,](\d{1,2}))?")

_MONTHS: Final = {
    name: number
    for names in ("oca sub mar nis may haz tem agu eyl eki kas ara", "jan feb mar apr may jun jul aug sep oct nov dec")
    for number, name in enumerate(names.split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a value is not simply the cell; worded by `message` (an `N_` template) and `params`."""

    severity: Severity
    message: str
    params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """A value and what should be said about it."""

    value: Value | None
    remark: Remark | None = None


def _info(message: str, **params: Any) -> Remark:
    return Remark(Severity.INFO, message, tuple(params.items()))


def _warning(message: str, **params: Any) -> Remark:
    return Remark(Severity.WARNING, message, tuple(params.items()))


def read_text(cell: RawCell) -> str | None:
    """Text as it may be stored; `None` where nothing is left of it."""
    return clean_text(cell.text) or None


def read_whole(cell: RawCell) -> Reading[int]:
    """A count of at least zero: table, badge number, employees ("65", 65.0, "120 kişi", "1.200")."""
    if isinstance(cell.value, Decimal):
        number: Decimal | None = cell.value
    else:
        words = re.sub(
            r"^[~≈±]\s*|\s*\(?(?:kişi|çalışan|personel|adet|people)\)?\.?$", "", cell.text.strip(), flags=re.I
        )
        reading = parse_number(words)
        number = reading.value if reading else None
    if number is None or number < 0 or number != number.to_integral_value() or number > 10_000_000:
        return Reading(None, _warning(N_("“{raw}” is not a whole number and was left out."), raw=cell.text))
    return Reading(int(number))


def read_digits(cell: RawCell) -> Reading[str]:
    """An identifier as text; a number that was rounded to an exponent before it was saved is refused."""
    text = clean_text(cell.text)
    if isinstance(cell.value, str) and _EXPONENT.fullmatch(text):
        return Reading(
            None, _warning(N_("“{raw}” lost its last digits in Excel and was left out: type it again."), raw=text)
        )
    return Reading(text or None)


def read_tax_number(cell: RawCell) -> Reading[str]:
    """A tax number of 10 digits (11 for a person's); zeros that a number cell lost at the start are put back."""
    reading = read_digits(cell)
    if reading.value is None:
        return reading
    digits = re.sub(r"[\s.\-/]", "", reading.value)
    if not digits.isascii() or not digits.isdigit() or not 7 <= len(digits) <= 11:
        return Reading(
            reading.value, _warning(N_("“{raw}” is not a tax number of 10 digits; kept as typed."), raw=cell.text)
        )
    if len(digits) >= 10:
        return Reading(digits)
    full = digits.zfill(10)
    return Reading(full, _info(N_("Tax number {raw} had lost zeros: read as {value}."), raw=cell.text, value=full))


def read_phone(cell: RawCell) -> Reading[str]:
    """A phone number; ten digits that start with 5 (or an area code) had lost their zero."""
    reading = read_digits(cell)
    if reading.value is None:
        return reading
    if isinstance(cell.value, str) and not re.fullmatch(r"[2-5]\d{9}", re.sub(r"\s", "", reading.value)):
        return reading
    digits = re.sub(r"\s", "", reading.value)
    if re.fullmatch(r"[2-5]\d{9}", digits):
        return Reading(
            "0" + digits,
            _info(N_("Phone {raw} had lost its zero: read as {value}."), raw=cell.text, value="0" + digits),
        )
    if re.fullmatch(r"90[2-5]\d{9}", digits):
        return Reading("+" + digits)
    return Reading(digits)


def read_flag(cell: RawCell) -> Reading[bool]:
    """Yes or no, in the words of `words`."""
    if isinstance(cell.value, bool):
        return Reading(cell.value)
    value = read_yes_no(cell.text)
    if value is None:
        return Reading(None, _warning(N_("“{raw}” is neither yes nor no and was left out."), raw=cell.text))
    return Reading(value)


def read_nace(cell: RawCell, from_csv: bool = False) -> Reading[str]:
    """A NACE code as `dd.dd` (or `dd`, `dd.dd.dd`).

    Undone: a number cell that lost zeros (10.1 → 10.10, 1.13 → 01.13, 1041 → 10.41) and a code that the spreadsheet
    took for a date (10.11 → 10 November; 10.41 → October 1941).
    """
    if isinstance(cell.value, datetime):
        dated = _code_of_date(cell.value, cell.number_format)
        return Reading(
            dated,
            _warning(
                N_("Excel had turned the NACE code into the date {raw}: read as {value}."), raw=cell.text, value=dated
            ),
        )
    text = clean_text(cell.text)
    named = _code_of_month_name(text)
    if named is not None:
        return Reading(
            named,
            _warning(N_("Excel had turned the NACE code into the date {raw}: read as {value}."), raw=text, value=named),
        )
    numeric = isinstance(cell.value, Decimal)
    code = _nace_of_number(text) if numeric or from_csv else _nace_of_text(text)
    if code is None:
        return Reading(text or None, _warning(N_("“{raw}” is not a NACE code; kept as typed."), raw=text))
    if (numeric or from_csv) and code != text.replace(",", "."):
        return Reading(code, _info(N_("NACE {raw} had lost zeros: read as {value}."), raw=text, value=code))
    return Reading(code)


def _code_of_date(moment: datetime, number_format: str) -> str:
    """The two numbers that were typed: `dd.mm`, or `mm.yy` where only a first of month or the format fits that."""
    letters = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", number_format).lower()
    no_day = "y" in letters and "d" not in letters
    if moment.day == 1 and (no_day or not 2015 <= moment.year <= 2040):
        return f"{moment.month:02d}.{moment.year % 100:02d}"
    return f"{moment.day:02d}.{moment.month:02d}"


def _code_of_month_name(text: str) -> str | None:
    """A date as a CSV file shows it: "10.Kas" was 10.11, "Eki.41" was 10.41."""
    match = re.fullmatch(r"(\d{1,2})[.\-/ ]([^\W\d]+)|([^\W\d]+)[.\-/ ](\d{2})", text)
    if match is None:
        return None
    month = _MONTHS.get(match_key(match[2] or match[3])[:3])
    if month is None:
        return None
    return f"{int(match[1]):02d}.{month:02d}" if match[1] else f"{month:02d}.{match[4]}"


def _nace_of_number(text: str) -> str | None:
    if re.fullmatch(r"\d{3,6}", text):
        digits = text.zfill(4 if len(text) < 5 else 6)
        return ".".join(digits[place : place + 2] for place in range(0, len(digits), 2))
    match = _NACE.fullmatch(text)
    if match is None:
        return None
    parts = [part for part in match.groups() if part is not None]
    # 10.1 stood for 10.10: the zero at the end of a decimal is what a number loses.
    return ".".join([parts[0].zfill(2), *(part.ljust(2, "0") for part in parts[1:])])


def _nace_of_text(text: str) -> str | None:
    """Typed text is believed: only blanks and commas become full stops, and four or six digits get theirs."""
    if re.fullmatch(r"\d{4}|\d{6}", text):
        return _nace_of_number(text)
    match = re.fullmatch(r"(?:[A-U][\s.\-]*)?(\d{1,2}(?:[. ,]\d{1,2}){0,2})\.?(?:\s*[-–:].*)?", text, re.S)
    if match is None:
        return None
    parts = re.split(r"[. ,]", match[1])
    return ".".join([parts[0].zfill(2), *parts[1:]])


@dataclass(frozen=True, slots=True)
class WasteCode:
    """A waste code without blanks; `system` is None where the text is no code and stays as typed."""

    code: str
    system: str | None
    starred: bool = False


def read_waste_code(cell: RawCell) -> Reading[WasteCode]:
    """A European waste code of six digits (four for a group); `*` means hazardous.

    Undone: 020301 stored as the number 20301, and 02.03.01 taken for 2 March 2001.
    """
    if isinstance(cell.value, datetime):
        day = cell.value
        dated = f"{day.day:02d}{day.month:02d}{day.year % 100:02d}"
        remark = _warning(
            N_("Excel had turned the waste code into the date {raw}: read as {value}."), raw=cell.text, value=dated
        )
        return Reading(WasteCode(dated, "ewc"), remark)
    text = clean_text(cell.text)
    starred = "*" in text
    first = re.split(r"[;,/\n]| ve | and ", text.replace("*", " "))[0]
    match = re.fullmatch(r"(?:EWC|EAK)?[\s:]*(\d[\d\s.\-]*)", first.strip(), re.IGNORECASE)
    digits = re.sub(r"\D", "", match[1]) if match else ""
    padded = digits.zfill(6 if len(digits) == 5 else 4 if len(digits) == 3 else len(digits))
    if len(padded) not in (4, 6) or not 1 <= int(padded[:2]) <= 20:
        return Reading(
            WasteCode(text, None, starred),
            _warning(N_("“{raw}” is not a waste code of six digits; kept as typed."), raw=text),
        )
    code = WasteCode(padded, "ewc", starred)
    if padded != digits:
        return Reading(code, _info(N_("Waste code {raw} had lost its zero: read as {value}."), raw=text, value=padded))
    if len(re.sub(r"\D", "", text)) > len(digits):
        return Reading(
            code, _warning(N_("Several waste codes in “{raw}”: only {value} was taken."), raw=text, value=padded)
        )
    return Reading(code)


def read_date(cell: RawCell) -> Reading[str]:
    """A day as ISO text: date cells, `21.11.2026`, `21/11/26`, `2026-11-21`."""
    if isinstance(cell.value, datetime):
        return Reading(cell.value.date().isoformat())
    text = clean_text(cell.text)
    found = _date_of(text)
    if found is None:
        return Reading(None, _warning(N_("“{raw}” is not a date and was left out."), raw=text))
    return Reading(found.isoformat())


def _date_of(text: str) -> date | None:
    match = _DATE_DMY.fullmatch(text)
    try:
        if match is None:
            return date.fromisoformat(text)
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return date(year, int(match[2]), int(match[1]))
    except ValueError:
        return None


def read_moment(cell: RawCell) -> Reading[str]:
    """A moment as UTC ISO text with milliseconds; local times are taken as Turkey's, days as their midnight there."""
    text = clean_text(cell.text)
    moment = cell.value if isinstance(cell.value, datetime) else _moment_of(text)
    if moment is None:
        return Reading(None, _warning(N_("“{raw}” is not a date with time and was left out."), raw=text))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=TURKEY)
    utc = moment.astimezone(UTC)
    return Reading(f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z")


def _moment_of(text: str) -> datetime | None:
    day, _, clock = text.partition(" ")
    found = _date_of(day)
    try:
        if found is None:
            return datetime.fromisoformat(text)
        return datetime.combine(found, time.fromisoformat(clock) if clock else time())
    except ValueError:
        return None
