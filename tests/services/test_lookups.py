"""What is suggested for a line that is being typed, on the program's own tables."""

import pytest

from app.i18n.units import UNITS
from app.knowledge import load
from app.records import Direction
from app.services.lookups import CLOSE, NO_HINT, SURE, LookupService
from tests.knowledge.measuring import kept_apart, precedent_cases

HAVE, WANT = Direction.HAVE, Direction.WANT


@pytest.fixture(scope="module")
def lookups() -> LookupService:
    return LookupService()


def test_a_thing_its_code_and_its_unit(lookups: LookupService) -> None:
    hint = lookups.hint("TALAŞ", "16.10", HAVE)
    assert hint.concept == "sawdust"
    assert [offer.code for offer in hint.offers] == ["030105"]
    assert not hint.offers[0].hazardous
    assert hint.offers[0].title.get("tr") != hint.offers[0].title.get("en")
    assert hint.offers[0].code in hint.fitting
    assert hint.unit == "t"


def test_the_sector_tells_things_apart(lookups: LookupService) -> None:
    wood = lookups.hint("talaş", "16.10", HAVE)
    metal = lookups.hint("çelik talaşı", "25.62", HAVE)
    assert wood.concept != metal.concept
    assert metal.offers[0].code.startswith("1201")


@pytest.mark.parametrize("title", ["nakliye", "forklift", "kaynakçı", "buhar", "elektrik", "depo alanı"])
def test_what_lies_in_no_heap_has_no_code(lookups: LookupService, title: str) -> None:
    hint = lookups.hint(title, None, HAVE)
    assert hint.offers == ()
    assert hint.fitting == frozenset()


@pytest.mark.parametrize(
    "title",
    [
        "",
        "   ",
        "qwxz zzkp",
        "İıİı",
        "\x00\x01\x1b[31m",
        "🔥🔥🏭",
        "👨\u200d👩\u200d👧",
        "مرحبا بالعالم",
        "\u202eşalat\u202c zzz",
        "\ud800",
        "talaş " * 300,
        "İ" * 5000,
        "'; DROP TABLE kart; --",
        "{title} %s %n",
    ],
)
@pytest.mark.parametrize("way", Direction)
def test_what_names_nothing_is_no_error(lookups: LookupService, title: str, way: Direction) -> None:
    assert lookups.hint(title, "16.10", way) == NO_HINT


@pytest.mark.parametrize("nace", [None, "", "İĞ.ŞÇ", "99.99.99", "🔥", "1" * 400])
def test_an_unreadable_sector_is_no_error(lookups: LookupService, nace: str | None) -> None:
    assert lookups.hint("talaş", nace, HAVE).concept == "sawdust"


def test_what_only_describes_another_thing_is_not_sure_enough(lookups: LookupService) -> None:
    assert load().link("kum ile ilgili bir konu hakkında")[0].confidence < SURE
    assert lookups.hint("kum ile ilgili bir konu hakkında", None, HAVE) == NO_HINT


def test_codes_that_fit_about_as_well_are_both_offered(lookups: LookupService) -> None:
    for case in precedent_cases(load()):
        hint = lookups.hint(case.texts[0], case.giver or None, HAVE)
        if hint.offers:
            first, second = load().codes(case.texts[0], case.giver or None)[:2]
            assert (len(hint.offers) == 2) is (second.score >= CLOSE * first.score)


def test_a_suggested_code_is_right_about_as_often_as_promised(lookups: LookupService) -> None:
    """On documented wastes that no table was made from."""
    right = told = 0
    for case in kept_apart("wastes"):
        for text in case.texts:
            offers = lookups.hint(text, case.giver or None, HAVE).offers
            told += bool(offers)
            right += any(offer.code in case.codes for offer in offers)
    assert told > 50
    assert right / told >= 0.7


def test_a_code_of_the_list_has_a_name(lookups: LookupService) -> None:
    for written, code in (("030105", "030105"), ("03 01 05", "030105"), ("0301", "0301")):
        found = lookups.code(written)
        assert found is not None
        assert found.code == code
        assert found.title.get("tr")
        assert found.title.get("en")
    assert lookups.code("080113").hazardous  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["999999", "", "abc", "İ", "0301050301", "03 01 05*"])
def test_what_the_list_does_not_have_is_none(lookups: LookupService, code: str) -> None:
    assert lookups.code(code) is None


def test_the_tables_are_read_once_and_only_when_asked(lookups: LookupService) -> None:
    read = []

    def once() -> object:
        read.append(True)
        return load()

    made = LookupService(once)  # type: ignore[arg-type]
    assert not made.ready
    made.prepare()
    made.prepare()
    made.hint("talaş", None, WANT)
    assert made.ready
    assert read == [True]


def test_every_unit_of_the_tables_is_a_unit() -> None:
    assert {concept.unit for concept in load().concepts} - {""} <= set(UNITS)
