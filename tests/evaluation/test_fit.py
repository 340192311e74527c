"""Fitting: the locked third stays unread, thresholds and weights are what they are said to be."""

from dataclasses import replace
from hashlib import sha1

import numpy as np
import pytest

from app.matching.compare import FEATURES
from app.matching.score import logistic
from tests.evaluation.collection import LEARNED, SAMPLE_WEIGHT
from tests.evaluation.fit import FOLDS, best_threshold, engine_totals, fit_weights, folds
from tests.evaluation.recalibration import LEAST_SLOPE, fit_platt, inverse_chances
from tests.evaluation.split import Portion, is_locked, only

USE = ("words", "concept", "conversion", "group_far")


def test_the_locked_third_is_told_by_the_first_byte_of_the_digest():
    assert [is_locked(want) for want in ("C005", "C006", "C011", "İSTEK-ı")] == [
        sha1(want.encode("utf-8")).digest()[0] % 3 == 0 for want in ("C005", "C006", "C011", "İSTEK-ı")
    ]
    ids = [f"W{number}" for number in range(3000)]
    assert sum(map(is_locked, ids)) == pytest.approx(1000, abs=80)


def test_the_two_parts_are_the_whole():
    values = {("a", f"W{number}"): number for number in range(50)}
    parts = [only(portion, values) for portion in Portion]
    assert {**parts[0], **parts[1]} == values
    assert not parts[0].keys() & parts[1].keys()


def test_a_want_is_in_one_fold_and_locked_ones_in_none(fitted):
    data = fitted["engine without meaning"].data
    (fold,) = folds([data])
    seen = {}
    for (_, want), number in zip(data.pairs, fold.tolist(), strict=True):
        assert seen.setdefault(want, number) == number
    assert {number for want, number in seen.items() if is_locked(want)} == {-1}
    assert {number for want, number in seen.items() if not is_locked(want)} == set(range(FOLDS))


def test_judgements_of_locked_wants_change_nothing(fitted):
    data = fitted["engine without meaning"].data
    grades = np.where(data.open, data.grades, 2 - data.grades)
    judged = data.judged | ~data.open
    first, second = fit_weights([data], USE), fit_weights([replace(data, grades=grades, judged=judged)], USE)
    assert (first.base, first.threshold, first.f1) == (second.base, second.threshold, second.f1)
    assert (first.unseen[0] == second.unseen[0]).all()
    evidence = data.features[:, :2]
    care = inverse_chances(evidence, data.judged, data.open)
    assert (care == inverse_chances(evidence, judged, data.open)).all()


def test_a_want_is_scored_by_weights_that_never_saw_it(fitted):
    data = fitted["engine without meaning"].data
    held = folds([data])[0] == 0
    first = fit_weights([data], USE)
    second = fit_weights([replace(data, grades=np.where(held, 2 - data.grades, data.grades))], USE)
    assert (first.unseen[0][held] == second.unseen[0][held]).all()
    assert (first.unseen[0][~held] != second.unseen[0][~held]).any()


def test_collections_are_fitted_together_and_their_wants_kept_apart(fitted):
    datas = fitted["engine without meaning"].datas
    assert [data.name for data in datas] == ["izmir", *LEARNED]
    assert [data.weight for data in datas] == [SAMPLE_WEIGHT, *[1.0] * len(LEARNED)]
    assert all(data.open.all() for data in datas[1:])
    numbers = folds(datas)
    assert all(set(range(FOLDS)) <= set(fold.tolist()) for fold in numbers)
    alone, together = fit_weights(datas[:1], USE), fit_weights(datas, USE)
    assert (alone.weights != together.weights).any()
    assert [len(found) for found in together.unseen] == [len(data.pairs) for data in datas]


def test_smaller_rooms_start_higher(fitted):
    izmir, *others = fitted["engine without meaning"].datas
    assert izmir.room == 0
    assert all(0 < data.room < 1 for data in others)


def test_fitting_gives_weights_of_the_right_sign(fitted):
    fit = fit_weights(fitted["engine without meaning"].datas, USE)
    named = dict(zip(FEATURES, fit.weights.tolist(), strict=True))
    assert fit.base < 0
    assert named["group_far"] < 0
    assert min(named[name] for name in ("words", "concept", "conversion")) > 0
    assert (named["reach"], named["fuzzy"]) == (3.0, 0.0)
    assert 0.05 < logistic(np.array([fit.threshold]))[0] < 0.7
    assert 0.2 < fit.f1 < 1


def test_the_shipped_weights_give_the_engines_own_scores(fitted):
    for way in fitted.values():
        weights = np.array([way.shipped.features.get(name, 0.0) for name in FEATURES])
        assert engine_totals(way.data, way.shipped.base, weights) == pytest.approx(way.data.totals, abs=2e-4)


def test_the_threshold_is_the_best_one():
    # 3 good ones: the first two right, then a wrong one, then the last right one, then rubbish
    log_odds, grades = np.array([4.0, 3.0, 2.0, 1.0, 0.0, -1.0]), np.array([2, 1, 0, 1, 0, 0])
    assert best_threshold(log_odds, grades) == (1.0, pytest.approx(6 / 7))


def test_of_thresholds_that_are_nearly_as_good_the_highest_counts():
    log_odds, grades = np.array([4.0, 3.0, 2.0, 1.0, 0.0, -1.0]), np.array([2, 1, 0, 1, 0, 0])
    assert best_threshold(log_odds, grades, slack=0.1) == (3.0, pytest.approx(4 / 5))


def test_equal_scores_are_suggested_together():
    threshold, f1 = best_threshold(np.array([1.0, 1.0, 1.0, 0.0]), np.array([1, 0, 0, 1]))
    assert (threshold, f1) == (0.0, pytest.approx(2 / 3))


def test_a_stretch_and_shift_are_found_again():
    chance = np.random.default_rng(4)
    log_odds = chance.normal(-1, 2, 20_000)
    good = chance.random(20_000) < logistic(0.7 * log_odds + 1.0)
    platt = fit_platt(log_odds, good, np.ones(20_000))
    assert platt.slope == pytest.approx(0.7, abs=0.05)
    assert platt.shift == pytest.approx(1.0, abs=0.05)


def test_a_stretch_never_turns_the_order():
    log_odds = np.linspace(-3, 3, 400)
    platt = fit_platt(log_odds, log_odds < 0, np.ones(400))
    assert platt.slope == LEAST_SLOPE
    assert (np.diff(platt.apply(log_odds)) > 0).all()


def test_rarely_judged_pairs_stand_for_more():
    chance = np.random.default_rng(5)
    evidence = chance.normal(size=(20_000, 1))
    judged = chance.random(20_000) < logistic(evidence[:, 0] * 1.5)
    care = inverse_chances(evidence, judged, np.ones(20_000, bool))
    assert care.min() >= 1
    assert care[judged].sum() == pytest.approx(20_000, rel=0.05)
    assert care[evidence[:, 0] < -1].mean() > 2 * care[evidence[:, 0] > 1].mean()
