"""The measures themselves on cases that can be worked out by hand, and a floor under the engine's figures."""

import json
import math

import numpy as np
import pytest

from tests.evaluation.__main__ import BASELINE, compare
from tests.evaluation.collection import read_collection
from tests.evaluation.engines import engine_answer, make_index, popularity
from tests.evaluation.fit import best_threshold, fit_weights, gather_pairs
from tests.evaluation.measures import rank_figures, shown_figures

RELEVANCE = {("a", "x"): 2, ("a", "y"): 0, ("b", "y"): 1}


def test_a_perfect_ranking_has_full_marks():
    figures = rank_figures({("a", "x"): 0.9, ("a", "y"): 0.1, ("b", "y"): 0.8, ("b", "x"): 0.2}, RELEVANCE)
    assert (figures.cards, figures.ndcg, figures.recall, figures.mrr, figures.hit) == (4, 1, 1, 1, 1)
    # (b, x) was never judged: it is half of what b and x see, and a and y see only judged pairs
    assert figures.judged == pytest.approx(0.75)


def test_a_partner_in_second_place_counts_less():
    figures = rank_figures({("a", "x"): 0.1, ("a", "y"): 0.9, ("b", "y"): 0.8}, RELEVANCE)
    # a and y see their partner second, b and x first
    assert figures.ndcg == pytest.approx((1 + 1 + 2 / math.log2(3)) / 4)
    assert figures.mrr == pytest.approx(0.75)
    assert figures.hit == pytest.approx(0.5)


def test_what_is_not_listed_is_not_found():
    figures = rank_figures({("a", "x"): 1.0}, RELEVANCE)
    assert figures.recall == pytest.approx(0.5)
    assert figures.judged == pytest.approx(0.5)


def test_suggestions_are_scored_as_a_set():
    shown = shown_figures({("a", "x"), ("a", "y"), ("c", "z")}, RELEVANCE, [("a", "y")])
    assert (shown.suggested, shown.traps, shown.recall_strong) == (3, 1, 1)
    assert shown.precision == pytest.approx(1 / 3)
    assert shown.f1 == pytest.approx(2 / 5)
    assert shown_figures(set(), RELEVANCE, []).f1 == 0


def test_the_collection_is_whole():
    collection = read_collection()
    assert (len(collection.firms), len(collection.cards)) == (109, 637)
    assert len(collection.relevance) == 9316
    assert sum(grade > 0 for grade in collection.relevance.values()) == 540
    assert len(collection.traps) == 67
    assert all(firm.nace for firm in collection.firms)


@pytest.fixture(scope="module")
def measured():
    """The engine on the committed collection, as `python -m tests.evaluation` runs it."""
    collection = read_collection()
    answer = engine_answer(make_index(collection, meaning=True), 50)
    shown = shown_figures(answer.shown or set(), collection.relevance, collection.traps)
    return collection, answer, rank_figures(answer.scores, collection.relevance), shown


def test_the_engine_is_as_good_as_its_baseline(measured):
    collection, _, figures, shown = measured
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))["engine"]
    assert figures.ndcg >= max(0.5, baseline["ndcg@10"] - 0.0005)
    assert shown.f1 >= baseline["f1"] - 0.0005
    assert figures.ndcg > 5 * rank_figures(popularity(collection).scores, collection.relevance).ndcg


def test_no_trap_of_the_dangerous_kinds_is_suggested(measured):
    collection, answer, _, _ = measured
    shown = {kind for pair, kind in collection.traps.items() if pair in answer.shown}
    assert shown.isdisjoint({"same_firm", "hazardous_vs_food", "negation"})


def test_words_and_knowledge_alone_reach_the_aim():
    collection = read_collection()
    answer = engine_answer(make_index(collection, meaning=False), 50)
    assert rank_figures(answer.scores, collection.relevance).ndcg >= 0.7


def test_fitting_gives_weights_of_the_right_sign():
    collection = read_collection()
    data = gather_pairs(make_index(collection, meaning=False), collection)
    fit = fit_weights(data, collection, ("words", "concept", "conversion", "group_far"))
    assert fit.base < 0
    assert (fit.weights >= 0).sum() == len(fit.weights) - 1
    assert np.count_nonzero(fit.weights) == 4
    threshold, f1 = best_threshold(fit.unseen, data, 540)
    assert threshold < 0.7
    assert 0.3 < f1 < 1


def test_compare_tells_what_changed(capsys):
    before = {"engine": {"ndcg@10": 0.5, "f1": 0.4}}
    assert compare({"engine": {"ndcg@10": 0.6, "f1": 0.4}}, before)
    assert capsys.readouterr().out == "engine: ndcg@10 0.5000 → 0.6000\n"
    assert not compare({"engine": {"ndcg@10": 0.4, "f1": 0.4}}, before)
