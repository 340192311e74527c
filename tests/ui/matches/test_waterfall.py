"""The bars of an explanation."""

import pytest

from app.records import Band, CardId, Match, Part
from app.ui.matches.waterfall import fold, log_odds, logistic, waterfall


def match(*points):
    signals = ["base", "words", "meaning", "place"]
    parts = tuple(Part(signal, value, "level") for signal, value in zip(signals, points, strict=False))
    return Match(CardId("v"), CardId("i"), logistic(sum(points)), Band.LIKELY, True, parts)


def word(part):
    return part.signal, part.level


def test_every_bar_starts_where_the_last_one_ended_and_the_sum_is_the_score():
    found = waterfall(match(-2.4, 0.5, 2.05, -0.1), word)
    assert [step.label for step in found.steps] == ["base", "meaning", "words", "place"]
    assert found.steps[0].start == 0
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.start == pytest.approx(before.end)
    assert found.steps[-1].end == pytest.approx(found.total) == pytest.approx(0.05)
    assert found.score == pytest.approx(match(-2.4, 0.5, 2.05, -0.1).score)


def test_the_axis_holds_every_bar_and_zero():
    found = waterfall(match(-2.4, 0.5, 2.05, -0.1), word)
    assert found.low == pytest.approx(-2.4)
    assert found.high == pytest.approx(0.15)


def test_log_odds_is_the_inverse_of_the_logistic_and_stays_finite():
    assert logistic(log_odds(0.7)) == pytest.approx(0.7)
    assert log_odds(0.0) < -10
    assert log_odds(1.0) > 10
    assert logistic(-1000) == 0


def test_too_many_rows_are_folded_into_one_that_keeps_the_sum():
    whole = waterfall(match(-2.4, 0.5, 2.05, -0.1), word)
    folded = fold(whole, 3, lambda n: f"{n} others")
    assert [step.label for step in folded.steps] == ["base", "meaning", "2 others"]
    assert folded.steps[-1].detail == "words, place"
    assert folded.steps[-1].end == pytest.approx(whole.total)
    assert fold(whole, 4, str) is whole
