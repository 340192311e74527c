"""Who could be a partner at all: evidence over all rows, then a bounded set for the detailed comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.matching.columns import Floats, Rows
from app.matching.side import Entry, Side, Spaces
from app.records import Direction

# The best rows of each kind of evidence; below ALL rows everything is compared.
BEST_OF_EACH = 80
ALL = 320


@dataclass(frozen=True, slots=True)
class Evidence:
    """For every row of a side (dead ones too): cosines of words, letter runs and meanings, and shared knowledge."""

    words: Floats
    grams: Floats
    meaning: Floats
    concept: Floats
    conversion: Floats


def gather(entry: Entry, side: Side, spaces: Spaces) -> Evidence:
    """Hold a card against a whole side."""
    reading, implied, size = entry.reading, entry.implied, side.size
    if reading.card.direction is Direction.HAVE:
        served = {target: found[0] for target, found in implied.serves.items()}
        concept = side.needs.best(_telling(implied.is_a, spaces), size)
        conversion = side.needs.best(_telling(served, spaces), size)
    else:
        needs = _telling(implied.needs, spaces)
        concept, conversion = side.is_a.best(needs, size), side.serves.best(needs, size)
    if entry.vector is None or side.vectors is None:
        meaning = np.zeros(size, np.float32)
    else:
        meaning = side.vectors.values @ entry.vector
    return Evidence(side.words.cosines(reading.words), side.grams.cosines(reading.grams), meaning, concept, conversion)


def choose(entry: Entry, side: Side, evidence: Evidence) -> Rows:
    """The rows to compare in detail, ascending: live, of another firm, the best of each kind of evidence."""
    usable = side.alive.copy()
    for card_id in side.cards_of(entry.reading.card.firm_id):
        usable[side.row_of[card_id]] = False
    rows = np.flatnonzero(usable).astype(np.int32)
    if len(rows) <= ALL:
        return rows
    chosen = np.zeros(side.size, np.bool_)
    for scores in (evidence.words, evidence.grams, evidence.meaning, evidence.concept, evidence.conversion):
        live = scores[rows]
        best = np.argpartition(-live, BEST_OF_EACH)[:BEST_OF_EACH]
        chosen[rows[best[live[best] > 0]]] = True
    return np.flatnonzero(chosen).astype(np.int32)


def _telling(weights: Mapping[str, float], spaces: Spaces) -> dict[str, float]:
    """Confidences, less for concepts that many cards share."""
    return {concept: weight * spaces.concepts.rarity(concept) for concept, weight in weights.items()}
