"""What a card's concepts imply: what an offer also is, what it can serve as, what a need also accepts."""

from collections.abc import Mapping

from app.knowledge import ConceptTable, Knowledge
from app.knowledge.reach import UP_OFFER

# Confidence that is left after one step up: who needs marble dust may or may not accept another mineral powder.
UP_NEED = 0.55


def offered(concepts: Mapping[str, float], table: ConceptTable) -> dict[str, float]:
    """What an offer is, under every broader name."""
    return _upwards(concepts, table, UP_OFFER)


def served(concepts: Mapping[str, float], knowledge: Knowledge) -> dict[str, tuple[float, str]]:
    """What an offer of these concepts can serve as, each with its confidence and the concept that the conversion
    starts from."""
    found: dict[str, tuple[float, str]] = {}
    for concept, confidence in concepts.items():
        for target, (strength, source) in knowledge.reach(concept).items():
            sure = confidence * strength
            if sure > found.get(target, (0.0, ""))[0]:
                found[target] = (sure, source)
    return found


def takers(concepts: Mapping[str, float], knowledge: Knowledge) -> dict[int, float]:
    """The divisions that could take an offer of these concepts, each as surely as its likeliest use, 0…1."""
    found: dict[int, float] = {}
    for concept, confidence in concepts.items():
        for division, strength in knowledge.takers(concept).items():
            found[division] = max(found.get(division, 0.0), confidence * strength)
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
