"""Figures of weights that never saw the want: by folds over the open two thirds, and on the locked third."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.matching import MatchIndex
from app.matching.compare import FEATURES
from app.matching.profile import Weights
from app.matching.score import logistic
from tests.evaluation.calibration import Bin, calibration_row, reliability
from tests.evaluation.collection import Collection, Pair
from tests.evaluation.engines import popularity
from tests.evaluation.fit import Fit, best_threshold, fit_weights
from tests.evaluation.measures import Scores, rank_figures, shown_figures
from tests.evaluation.pairs import Array, Flags, Pairs, gather_pairs
from tests.evaluation.recalibration import Platt, fit_platt, inverse_chances
from tests.evaluation.split import Portion, only

Table = dict[str, dict[str, float]]

# What the rankings that chose the pairs to be judged looked at, as far as the engine's features tell.
_WHY_JUDGED = ("words", "fuzzy", "meaning")


@dataclass(frozen=True, slots=True)
class Fitted:
    """One way of running the engine: its pairs, the weights of its profile, and what was fitted on the open wants."""

    data: Pairs
    shipped: Weights
    fit: Fit
    care: Array
    platt: Platt

    def rows(self, portion: Portion) -> Flags:
        """Which pairs belong to the part."""
        return self.data.open if portion is Portion.OPEN else ~self.data.open

    @property
    def threshold(self) -> float:
        """The score from which suggesting was best on the open wants."""
        return 1 / (1 + math.exp(-self.fit.threshold))

    @property
    def unseen(self) -> dict[Pair, float]:
        """All pairs, each scored by weights that never saw its want."""
        return self.data.scores(self.fit.unseen, np.ones(len(self.data.pairs), np.bool_))


def fit_ways(indexes: Mapping[str, MatchIndex], collection: Collection) -> dict[str, Fitted]:
    """Fit each way of running the engine on the open wants."""
    return {name: _fit_way(index, collection) for name, index in indexes.items()}


def _fit_way(index: MatchIndex, collection: Collection) -> Fitted:
    data = gather_pairs(index, collection)
    fit = fit_weights(data, tuple(name for name in FEATURES if index.uses_meaning or name != "meaning"))
    names = list(FEATURES)
    evidence = np.column_stack([fit.unseen, *(data.features[:, names.index(name)] for name in _WHY_JUDGED)])
    care = inverse_chances(evidence, data.judged, data.open)
    known = data.open & data.judged
    platt = fit_platt(fit.unseen[known], data.grades[known] > 0, care[known])
    return Fitted(data, index.weights, fit, care, platt)


def part_figures(collection: Collection, fitted: dict[str, Fitted]) -> Table:
    """Ranking and suggestions on each part, with popularity among the same pairs beside them."""
    table: Table = {}
    liked = popularity(collection).scores
    for portion, how in ((Portion.OPEN, "open, cross-validated"), (Portion.LOCKED, "locked third")):
        table[f"{how}: popularity"] = _popularity_row(collection, only(portion, liked), portion)
        for name, way in fitted.items():
            rows = way.rows(portion)
            table[f"{how}: {name}"] = _row(way, way.fit.unseen, way.fit.threshold, rows, collection, portion)
            suggest = math.log(way.shipped.suggest / (1 - way.shipped.suggest))
            table[f"{portion}, shipped weights: {name}"] = _row(
                way, way.data.totals, suggest, rows, collection, portion
            )
    return table


def _row(
    way: Fitted, log_odds: Array, threshold: float, rows: Flags, collection: Collection, portion: Portion
) -> dict[str, float]:
    high = rows & (log_odds >= threshold) & (way.data.blocked == 0)
    shown = {way.data.pairs[row] for row in np.flatnonzero(high).tolist()}
    return ranking_row(way.data.scores(log_odds, rows), shown, collection, portion)


def _popularity_row(collection: Collection, scores: dict[Pair, float], portion: Portion) -> dict[str, float]:
    """Popularity may choose its threshold on the very judgements that it is measured on."""
    pairs = list(scores)
    values = np.array([scores[pair] for pair in pairs])
    threshold, _ = best_threshold(values, np.array([collection.relevance.get(pair, 0) for pair in pairs]))
    return ranking_row(scores, {pair for pair in pairs if scores[pair] >= threshold}, collection, portion)


def ranking_row(scores: Scores, shown: set[Pair], collection: Collection, portion: Portion) -> dict[str, float]:
    """All figures of a part; `wants@10` is nDCG@10 of its wants alone, whose lists are as long in both parts."""
    relevance, traps = only(portion, collection.relevance), only(portion, collection.traps)
    right = shown_figures(shown, relevance, traps)
    return {
        **rank_figures(scores, relevance).as_row(),
        "wants@10": rank_figures(scores, relevance, sides=("want",)).ndcg,
        "suggested": float(right.suggested),
        "precision": right.precision,
        "recall": right.recall,
        "f1": right.f1,
        "traps": float(right.traps),
    }


def calibration_figures(fitted: dict[str, Fitted]) -> Table:
    """Errors on unseen wants as fitted, and as they would be after the proposed stretch and shift."""
    table: Table = {}
    for name, way in fitted.items():
        good, judged = way.data.grades > 0, way.data.judged
        shown = way.fit.unseen >= way.fit.threshold
        usual = float(good[judged & way.data.open].mean())
        for portion in Portion:
            rows = way.rows(portion)
            for when, log_odds in (("as fitted", way.fit.unseen), ("recalibrated", way.platt.apply(way.fit.unseen))):
                table[f"{portion}: {name}, {when}"] = dict(
                    calibration_row(
                        logistic(log_odds)[rows], good[rows], judged[rows], way.care[rows], shown[rows], usual
                    )
                )
    return table


def reliability_tables(fitted: dict[str, Fitted]) -> dict[str, list[Bin]]:
    """Ten bins of each way of running the engine on each part, scores as fitted."""
    return {
        f"{portion}: {name}": reliability(
            logistic(way.fit.unseen)[way.rows(portion)],
            (way.data.grades > 0)[way.rows(portion)],
            way.data.judged[way.rows(portion)],
        )
        for name, way in fitted.items()
        for portion in Portion
    }
