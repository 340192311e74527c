"""The wants in two parts: two thirds on which weights and thresholds are chosen, one third that no choice ever reads.

A part's figures are taken among its own wants only. Fewer wants are easier to rank, so figures of parts of different
sizes compare only with figures (and with the popularity row) of the same part.
"""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha1
from typing import TypeVar

# The ids of a have and a want.
Pair = tuple[str, str]
Value = TypeVar("Value")


class Portion(StrEnum):
    """Which wants are looked at."""

    OPEN = "open"
    LOCKED = "locked"


def is_locked(want_id: str) -> bool:
    """Whether the want belongs to the locked third: decided by its id alone, so no new card ever moves another."""
    return sha1(want_id.encode("utf-8"), usedforsecurity=False).digest()[0] % 3 == 0


def portion_of(want_id: str) -> Portion:
    """The part that the want belongs to."""
    return Portion.LOCKED if is_locked(want_id) else Portion.OPEN


def only(portion: Portion, values: Mapping[Pair, Value]) -> dict[Pair, Value]:
    """The pairs of the part's wants."""
    return {pair: value for pair, value in values.items() if portion_of(pair[1]) is portion}
