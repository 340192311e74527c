"""Cards that nobody answers: which sectors could, and who of the room belongs to them."""

import pytest

from app.knowledge import Knowledge
from app.matching import build_index, match_all, matched_cards, one_sided
from app.matching.one_sided import Ground, OneSided
from app.records import Category, Firm, FirmId
from tests.matching.conftest import make_card

WASTE = Category.BYPRODUCT_WASTE
ROOM = [
    Firm(FirmId("f1"), "Işık Dökümhanesi", nace="24.51", district="Kemalpaşa", province="İzmir"),
    Firm(FirmId("f2"), "İnci Çimento", nace="23.51", district="Bornova", province="İzmir"),
    Firm(FirmId("f3"), "Çağrı Çimento", nace="2351", district="Kemalpaşa", province="İzmir"),
    Firm(FirmId("f4"), "Ilgın Cam", nace="23.11", district="Kemalpaşa", province="İzmir"),
    Firm(FirmId("f5"), "Öz Lojistik"),
    Firm(FirmId("f6"), "Şifa İlaç", nace="21.20", district="Kemalpaşa", province="İzmir"),
    Firm(FirmId("f7"), "Yem İşletmesi", nace="10.91", district="Torbalı", province="İzmir"),
    Firm(FirmId("f8"), "Eski Çimento", nace="23.51", merged_into=FirmId("f2")),
]


def alone(knowledge: Knowledge, *cards, firms=ROOM) -> dict[str, OneSided]:
    index = build_index(cards, firms, knowledge)
    return {one.card_id: one for one in one_sided(index, firms, matched_cards(match_all(index, 3)))}


def test_a_card_with_a_suggested_partner_is_not_alone(knowledge: Knowledge) -> None:
    found = alone(
        knowledge,
        make_card("h1", "have", "atık döküm kumu", "f1", WASTE),
        make_card("w1", "want", "döküm kumu alınır", "f2"),
        make_card("h2", "have", "uçucu kül", "f1", WASTE),
    )
    assert set(found) == {"h2"}


def test_a_have_names_takers_with_the_use_and_their_firms_nearest_first(knowledge: Knowledge) -> None:
    found = alone(knowledge, make_card("h1", "have", "atık döküm kumu", "f1", WASTE))["h1"]
    cement = next(sector for sector in found.sectors if sector.division == 23)
    assert cement.ground is Ground.CONVERSION
    assert cement.source == "foundry_sand"
    assert knowledge.conversions.between(cement.source, cement.target)
    takers = knowledge.conversions.between(cement.source, cement.target).takers
    named = [one.firm_id for one in cement.firms]
    assert "f1" not in found.firms  # its own firm
    assert "f8" not in found.firms  # stands for another
    if any(code.startswith("23.5") for code in takers):
        assert named == ["f3", "f2"]  # Kemalpaşa before Bornova, and the glass works is of another class
        assert cement.firms[0].km < cement.firms[1].km
    assert found.firms


def test_a_want_names_who_typically_gives_it(knowledge: Knowledge) -> None:
    found = alone(knowledge, make_card("w1", "want", "uçucu kül", "f2"))["w1"]
    assert found.sectors
    gives = [sector for sector in found.sectors if sector.ground is Ground.GIVES]
    assert gives
    for sector in gives:
        profiles = [
            one for one in knowledge.sectors.profiles.values() if one.sector.startswith(f"{sector.division:02d}")
        ]
        kinds = [
            kind.id for kind in knowledge.concepts if sector.source in (kind.id, *knowledge.concepts.ancestors(kind.id))
        ]
        assert any(set(kinds) & set(profile.gives) for profile in profiles)


def test_the_likeliest_cards_come_first_and_unknown_ones_last(knowledge: Knowledge) -> None:
    index_order = alone(
        knowledge,
        make_card("h0", "have", "şıngır mıngır IĞDIR", "f1", WASTE),
        make_card("h1", "have", "atık döküm kumu", "f1", WASTE),
    )
    assert list(index_order) == ["h1", "h0"]
    assert index_order["h0"].sectors == ()
    assert index_order["h0"].firms == ()


def test_sectors_without_a_firm_in_the_room_are_named_all_the_same(knowledge: Knowledge) -> None:
    found = alone(knowledge, make_card("h1", "have", "atık döküm kumu", "f1", WASTE), firms=ROOM[:1])["h1"]
    assert found.sectors
    assert found.firms == ()


@pytest.mark.parametrize("hazardous", [True, None])
def test_hazardous_things_are_not_sent_to_food_or_medicines(knowledge: Knowledge, hazardous: bool | None) -> None:
    found = alone(knowledge, make_card("h1", "have", "atık alkol", "f1", WASTE, hazardous=hazardous))["h1"]
    eaten = {sector.division for sector in found.sectors} & {1, 3, 10, 11, 21, 56}
    assert not (hazardous and eaten)


def test_a_use_that_the_giver_rules_out_is_not_proposed(knowledge: Knowledge) -> None:
    free = alone(knowledge, make_card("h1", "have", "domates posası", "f1", WASTE))["h1"]
    bound = alone(knowledge, make_card("h1", "have", "domates posası", "f1", WASTE, description="yem olmaz"))["h1"]
    feed = {
        "feed",
        *(one.id for one in knowledge.concepts if "feed" in knowledge.concepts.ancestors(one.id)),
    }
    assert any(sector.target in feed for sector in free.sectors)
    assert not any(sector.target in feed for sector in bound.sectors)


def test_what_a_taker_rules_out_is_not_sought(knowledge: Knowledge) -> None:
    free = alone(knowledge, make_card("w1", "want", "biyogaz hammaddesi", "f5"))["w1"]
    bound = alone(knowledge, make_card("w1", "want", "biyogaz hammaddesi, GÜBRE olmasın", "f5"))["w1"]
    manure = {
        one.id for one in knowledge.concepts if one.id == "manure" or "manure" in knowledge.concepts.ancestors(one.id)
    }
    assert any(sector.source in manure for sector in free.sectors)
    assert not any(sector.source in manure for sector in bound.sectors)


def test_the_answer_does_not_depend_on_the_order_of_cards_and_firms(knowledge: Knowledge) -> None:
    cards = [
        make_card(f"h{number}", "have", title, "f1", WASTE)
        for number, title in enumerate(("uçucu kül", "cüruf", "İNCİR çekirdeği"))
    ]
    one = alone(knowledge, *cards)
    other = alone(knowledge, *cards[::-1], firms=ROOM[::-1])
    assert list(one.items()) == list(other.items())
