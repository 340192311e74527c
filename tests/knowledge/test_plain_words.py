"""Which words are everyday language, and so no misspelling of a thing."""

import pytest

from app.knowledge.plain_words import plain_words, read_plain_words
from app.knowledge.tables import Row


@pytest.mark.parametrize(
    "word",
    ["ayni", "alacak", "aliriz", "yapilan", "dokulen", "serilecek", "kullanmiyoruz", "gelsin", "izmir", "kcal"],
)
def test_everyday_words(word):
    assert word in plain_words()


@pytest.mark.parametrize("word", ["cmur", "plaet", "kmpresor", "tlaas", "gubree", "yikma", "alisap"])
def test_mistyped_things_are_none(word):
    assert word not in plain_words()


def test_a_line_of_another_kind_is_told():
    faults = []
    assert read_plain_words(_rows("noun", "palet"), faults) == (set(), set())
    assert "kind" in faults[0].text


def _rows(kind, *words):
    return [Row("plain_words.csv", 2, {"kind": kind, "words": " ".join(words)})]
