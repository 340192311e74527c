"""Sentences about uses and shared things, in both languages."""

import pytest

from app.i18n import translator
from app.i18n.use_words import (
    say_hint,
    say_same,
    say_use,
    word_conditions,
    word_hint,
    word_precedent,
    word_same,
    word_use,
)

TR, EN = translator("tr"), translator("en")


def way(**given):
    return {
        "level": "serves",
        "have": "çam talaşı",
        "want": "gözenek yapıcı",
        "have_as": "head",
        "want_as": "head",
        "have_tr": "talaş",
        "have_en": "sawdust",
        "want_tr": "gözenek yapıcı",
        "want_en": "pore former",
        "target_tr": "gözenek yapıcı",
        "target_en": "pore former",
        "source_category": "byproduct_waste",
        "target_category": "use",
        "process_tr": "eleme; harmana katma",
        "process_en": "screening; blending into clay",
        **given,
    }


def both(level, **given):
    return {
        "level": level,
        "have": "KIRIK ŞİŞE",
        "want": "720 cc kavanoz",
        "have_as": "head",
        "want_as": "head",
        "have_tr": "cam şişe",
        "have_en": "glass bottle",
        "want_tr": "cam şişe",
        "want_en": "glass bottle",
        **given,
    }


def test_a_use_names_the_card_the_target_and_how_it_is_done():
    assert say_use(way(), TR) == "Çam talaşı, gözenek yapıcı olarak kullanılabilir: eleme, harmana katma."
    assert say_use(way(), EN) == "Çam talaşı (sawdust) can serve as pore former: screening, blending into clay."
    assert say_use(way(process_tr=""), TR) == "Çam talaşı, gözenek yapıcı olarak kullanılabilir."


def test_the_name_of_the_thing_follows_where_the_title_does_not_say_it():
    assert say_use(way(have="kıymık"), TR).startswith("Kıymık (talaş), gözenek yapıcı")
    assert say_use(way(have="kıymık (ince)"), TR).startswith("Kıymık (talaş), gözenek yapıcı")
    assert say_use(way(have="ahşap", have_as="aside"), TR).startswith("“ahşap” kartındaki talaş, gözenek yapıcı")
    assert say_use(way(have="ahşap", have_as="aside"), EN).startswith("The sawdust that “ahşap” mentions can serve")


@pytest.mark.parametrize("name", ["havuz ısıtma", "metal geri kazanımı", "nötralizasyon", "sera", "kereste kurutma"])
def test_deeds_and_places_are_what_a_thing_is_for(name):
    assert f", {name} için uygun olabilir" in say_use(way(target_tr=name), TR)


@pytest.mark.parametrize("name", ["şarj malzemesi", "emici", "temrinlik malzeme", "dolgu malzemesi"])
def test_of_things_it_takes_the_place(name):
    assert f", {name} olarak kullanılabilir" in say_use(way(target_tr=name), TR)


def test_goods_are_processed_and_services_are_for_something():
    made = way(target_category="material", target_tr="çinko", target_en="zinc")
    assert ", işlenerek çinko olarak kullanılabilir" in say_use(made, TR)
    assert "can be processed into zinc" in say_use(made, EN)
    lent = way(target_category="capacity_equipment", target_tr="evaporatör")
    assert ", evaporatör için uygun olabilir" in say_use(lent, TR)
    assert ", depo olarak" in say_use(way(source_category="space", target_category="space", target_tr="depo"), TR)


def test_a_process_that_names_the_target_is_enough():
    said = say_use(way(target_tr="sıcak su", process_tr="eşanjörle sıcak su üretimi"), TR)
    assert said == "Çam talaşı şunun için uygun olabilir: eşanjörle sıcak su üretimi."


def test_a_target_beside_the_wanted_thing_is_told():
    near = way(level="serves_class", target_tr="hayvan yemi", want_tr="büyükbaş yemi")
    assert ", hayvan yemi olarak kullanılabilir (aranan: büyükbaş yemi)" in say_use(near, TR)
    assert "yalnızca aynı sınıftan: büyükbaş yemi" in say_use({**near, "level": "serves_like"}, TR)


@pytest.mark.parametrize(
    ("params", "tr", "en"),
    [
        (
            both("same", have="tuz çuvalı", want="deri tuzu", want_tr="tuz", want_en="salt"),
            "Verilen de aranan da aynı: tuz.",
            "The same thing is offered and wanted: salt.",
        ),
        (
            both("same"),
            "Ortak nokta: cam şişe (verilen “KIRIK ŞİŞE”, aranan “720 cc kavanoz”).",
            "In common: glass bottle (“KIRIK ŞİŞE” is offered, “720 cc kavanoz” wanted).",
        ),
        (
            both("same", have_as="aside"),
            "Aranan cam şişe; “KIRIK ŞİŞE” kartında ayrıntı olarak geçiyor.",
            "Glass bottle is wanted; “KIRIK ŞİŞE” mentions it as a detail.",
        ),
        (
            both("same", want_as="aside"),
            "Verilen KIRIK ŞİŞE (cam şişe); “720 cc kavanoz” arayan kart bunu da anıyor.",
            "KIRIK ŞİŞE (glass bottle) is offered; whoever wants “720 cc kavanoz” names it too.",
        ),
        (
            both("kind", want_tr="cam", want_en="glass"),
            "Aranan cam; verilen bunun bir türü: KIRIK ŞİŞE (cam şişe).",
            "Glass is wanted; KIRIK ŞİŞE (glass bottle) is a kind of it.",
        ),
        (
            both("related", shared_tr="ambalaj", shared_en="packaging"),
            "Ortak sınıf ambalaj: verilen “KIRIK ŞİŞE”, aranan “720 cc kavanoz”.",
            "Of one class, packaging: “KIRIK ŞİŞE” is offered, “720 cc kavanoz” wanted.",
        ),
    ],
)
def test_shared_things(params, tr, en):
    assert (say_same(params, TR), say_same(params, EN)) == (tr, en)


def test_a_turkish_title_begins_with_a_turkish_capital_in_english_too():
    assert say_use(way(have="incir talaşı"), EN).startswith("İncir talaşı (sawdust) can")


def test_a_long_title_is_cut_at_a_word():
    said = say_use(way(have="çok uzun bir başlık olarak yazılmış temiz ve kuru çam talaşı çuvalları"), TR)
    assert said.startswith("Çok uzun bir başlık olarak yazılmış temiz… (talaş), ")


def test_in_a_few_words():
    assert word_use(way(), TR) == "talaş → gözenek yapıcı"
    assert word_use({}, TR) == ""
    assert word_same(both("same"), EN) == "glass bottle"
    assert word_same(both("kind", want_tr="cam"), TR) == "cam şişe → cam"
    assert word_same(both("related", shared_tr="ambalaj"), TR) == "yalnızca sınıfı ortak: ambalaj"


def guessed(hinted, told):
    """The values of a use or thing as a guess that rests on the words of a side."""
    words = {f"{side}_words": "ince, kıymık" if hinted in (side, "both") else "" for side in ("have", "want")}
    return {**told, "level": "guessed", "rank": 0.5, "hinted": hinted, **words}


HINTS = {
    "have": ("Verilen kartta geçen: ince, kıymık.", "The offer speaks of: ince, kıymık."),
    "want": ("Aranan kartta geçen: ince, kıymık.", "The need speaks of: ince, kıymık."),
    "both": (
        "Verilen kartta geçen: ince, kıymık; aranan kartta: ince, kıymık.",
        "The offer speaks of: ince, kıymık; the need of: ince, kıymık.",
    ),
}
IF_SAWDUST = (
    "“çam talaşı”, talaş gibi bir şeyse gözenek yapıcı olarak düşünülebilir: eleme, harmana katma.",
    "If “çam talaşı” is like sawdust, it might do as pore former: screening, blending into clay.",
)
POOL = {"tr": "havuz ısıtma", "en": "pool heating"}
GLASS = {"want_tr": "cam", "want_en": "glass"}


@pytest.mark.parametrize(
    ("hinted", "params", "tr", "en"),
    [
        (
            "want",
            way(),
            "Çam talaşı, gözenek yapıcı olarak düşünülebilir: eleme, harmana katma.",
            "Çam talaşı (sawdust) might be worth a thought as pore former: screening, blending into clay.",
        ),
        ("have", way(), *IF_SAWDUST),
        ("both", way(), *IF_SAWDUST),
        (
            "want",
            both("same"),
            "KIRIK ŞİŞE (cam şişe) veriliyor; aranan bu olabilir.",
            "KIRIK ŞİŞE (glass bottle) is offered and might be what is wanted.",
        ),
        (
            "want",
            both("kind", **GLASS),
            "Aranan cam olabilir; verilen bunun bir türü: KIRIK ŞİŞE (cam şişe).",
            "Glass might be wanted; KIRIK ŞİŞE (glass bottle) is a kind of it.",
        ),
        (
            "have",
            both("same"),
            "Aranan cam şişe; “KIRIK ŞİŞE” bu olabilir.",
            "Glass bottle is wanted and “KIRIK ŞİŞE” might be it.",
        ),
        (
            "have",
            both("kind", **GLASS, want_as="aside"),
            "Aranan “720 cc kavanoz” kartındaki cam; “KIRIK ŞİŞE” bunun bir türü olabilir: cam şişe.",
            "The glass that “720 cc kavanoz” mentions is wanted and “KIRIK ŞİŞE” might be a kind of it: glass bottle.",
        ),
    ],
)
def test_what_words_hint_at_is_told_as_a_guess_with_these_words(hinted, params, tr, en):
    told, (words_tr, words_en) = guessed(hinted, params), HINTS[hinted]
    assert (say_hint(told, TR), say_hint(told, EN)) == (f"{tr} {words_tr}", f"{en} {words_en}")


@pytest.mark.parametrize("hinted", ["have", "want"])
def test_a_guess_says_for_deeds_and_needs_no_process(hinted):
    names = {f"{key}_{language}": name for key in ("want", "target") for language, name in POOL.items()}
    told = guessed(hinted, way(**names, process_tr="", process_en=""))
    assert " havuz ısıtma için düşünülebilir. " in say_hint(told, TR)
    assert " might suit pool heating. " in say_hint(told, EN)


def test_a_guess_tells_what_is_wanted_where_the_use_is_a_kind_of_it():
    told = guessed("have", way(want_tr="katkı", want_en="additive"))
    assert " olarak düşünülebilir (aranan: katkı): eleme" in say_hint(told, TR)
    assert "(" not in say_hint({**told, "hinted": "both", "want_as": ""}, TR)


def test_a_guess_in_a_few_words():
    assert word_hint(guessed("have", way()), TR) == "belki talaş → gözenek yapıcı (ince, kıymık)"
    assert word_hint(guessed("both", way()), EN) == "perhaps sawdust → pore former (ince, kıymık; ince, kıymık)"
    assert word_hint(guessed("want", both("same")), TR) == "belki cam şişe (ince, kıymık)"
    assert word_hint({"words": "tuz"}, TR) == "tuz"


def before(place):
    words = {"resource_tr": "Kırık palet", "resource_en": "Broken pallets"}
    words |= {"use_tr": "Yenilenmiş palet", "use_en": "Remanufactured pallets (R174,000 sales)"}
    return {"before": {**words, "place": place}}


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("Kalundborg; Tiexi", "Kalundborg"),
        ("China", "Çin"),
        ("Taranto (IT)", "Taranto (IT)"),
        ("Kwinana (KWRP)", "Kwinana"),
        ("Cape Town WISP: Pallet Cycle - Cabrico", "Cape Town WISP"),
    ],
)
def test_the_place_of_a_precedent(place, shown):
    assert word_precedent(before(place), TR) == f"Benzeri: Kırık palet → yenilenmiş palet ({shown})."


def test_nothing_planned_is_called_done():
    assert word_precedent(before("Brownsville (planned)"), TR) == ""
    assert word_precedent({}, TR) == ""
    assert word_precedent(before("UK"), EN) == "Done before: Broken pallets → remanufactured pallets (UK)."


def test_conditions_become_a_question():
    assert (
        word_conditions({"conditions_tr": "küfsüz; nem < %15", "conditions_en": "no mould; moisture < 15%"}, TR)
        == "Bu kullanımın koşullarına uyuyor mu: küfsüz, nem < %15?"
    )
    assert word_conditions({}, EN) == ""
