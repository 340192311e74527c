"""Fractional ranks: text that orders the cards of a column, so that a move writes one row and no neighbour.

A rank is a fraction in base 62 without its point, "V" standing for 31/62. Plain text order (also SQLite's BINARY
collation) is the order of the fractions. It never ends in the smallest digit, for then nothing would fit just before
it. Going on at either end costs no halving: k leading end digits announce a counter of k + 1 digits, so a thousand
cards added one by one stay at three digits. Only inserting again and again between the newest two grows a rank,
by a digit now and then.
"""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_LOWEST, _HIGHEST = _DIGITS[0], _DIGITS[-1]
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}


def rank_between(before: str | None, after: str | None) -> str:
    """A rank strictly after `before` and strictly before `after`; None = no card on that side.

    Two laptops can give the same rank to two cards (ties go by id): nothing fits between equal ranks, so pass the
    next greater one. ValueError where `before` is not smaller than `after` or where one of them is not a rank.
    """
    for rank in (before, after):
        _check(rank)
    if after is None:
        return _next(before or "")
    if before is None:
        return _previous(after)
    if before >= after:
        raise ValueError(f"rank {before!r} is not smaller than {after!r}")
    return _middle(before, after)


def _check(rank: str | None) -> None:
    if rank is None:
        return
    if not rank or rank.endswith(_LOWEST) or any(digit not in _VALUE for digit in rank):
        raise ValueError(f"not a rank: {rank!r}")


def _middle(low: str, high: str) -> str:
    """Between two ranks: keep what they share, then halve the gap or go on below the lower one."""
    shared = 0
    while shared < len(low) and low[shared] == high[shared]:
        shared += 1
    head, low, high = high[:shared], low[shared:], high[shared:]
    if not low:
        return head + _previous(high)
    first, last = _VALUE[low[0]], _VALUE[high[0]]
    if last - first > 1:
        return head + _DIGITS[(first + last) // 2]
    return head + low[0] + _next(low[1:])


def _next(rank: str) -> str:
    """A rank after `rank` with nothing above it; in the middle where `rank` is empty, so that both sides have room."""
    if not rank:
        return _DIGITS[_BASE // 2]
    level = len(rank) - len(rank.lstrip(_HIGHEST))
    width = level + 1
    counter = _step(_read(rank[level : level + width], width), 1)
    if counter // _BASE**level >= _BASE - 1:  # its first digit would be read as one more end digit
        level, width, counter = level + 1, width + 1, 1
    return _HIGHEST * level + _write(counter, width)


def _previous(rank: str) -> str:
    """A rank before `rank` with nothing below it."""
    level = len(rank) - len(rank.lstrip(_LOWEST))
    width = level + 1
    counter = _step(_read(rank[level : level + width], width), -1)
    if counter < _BASE**level:  # its first digit would be read as one more end digit
        level, width = level + 1, width + 1
        counter = _BASE**width - 1
    return _LOWEST * level + _write(counter, width)


def _step(counter: int, by: int) -> int:
    """The next counter in this direction that does not end in the smallest digit."""
    counter += by
    return counter if counter % _BASE else counter + by


def _read(digits: str, width: int) -> int:
    value = 0
    for digit in digits.ljust(width, _LOWEST):
        value = value * _BASE + _VALUE[digit]
    return value


def _write(value: int, width: int) -> str:
    digits = []
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
