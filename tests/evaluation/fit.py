"""Fits the weights of the profile on the wants that are not locked: logistic regression on the judged pairs.

Every pair also gets a score from weights that never saw its want: by folds over the open wants, and for the locked
third by the weights fitted on all open ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching import DEFAULT_PROFILE
from app.matching.compare import FEATURES
from app.matching.profile import Weights
from app.matching.score import weigh
from tests.evaluation.pairs import Array, Flags, Pairs

FOLDS = 5
# Strength of the pull towards zero, in units of one pair.
RIDGE = 3.0
# A strong pair counts this much more than one that is worth raising.
STRONG_WEIGHT = 1.5
# Features that may only speak against a pair; all others may only speak for it.
AGAINST = ("group_far", "hazard")
# What hardly any judged pair tells about stays as the profile has it.
BY_HAND = ("code", "reach", "terms_met", "terms_broken")


@dataclass(frozen=True, slots=True)
class Fit:
    """Base and weights in the order of FEATURES, from the open wants; the log-odds of every pair from weights that
    never saw its want; the log-odds from which suggesting gives the best F1 on the open wants, and that F1."""

    base: float
    weights: Array
    unseen: Array
    threshold: float
    f1: float


def fit_weights(data: Pairs, use: tuple[str, ...]) -> Fit:
    """Fit the named features. Judgements of locked wants are not read."""
    columns = [place for place, name in enumerate(FEATURES) if name in use and name not in BY_HAND]
    fold = folds(data)
    unseen = np.zeros(len(data.pairs))
    for number in range(FOLDS):
        base, weights = _regress(data, columns, data.open & (fold != number))
        held = data.open & (fold == number)
        unseen[held] = engine_totals(data, base, weights)[held]
    base, weights = _regress(data, columns, data.open)
    unseen[~data.open] = engine_totals(data, base, weights)[~data.open]
    threshold, f1 = best_threshold(unseen[data.open], data.grades[data.open])
    return Fit(base, weights, unseen, threshold, f1)


def engine_totals(data: Pairs, base: float, weights: Array) -> Array:
    """The log-odds that the engine gives with these weights: preferences clipped, blocks added."""
    named = Weights(base, dict(zip(FEATURES, weights.tolist(), strict=True)), 0.5, 0.5, 0.5)
    return weigh(data.features, named, DEFAULT_PROFILE, base).total + data.blocked


def best_threshold(log_odds: Array, grades: NDArray[np.int64]) -> tuple[float, float]:
    """The log-odds from which suggesting gives the best F1, and that F1."""
    order = np.argsort(-log_odds, kind="stable")
    ordered = log_odds[order]
    right = np.cumsum(grades[order] > 0)
    f1 = 2 * right / (np.arange(1, len(order) + 1) + max(1, right[-1]))
    # Equal scores are suggested together or not at all.
    f1[:-1][ordered[:-1] == ordered[1:]] = 0
    best = int(np.argmax(f1))
    return float(ordered[best]), float(f1[best])


def folds(data: Pairs) -> NDArray[np.int64]:
    """A fold for each pair by its want, −1 for locked ones; wants in a shuffled but fixed order."""
    wants = sorted({want for (_, want), free in zip(data.pairs, data.open.tolist(), strict=True) if free})
    shuffled = np.random.default_rng(2).permutation(len(wants))
    number = {want: int(place) % FOLDS for want, place in zip(wants, shuffled, strict=True)}
    return np.array([number.get(want, -1) for _, want in data.pairs])


def _regress(data: Pairs, columns: list[int], rows: Flags) -> tuple[float, Array]:
    """Newton steps; a weight on the wrong side of zero is taken out and the rest fitted again."""
    names, kept = list(FEATURES), list(columns)
    weights = np.zeros(len(names))
    for name in BY_HAND:
        weights[names.index(name)] = DEFAULT_PROFILE.with_meaning.features[name]
    start = data.features[rows] @ weights
    importance = np.where(data.grades[rows] == 2, STRONG_WEIGHT, 1.0)
    ridge = np.append(np.full(len(columns), RIDGE), 1e-6)
    while True:
        design = np.column_stack([data.features[rows][:, kept], np.ones(len(start))])
        found = logistic_regression(design, data.grades[rows] > 0, importance, ridge[-len(kept) - 1 :], start)
        wrong = [
            place for place, column in enumerate(kept) if found[place] * (-1 if names[column] in AGAINST else 1) < 0
        ]
        if not wrong:
            weights[kept] = found[:-1]
            return float(found[-1]), weights
        del kept[min(wrong, key=lambda place: -abs(found[place]))]


def logistic_regression(
    design: Array, truth: Flags, importance: Array, ridge: Array, start: Array | float = 0.0
) -> Array:
    """A weight for each column of `design` by Newton steps; `start` is what each row's log-odds begin with."""
    weights = np.zeros(design.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(start + design @ weights, -30, 30)))
        gradient = design.T @ (importance * (truth - chance)) - ridge * weights
        curvature = (design * (importance * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights
