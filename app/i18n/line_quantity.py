"""Finds the amount in a typed line: "yılda 6000 ton", "20 big bag/ay", "150-200 t/yıl"; not every number is one.

Temperatures, sizes, percentages, distances, capacities ("10 tonluk kazan", "120x80 palet") and prices are left alone.
Everything here works on the folded text (`LineText.key`).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from app.i18n.line_patterns import (
    AFTER_COUNT,
    AMOUNT,
    BEFORE,
    CLAUSE_PERIOD,
    LAST_WORD,
    LINE_PERIOD,
    MACHINES,
    MEASURED,
    NO_UNIT,
    NUMBER_WORDS,
    PERCENT,
    RATE,
    SIZE_SUFFIX,
    SIZE_WORD,
    SIZED,
    TAIL,
    UNKNOWN_RATE,
    VESSELS,
    WORD,
)
from app.i18n.numbers import NumberReading, parse_number
from app.i18n.units import PERIODS, SPELLINGS, Unit
from app.records import Period

_STRONG: Final = {"mass", "volume", "normal_volume", "standard_volume", "area", "energy", "power", "peak_power"}
# Without a period these are durations, calorific values, sizes of a bottle, weights of a cloth.
_NEEDS_PERIOD: Final = {"h", "min", "day", "shift", "kcal", "mL", "g"}
_SHORTEST_LENGTH: Final = 200  # "500 m kablo" is an amount, "12,5 m" and "80 m'ye kadar" are dimensions
_TIMES: Final = {"time", "working_day", "shift"}  # "haftada 3 gün" gives way to "günde 30 numune"
_SIZEABLE: Final = {"mass", "volume"}
_LOOK_BACK: Final = 60

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """The amount of a line.

    `quantity` is the number, of a range its lower end (what is there for sure), then `upper` is the other end. `other`
    is the second reading of a number like 1.234. `unit` is the code of a unit that we know, None for one that we do
    not; `typed` is where its word stands, None where there is none. `stretches` are the places from which all this
    was read.
    """

    quantity: Decimal
    upper: Decimal | None
    other: Decimal | None
    unit: str | None
    typed: Stretch | None
    period: Period | None
    stretches: tuple[Stretch, ...]


class _Candidate(NamedTuple):
    rank: int
    amount: Amount


class _Lead(NamedTuple):
    """What stands in front of the number: where the expression begins, and the period if it names one."""

    start: int
    period: Period | None


class _Values(NamedTuple):
    quantity: Decimal
    upper: Decimal | None
    other: Decimal | None


def find_amount(key: str, clauses: list[Stretch]) -> Amount | None:
    """The amount that the folded line states, or None.

    Of several, one with a period wins, then mass, volume, area, energy or power over pieces, then one outside
    brackets, then the first.
    """
    best: _Candidate | None = None
    for number in AMOUNT.finditer(key):
        found = _read(key, number, clauses)
        if found is not None and (best is None or found.rank > best.rank):
            best = found
    if best is None:
        return None
    return best.amount if best.amount.period else _with_distant_period(key, best.amount, clauses)


def _read(key: str, number: re.Match[str], clauses: list[Stretch]) -> _Candidate | None:
    values = _values(number)
    if values is None or PERCENT.search(key, max(0, number.start() - 8), number.start()):
        return None
    lead = _lead(key, number.start())
    unit, end = _unit_at(key, number.end())
    if unit is not None:
        return _in_known_unit(key, number, values, lead, unit, end)
    if number["word"]:
        return None
    return _in_unknown_unit(key, number, values, lead, clauses)


def _values(number: re.Match[str]) -> _Values | None:
    times = f" {number['times']}" if number["times"] else ""
    low = parse_number((NUMBER_WORDS[number["word"]] if number["word"] else number["low"]) + times)
    high = parse_number(number["high"] + times) if number["high"] else None
    if low is None or not low.value or (number["high"] and high is None):
        return None
    if number["low"] and number["low"][0] == "0" and number["low"][1:2].isdigit():  # "08-16" is a time
        return None
    if number["half"]:
        return _Values(low.value + Decimal("0.5"), None, None)
    return _range(low, high)


def _range(low: NumberReading, high: NumberReading | None) -> _Values:
    rising = high is not None and high.value > low.value
    return _Values(low.value, high.value if high is not None and rising else None, low.other)


def _lead(key: str, start: int) -> _Lead:
    found = BEFORE.search(key, max(0, start - _LOOK_BACK), start)
    if found is None:
        return _Lead(start, None)
    if found["period"] is None:
        return _Lead(found.start("about"), None)
    if AFTER_COUNT.search(key, max(0, found.start() - 4), found.start()):
        return _Lead(start, None)
    return _Lead(found.start("period"), PERIODS.get(found["period"]))


def _unit_at(key: str, place: int) -> tuple[Unit | None, int]:
    """The known unit behind a number and where it ends; two words ("big bag") before one."""
    word = WORD.match(key, place)
    if word is None:
        return None, place
    if word[3] is not None:
        pair = SPELLINGS.get(f"{word[1]} {word[3]}") or SPELLINGS.get(f"{word[1]}-{word[3]}")
        if pair is not None:
            return pair, word.end()
    return SPELLINGS.get(word[1]), word.end(1)


def _in_known_unit(
    key: str, number: re.Match[str], values: _Values, lead: _Lead, unit: Unit, unit_end: int
) -> _Candidate | None:
    sized = SIZE_SUFFIX.match(key, unit_end)
    if sized and unit.dimension != "area":
        return None
    period, end = lead.period, _past_tail(key, sized.end() if sized else unit_end)
    rate = RATE.match(key, end)
    if rate is not None:
        behind = PERIODS.get(next(filter(None, rate.groups())))
        if rate["slash"] and behind is None:
            return None
        if behind is not None:
            period, end = behind, _past_tail(key, rate.end())
    if period is None and not _stands_alone(key, unit, unit_end, number, values):
        return None
    typed = (unit_end - len(key[number.end() : unit_end].lstrip()), unit_end)
    amount = Amount(*values, unit.code, typed, period, ((lead.start, end),))
    return _Candidate(_rank(key, unit, number.start(), period), amount)


def _stands_alone(key: str, unit: Unit, end: int, number: re.Match[str], values: _Values) -> bool:
    """Whether this is an amount without a period: not a duration, the size of a sack or the length of something."""
    if unit.code in _NEEDS_PERIOD or (number["word"] == "bir" and unit.dimension not in _STRONG):
        return False
    follower = WORD.match(key, end)
    word = follower[1] if follower else ""
    if unit.dimension == "length":
        return word not in MEASURED and values.quantity >= _SHORTEST_LENGTH
    if unit.dimension not in _SIZEABLE:
        return True
    before = LAST_WORD.search(key, max(0, number.start() - _LOOK_BACK), number.start())
    if word in SIZED or (unit.code == "L" and before is not None and before[1] in VESSELS):
        return False
    return not (unit.dimension == "mass" and before is not None and before[1] in MACHINES)


def _past_tail(key: str, end: int) -> int:
    tail = TAIL.match(key, end)
    return tail.end() if tail else end


def _rank(key: str, unit: Unit, start: int, period: Period | None) -> int:
    bracketed = key.count("(", 0, start) > key.count(")", 0, start)
    weight = 2 if unit.dimension in _STRONG else 0 if unit.dimension == "length" else 1
    timely = 2 if unit.dimension in _TIMES else 4
    return timely * (period is not None) + weight + (not bracketed)


def _in_unknown_unit(
    key: str, number: re.Match[str], values: _Values, lead: _Lead, clauses: list[Stretch]
) -> _Candidate | None:
    """An amount in a unit that we do not know: only where a period, or a clause of its own, shows that it is one."""
    word = WORD.match(key, number.end())
    if word is not None and (word[1] in NO_UNIT or SIZE_WORD.search(word[1])):
        return None
    rate = UNKNOWN_RATE.match(key, number.end())
    if rate is not None:
        period = PERIODS.get(rate["period"])
        typed = rate.span("unit") if rate["unit"] else None
        return _Candidate(4, Amount(*values, None, typed, period, ((lead.start, rate.end()),))) if period else None
    first, last = _clause_of(number.start(), clauses)
    end = word.end(1) if word else number.end()
    alone = not key[first : lead.start].strip() and not key[end:last].strip(" .")
    if lead.period is None:
        if word is None or first == 0 or not alone:
            return None
        return _Candidate(0, Amount(*values, None, word.span(1), None, ((lead.start, end),)))
    if word is None and key[end:last].strip(" .)"):
        return None
    if word is None or (alone and first == 0):
        return _Candidate(3, Amount(*values, None, None, lead.period, ((lead.start, number.end()),)))
    return _Candidate(3, Amount(*values, None, word.span(1), lead.period, ((lead.start, end),)))


def _clause_of(place: int, clauses: list[Stretch]) -> Stretch:
    return next((first, last) for first, last in clauses if first <= place <= last)


def _with_distant_period(key: str, amount: Amount, clauses: list[Stretch]) -> Amount:
    """The amount with the one period that its clause names ("20 ton hurda haftada"), or that the line says outright."""
    first, last = _clause_of(amount.stretches[0][0], clauses)
    named = [
        found for found in CLAUSE_PERIOD.finditer(key, first, last) if not AFTER_COUNT.search(key, first, found.start())
    ]
    if len(named) == 1:
        return _dated(amount, PERIODS[named[0]["period"] or named[0]["each"]], named[0])
    outright = LINE_PERIOD.search(key)
    if outright is None:
        return amount
    return _dated(amount, Period.ONCE if outright["once"] else Period.ON_DEMAND, outright)


def _dated(amount: Amount, period: Period, found: re.Match[str]) -> Amount:
    return Amount(
        amount.quantity,
        amount.upper,
        amount.other,
        amount.unit,
        amount.typed,
        period,
        (*amount.stretches, found.span()),
    )
