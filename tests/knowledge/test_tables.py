"""The shipped tables: whole, without a fault, and as large as industry needs."""

import hashlib

import pytest

from app.common.resources import resource_path
from app.knowledge import distance_km, division_of
from app.knowledge.coverage import telling_labels
from app.knowledge.validate import validate

# SHA-256 of the sorted code set, one code a line, hazardous ones with an asterisk: the European List of Waste as
# amended by Decision 2014/955/EU, and the divisions, groups and classes of NACE Rev. 2.
LIST_OF_WASTE = "7ca535b8d9d2368acac24acc9c45806f532954caecfab32977190eb9457647aa"
NACE = "a15ade3b727554c6ae1c0b64ad2e9ffeb7d7524deccb1b38cc30979f0b693b7d"


def digest(codes: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()


def test_no_table_has_a_fault():
    _, faults = validate(resource_path("knowledge"))
    assert [str(fault) for fault in faults] == []


def test_the_list_of_waste_is_complete(shipped):
    entries = list(shipped.waste_codes)
    assert len(entries) == 842
    assert sum(entry.hazardous for entry in entries) == 408
    assert digest([entry.code + ("*" if entry.hazardous else "") for entry in entries]) == LIST_OF_WASTE
    assert len(shipped.waste_codes.groups) == 111


def test_titles_fit_a_line_and_tell_neighbours_apart(shipped):
    for entry in shipped.waste_codes:
        assert len(entry.tr) <= 60, entry.code
        assert len(entry.en) <= 60, entry.code
    assert len({entry.tr for entry in shipped.waste_codes}) == 842
    assert len({entry.en for entry in shipped.waste_codes}) == 842


def test_the_sectors_are_complete(shipped):
    codes = [sector.code for sector in shipped.sectors]
    assert sum(len(code) == 5 for code in codes) == 615
    assert digest(codes) == NACE
    assert all(sector.tr and sector.en for sector in shipped.sectors)


def test_every_division_that_makes_things_has_a_profile(shipped):
    profiled = {division_of(code) for code in shipped.sectors.profiles}
    assert profiled.issuperset({*range(1, 4), *range(5, 10), *range(10, 34), *range(35, 40), *range(41, 44)})


def test_there_are_enough_concepts_labels_and_conversions(shipped):
    assert len(shipped.concepts) >= 900
    assert sum(map(telling_labels, shipped.concepts)) >= 5_000
    assert len(shipped.conversions) >= 1_200


def test_only_exchanges_that_were_found_are_called_documented(shipped):
    assert len(shipped.precedents) == 265
    assert sum(precedent.documented for precedent in shipped.precedents.values()) == 224


def test_the_places_of_workshops(shipped):
    kinds = [place.kind for place in shipped.places.places]
    assert (kinds.count("province"), kinds.count("district")) == (81, 343)
    assert kinds.count("osb") >= 100


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"district": "ÇİĞLİ"}, "Çiğli"),
        ({"district": "cigli"}, "Çiğli"),
        ({"district": "Işıkkent"}, None),
        ({"osb": "Aliağa OSB (ALOSBİ)", "district": "Bornova"}, "Aliağa OSB"),
        ({"osb": "bilinmeyen OSB", "district": "Tire"}, "Tire"),
        ({"district": "Şahinbey", "province": "GAZİANTEP"}, "Şahinbey"),
        ({"province": "ISPARTA"}, "Isparta"),
        ({"district": "Kayseri"}, "Kayseri"),
        ({}, None),
    ],
)
def test_places_are_found_however_they_are_written(shipped, names, found):
    place = shipped.places.find(**names)
    assert (place and place.name) == found


def test_distance_of_two_towns(shipped):
    izmir, manisa = shipped.places.find(province="İzmir"), shipped.places.find(province="Manisa")
    assert izmir
    assert manisa
    assert 25 < distance_km(izmir, manisa) < 40
    assert distance_km(izmir, izmir) == 0


@pytest.mark.parametrize(
    ("nace", "division"), [("24.51", 24), ("2451", 24), ("24", 24), ("01.13", 1), ("", None), (None, None), ("x", None)]
)
def test_the_division_of_a_code_as_typed(nace, division):
    assert division_of(nace) == division
