"""What a card's concepts imply: what an offer also is, what it can serve as, what a need also accepts."""

from collections.abc import Mapping

from app.knowledge import ConceptTable, Knowledge, division_of

# Confidence that is left after one step up: an offer of marble dust is an offer of mineral powder; who needs marble
# dust may or may not accept another mineral powder.
UP_OFFER = 0.85
UP_SERVED = 0.9
UP_NEED = 0.55
# The first taker of a conversion is its most usual one.
LATER_TAKER = 0.8


def offered(concepts: Mapping[str, float], table: ConceptTable) -> dict[str, float]:
    """What an offer is, under every broader name."""
    return _upwards(concepts, table, UP_OFFER)


def served(concepts: Mapping[str, float], knowledge: Knowledge) -> dict[str, tuple[float, str]]:
    """What an offer of these concepts can serve as, each with its confidence and the concept that the conversion
    starts from."""
    found: dict[str, tuple[float, str]] = {}
    for concept, confidence in concepts.items():
        for conversion, up in knowledge.ways(concept):
            strength = confidence * UP_OFFER**up * conversion.strength
            _keep(found, conversion.target, strength, conversion.source)
            for ancestor, steps in knowledge.concepts.ancestors(conversion.target).items():
                _keep(found, ancestor, strength * UP_SERVED**steps, conversion.source)
    return found


def takers(concepts: Mapping[str, float], knowledge: Knowledge) -> dict[int, float]:
    """The divisions that could take an offer of these concepts, each as surely as its likeliest use, 0…1."""
    found: dict[int, float] = {}
    for concept, confidence in concepts.items():
        for conversion, up in knowledge.ways(concept):
            strength = confidence * UP_OFFER**up * conversion.strength
            for place, division in enumerate(dict.fromkeys(map(division_of, conversion.takers))):
                if division is not None:
                    found[division] = max(found.get(division, 0.0), strength * LATER_TAKER**place)
    return found


def needed(concepts: Mapping[str, float], table: ConceptTable) -> dict[str, float]:
    """What a need accepts: what it names and, less surely, what that is a kind of."""
    return _upwards(concepts, table, UP_NEED)


def telling(concept: str, table: ConceptTable) -> float:
    """How much it tells that two cards share a concept: an exact one 1, a class of many kinds down to a half."""
    return float(max(0.5, 1.0 / (1.0 + 0.06 * table.kinds(concept))))


def _upwards(concepts: Mapping[str, float], table: ConceptTable, step: float) -> dict[str, float]:
    found = dict(concepts)
    for concept, confidence in concepts.items():
        for ancestor, steps in table.ancestors(concept).items():
            found[ancestor] = max(found.get(ancestor, 0.0), confidence * step**steps)
    return found


def _keep(found: dict[str, tuple[float, str]], target: str, strength: float, source: str) -> None:
    if strength > found.get(target, (0.0, ""))[0]:
        found[target] = (strength, source)
