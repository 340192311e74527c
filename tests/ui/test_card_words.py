"""Words about cards and matches that all screens share."""

import pytest

from app.i18n import translator
from app.ui.card_words import score_words


@pytest.mark.parametrize(
    ("score", "tr", "en"),
    [
        (0.834, "0,83", "0.83"),
        (0.9999, "0,99", "0.99"),
        (1.0, "0,99", "0.99"),
        (0.995, "0,99", "0.99"),
        (0.0004, "0,01", "0.01"),
        (0.0, "0,01", "0.01"),
    ],
)
def test_a_score_is_never_certain(score: float, tr: str, en: str) -> None:
    assert score_words(score, translator("tr")) == tr
    assert score_words(score, translator("en")) == en
