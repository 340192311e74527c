"""The sections of the report, each a table: row → figure → number."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.matching import MatchIndex
from tests.evaluation.collection import Collection
from tests.evaluation.degrade import DEGRADATIONS
from tests.evaluation.engines import (
    Answer,
    engine_answer,
    knowledge_alone,
    make_indexes,
    plain_peers,
    popularity,
    quick_answer,
    words_and_runs,
)
from tests.evaluation.measures import found_of_planted, rank_figures, shown_figures
from tests.evaluation.parts import Fitted, Table

SEED = 1
# nDCG@10 may be this much lower than on clean cards, whatever happens to the texts.
MOST_LOST = 0.10


def answers_of(indexes: Mapping[str, MatchIndex], collection: Collection, top: int) -> dict[str, Answer]:
    """Everybody's ranking of the whole collection, the engine with the weights of its profile."""
    plain = indexes["engine without meaning"]
    return {
        "popularity": popularity(collection),
        **plain_peers(collection),
        "words and letter runs": words_and_runs(plain),
        "knowledge alone": knowledge_alone(plain),
        **{name: engine_answer(index, top) for name, index in indexes.items()},
    }


def engine_figures(answers: dict[str, Answer], collection: Collection) -> Table:
    """The whole collection; the engine's weights have seen the open two thirds of it."""
    return {name: _figures(answer, collection) for name, answer in answers.items()}


def _figures(answer: Answer, collection: Collection) -> dict[str, float]:
    row = rank_figures(answer.scores, collection.relevance).as_row()
    row.pop("cards")
    if answer.shown is not None:
        shown = shown_figures(answer.shown, collection.relevance, collection.traps)
        row |= {
            "suggested": float(shown.suggested),
            "precision": shown.precision,
            "right of judged": shown.right_of_judged,
            "recall": shown.recall,
            "recall_strong": shown.recall_strong,
            "f1": shown.f1,
            "traps": float(shown.traps),
        }
    return row


def planted_figures(answers: dict[str, Answer], fitted: dict[str, Fitted], collection: Collection) -> Table:
    """The share of the pairs that the writers had in mind, among the first ten of their want, by difficulty."""
    table = {name: found_of_planted(answer.scores, collection.planted) for name, answer in answers.items()}
    table |= {f"{name}, unseen wants": found_of_planted(way.unseen, collection.planted) for name, way in fitted.items()}
    return table


def degraded_figures(
    indexes: Mapping[str, MatchIndex], collection: Collection, names: Iterable[str] = DEGRADATIONS
) -> Table:
    """The engine with the weights of its profile on spoilt cards; `lost` is the share of the clean nDCG@10."""
    clean = {way: _spoilt_row(index, collection) for way, index in indexes.items()}
    table = {f"{way}: clean": {**row, "lost": 0.0} for way, row in clean.items()}
    for name in names:
        spoilt = replace(collection, cards=DEGRADATIONS[name](collection.cards, SEED))
        for way, index in make_indexes(spoilt).items():
            row = _spoilt_row(index, collection)
            table[f"{way}: {name}"] = {**row, "lost": 1 - row["ndcg@10"] / clean[way]["ndcg@10"]}
    return dict(sorted(table.items(), key=lambda item: item[0].split(": ")[0]))


def _spoilt_row(index: MatchIndex, collection: Collection) -> dict[str, float]:
    row = _figures(quick_answer(index), collection)
    return {name: row[name] for name in ("ndcg@10", "recall@10", "mrr", "hit@1", "precision", "f1", "traps")}
