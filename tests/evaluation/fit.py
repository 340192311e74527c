"""Fits the weights of the profile: logistic regression on the judged pairs, checked on wants that it has not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.compare import FEATURES
from app.matching.index import MatchIndex
from app.records import Direction
from tests.evaluation.collection import Collection, Pair
from tests.evaluation.measures import Figures, rank_figures

Array = NDArray[np.float64]

FOLDS = 5
# Strength of the pull towards zero, in units of one pair.
RIDGE = 3.0
# A strong pair counts this much more than one that is worth raising.
STRONG_WEIGHT = 1.5
# Features that may only speak against a pair; all others may only speak for it.
AGAINST = ("group_far", "hazard")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every compared pair with its features and judgement; unjudged pairs count as wrong, as in the figures."""

    pairs: list[Pair]
    features: Array
    grades: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Base, weights in the order of FEATURES, and the scores of every pair by a model that never saw its want."""

    base: float
    weights: Array
    unseen: Array
    figures: Figures


def gather_pairs(index: MatchIndex, collection: Collection) -> Pairs:
    """The features of all pairs, as the engine itself computes them."""
    pairs: list[Pair] = []
    rows = []
    for entry in index.entries(Direction.HAVE):
        wants, features = index.features(entry)
        pairs += [(entry.reading.card.id, want) for want in wants]
        rows.append(features)
    grades = np.array([collection.relevance.get(pair, 0) for pair in pairs])
    return Pairs(pairs, np.concatenate(rows), grades)


def fit_weights(data: Pairs, collection: Collection, use: tuple[str, ...]) -> Fit:
    """Fit the named features on everything, and fold by fold for the honest figure."""
    columns = [place for place, name in enumerate(FEATURES) if name in use]
    fold = _folds(data)
    unseen = np.zeros(len(data.pairs))
    for number in range(FOLDS):
        held = fold == number
        base, weights = _regress(data, columns, ~held)
        unseen[held] = base + data.features[held] @ weights
    base, weights = _regress(data, columns, np.ones(len(fold), bool))
    scores = dict(zip(data.pairs, unseen.tolist(), strict=True))
    return Fit(base, weights, unseen, rank_figures(scores, collection.relevance))


def best_threshold(scores: Array, data: Pairs, positive: int) -> tuple[float, float]:
    """The score from which suggesting gives the best F1, and that F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(data.grades[order] > 0)
    f1 = 2 * right / (np.arange(1, len(order) + 1) + positive)
    best = int(np.argmax(f1))
    return float(scores[order[best]]), float(f1[best])


def _folds(data: Pairs) -> NDArray[np.int64]:
    """A fold for each pair by its want; wants in a shuffled but fixed order."""
    wants = sorted({want for _, want in data.pairs})
    shuffled = np.random.default_rng(2).permutation(len(wants))
    number = {want: int(place) % FOLDS for want, place in zip(wants, shuffled, strict=True)}
    return np.array([number[want] for _, want in data.pairs])


def _regress(data: Pairs, columns: list[int], rows: NDArray[np.bool_]) -> tuple[float, Array]:
    """Newton steps; a weight on the wrong side of zero is taken out and the rest fitted again."""
    kept = list(columns)
    names = list(FEATURES)
    while True:
        base, found = _newton(data.features[np.ix_(rows, kept)], data.grades[rows])
        wrong = [
            place for place, column in enumerate(kept) if found[place] * (-1 if names[column] in AGAINST else 1) < 0
        ]
        if not wrong:
            weights = np.zeros(len(names))
            weights[kept] = found
            return base, weights
        del kept[min(wrong, key=lambda place: -abs(found[place]))]


def _newton(features: Array, grades: NDArray[np.int64]) -> tuple[float, Array]:
    design = np.column_stack([features, np.ones(len(features))])
    truth, importance = (grades > 0).astype(float), np.where(grades == 2, STRONG_WEIGHT, 1.0)
    ridge = np.full(design.shape[1], RIDGE)
    ridge[-1] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (importance * (truth - chance)) - ridge * weights
        curvature = (design * (importance * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return float(weights[-1]), weights[:-1]
