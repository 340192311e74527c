"""Demands of one card against what the other one states: met, broken or unknown."""

import math
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest

from app.i18n import translator
from app.i18n.reasons import word_part, word_question
from app.i18n.term_words import NAMES
from app.knowledge.vocabulary import COMPARATORS, vocabulary
from app.matching import build_index, match_all
from app.matching.compare import EASY
from app.matching.profile import DEFAULT_PROFILE
from app.matching.reading import read_card
from app.matching.terms import Demand, Result, Terms, judge, open_demand
from app.records import CardId, Category, Period
from app.services.frozen_match import freeze, thaw
from tests.matching.conftest import LetterEncoder, make_card

MET, BROKEN, UNKNOWN = Result.MET, Result.BROKEN, Result.UNKNOWN


@pytest.fixture
def terms_of(knowledge):
    def read(direction: str, text: str, category: Category = Category.MATERIAL, **fields) -> Terms:
        return read_card(
            make_card("c", direction, text, category=category, **fields), None, knowledge, knowledge.linker
        ).terms

    return read


def results(offer: Terms, need: Terms) -> dict[str, Result]:
    left_open = (open_demand(demand, offer) for demand in need.demands)
    return {term.name: term.result for term in (*judge(offer, need), *filter(None, left_open))}


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        ("pirina, nem %45-50", "pirina, nem max %15", {"moisture": BROKEN}),
        ("PİRİNA NEM %12", "pirina, nem max %15", {"moisture": MET}),
        ("pirina nem %15", "pirina, nem max %15", {"moisture": MET}),
        ("pirina %12-18 nem", "pirina, nem max %15", {"moisture": UNKNOWN}),
        ("pirina", "pirina, nem max %15", {"moisture": UNKNOWN}),
        ("pirina, kül %3", "pirina, nem max %15", {"moisture": UNKNOWN}),
        ("pirina nem %12", "pirina", {}),
        ("hafif fraksiyon, kalori 3800 ama klor 1,4", "yakıt kalori >4000 kcal, Cl<0,5, max 50 mm",
         {"calorific_value": BROKEN, "chlorine": BROKEN, "grain_size": UNKNOWN}),
        ("ATY 3-50 mm, 4500 kcal, Cl 0,4", "yakıt kalori >4000 kcal, Cl<0,5, max 50 mm",
         {"calorific_value": MET, "chlorine": MET, "grain_size": MET}),
        ("yakıt 18 MJ/kg", "yakıt min 4000 kcal/kg", {"calorific_value": MET}),
        ("yakıt 15000 kJ/kg", "yakıt min 4000 kcal/kg", {"calorific_value": BROKEN}),
        ("baca tozu Zn %22-26", "demir düzeltici Zn<1", {"zinc": BROKEN}),
        ("kompost, kurşun 80 ppm", "kompost Pb < 100 mg/kg", {"lead": MET}),
        ("kompost, kurşun %0,02", "kompost Pb < 100 mg/kg", {"lead": BROKEN}),
        ("kalsit 90 mikron", "kalsit tane boyu max 0,1 mm", {"grain_size": MET}),
        ("kum, -2mm", "kum 3-8 mm", {"grain_size": BROKEN}),
        ("çözelti KOİ 12 g/l", "su KOİ max 800 mg/l", {"cod": BROKEN}),
        ("su, klorür 300 ppm", "su klorür max 250 mg/l", {"chloride": UNKNOWN}),
        ("talaş 12 mm", "talaş min 10 max 20 mm", {"grain_size": MET}),
        ("talaş 25 mm", "talaş min 10 max 20 mm", {"grain_size": BROKEN}),
        ("kırık 15 mm", "kırık 0-5 mm ya da 10-20 mm", {"grain_size": MET}),
        ("hurda Cu<0,25, clean", "hurda Cu max 0,3", {"copper": MET}),
        ("hurda Cu<0,25, clean", "hurda Cu max 0,1", {"copper": UNKNOWN}),
        ("boya kazanı suyu, %95 su", "kirli solvent, su <%30", {"moisture": BROKEN}),
        ("nötr su pH 7", "alkali pH>11", {"ph": BROKEN}),
        ("kostikli su pH 12+", "alkali pH>11", {"ph": MET}),
    ],
)  # fmt: skip
def test_demands_in_numbers(terms_of, have, want, expected):
    assert results(terms_of("have", have), terms_of("want", want)) == expected


@pytest.mark.parametrize(
    ("have", "want", "result"),
    [
        ("soğutma suyu 45-50 C", "sıcak su 80-95C", BROKEN),
        ("tünel fırın sıcak hava 90C", "sıcak su 80-95C", MET),
        ("baca gazı 320°C", "sıcak su 80-95C", MET),
        ("sıcak su 76 derece", "sıcak su 80-95C", MET),
        ("kondenser ısısı 35-40C", "haşlama için sıcak su 60C", BROKEN),
        ("kondenser ısısı", "haşlama için sıcak su 60C", UNKNOWN),
    ],
)
def test_of_heat_more_is_welcome(terms_of, have, want, result):
    offer, need = terms_of("have", have, Category.ENERGY), terms_of("want", want, Category.ENERGY)
    assert results(offer, need) == {"temperature": result}


def test_a_cold_room_must_keep_both_ends(terms_of):
    need = terms_of("want", "yedek soğuk depo 2-8 C", Category.SPACE)
    rooms = [terms_of("have", f"soğuk oda {degrees} C", Category.SPACE) for degrees in ("4", "12-14")]
    assert [results(room, need) for room in rooms] == [{"temperature": MET}, {"temperature": BROKEN}]


def test_what_an_offer_takes_in_it_may_demand(terms_of):
    dryer = terms_of("have", "kurutma hattı, nem max %60", Category.CAPACITY_EQUIPMENT)
    sludge, cake = terms_of("want", "çamur kurutma, nem %75"), terms_of("want", "kek kurutma, nem %55")
    (broken,), (met,) = judge(dryer, sludge), judge(dryer, cake)
    assert (broken.result, broken.by_offer, met.result) == (BROKEN, True, MET)
    stated = terms_of("have", "kuru talaş nem max %10")
    assert judge(stated, terms_of("want", "talaş, bizimki nem %30")) == ()


@pytest.mark.parametrize(
    ("said", "given", "result"),
    [
        ("min 2 MW", (Decimal("0.4"), "MW", None), BROKEN),
        ("min 2 MW", (Decimal(6000), "kW", None), MET),
        ("min 3000 m2", (Decimal(4200), "m2", None), MET),
        ("en az 20 ton", (Decimal(5), "t", Period.YEAR), BROKEN),
        ("en az 20 ton", (Decimal(5), "t", Period.MONTH), MET),
        ("en az 20 ton", (Decimal(500), "kg", Period.ONCE), BROKEN),
        ("min 5 t/gün", (Decimal(400), "t", Period.YEAR), BROKEN),
        ("min 5 t/gün", (Decimal(400), "t", Period.ONCE), UNKNOWN),
        ("en az 20 ton", (Decimal(5), "m3", None), UNKNOWN),
        ("en az 20 ton", (None, None, None), UNKNOWN),
    ],
)
def test_the_least_amount(terms_of, said, given, result):
    fields = dict(zip(("quantity", "unit", "period"), given, strict=True))
    assert results(terms_of("have", "kül", **fields), terms_of("want", f"kül {said}")) == {"quantity": result}


def test_at_most_an_amount_is_never_broken(terms_of):
    offer = terms_of("have", "kül", quantity=Decimal(900), unit="t", period=Period.YEAR)
    assert results(offer, terms_of("want", "kül max 50 ton")) == {}


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ("kostikli su, NaOH %1,5-2", {"strength": BROKEN}),
        ("merserize çıkışı, NaOH %30", {"strength": MET}),
        ("kostik", {"strength": UNKNOWN}),
    ],
)
def test_a_solution_must_not_be_much_weaker_than_the_one_that_is_named(terms_of, offer, expected):
    assert results(terms_of("have", offer), terms_of("want", "sıvı KOSTİK %48")) == expected


def test_scale(terms_of):
    def amount(direction, number, unit, text="kül", category=Category.MATERIAL):
        return terms_of(direction, text, category, quantity=Decimal(number), unit=unit, period=Period.YEAR)

    need = amount("want", 500, "t")
    assert results(amount("have", 20, "kg"), need) == {"scale": BROKEN}
    assert results(amount("have", 600, "kg"), need) == {}
    assert results(amount("have", 900_000, "t"), need) == {}  # a part of it can be given
    assert results(amount("have", 20, "m3"), need) == {}
    air = amount("have", 900_000, "m3", "sıcak hava", Category.ENERGY)
    assert results(air, amount("want", 10, "m3", "sıcak su", Category.ENERGY)) == {}


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        ("depo boş nisan-ağustos", "depo ekim-aralık", {"months": BROKEN}),
        ("DEPO BOŞ NİSAN-AĞUSTOS", "depo temmuz-eylül", {"months": MET}),
        ("tank kasımdan temmuza kadar boş", "tank kasım-mart", {"months": MET}),
        ("hat yazın boş", "hat kasım-şubat", {"months": BROKEN}),
        ("hat boş", "hat kasım-şubat", {}),
    ],
)
def test_months(terms_of, have, want, expected):
    offer, need = terms_of("have", have, Category.SPACE), terms_of("want", want, Category.SPACE)
    assert results(offer, need) == expected


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        ("SİYAH PE levha", "streç film, ŞEFFAF", {"colour": BROKEN}),
        ("renkli karışık kapak", "kapak, beyaz olacak", {"colour": BROKEN}),
        ("kumaş renkli/beyaz ayrı", "beyaz kumaş", {"colour": MET}),
        ("beyaz fire", "siyah parça için kırma", {}),
        ("şeffaf film", "beyaz film", {}),
        ("siyah sac", "beyaz levha", {}),
        ("siyah levha", "beyaz eşya sacı", {}),
        ("siyah levha", "levha, siyah olmasın", {}),
    ],
)
def test_colours(terms_of, have, want, expected):
    assert results(terms_of("have", have), terms_of("want", want)) == expected


def test_only_goods_have_a_colour(terms_of):
    offer = terms_of("have", "siyah tank", Category.CAPACITY_EQUIPMENT)
    assert results(offer, terms_of("want", "beyaz tank")) == {}


def test_terms_are_frozen_and_masks_never_hide_a_result(terms_of):
    texts = ["nem %12", "nem max %15 Zn<1", "Zn %2", "nisan-mayıs beyaz", "ekim-kasım siyah", "pH 3"]
    for have in texts:
        for want in texts:
            offer, need = terms_of("have", have), terms_of("want", want)
            if judge(offer, need):
                assert (offer.gives & need.asks) | (offer.asks & need.gives)
    with pytest.raises(FrozenInstanceError):
        terms_of("have", "nem %12").values = ()
    assert Terms().asks == Terms().gives == 0
    assert hash(Demand("moisture", ())) == hash(Demand("moisture", ()))


@pytest.fixture
def matches(knowledge, firms):
    want = make_card("w", "want", "kuru pirina", "f2", description="nem max %15, kalori >3500 kcal, kül <%8")
    dry = make_card("h1", "have", "pirina", description="nem %12, ~4000 kcal")
    wet = make_card("h2", "have", "pirina", description="nem %45-50")
    quiet = make_card("h3", "have", "pirina", description="nem ölçülmedi")
    index = build_index([want, dry, wet, quiet], firms, knowledge, encoder=LetterEncoder())
    return {match.have_id: match for match in match_all(index, 9)}


def term_part_of(match):
    return next((part for part in match.parts if part.signal == "terms"), None)


def test_a_broken_demand_lowers_and_a_met_one_lifts_but_none_forbids(matches):
    weights = DEFAULT_PROFILE.with_meaning.features
    dry, wet = term_part_of(matches["h1"]), term_part_of(matches["h2"])
    assert (dry.level, dry.points) == ("met", 2 * weights["terms_met"])
    assert (wet.level, wet.points) == ("broken", pytest.approx(-EASY * weights["terms_broken"]))  # it can be dried
    assert term_part_of(matches["h3"]) is None
    assert matches["h1"].score > matches["h3"].score > matches["h2"].score
    for match in matches.values():
        assert not match.blocks
        assert match.score == pytest.approx(1 / (1 + math.exp(-math.fsum(part.points for part in match.parts))))


def test_more_than_two_say_no_more(knowledge, firms):
    wants = [
        make_card("w1", "want", "yakıt", "f2", description="nem max %15, kül <%8, klor <%1, min 4000 kcal"),
        make_card("w2", "want", "yakıt", "f2", description="nem min %15, kül >%8, klor >%1, max 4000 kcal"),
    ]
    have = make_card("h", "have", "yakıt", description="nem %10, kül %5, klor %0,3, 4500 kcal")
    index = build_index([*wants, have], firms, knowledge)
    points = {match.want_id: term_part_of(match).points for match in index.suggest(have, 2)}
    assert points == {"w1": 0.6, "w2": -4.8}


def test_both_profiles_weigh_terms_alike():
    with_meaning, without = DEFAULT_PROFILE.with_meaning.features, DEFAULT_PROFILE.without_meaning.features
    for name, weight in (("terms_met", 0.3), ("terms_broken", 2.4), ("state", 2.5)):
        assert with_meaning[name] == without[name] == weight


def test_the_same_pair_scores_alike_from_either_side(knowledge, firms):
    have = make_card("h", "have", "pirina", description="nem %45")
    want = make_card("w", "want", "pirina", "f2", description="nem max %15")
    index = build_index([have, want], firms, knowledge)
    assert index.suggest(have, 1)[0].parts == index.suggest(want, 1)[0].parts


def test_words_of_parts_and_questions(matches):
    tr, en = translator("tr"), translator("en")
    wet = term_part_of(matches["h2"])
    assert word_part(wet, tr) == ("Koşullar", "nem: en çok %15 isteniyor, %45–50 veriliyor")
    assert word_part(wet, en) == ("Conditions", "moisture: at most 15% asked, 45–50% given")
    asked = [word_question(key, tr) for key in matches["h3"].questions]
    assert asked[:3] == [
        "Nem oranı kaç? (en çok %15 isteniyor)",
        "Isıl değer kaç? (en az 3.500 kcal/kg isteniyor)",
        "Kül oranı kaç? (en çok %8 isteniyor)",
    ]
    assert "What is the ash content? (at most 8% asked)" in [word_question(key, en) for key in matches["h1"].questions]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_what_is_frozen_is_worded_as_before(matches, language):
    t = translator(language)
    for match in matches.values():
        again = thaw(freeze(match), CardId(match.have_id), CardId(match.want_id))
        assert [word_part(part, t) for part in again.parts] == [word_part(part, t) for part in match.parts]
        assert again.questions == match.questions


def word_of(knowledge, firms, have, want):
    match = build_index([have, want], firms, knowledge).explain(have.id, want.id)
    part = term_part_of(match)
    return word_part(part, translator("tr"))[1] if part else ""


def test_words_of_months_colours_and_amounts(knowledge, firms):
    have = make_card("h", "have", "siyah levha, nisan-ağustos", quantity=Decimal(20), unit="kg", period=Period.YEAR)
    want = make_card(
        "w", "want", "şeffaf levha, kasım-şubat", "f2", quantity=Decimal(500), unit="t", period=Period.YEAR
    )
    said = word_of(knowledge, firms, have, want)
    assert "aylar: kasım–şubat isteniyor, nisan–ağustos veriliyor" in said
    assert "renk: şeffaf isteniyor, siyah veriliyor" in said
    assert "ölçek: 500 t/yıl isteniyor, 0,02 t/yıl veriliyor" in said
    dryer = make_card("h", "have", "kurutma, nem max %60", category=Category.CAPACITY_EQUIPMENT)
    sludge = make_card("w", "want", "kurutma, nem %75", "f2")
    assert word_of(knowledge, firms, dryer, sludge) == "nem: veren en çok %60 istiyor, alan %75 diyor"


def test_a_general_question_is_not_asked_twice(knowledge, firms):
    want = make_card("w", "want", "sıcak su 80 derece", "f2", Category.ENERGY)
    have = make_card("h", "have", "sıcak su", category=Category.ENERGY)
    index = build_index([have, want], firms, knowledge)
    asked = index.explain(have.id, want.id).questions
    assert "temperature" in asked
    assert not [key for key in asked if key.startswith("term:")]
    told = replace(have, description="2 bar")
    index.upsert(told)
    asked = index.explain(have.id, want.id).questions
    assert word_question(asked[0], translator("tr")) == "Sıcaklık kaç? (en az 80 °C isteniyor)"


def test_every_property_has_a_name():
    known = set()
    for entry in vocabulary().of_kind("condition"):
        name = entry.means.split(" ")[0]
        if name not in (*COMPARATORS, "-"):
            known.add(name)
    assert known <= NAMES.keys()
    tr = translator("tr")
    assert [name for name in NAMES.values() if not tr(name)] == []
