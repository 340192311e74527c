"""What an offer is to a need, and the values that tell it."""

import pytest

from app.knowledge.conversions import PRACTICE, Conversion
from app.matching.later import Later
from app.matching.reading import read_card
from app.matching.relation import _precedent, amounts_tell, named, same_thing, use
from app.records import Category
from tests.matching.conftest import make_card


@pytest.fixture
def read(knowledge, firms):
    def reading(direction, title, **fields):
        card = make_card("x", direction, title, category=Category.BYPRODUCT_WASTE, **fields)
        return read_card(card, firms[0], knowledge, knowledge.linker)

    return reading


def test_what_the_title_is_about_goes_before_what_stands_in_brackets(read, knowledge):
    salt = named(read("have", "kirli tuz (ham deri silkeleme)"), knowledge)
    assert salt["salt"].head
    assert salt["raw_hide"].aside
    assert salt["salt"].sure > salt["raw_hide"].sure
    whey = named(read("have", "peynir suyu", description="tuzlu"), knowledge)
    assert whey["salt"].aside
    assert not whey["whey"].aside


@pytest.mark.parametrize(
    ("have", "want", "level"),
    [
        ("sodyum sülfat", "sodyum sülfat", "same"),
        ("mermer tozu", "mermer", "kind"),
        ("mermer", "mermer tozu", "broader"),
        ("pirinç talaşı", "çelik talaşı", "related"),
    ],
)
def test_how_two_things_stand(read, knowledge, have, want, level):
    told = same_thing(read("have", have), read("want", want), knowledge)
    assert told["level"] == level
    assert ("shared_tr" in told) is (level == "related")


def test_a_use_tells_how_it_is_done_and_on_which_conditions(read, knowledge):
    told = use(read("have", "çam talaşı"), read("want", "gözenek yapıcı"), knowledge)
    assert (told["level"], told["have"], told["have_tr"], told["target_en"]) == (
        "serves",
        "çam talaşı",
        "talaş",
        "pore former",
    )
    way = knowledge.conversions.between("sawdust", "pore_former")
    assert told["process_tr"] == way.process.tr
    assert told["conditions_en"] == way.conditions.en
    assert use(read("have", "kırık palet"), read("want", "sülfürik asit"), knowledge) == {}


def test_a_use_that_only_comes_near_is_told_apart(read, knowledge):
    told = use(read("have", "bira mayası"), read("want", "büyükbaş yemi"), knowledge)
    assert told["level"] in ("serves", "serves_class")
    like = use(read("have", "kırık şişe"), read("want", "kırık palet"), knowledge)
    assert like == {} or like["level"] == "serves_like"


def test_the_precedent_is_a_documented_one_with_a_place_between_such_industries(knowledge):
    way = knowledge.conversions.between("solvent", "distillation")
    found = _precedent(way, None, None, knowledge)
    assert found is not None
    assert found.documented
    assert found.place
    unheard = Conversion("solvent", "feed", 0.5, evidence=(PRACTICE,))
    assert _precedent(unheard, None, None, knowledge) is None
    many = Conversion("steam", "feed", 0.5, evidence=("P017", "P020", "P163"))
    assert _precedent(many, None, 10, knowledge).id == "P020"
    assert _precedent(many, None, 21, knowledge).id == "P017"
    planned = Conversion("steam", "feed", 0.5, evidence=("P163",))
    assert _precedent(planned, None, None, knowledge) is None


def test_a_precedent_of_what_the_thing_is_a_kind_of_stands_in(read, knowledge):
    told = use(read("have", "PP yolluk"), read("want", "geri dönüşüm granül"), knowledge)
    assert told["before"]["resource_tr"] == knowledge.precedents["P114"].resource.tr


@pytest.mark.parametrize(
    ("have", "want", "of"),
    [
        ("tuz", "tuz", "same"),
        ("döküm kumu", "silis kumu", "converted"),
        ("furan kumu (reçineli)", "reçine", "other"),
    ],
)
def test_amounts_are_compared_where_they_are_of_the_same_thing(read, knowledge, have, want, of):
    assert amounts_tell(read("have", have), read("want", want), knowledge) == of


def test_later_works_out_its_values_once_and_only_when_asked():
    calls = []

    def make(name):
        calls.append(name)
        return {"name": name}

    later = Later(make, "talaş")
    assert not calls
    assert later == {"name": "talaş"}
    assert later["name"] == "talaş"
    assert dict(later) == {"name": "talaş"}
    assert repr(later) == "{'name': 'talaş'}"
    assert len(later) == 1
    assert calls == ["talaş"]
