"""Every compared pair of a collection as arrays: features, judgement, and which part it belongs to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching import MatchIndex
from app.matching.score import breaks
from app.records import Direction
from tests.evaluation.collection import Collection
from tests.evaluation.split import Pair

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """One row for each pair of a collection.

    `grades` are 0 where nobody judged; `open` tells by which judgements weights may be chosen; `blocked` is what
    forbidding reasons add (0 or less); `free` tells which pairs may be suggested: nothing forbids them and no condition
    is broken; `totals` are the engine's own log-odds with the weights of its profile; `room` is what the size of the
    room adds to the base, `weight` how much each pair counts in a fit.
    """

    name: str
    pairs: list[Pair]
    features: Array
    grades: NDArray[np.int64]
    judged: Flags
    open: Flags
    blocked: Array
    free: Flags
    totals: Array
    room: float
    weight: float

    def scores(self, log_odds: Array, rows: Flags) -> dict[Pair, float]:
        """The chosen rows as a ranking."""
        return {self.pairs[row]: float(log_odds[row]) for row in np.flatnonzero(rows).tolist()}


def gather_pairs(index: MatchIndex, collection: Collection) -> Pairs:
    """All pairs as the engine itself compares them."""
    pairs: list[Pair] = []
    features, blocked, free, totals = [], [], [], []
    for entry in index.entries(Direction.HAVE):
        wants, compared = index.features(entry)
        ranking = index.rank(entry)
        pairs += [(entry.reading.card.id, want) for want in wants]
        features.append(compared)
        totals.append(ranking.total)
        blocked.append([index.profile.block * len(ranking.blocks.get(place, ())) for place in range(len(wants))])
        free.append(
            [
                place not in ranking.blocks and not breaks(signals, index.weights)
                for place, signals in enumerate(ranking.scored.signals.tolist())
            ]
        )
    return Pairs(
        collection.name,
        pairs,
        np.concatenate(features),
        np.array([collection.relevance.get(pair, 0) for pair in pairs]),
        np.array([pair in collection.relevance for pair in pairs]),
        np.array([collection.may_learn(want) for _, want in pairs]),
        np.concatenate(blocked),
        np.concatenate(free),
        np.concatenate(totals),
        index.base - index.weights.base,
        collection.weight,
    )
