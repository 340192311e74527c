"""What the look-ups answer: on a few rows that can be followed by hand, and on the shipped tables."""

import pytest

from app.knowledge.naming import LONGEST


def test_link_names_what_a_text_is_about(small):
    assert [linked.concept for linked in small.link("2 ton TALAŞ", "16.10")] == ["sawdust"]
    assert [linked.concept for linked in small.link("2 ton TALAŞ", "15")] == ["shavings"]
    assert [linked.concept for linked in small.link("ahşap planya tozu")] == ["sawdust", "wood"]
    assert small.link("kestane") == ()


def test_what_a_text_rules_out_is_not_named(small):
    assert [linked.concept for linked in small.link("altlık, talaş istemiyoruz", offer=False)] == ["litter"]


def test_what_stands_before_for_is_a_purpose(small):
    altlik, talas = small.link("altlık için talaş")[1], small.link("altlık için talaş")[0]
    assert (talas.concept, altlik.concept) == ("sawdust", "litter")
    assert altlik.confidence < talas.confidence


@pytest.mark.parametrize(
    "text", ["", "   ", "♻️🔥", "‮فضلات الخشب‬", "\x00\x07\u200b", "?", "x" * 10_000, "🔥" * 10_000, "ـ" * 10_000]
)
def test_texts_that_say_nothing_link_to_nothing(small, shipped, text):
    for knowledge in (small, shipped):
        assert knowledge.link(text, "16") == ()
        assert knowledge.codes(text, "16") == ()


def test_of_an_endless_text_the_beginning_is_read(small):
    assert [linked.concept for linked in small.link("talaş " + "x " * 5_000)] == ["sawdust"]
    assert small.link("x " * LONGEST + "talaş") == ()


def test_codes_come_from_concept_words_and_sector(small):
    guesses = small.codes("talaş", "16.10")
    assert [guess.code for guess in guesses][:2] == ["030105", "030104"]
    assert guesses[0].concept == "sawdust"
    assert small.codes("talaş", "15")[0].code == "040108"
    assert small.codes("sunta")[0].code == "030105"  # a search word of the code only
    assert small.codes("kestane", "16") == ()


def test_receivers_come_from_conversions_and_cases(small):
    found = small.receivers("sawdust", "16.10")
    assert [receiver.division for receiver in found] == [1, 35]
    assert found[0].conversion is small.conversions.between("sawdust", "litter")
    assert found[0].cases == ("P1",)
    assert found[1].conversion is small.conversions.between("wood", "fuel")


def test_a_use_that_a_trait_forbids_is_no_way(small):
    found = small.receivers("shavings")
    assert found[0].division == 35
    assert all(receiver.conversion is None for receiver in found if receiver.division == 1)


def test_takers_are_guessed_from_cases_where_no_concept_is_named(small):
    assert small.receivers_of_text("hızar artığı")[0].cases == ("P1",)


def test_givers_with_their_sectors(small):
    assert [(giver.concept, giver.sectors) for giver in small.givers("fuel")] == [
        ("fuel", ()),
        ("wood", ()),
        ("shavings", ("15",)),
    ]


def test_implied_wants_of_a_sector(small):
    assert small.implied_wants("01.47.01") == ("litter", "fuel")
    assert small.implied_wants("16.10") == ("fuel",)
    assert small.implied_wants("") == small.implied_wants("77") == ()


def test_rules_speak_about_inherited_traits(small):
    assert [rule.verdict for rule in small.forbids("shavings", "fodder")] == ["forbidden"]
    assert small.forbids("sawdust", "fodder") == ()


def test_flows_follow_from_profiles_and_precedents(small):
    assert small.flow(16, 1) == pytest.approx(0.9 + 0.25)
    assert small.flow(16, 35) == pytest.approx(0.7)  # background knowledge documents nothing
    assert small.flow(1, 16) == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("16.10.02", "16.10"),
        ("161002", "16.10"),
        ("16.99", "16"),
        ("1610", "16.10"),
        ("16", "16"),
        ("99", None),
        ("", None),
    ],
)
def test_an_activity_code_falls_back_to_its_class(small, typed, found):
    sector = small.sectors.find(typed)
    assert (sector and sector.code) == found


def test_an_unknown_code_is_known_as_unknown(small):
    assert small.waste_codes.get("999999") is None
    assert "999999" not in small.waste_codes
    assert small.waste_codes.get("030104").written == "03 01 04*"
