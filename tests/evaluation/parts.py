"""Figures of weights that never saw the want: by folds over the open two thirds, and on the locked third."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.compare import FEATURES
from app.matching.profile import Weights
from app.matching.score import logistic
from tests.evaluation.calibration import Bin, calibration_row, reliability
from tests.evaluation.collection import Collection
from tests.evaluation.engines import Indexed, popularity
from tests.evaluation.fit import Fit, best_threshold, fit_weights
from tests.evaluation.measures import Scores, rank_figures, shown_figures
from tests.evaluation.pairs import Array, Flags, Pairs, gather_pairs
from tests.evaluation.recalibration import Platt, fit_platt, inverse_chances
from tests.evaluation.split import Pair, Portion, only

Table = dict[str, dict[str, float]]

# What the rankings that chose the pairs to be judged looked at, as far as the engine's features tell.
_WHY_JUDGED = ("words", "fuzzy", "meaning")


@dataclass(frozen=True, slots=True)
class Fitted:
    """One way of running the engine: the pairs of the collection that is looked at and then of the others, the weights
    of its profile, the features in use, and what was fitted on all open wants."""

    datas: tuple[Pairs, ...]
    shipped: Weights
    use: tuple[str, ...]
    fit: Fit
    care: Array
    platt: Platt

    @property
    def data(self) -> Pairs:
        """The pairs of the collection that is looked at."""
        return self.datas[0]

    @property
    def log_odds(self) -> Array:
        """Theirs, from weights that never saw their want."""
        return self.fit.unseen[0]

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
        return self.data.scores(self.log_odds, np.ones(len(self.data.pairs), np.bool_))


def fit_ways(looked_at: Indexed, others: Sequence[Indexed]) -> dict[str, Fitted]:
    """Fit each way of running the engine on the open wants of all collections."""
    return {name: _fit_way(name, (looked_at, *others)) for name in looked_at.indexes}


def _fit_way(name: str, every: Sequence[Indexed]) -> Fitted:
    datas = tuple(gather_pairs(one.indexes[name], one.collection) for one in every)
    index, data = every[0].indexes[name], datas[0]
    use = tuple(name for name in FEATURES if index.uses_meaning or name != "meaning")
    fit = fit_weights(datas, use)
    names, log_odds = list(FEATURES), fit.unseen[0]
    evidence = np.column_stack([log_odds, *(data.features[:, names.index(name)] for name in _WHY_JUDGED)])
    care = inverse_chances(evidence, data.judged, data.open)
    known = data.open & data.judged
    platt = fit_platt(log_odds[known], data.grades[known] > 0, care[known])
    return Fitted(datas, index.weights, use, fit, care, platt)


def part_figures(collection: Collection, fitted: dict[str, Fitted]) -> Table:
    """Ranking and suggestions on each part, with popularity among the same pairs beside them."""
    table: Table = {}
    liked = popularity(collection).scores
    for portion, how in ((Portion.OPEN, "open, cross-validated"), (Portion.LOCKED, "locked third")):
        table[f"{how}: popularity"] = _popularity_row(collection, only(portion, liked), portion)
        for name, way in fitted.items():
            rows = way.rows(portion)
            table[f"{how}: {name}"] = _row(way, way.log_odds, way.fit.threshold, rows, collection, portion)
            suggest = math.log(way.shipped.suggest / (1 - way.shipped.suggest))
            table[f"{portion}, shipped weights: {name}"] = _row(
                way, way.data.totals, suggest, rows, collection, portion
            )
    return table


def _row(
    way: Fitted, log_odds: Array, threshold: float, rows: Flags, collection: Collection, portion: Portion
) -> dict[str, float]:
    high = rows & (log_odds >= threshold) & way.data.free
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
        shown = way.log_odds >= way.fit.threshold
        usual = float(good[judged & way.data.open].mean())
        for portion in Portion:
            rows = way.rows(portion)
            for when, log_odds in (("as fitted", way.log_odds), ("recalibrated", way.platt.apply(way.log_odds))):
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
            logistic(way.log_odds)[way.rows(portion)],
            (way.data.grades > 0)[way.rows(portion)],
            way.data.judged[way.rows(portion)],
        )
        for name, way in fitted.items()
        for portion in Portion
    }
