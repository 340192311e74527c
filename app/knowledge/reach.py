"""What a concept can serve as, by every way and under every broader name of what comes of it, and who takes it."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.conversions import Way
from app.knowledge.sectors import division_of

# Confidence that is left after one step up: an offer of marble dust is an offer of mineral powder.
UP_OFFER: Final = 0.85
UP_SERVED: Final = 0.9
# The first taker of a conversion is its most usual one.
LATER_TAKER: Final = 0.8


class Served(NamedTuple):
    """How surely the target is reached, 0…1, and the concept that the conversion starts from."""

    strength: float
    source: str


def reach(ways: Iterable[Way], table: ConceptTable) -> dict[str, Served]:
    """The best way to each target; of as good ones the first."""
    found: dict[str, Served] = {}
    for conversion, up in ways:
        strength = UP_OFFER**up * conversion.strength
        _keep(found, conversion.target, strength, conversion.source)
        for ancestor, steps in table.ancestors(conversion.target).items():
            _keep(found, ancestor, strength * UP_SERVED**steps, conversion.source)
    return found


def takers(ways: Iterable[Way]) -> dict[int, float]:
    """The divisions that could take it, each as surely as its likeliest use, 0…1."""
    found: dict[int, float] = {}
    for conversion, up in ways:
        strength = UP_OFFER**up * conversion.strength
        for place, division in enumerate(dict.fromkeys(map(division_of, conversion.takers))):
            if division is not None:
                found[division] = max(found.get(division, 0.0), strength * LATER_TAKER**place)
    return found


def _keep(found: dict[str, Served], target: str, strength: float, source: str) -> None:
    if target not in found or strength > found[target].strength:
        found[target] = Served(strength, source)
