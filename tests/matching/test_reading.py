"""Normalising, conditions and links: what is read from a card before anything is compared."""

import math

import pytest

from app.knowledge import Concept, ConceptTable
from app.knowledge.limits import read_conditions
from app.knowledge.link import SWAPPED, Linker
from app.knowledge.negation import read_line
from app.knowledge.words import LONGEST_WORD, grams, stem, stems, tokens
from app.matching.quantities import reach_of, read_degrees


@pytest.mark.parametrize(
    "spellings",
    [
        ("ATIK ISI", "atık ısı", "Atik isi"),
        ("PİRİNA", "pirina", "Pırına"),
        ("çamuru", "camur", "ÇAMURLARI"),
        ("talaş", "TALAŞI", "talaşları", "talas"),
        ("kırığı", "KIRIK", "kirik"),
        ("külü", "kül", "KUL"),
        ("suyu", "su", "SULAR"),
        ("IBC", "ıbc", "ibc"),
    ],
)
def test_spellings_of_a_word_meet(spellings):
    assert len({tuple(map(stem, tokens(spelling))) for spelling in spellings}) == 1


def test_words_that_say_nothing_are_left_out():
    assert stems(tokens("ikinci el palet ve 20 ton atık")) == ["palet"]


def test_a_word_without_end_is_cut():
    assert tokens("a" * 500) == ["a" * LONGEST_WORD]


def test_runs_of_letters_know_where_a_word_ends():
    assert grams(["tuz"]) == [" tuz", "tuz "]
    assert grams(["ve", "20"]) == []


@pytest.mark.parametrize(
    ("text", "offer", "kept", "excluded"),
    [
        ("dal/yonga ve prina istemiyoruz", False, set(), {"dal", "yonga", "prina"}),
        ("PE KARIŞMASIN", False, set(), {"pe"}),
        ("kanatlı OLMAZ", False, set(), {"kanatli"}),
        ("metal ve ip içermeyen kauçuk", False, {"kaucuk"}, {"metal", "ip"}),
        ("KROMSUZ deri", False, {"deri"}, {"krom"}),
        ("çinko olmasın!!", False, set(), {"cinko"}),
        ("beyaz eşya hariç elektronik", False, {"elektronik"}, {"beyaz esya"}),
        ("içme suyu olması şart değil", False, {"icme", "suyu", "olmasi", "sart", "degil"}, set()),
        ("yeni kazan almak istemiyoruz", False, {"yeni", "kazan", "almak"}, set()),
        ("PVB yok", True, set(), {"pvb"}),
        ("soğuk oda yok", False, {"soguk", "oda", "yok"}, set()),
        ("boyalı levha kabul etmiyoruz", False, set(), {"boya levha"}),
        ("dry fabric, no resin", True, {"dry", "fabric", "no"}, {"resin"}),
        ("ücretsiz kumaş", True, {"ucretsiz", "kumas"}, set()),
        ("", True, set(), set()),
    ],
)
def test_exclusions_are_lifted_out(text, offer, kept, excluded):
    line = read_line(text, offer=offer)
    assert {" ".join(phrase) for phrase in line.excluded} == excluded
    assert set(line.words) - {"ve"} == kept


def named(linker, text, division=None):
    line = read_line(text, offer=True)
    return {hit.concept: hit.confidence for hit in linker.find(line, division)}


@pytest.fixture
def linker():
    return Linker(
        ConceptTable(
            [
                Concept("sand", ("kum",), ("sand",)),
                Concept("foundry_sand", ("döküm kumu",), ("foundry sand",), ("sand",)),
                Concept("aluminium", ("alüminyum",), ("aluminium",)),
                Concept("sawdust", ("talaş@!24 25",), ()),
                Concept("swarf", ("talaş@24 25",), ()),
                Concept("iso", ("ISO 14064",), ()),
            ]
        )
    )


def test_a_longer_label_hides_the_shorter_one_inside_it(linker):
    assert named(linker, "atik dokum kumu") == {"foundry_sand": 1.0}
    assert named(linker, "dokum temiz kumu ve kum") == {"foundry_sand": 1.0, "sand": 1.0}


def test_the_words_of_a_label_may_stand_in_another_order_but_in_one_clause(linker):
    assert named(linker, "kumu döküm") == {"foundry_sand": SWAPPED}
    assert named(linker, "döküm (temiz kumu)") == {"sand": 1.0}
    assert named(linker, "döküm, kum") == {"sand": 1.0}


def test_a_misspelt_word_is_mended_with_less_confidence(linker):
    found = named(linker, "aliminyum curufu")
    assert list(found) == ["aluminium"]
    assert 0 < found["aluminium"] < 1


def test_the_industry_tells_meanings_apart(linker):
    assert named(linker, "talas", 25) == {"swarf": 1.0}
    assert named(linker, "talas", 16) == {"sawdust": 1.0}
    assert named(linker, "talas", None) == {"sawdust": 1.0}


def test_labels_may_hold_numbers(linker):
    assert named(linker, "iso 14064") == {"iso": 1.0}
    assert named(linker, "") == {}


@pytest.mark.parametrize(
    ("text", "offer", "degrees"),
    [
        ("sicak su 60-65 derece", True, 65.0),
        ("sicak su 80-95c olan", False, 80.0),
        ("300 °c ustu", False, 300.0),
        ("c45 celik", True, math.nan),
        ("sicak su", True, math.nan),
    ],
)
def test_temperatures(text, offer, degrees):
    assert read_degrees(text, offer=offer) == pytest.approx(degrees, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "km"),
    [("max 3 km", 3.0), ("100 km ici", 100.0), ("30 km'ye kadar", 30.0), ("3 km uzakta", math.nan)],
)
def test_reach(text, km):
    assert reach_of(read_conditions(text).limits) == pytest.approx(km, nan_ok=True)
