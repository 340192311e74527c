"""The other collections: what the engine does in a room of which neither weights nor thresholds have seen a card."""

from collections.abc import Sequence

import numpy as np

from tests.evaluation.engines import Indexed, plain_peers, popularity
from tests.evaluation.fit import engine_totals, fit_weights
from tests.evaluation.measures import rank_figures, shown_figures
from tests.evaluation.pairs import Array, Pairs, gather_pairs
from tests.evaluation.parts import Fitted, Table


def elsewhere_figures(others: Sequence[Indexed], fitted: dict[str, Fitted]) -> Table:
    """For each collection the engine with weights that never saw it, the best of the simple engines and popularity.

    Those that took part in the fit behind `fitted` are scored by weights fitted without them.
    """
    table: Table = {}
    for one in others:
        relevance, name = one.collection.relevance, one.collection.name
        table[f"{name}: popularity"] = _ranked(popularity(one.collection).scores, one)
        simple = [rank_figures(peer.scores, relevance).as_row() for peer in plain_peers(one.collection).values()]
        best = max(simple, key=lambda row: row["ndcg@10"])
        table[f"{name}: best simple engine"] = {figure: best[figure] for figure in ("ndcg@10", "recall@10", "hit@1")}
        for way, known in fitted.items():
            row = _row(one, way, known)
            table[f"{name}: {way}"] = {**row, "× simple": row["ndcg@10"] / best["ndcg@10"]}
    return table


def _ranked(scores: dict[tuple[str, str], float], one: Indexed) -> dict[str, float]:
    row = rank_figures(scores, one.collection.relevance).as_row()
    return {figure: row[figure] for figure in ("ndcg@10", "recall@10", "hit@1")}


def _row(one: Indexed, way: str, known: Fitted) -> dict[str, float]:
    data = gather_pairs(one.indexes[way], one.collection)
    log_odds, threshold = _unseen(data, known)
    every = np.ones(len(data.pairs), np.bool_)
    shown = (log_odds >= threshold) & data.free
    right = shown_figures(
        {data.pairs[row] for row in np.flatnonzero(shown).tolist()}, one.collection.relevance, one.collection.traps
    )
    return {
        **_ranked(data.scores(log_odds, every), one),
        "suggested": float(right.suggested),
        "right of judged": right.right_of_judged,
        "recall_strong": right.recall_strong,
        "f1": right.f1,
        "traps": float(right.traps),
    }


def _unseen(data: Pairs, known: Fitted) -> tuple[Array, float]:
    """The log-odds of a collection's pairs from weights that never saw it, and the threshold that goes with them."""
    others = [seen for seen in known.datas if seen.name != data.name]
    fit = known.fit if len(others) == len(known.datas) else fit_weights(others, known.use)
    return engine_totals(data, fit.base, fit.weights), fit.threshold
