"""Explanations as data and as words."""

import re
from decimal import Decimal

import pytest

from app.i18n import translator
from app.i18n.reasons import (
    LABELS,
    PLAIN,
    QUESTIONS,
    explanation,
    leading,
    sentence,
    word_part,
    word_question,
    word_questions,
)
from app.i18n.use_words import PLACES
from app.matching import build_index, match_all, rank_rows
from app.matching.ranking import COLUMNS
from app.records import Band, Category, Decision, Interest, Match, Part, Period, Verdict
from tests.matching.conftest import LetterEncoder, make_card


@pytest.fixture
def matches(knowledge, room, firms):
    extra = [
        make_card("h6", "have", "kumaş kırpıntısı PVC li", "f1", code="040222", quality="yaş"),
        make_card("w6", "want", "kumaş PVC olmasın, kuru", "f2", code="040222"),
        make_card("w7", "want", "hurda kumaş yem", "f3", code="040108"),
        make_card("w8", "want", "yemlik kumaş", "f5", code="040299"),
    ]
    feedback = [
        Decision("d1", room[0].workshop_id, room[0].id, room[5].id, Verdict.ACCEPTED),
        Decision("d2", room[0].workshop_id, room[1].id, room[6].id, Verdict.WRONG),
        Interest("i", room[0].workshop_id, room[3].id, firms[1].id),
    ]
    index = build_index([*room, *extra], firms, knowledge, feedback=feedback, encoder=LetterEncoder())
    return match_all(index, 20)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_part_has_a_name_and_every_match_a_sentence(matches, language):
    t = translator(language)
    seen = set()
    for match in matches:
        said = sentence(match, t)
        assert said.endswith(".")
        assert not re.search(r"[{}]|None", said)
        for part in match.parts:
            label, detail = word_part(part, t)
            seen.add(part.signal)
            assert label
            assert not re.search(r"[{}]|None", detail)
            assert detail or part.signal in (
                *("concept", "conversion", "hint", "place", "quantity", "sector", "words"),
            ), part
        for key in match.questions:
            assert re.search(r"\?( \([^{}]+\))?$", word_question(key, t))
    assert {"words", "concept", "conversion", "block", "feedback", "code", "category", "base", "place"} <= seen


def test_sentences_name_what_is_shared(knowledge, room, firms):
    tr, en = translator("tr"), translator("en")
    index = build_index(room, firms, knowledge)
    pallets = index.suggest(room[1], 1)[0]
    assert "palet" in sentence(pallets, tr)
    sand = index.suggest(room[0], 1)[0]
    assert (sentence(sand, tr), sentence(sand, en)) == (
        "ATIK DÖKÜM KUMU, işlenerek silis kumu olarak kullanılabilir: mekanik veya ısıl rejenerasyon.",
        "ATIK DÖKÜM KUMU (foundry sand) can be processed into silica sand: mechanical or thermal reclamation.",
    )
    blocked = index.explain(room[2].id, room[7].id)
    assert sentence(blocked, tr) == "Önerilmez: tehlikeli; alan firma gıda ya da yem üretiyor."


def test_the_sentence_is_followed_by_what_supports_it(knowledge, firms):
    have = make_card("h", "have", "kirli solvent", "f1", quantity=Decimal(12), unit="t", period=Period.YEAR)
    want = make_card("w", "want", "solvent distilasyon", "f3", quantity=Decimal(40), unit="t", period=Period.YEAR)
    match = build_index([have, want], firms, knowledge).explain(have.id, want.id)
    said = explanation(match, translator("tr"))
    assert said[0] == sentence(match, translator("tr"))
    assert said[1].startswith("Benzeri: Atık solvent → ")
    assert said[2].startswith("Verilen 12 t/yıl, aranan 40 t/yıl")
    assert re.fullmatch(r"Arada \d+ km\.", said[3])
    assert word_questions(match, translator("tr"))[-1].startswith("Bu kullanımın koşullarına uyuyor mu: ")


def test_where_no_use_is_known_the_shared_words_are_named_and_that_is_said(knowledge, firms):
    cards = [make_card("h", "have", "mavi zımbırtı"), make_card("w", "want", "zımbırtı", "f2")]
    match = build_index(cards, firms, knowledge).explain(cards[0].id, cards[1].id)
    assert (
        sentence(match, translator("tr")) == "Kartlarda ortak sözcükler: zımbırtı; programın bildiği bir kullanım yok."
    )
    assert sentence(match, translator("en")) == "Both cards mention: zımbırtı; the program knows no use."


def test_a_use_at_which_only_words_hint_is_told_as_a_guess_with_the_words_as_typed(knowledge, firms):
    have = make_card("h", "have", "ham gliserin")
    want = make_card("w", "want", "denit, kolay AYRIŞAN dış karbonlu", "f2")
    match = build_index([have, want], firms, knowledge).explain(have.id, want.id)
    part = leading(match)
    assert part.signal == "hint"
    said = sentence(match, translator("tr"))
    assert said.startswith("Ham gliserin, denitrifikasyon karbon kaynağı olarak düşünülebilir: ")
    assert said.endswith("Aranan kartta geçen: denit, kolay, ayrışan.")
    assert "might be worth a thought as" in sentence(match, translator("en"))
    assert word_part(part, translator("tr"))[1].startswith("belki ")


def test_a_guess_gives_way_to_what_the_cards_name():
    def match(guessed):
        parts = [Part("hint", 2.0, "guessed", {"rank": guessed}), Part("concept", 1.0, "same", {"rank": 0.4})]
        return Match("h", "w", 0.5, Band.LIKELY, suggested=True, parts=tuple(parts))

    assert leading(match(0.7)).signal == "concept"
    assert leading(match(0.9)).signal == "hint"


def test_where_no_guess_is_told_the_part_names_the_shared_words(knowledge, firms):
    cards = [make_card("h", "have", "tuz"), make_card("w", "want", "tuz", "f2")]
    match = build_index(cards, firms, knowledge).explain(cards[0].id, cards[1].id)
    part = next(part for part in match.parts if part.signal == "hint")
    assert word_part(part, translator("en")) == ("Words hint at it", "tuz")


def test_all_wordings_are_translated():
    tr = translator("tr")
    for text in (*LABELS.values(), *PLAIN.values(), *QUESTIONS.values(), *PLACES):
        assert tr(text) != text


def test_what_nobody_has_worded_yet_is_shown_as_it_is():
    t = translator("en")
    assert word_part(Part("novel", 1.0, "x"), t) == ("novel", "")
    assert word_question("novel", t) == "novel"


def test_ranked_rows_carry_external_ids_best_first(knowledge, firms):
    cards = [
        make_card("a", "have", "kuru pirina", external_id="C2"),
        make_card("b", "have", "pirina", external_id="C1"),
        make_card("c", "want", "pirina", "f3", Category.MATERIAL),
    ]
    rows = rank_rows(match_all(build_index(cards, firms, knowledge), 5), cards)
    assert [(row.have_id, row.want_id) for row in rows] == [("C1", "c"), ("C2", "c")]
    assert rows[0].score >= rows[1].score
    assert tuple(rows[0].__dataclass_fields__) == COLUMNS
    assert rows[0].suggested in (0, 1)
    assert re.match(r"(concept|hint):\+", rows[0].reasons)
    assert "base" not in rows[0].reasons


@pytest.mark.parametrize(("language", "denial"), [("tr", "değil"), ("en", "no known")])
def test_text_beyond_knowledge_never_denies_a_use_that_is_named_beside_it(language: str, denial: str) -> None:
    """The part is partial: it also stands beside a known use that does not explain everything."""
    label, detail = word_part(Part("alone", 0.24, "alone"), translator(language))
    assert label
    assert detail
    assert denial not in f"{label} {detail}"
