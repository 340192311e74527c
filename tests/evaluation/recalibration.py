"""A proposal, not applied: how the final log-odds could be stretched and shifted until a score can be read as a chance.

Weights are fitted with unjudged pairs as wrong ones, which keeps the engine cautious. Here only judged pairs of open
wants are used, each standing for those that were as unlikely to be judged. `slope` and `shift` keep every order, and
can be applied without breaking the sum of parts: multiply base and weights by `slope`, add `shift` to the base.
"""

from dataclasses import dataclass

import numpy as np

from tests.evaluation.fit import logistic_regression
from tests.evaluation.pairs import Array, Flags

# No judged pair counts more than this many times in the fit (a few lucky finds must not decide alone), nor in figures.
MOST_IN_FIT, MOST_IN_FIGURES = 5.0, 20.0
# The stretch stays above this, so that the order of pairs never turns.
LEAST_SLOPE = 0.05
# Pull towards changing nothing, in units of one pair.
RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Platt:
    """Log-odds → slope × log-odds + shift."""

    slope: float
    shift: float

    def apply(self, log_odds: Array) -> Array:
        """The recalibrated log-odds, in the same order."""
        return self.slope * log_odds + self.shift


def inverse_chances(evidence: Array, judged: Flags, learn: Flags) -> Array:
    """For each pair one by its chance of having been judged, as the columns of `evidence` tell it.

    The chances are learned from the rows of `learn` alone, and no pair stands for more than MOST_IN_FIGURES.
    """
    spread = evidence[learn].std(axis=0)
    scaled = (evidence - evidence[learn].mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    design = np.column_stack([scaled, np.ones(len(scaled))])
    ridge = np.append(np.full(evidence.shape[1], RIDGE), 1e-6)
    found = logistic_regression(design[learn], judged[learn], np.ones(int(learn.sum())), ridge)
    chances: Array = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
    return np.minimum(1 / chances, MOST_IN_FIGURES)


def fit_platt(log_odds: Array, good: Flags, care: Array) -> Platt:
    """The stretch and shift under which judged pairs, weighted by `care`, are most likely."""
    importance = np.minimum(care, MOST_IN_FIT)
    importance = importance / importance.mean()
    design = np.column_stack([log_odds, np.ones(len(log_odds))])
    # Starting from the log-odds as they are, the pull is towards slope 1 and shift 0.
    more, shift = logistic_regression(design, good, importance, np.array([RIDGE, RIDGE]), log_odds)
    return Platt(max(LEAST_SLOPE, 1.0 + float(more)), float(shift))
