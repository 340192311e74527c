"""What mistyped words are taken for."""

import pytest

from app.knowledge.negation import read_line
from app.knowledge.spelling import Speller
from app.knowledge.words import stem


@pytest.fixture(scope="module")
def speller():
    words = ("çamuru", "yıkama", "suyu", "ısı", "kompresör", "alçı", "altı", "üzüm")
    folded = [read_line(word, offer=True).words[0] for word in words]
    stems = {word: stem(word) for word in folded}
    return Speller(stems, dict.fromkeys(stems.values(), 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("camruu", ["camur"]),  # swapped
        ("suuyu", ["su"]),  # doubled, known in the form of the label
        ("yikma", ["yikama"]),  # left out
        ("iis", ["isi"]),  # three letters, swapped
        ("kmprsr", ["kompresor"]),  # vowels left out
        ("alzi", ["alc", "alt"]),  # both are one slip away
        ("lcai", []),  # another first letter
        ("traktor", []),
    ],
)
def test_what_is_meant(speller, typed, meant):
    assert [one.part for one in speller.meant(typed)] == meant


def test_short_words_are_less_sure(speller):
    (short,), (long,) = speller.meant("isti"), speller.meant("komprosor")
    assert 0 < short.sure < long.sure < 1


def test_a_slip_in_a_word_that_says_nothing_names_nothing(speller):
    assert speller.meant("icn") == ()  # için, although "isi" would be as near


def test_other_words_of_the_label_make_a_mistyped_one_surer(shipped):
    alone, beside = (
        {hit.concept: hit.confidence for hit in shipped.linker.find(read_line(text, offer=True))}
        for text in ("dkum", "dkum kumu")
    )
    assert beside["foundry_sand"] > 0.9 > max(alone.values(), default=0.0)
    assert "foundry_sand" not in alone
