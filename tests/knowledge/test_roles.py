"""What a named thing is in its line: the thing itself, or what that is of, for, with or in."""

import pytest

from app.knowledge import Concept, ConceptTable
from app.knowledge.link import Linker
from app.knowledge.negation import read_line
from app.knowledge.roles import CONTENT, MODIFIER, PACKED, PURPOSE, USE


@pytest.fixture(scope="module")
def linker():
    return Linker(
        ConceptTable(
            [
                Concept("sand", ("kum",), ("sand",)),
                Concept("resin", ("reçine",), ("resin",)),
                Concept("copper", ("bakır",), ("copper",)),
                Concept("bath", ("dekapaj banyosu",), ("pickling bath",)),
                Concept("hide", ("ham deri",), ("raw hide",)),
                Concept("salt", ("tuz",), ("salt",)),
                Concept("dust", ("filtre tozu",), ("filter dust",)),
                Concept("drying", ("kurutma",), ("drying",), category="use"),
                Concept("chromed", ("kromlu",), ("chromed",)),
                Concept("big_bag", ("bigbag",), ("big bag",), category="packaging"),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "title", "sure"),
    [
        ("reçineli kum", True, {"resin": MODIFIER * CONTENT, "sand": 1}),
        ("reçineli", True, {"resin": 1}),
        ("kromlu kum", True, {"chromed": MODIFIER, "sand": 1}),  # the ending belongs to the label
        ("bakır tel dekapaj banyosu", True, {"copper": MODIFIER, "bath": 1}),
        ("bakır ve tuz", True, {"copper": 1, "salt": 1}),
        ("bakır, tuz", True, {"copper": 1, "salt": 1}),
        ("reçine içeren kum", True, {"resin": MODIFIER * CONTENT, "sand": 1}),
        ("ham deri salamurası için tuz", True, {"hide": PURPOSE, "salt": 1}),
        ("kurutma için kum", True, {"drying": USE, "sand": 1}),
        ("bigbag", True, {"big_bag": 1}),
        ("filtre tozu bigbag", True, {"dust": 1, "big_bag": PACKED}),
        ("bigbag içinde", False, {"big_bag": PACKED}),
        ("", True, {}),
    ],
)
def test_what_is_left_of_the_confidence(linker, text, title, sure):
    line = read_line(text, offer=True)
    found = {hit.concept: hit.confidence for hit in linker.about(line, title=title)}
    assert found == pytest.approx(sure)
