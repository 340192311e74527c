"""The plain engines on texts that can be worked out by hand."""

import numpy as np
import pytest

from tests.evaluation.peers import Summed, TokenSets, best, bm25, character_tfidf, letter_runs, turkish_stems

TEXTS = ["ahşap talaşı", "ATIK ISI", "çelik talaş, çelik tel", ""]


def test_letter_runs_are_folded():
    assert letter_runs("Isı") == [" is", "isi", "si ", " isi", "isi ", " isi "]


def test_stems_fold_turkish_letters():
    assert turkish_stems("ATIKLAR, ılık İşlere 3") == [*turkish_stems("atık ILIK işlere"), "3"]
    assert turkish_stems("") == []


@pytest.mark.parametrize("make", [bm25, character_tfidf])
def test_inverted_lists_find_the_shared_words(make):
    scores = make(TEXTS).scores("atık ısı var")
    assert scores.argmax() == 1
    assert scores[3] == 0
    assert not make(TEXTS).scores("xyzq").any()


def test_tfidf_is_a_cosine():
    scores = character_tfidf(TEXTS).scores("ahşap talaşı")
    assert scores[0] == pytest.approx(1, abs=1e-5)
    assert 0 < scores[2] < 1


def test_bm25_is_what_its_formula_says():
    # 3 documents of 1, 2 and 3 words; "kum" stands in one of them, twice
    scores = bm25(["tuz", "kum kum", "tuz tuz tuz"]).scores("kum")
    expected = np.log1p(2.5 / 1.5) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 2 / 2))
    assert scores.tolist() == [0, pytest.approx(expected, rel=1e-5), 0]


def test_ratios_and_sums():
    ratios = TokenSets(TEXTS)
    assert ratios.scores("ISI atık")[1] == pytest.approx(1)
    assert ratios.extract("ısı atık", 1)[0][2] == 1
    summed = Summed(ratios, bm25(TEXTS)).scores("atık ısı")
    assert summed == pytest.approx(ratios.scores("atık ısı") + bm25(TEXTS).scores("atık ısı"))


def test_the_best_come_first_and_ties_by_place():
    scores = np.array([0.1, 0.9, 0.5, 0.9], np.float32)
    assert best(scores, 3) == [1, 3, 2]
    assert best(scores, 9) == [1, 3, 2, 0]
