"""Reliability tables and calibration errors on cases that can be worked out by hand."""

import math

import numpy as np
import pytest

from tests.evaluation.calibration import brier, calibration_error, calibration_row, reliability

SCORES = np.array([0.05, 0.05, 0.65, 0.65, 1.0])
GOOD = np.array([False, False, True, False, True])
JUDGED = np.array([True, False, True, False, True])


def test_the_table_has_ten_bins_and_knows_who_was_judged():
    table = reliability(SCORES, GOOD, JUDGED)
    assert [row.pairs for row in table] == [2, 0, 0, 0, 0, 0, 2, 0, 0, 1]
    assert [row.judged for row in table] == [1, 0, 0, 0, 0, 0, 1, 0, 0, 1]
    assert (table[6].score, table[6].good_judged, table[6].good_all) == (pytest.approx(0.65), 1, 0.5)
    assert math.isnan(table[3].good_judged)


def test_the_error_is_the_mean_distance_of_the_bins():
    assert calibration_error(SCORES, GOOD) == pytest.approx((2 * 0.05 + 2 * 0.15 + 0) / 5)
    assert calibration_error(SCORES[JUDGED], GOOD[JUDGED]) == pytest.approx((0.05 + 0.35) / 3)
    heavy = np.array([9.0, 1.0, 0.0, 0.0, 0.0])
    assert calibration_error(SCORES, GOOD, heavy) == pytest.approx(0.05)
    assert calibration_error(SCORES[:0], GOOD[:0]) == 0


def test_saying_the_usual_share_for_every_pair_is_the_figure_to_beat():
    assert brier(np.array([1.0, 0.0]), np.array([True, True])) == 0.5
    shown = SCORES > 0.6
    row = calibration_row(SCORES, GOOD, JUDGED, np.ones(5), shown, usual=2 / 3)
    assert row["brier_popularity"] == pytest.approx(2 / 9)
    assert row["ece_suggested"] == pytest.approx(0.35 / 2)
    assert row["ece_weighted"] == row["ece_judged"]


def test_recalibration_helps_where_it_was_not_fitted(fitted):
    """The proposal, fitted on open wants, brings scores of judged locked pairs nearer to what they promise."""
    for way in fitted.values():
        rows = ~way.data.open & way.data.judged
        good = way.data.grades[rows] > 0
        before, after = (
            1 / (1 + np.exp(-log_odds[rows])) for log_odds in (way.log_odds, way.platt.apply(way.log_odds))
        )
        assert calibration_error(after, good) < calibration_error(before, good) + 0.005
        assert brier(after, good) < brier(before, good) + 0.002
        assert brier(after, good) < brier(np.full(len(good), good.mean()), good)
