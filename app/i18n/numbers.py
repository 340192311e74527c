"""Numbers as people type them, Turkish first: "1.234,5", "12,5", "50 bin"; never a silent factor of a thousand."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from app.common.turkish import match_key

_BLANKS: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_SHAPE: Final = re.compile(r"([+\-−]?)(\d[\d.,]*)", re.ASCII)
_GROUPED: Final = {sign: re.compile(rf"\d{{1,3}}(?:\{sign}\d{{3}})+", re.ASCII) for sign in ".,"}
_MULTIPLIERS: Final = {"bin": 1000, "milyon": 1_000_000, "thousand": 1000, "million": 1_000_000}
_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_LONGEST: Final = 15  # digits: more than any resource, less than what a float or a spreadsheet cell would round


class NumberReading(NamedTuple):
    """A number, and its second reading where it has two ("1.234": 1234 in Turkish, 1.234 otherwise)."""

    value: Decimal
    other: Decimal | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether somebody has to say which reading is meant."""
        return self.other is not None


def parse_number(text: str, decimal: str | None = None) -> NumberReading | None:
    """Read one number, with an optional "bin" or "milyon" behind it; None if `text` is no number.

    Without `decimal` Turkish writing is taken first: comma for decimals, full stop or blank for thousands. One sign
    followed by exactly three digits can mean either; then `value` is the Turkish reading and `other` the second one.
    `decimal` ("," or ".") says which sign the source uses: nothing is ambiguous then, and wrong grouping is refused.
    """
    body = text.strip()
    head, _, last = body.rpartition(" ")
    factor = _MULTIPLIERS.get(match_key(last)) if head else None
    if factor is not None:
        body = head.strip()
    reading = _read(body, decimal)
    if reading is None or factor is None:
        return reading
    other = None if reading.other is None else reading.other * factor
    return NumberReading(reading.value * factor, other)


def _read(body: str, decimal: str | None) -> NumberReading | None:
    blanks = _BLANKS.sub(" ", body)
    if " " in blanks:
        sign, digits = (blanks[0], blanks[1:].lstrip()) if blanks[0] in "+-−" else ("", blanks)
        if " " in digits and not _SPACED.fullmatch(digits):
            return None
        blanks = sign + digits.replace(" ", "")
        if " " in digits:
            decimal = decimal or ("," if "," in digits else ".")
    shape = _SHAPE.fullmatch(blanks)
    if shape is None or sum(letter.isdigit() for letter in blanks) > _LONGEST:
        return None
    reading = _strict(shape[2], decimal) if decimal else _turkish_first(shape[2])
    if reading is None or shape[1] in ("", "+"):
        return reading
    return NumberReading(-reading.value, None if reading.other is None else -reading.other)


def _strict(digits: str, decimal: str) -> NumberReading | None:
    """The reading where the decimal sign is known; the other sign may only stand between groups of three."""
    grouping = "." if decimal == "," else ","
    whole, point, fraction = digits.partition(decimal)
    if decimal in fraction or grouping in fraction or (point and not fraction):
        return None
    if grouping in whole and not _GROUPED[grouping].fullmatch(whole):
        return None
    return NumberReading(Decimal(f"{whole.replace(grouping, '') or '0'}.{fraction or '0'}").normalize() + 0)


def _turkish_first(digits: str) -> NumberReading | None:
    if "." in digits and "," in digits:
        return _strict(digits, max(".,", key=digits.rfind))
    for sign in ".,":
        if digits.count(sign) > 1:
            return _strict(digits, "," if sign == "." else ".")
    if "." in digits:
        return _one_sign(digits, ".", thousands_first=True)
    if "," in digits:
        return _one_sign(digits, ",", thousands_first=False)
    return _strict(digits, ",")


def _one_sign(digits: str, sign: str, *, thousands_first: bool) -> NumberReading | None:
    """One sign: decimals, unless exactly three digits follow and no zero leads; then there are two readings."""
    fraction = _strict(digits, sign)
    if fraction is None or digits.startswith("0") or not _GROUPED[sign].fullmatch(digits):
        return fraction
    whole = Decimal(digits.replace(sign, ""))
    if thousands_first:
        return NumberReading(whole, fraction.value)
    return NumberReading(fraction.value, whole)
