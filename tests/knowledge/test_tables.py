import pytest

from app.common.turkish import match_key
from app.knowledge import Concept, ConceptTable, Conversion, distance_km, division_of, load
from app.knowledge.sectors import read_sectors

# Words that do mean two things at once: a magnesia brick is a refractory and a source of magnesia.
BOTH = {"mgo-c", "manyezit", "magnezit", "baca gazi", "cati ges"}


def test_the_shipped_tables_are_filled_and_whole():
    knowledge = load()
    assert len(knowledge.concepts.concepts) >= 400
    assert len(knowledge.concepts.conversions) >= 900
    assert sum(place.kind == "province" for place in knowledge.places.places) == 81
    assert {place.province for place in knowledge.places.places if place.kind == "district"} == {"İzmir", "Manisa"}
    for concept in knowledge.concepts.concepts.values():
        assert concept.tr, concept.id
        assert concept.en, concept.id


def test_no_label_means_two_things_by_mistake():
    seen: dict[str, set[str]] = {}
    for concept in load().concepts.concepts.values():
        for label in (*concept.tr, *concept.en):
            seen.setdefault(match_key(label), set()).add(concept.id)
    assert {label for label, ids in seen.items() if len(ids) > 1} == BOTH


def test_strengths_are_shares():
    assert all(0 < conversion.strength <= 1 for conversion in load().concepts.conversions)
    assert all(conversion.source != conversion.target for conversion in load().concepts.conversions)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"district": "ÇİĞLİ"}, "Çiğli"),
        ({"district": "cigli"}, "Çiğli"),
        ({"district": "Işıkkent"}, None),
        ({"osb": "Aliağa OSB (ALOSBİ)", "district": "Bornova"}, "Aliağa OSB"),
        ({"osb": "bilinmeyen OSB", "district": "Tire"}, "Tire"),
        ({"province": "ISPARTA"}, "Isparta"),
        ({"district": "Kayseri"}, "Kayseri"),
        ({}, None),
    ],
)
def test_places_are_found_however_they_are_written(names, found):
    place = load().places.find(**names)
    assert (place and place.name) == found


def test_distance_of_two_towns():
    places = load().places
    izmir, manisa = places.find(province="İzmir"), places.find(province="Manisa")
    assert izmir
    assert manisa
    assert 25 < distance_km(izmir, manisa) < 40
    assert distance_km(izmir, izmir) == 0


@pytest.mark.parametrize(
    ("nace", "division"), [("24.51", 24), ("2451", 24), ("24", 24), ("01.13", 1), ("", None), (None, None), ("x", None)]
)
def test_the_division_of_a_code_as_typed(nace, division):
    assert division_of(nace) == division


def test_a_flow_between_unknown_divisions_is_refused():
    with pytest.raises(ValueError, match="98"):
        read_sectors([{"division": "24", "tr": "a", "en": "b"}], [{"giver": "24", "takers": "98", "strength": "1"}])


def test_ancestors_know_their_distance_and_kinds_are_counted():
    table = ConceptTable(
        [Concept("a", ("a",), ()), Concept("b", ("b",), (), ("a",)), Concept("c", ("c",), (), ("b",))],
        [Conversion("c", "a", 0.5)],
    )
    assert dict(table.ancestors("c")) == {"b": 1, "a": 2}
    assert (table.kinds("a"), table.kinds("b"), table.kinds("c")) == (2, 1, 0)
    assert table.serves("c") == (Conversion("c", "a", 0.5),)
    assert table.serves("b") == ()
    assert table["a"].name("en") == "a"


@pytest.mark.parametrize(
    ("concepts", "conversions", "told"),
    [
        ([Concept("a", ("a",), ()), Concept("a", ("b",), ())], [], "twice"),
        ([Concept("a", ("a",), (), ("z",))], [], "unknown"),
        ([Concept("a", ("a",), (), ("b",)), Concept("b", ("b",), (), ("a",))], [], "itself"),
        ([Concept("a", ("a",), ())], [Conversion("a", "z", 1.0)], "z"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(concepts, conversions, told):
    with pytest.raises(ValueError, match=told):
        ConceptTable(concepts, conversions)
