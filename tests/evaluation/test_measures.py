"""The measures themselves, on cases that can be worked out by hand."""

import math

import pytest

from tests.evaluation.measures import found_of_planted, rank_figures, shown_figures

RELEVANCE = {("a", "x"): 2, ("a", "y"): 0, ("b", "y"): 1}


def test_a_perfect_ranking_has_full_marks():
    figures = rank_figures({("a", "x"): 0.9, ("a", "y"): 0.1, ("b", "y"): 0.8, ("b", "x"): 0.2}, RELEVANCE)
    assert (figures.cards, figures.ndcg, figures.recall, figures.mrr, figures.hit) == (4, 1, 1, 1, 1)
    # (b, x) was never judged: it is half of what b and x see, and a and y see only judged pairs
    assert figures.judged == pytest.approx(0.75)


def test_a_partner_in_second_place_counts_less():
    scores = {("a", "x"): 0.1, ("a", "y"): 0.9, ("b", "y"): 0.8}
    figures = rank_figures(scores, RELEVANCE)
    # a and y see their partner second, b and x first
    assert figures.ndcg == pytest.approx((1 + 1 + 2 / math.log2(3)) / 4)
    assert figures.mrr == pytest.approx(0.75)
    assert figures.hit == pytest.approx(0.5)
    wants = rank_figures(scores, RELEVANCE, sides=("want",))
    assert wants.cards == 2
    assert wants.ndcg == pytest.approx((1 + 1 / math.log2(3)) / 2)


def test_what_is_not_listed_is_not_found():
    figures = rank_figures({("a", "x"): 1.0}, RELEVANCE)
    assert figures.recall == pytest.approx(0.5)
    assert figures.judged == pytest.approx(0.5)


def test_nothing_good_makes_no_cases():
    assert rank_figures({("a", "x"): 1.0}, {("a", "x"): 0}).cards == 0


def test_suggestions_are_scored_as_a_set():
    shown = shown_figures({("a", "x"), ("a", "y"), ("c", "z")}, RELEVANCE, [("a", "y")])
    assert (shown.suggested, shown.traps, shown.recall_strong) == (3, 1, 1)
    assert shown.precision == pytest.approx(1 / 3)
    assert shown.f1 == pytest.approx(2 / 5)
    assert shown_figures(set(), RELEVANCE, []).f1 == 0


def test_planted_pairs_are_looked_for_among_the_first_of_their_want():
    scores = {("a", "x"): 0.9, ("b", "x"): 0.8, ("b", "y"): 0.1, ("c", "y"): 0.1}
    planted = {("b", "x"): "conceptual", ("b", "y"): "conceptual", ("d", "y"): "lexical"}
    # b stands second for x; for y it ties with c and comes first by its id; d was never listed
    assert found_of_planted(scores, planted, top=1) == {"conceptual": 0.5, "lexical": 0}
    assert found_of_planted(scores, planted, top=2) == {"conceptual": 1, "lexical": 0}
