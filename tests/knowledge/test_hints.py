"""Concepts at which a text hints without naming them."""

import pytest

from app.knowledge import Concept, ConceptTable
from app.knowledge.hints import MOST, Hints, read_hints
from app.knowledge.link import Linker
from app.knowledge.tables import Row
from app.knowledge.words import stems, tokens


@pytest.fixture(scope="module")
def hints():
    table = ConceptTable(
        [
            Concept("biofilter", ("koku filtresi dolgusu",), ("odour filter bed",)),
            Concept("filler", ("dolgu malzemesi",), ("filler",)),
            Concept("cement_filler", ("çimento dolgusu",), ("cement filler",)),
            Concept("fender", ("usturmaça",), ("dock fender",)),
        ]
    )
    return Hints(table, Linker(table), {"fender": ("araç çarpmasın",)})


def test_what_shares_telling_words_comes_first(hints):
    found = hints.of(dict.fromkeys(stems(tokens("KOKU YATAĞI DOLGUSU")), 1.0))
    assert next(iter(found)) == "biofilter"
    assert {"filler", "cement_filler"} <= set(found)
    assert "fender" not in found
    assert found["biofilter"] > 1.5 * found["filler"]


def test_phrases_hint_as_labels_do(hints):
    assert list(hints.of(dict.fromkeys(stems(tokens("ARAÇLAR çarpmasın diye")), 1.0))) == ["fender"]
    assert ("usturmac",) in hints.names_of("fender") or ("usturmaca",) in hints.names_of("fender")
    assert stems(tokens("çarpmasın"))[0] in hints.words_of("fender")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([("nothing", "araç çarpmasın")], "concept is none of"),
        ([("fender", "araç çarpmasın"), ("fender", "tekne çarpmasın")], "given twice"),
        ([("fender", "çarpmasın")], "a single word is a label or nothing"),
    ],
)
def test_a_broken_line_is_told_and_left_out(lines, fault):
    rows = [Row("hints.csv", at, dict(zip(("concept", "phrases"), line, strict=True))) for at, line in enumerate(lines)]
    faults = []
    found = read_hints(rows, concepts=["fender"], faults=faults)
    assert fault in faults[0].text
    assert len(found) == len(lines) - 1


def test_a_word_of_a_note_hints_less(hints):
    assert hints.of({"koku": 0.3, "su": 1.0})["biofilter"] < hints.of({"koku": 1.0, "su": 1.0})["biofilter"]


@pytest.mark.parametrize("words", [{}, {"ve": 1.0}, {"zzz": 1.0}, {"♻": 1.0}])
def test_words_of_no_label_hint_at_nothing(hints, words):
    assert hints.of(words) == {}


def test_there_is_an_end_of_hints(shipped):
    found = shipped.hints.of(dict.fromkeys(("atik", "kum", "su", "plastik", "metal", "ahsap"), 1.0))
    assert len(found) == MOST
    assert list(found.values()) == sorted(found.values(), reverse=True)
