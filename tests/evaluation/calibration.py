"""Whether a score can be read as a chance: reliability table, expected calibration error, Brier score.

Nearly all pairs are obviously wrong and score near 0, so an error over all pairs looks small whatever the engine does;
the error among judged pairs is the one to look at. Judged pairs in turn are no fair draw: they are the first results of
several rankings. `weights` let judged pairs stand for those like them that nobody judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tests.evaluation.pairs import Array, Flags

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs with scores from `low` up to the next bin's; shares and means are NaN where there is nobody to ask.

    `good_judged` is the share of good pairs among judged ones, `good_all` among all (unjudged ones count as wrong).
    """

    low: float
    pairs: int
    judged: int
    score: float
    good_judged: float
    good_all: float


def reliability(scores: Array, good: Flags, judged: Flags) -> list[Bin]:
    """Ten equal steps of the score."""
    bins = _bins(scores)
    return [
        Bin(
            low=number / BINS,
            pairs=int((bins == number).sum()),
            judged=int((judged & (bins == number)).sum()),
            score=_mean(scores[bins == number]),
            good_judged=_mean(good[judged & (bins == number)]),
            good_all=_mean(good[bins == number]),
        )
        for number in range(BINS)
    ]


def calibration_error(scores: Array, good: Flags, weights: Array | None = None) -> float:
    """Mean distance between score and share of good pairs over the bins, each counted by its weight."""
    heavy = np.ones(len(scores)) if weights is None else weights
    bins, total = _bins(scores), float(heavy.sum())
    apart = np.bincount(bins, heavy * (scores - good), BINS)
    return float(np.abs(apart).sum() / total) if total else 0.0


def brier(scores: Array, good: Flags) -> float:
    """Mean squared distance between score and truth."""
    return float(np.mean(np.square(scores - good))) if len(scores) else 0.0


def calibration_row(
    scores: Array, good: Flags, judged: Flags, care: Array, shown: Flags, usual: float
) -> Mapping[str, float]:
    """All errors of a set of pairs.

    `care` is each pair's inverse chance of having been judged, `shown` tells which pairs are suggested.
    `brier_popularity` is what saying `usual`, the share of good pairs known beforehand, for every pair would give.
    """
    high = judged & shown
    return {
        "ece_judged": calibration_error(scores[judged], good[judged]),
        "ece_weighted": calibration_error(scores[judged], good[judged], care[judged]),
        "ece_suggested": calibration_error(scores[high], good[high]),
        "ece_all": calibration_error(scores, good),
        "brier_judged": brier(scores[judged], good[judged]),
        "brier_popularity": brier(np.full(int(judged.sum()), usual), good[judged]),
    }


def _bins(scores: Array) -> Array:
    return np.minimum((scores * BINS).astype(np.int64), BINS - 1)


def _mean(values: Array | Flags) -> float:
    return float(values.mean()) if len(values) else float("nan")
