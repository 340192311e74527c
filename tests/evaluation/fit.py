"""Fits the weights of the profile on the wants that are open to it: logistic regression on the judged pairs.

Every pair also gets a score from weights that never saw its want: by folds over the open wants of all collections, and
for the others by the weights fitted on all open ones.
"""

from collections.abc import Sequence
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
# F1 is nearly flat around its best: of as good thresholds the one with the fewest wrong suggestions.
SLACK = 0.01
# Features that may only speak against a pair; all others may only speak for it.
AGAINST = ("group_far", "hazard", "hinting")
# What hardly any judged pair tells about stays as the profile has it.
BY_HAND = ("code", "reach", "state", "terms_met", "terms_broken")


@dataclass(frozen=True, slots=True)
class Fit:
    """Base and weights in the order of FEATURES; for each collection the log-odds of every pair from weights that never
    saw its want; the log-odds from which suggesting gives nearly the best F1 on the open wants, and that F1."""

    base: float
    weights: Array
    unseen: tuple[Array, ...]
    threshold: float
    f1: float


def fit_weights(datas: Sequence[Pairs], use: tuple[str, ...]) -> Fit:
    """Fit the named features. Judgements that are not open are not read."""
    columns = [place for place, name in enumerate(FEATURES) if name in use and name not in BY_HAND]
    numbers = folds(datas)
    unseen = tuple(np.zeros(len(data.pairs)) for data in datas)
    for held in range(FOLDS):
        seen = [data.open & (fold != held) for data, fold in zip(datas, numbers, strict=True)]
        base, weights = _regress(datas, columns, seen)
        for data, fold, found in zip(datas, numbers, unseen, strict=True):
            found[fold == held] = engine_totals(data, base, weights)[fold == held]
    base, weights = _regress(datas, columns, [data.open for data in datas])
    for data, found in zip(datas, unseen, strict=True):
        found[~data.open] = engine_totals(data, base, weights)[~data.open]
    threshold, f1 = best_threshold(
        np.concatenate([found[data.open] for data, found in zip(datas, unseen, strict=True)]),
        np.concatenate([data.grades[data.open] for data in datas]),
        SLACK,
    )
    return Fit(base, weights, unseen, threshold, f1)


def engine_totals(data: Pairs, base: float, weights: Array) -> Array:
    """The log-odds that the engine gives with these weights: preferences clipped, blocks added."""
    named = Weights(base, dict(zip(FEATURES, weights.tolist(), strict=True)), 0.5, 0.5, 0.5)
    return weigh(data.features, named, DEFAULT_PROFILE, base + data.room).total + data.blocked


def best_threshold(log_odds: Array, grades: NDArray[np.int64], slack: float = 0.0) -> tuple[float, float]:
    """The highest log-odds from which suggesting gives the best F1, or one lower by `slack` at most, and that F1."""
    order = np.argsort(-log_odds, kind="stable")
    ordered = log_odds[order]
    right = np.cumsum(grades[order] > 0)
    f1 = 2 * right / (np.arange(1, len(order) + 1) + max(1, right[-1]))
    # Equal scores are suggested together or not at all.
    f1[:-1][ordered[:-1] == ordered[1:]] = 0
    best = int(np.argmax(f1 >= f1.max() - slack))
    return float(ordered[best]), float(f1[best])


def folds(datas: Sequence[Pairs]) -> list[NDArray[np.int64]]:
    """For each collection a fold for each pair by its want, −1 for those that are not open; wants of all collections
    in a shuffled but fixed order."""
    wants = sorted({(place, want) for place, data in enumerate(datas) for want in _open_wants(data)})
    shuffled = np.random.default_rng(2).permutation(len(wants))
    number = {want: int(place) % FOLDS for want, place in zip(wants, shuffled, strict=True)}
    return [
        np.array([number.get((place, want), -1) for _, want in data.pairs], np.int64)
        for place, data in enumerate(datas)
    ]


def _open_wants(data: Pairs) -> set[str]:
    return {want for (_, want), free in zip(data.pairs, data.open.tolist(), strict=True) if free}


def _regress(datas: Sequence[Pairs], columns: list[int], rows: Sequence[Flags]) -> tuple[float, Array]:
    """Newton steps; a weight on the wrong side of zero is taken out and the rest fitted again."""
    names, kept = list(FEATURES), list(columns)
    weights = np.zeros(len(names))
    for name in BY_HAND:
        weights[names.index(name)] = DEFAULT_PROFILE.with_meaning.features[name]
    chosen = list(zip(datas, rows, strict=True))
    features = np.concatenate([data.features[some] for data, some in chosen])
    grades = np.concatenate([data.grades[some] for data, some in chosen])
    start = features @ weights + np.concatenate([np.full(some.sum(), data.room) for data, some in chosen])
    importance = np.concatenate([np.full(some.sum(), data.weight) for data, some in chosen])
    importance = importance * np.where(grades == 2, STRONG_WEIGHT, 1.0)
    ridge = np.append(np.full(len(columns), RIDGE), 1e-6)
    while True:
        design = np.column_stack([features[:, kept], np.ones(len(start))])
        found = logistic_regression(design, grades > 0, importance, ridge[-len(kept) - 1 :], start)
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
