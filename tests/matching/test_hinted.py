"""What the words of a card hint at, and which guess about a pair is told."""

import pytest

from app.matching.hinted import LEAST, SHOWN_WORDS, _words, hint
from app.matching.reading import read_card
from app.records import Category
from tests.matching.conftest import make_card


@pytest.fixture
def guess(knowledge, firms):
    def best(have, want):
        cards = [
            make_card("x", side, title, category=Category.BYPRODUCT_WASTE)
            for side, title in (("have", have), ("want", want))
        ]
        return hint(*(read_card(card, firms[0], knowledge, knowledge.linker) for card in cards), knowledge)

    return best


def test_a_use_at_which_the_need_hints(guess):
    told = guess("gliserin", "denit, kolay AYRIŞAN dış karbonlu")
    assert (told["level"], told["hinted"], told["have"]) == ("guessed", "want", "gliserin")
    assert told["target_tr"] == "denitrifikasyon karbon kaynağı"
    assert (told["have_words"], told["have_as"], told["want_as"]) == ((), "head", "")
    assert "ayrisan" in told["want_words"]
    assert told["process_tr"]
    assert told["rank"] >= LEAST


def test_a_thing_at_which_the_offer_hints_and_its_use(guess):
    told = guess("kabuk çekirdek (domates)", "büyükbaş yemi")
    assert (told["hinted"], told["have_tr"], told["target_tr"]) == ("have", "domates posası", "büyükbaş yemi")
    assert set(told["have_words"]) == {"domate", "cekirdek", "kabuk"}
    assert (told["want_words"], told["have_as"], told["want_as"]) == ((), "", "head")


def test_of_a_use_both_cards_may_only_hint(guess):
    told = guess("strafor kutu (balık)", "preslenmiş takoz hammaddesi")
    assert (told["hinted"], told["have_as"], told["want_as"]) == ("both", "", "")
    assert told["have_words"]
    assert told["want_words"]


def test_the_same_thing_needs_no_conversion(guess):
    told = guess("alkollü yıkama", "kirli alkol")
    assert (told["hinted"], told["have_tr"], told["want_tr"]) == ("have", "kirli alkol", "kirli alkol")
    assert "source_category" not in told


def test_what_both_cards_name_is_no_guess(guess):
    assert guess("tuz", "tuz") == {}


def test_faint_guesses_are_not_told(guess):
    assert guess("kırık palet", "sülfürik asit") == {}
    assert guess("mavi zımbırtı", "zımbırtı") == {}


def test_words_that_only_tell_the_kind_of_a_thing_are_no_such_thing(guess):
    """Blood is a word of "bloody salt", the vintage one of "vintage worker"."""
    assert guess("kan", "ham deri tuzu") == {}
    assert guess("bozum", "mevsimlik işçi") == {}


def test_the_most_telling_words_are_named_in_the_order_of_the_card(knowledge, firms):
    card = make_card("x", "want", "denit, kolay, ayrışan dış karbonlu")
    reading = read_card(card, firms[0], knowledge, knowledge.linker)
    told = _words(reading, "denit_carbon", knowledge)
    held = [word for word in reading.words if word in knowledge.linker.words_of("denit_carbon")]
    assert len(told) == SHOWN_WORDS < len(held)
    assert list(told) == [word for word in held if word in told]
    alone = {word: knowledge.hints.of({word: 1.0}).get("denit_carbon", 0.0) for word in held}
    assert min(alone[word] for word in told) >= max(alone[word] for word in held if word not in told)
