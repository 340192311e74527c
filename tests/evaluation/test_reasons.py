"""The sentences beside suggested pairs name something that helps to decide."""

from dataclasses import replace

import pytest

from app.i18n import translator
from app.i18n.reasons import leading, sentence
from app.matching import run_matching
from tests.evaluation.reasons import names_something, reason_figures

# Of the sentences beside suggested pairs; what is left mentions a detail, a class, or words alone.
LEAST_NAMED = 0.80


@pytest.fixture(scope="module")
def figures(indexes):
    return reason_figures(indexes.get("engine", indexes["engine without meaning"]))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_most_sentences_name_a_use_or_the_same_thing(figures, language):
    row = figures[language]
    assert row["suggested"] > 300
    assert row["named"] >= LEAST_NAMED
    assert row["how"] >= 0.9 * row["use"] > 0.2
    assert row["precedent"] > 0.03
    assert 0.01 < row["hinted"] < 0.2


def test_likeness_and_details_are_no_reasons(indexes):
    found = run_matching(indexes["engine without meaning"], 10).matches
    for level in ("serves", "same"):
        match = next(one for one in found if _is(one, level, "head") and names_something(one, "tr"))
        parts = [part for part in match.parts if part.signal not in ("concept", "conversion", "hint")]
        assert not names_something(replace(match, parts=tuple(parts)), "tr")
    detail = next(one for one in found if _is(one, "same", "aside"))
    assert not names_something(detail, "tr")


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_guess_helps_where_its_words_are_named(indexes, language):
    found = run_matching(indexes["engine without meaning"], 10).matches
    match, part = next((one, part) for one in found if (part := leading(one)) and part.signal == "hint")
    assert names_something(match, language)
    wordless = replace(part, params={**part.params, "have_words": "", "want_words": ""})
    assert not names_something(replace(match, parts=(wordless,)), language)


def test_no_sentence_has_holes(indexes):
    for language in ("tr", "en"):
        t = translator(language)
        for match in run_matching(indexes["engine without meaning"], 3).matches:
            said = sentence(match, t)
            assert said.endswith(".")
            assert not any(hole in said for hole in ("{", "}", "()", " :", " ,", "  ", "..", "None", ": .")), said


def _is(match, level, place):
    known = leading(match)
    return known is not None and known.params["level"] == level and known.params["have_as"] == place
