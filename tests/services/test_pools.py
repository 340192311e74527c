"""Pools and cards without a partner as the screen gets them: own units, names, rooms that change."""

from decimal import Decimal

import pytest

from app.records import CardId, Direction, FirmId, Kind, LostReason, Period, Stage, SynergyId, Verdict, WorkshopId
from app.services import Services
from app.services.rows import NewCard

HAVE, WANT = Direction.HAVE, Direction.WANT
CARDS = {
    "h1": ("Işık Döküm", "24.51", HAVE, "atık döküm kumu", "480", "t", Period.YEAR),
    "h2": ("Şişli Döküm", "24.51", HAVE, "atık döküm kumu", "25000", "kg", Period.MONTH),
    "h3": ("Öz Döküm", "24.51", HAVE, "atık döküm kumu", None, None, None),
    "w1": ("Çınar Beton", "23.61", WANT, "döküm kumu alınır", "100", "t", Period.MONTH),
    "x1": ("İnci Zeytin", "10.41", HAVE, "çinko külü", "3", "t", Period.YEAR),
    "x2": ("Ege Çinko", "24.43", WANT, "bıngıl IŞIL", None, None, None),
}


@pytest.fixture
def room(services: Services, workshop_id: WorkshopId) -> dict[str, CardId]:
    services.suggestions._load_encoder = lambda: None
    made = {}
    for key, (name, nace, side, title, quantity, unit, period) in CARDS.items():
        firm = FirmId(services.firms.add(workshop_id, name, nace=nace).created(Kind.FIRM)[0])
        number = None if quantity is None else Decimal(quantity)
        card = NewCard(workshop_id, firm, side, title, quantity=number, unit=unit, period=period)
        made[key] = CardId(services.cards.add(card).created(Kind.CARD)[0])
    return made


def test_a_pool_speaks_in_the_unit_of_its_card(services, workshop_id, room) -> None:
    found = services.suggestions.pool(workshop_id, room["w1"], room["h2"])
    assert (found.wanted, found.unit, found.period, found.direction) == (100, "t", Period.MONTH, WANT)
    # 25,000 kg a month are 25 t a month; 480 t a year are 40 t a month.
    assert [(line.row.firm.name, line.whole.low, line.used.high) for line in found.lines] == [
        ("Şişli Döküm", 25, 25),
        ("Işık Döküm", 40, 40),
    ]
    assert (found.missing.low, found.missing.high, bool(found.surplus)) == (35, 35, False)
    assert [(one.row.firm.name, one.why) for one in found.left_out] == [("Öz Döküm", "no_amount")]
    turned = services.suggestions.pool(workshop_id, room["h1"], None)
    assert (turned.wanted, turned.period, turned.direction) == (480, Period.YEAR, HAVE)
    assert [line.whole.low for line in turned.lines] == [1200]


def test_a_need_without_a_quantity_tells_the_total_a_year(services, workshop_id, room) -> None:
    services.cards.edit(room["w1"], quantity=None, unit=None, period=None)
    found = services.suggestions.pool(workshop_id, room["w1"])
    assert (found.wanted, found.why, found.unit, found.period) == (None, "no_amount", "t", Period.YEAR)
    assert found.total.low == 780


def test_a_pool_follows_cards_verdicts_and_deletions(services, workshop_id, room) -> None:
    services.suggestions.decide(workshop_id, room["h1"], room["w1"], Verdict.WRONG)
    names = [line.row.firm.name for line in services.suggestions.pool(workshop_id, room["w1"]).lines]
    assert names == ["Şişli Döküm"]
    services.cards.delete(room["w1"])
    assert services.suggestions.pool(workshop_id, room["w1"]) is None
    services.history.undo()
    assert services.suggestions.pool(workshop_id, room["w1"]) is not None


def test_lonely_cards_name_sectors_in_the_language_asked_for(services, workshop_id, room) -> None:
    tr, en = (services.suggestions.lonely(workshop_id, language) for language in ("tr", "en"))
    assert {one.row.card.id for one in tr} == {room["x1"], room["x2"]}
    assert services.suggestions.count_lonely(workshop_id) == 2
    first, other = tr[0], en[0]
    assert first.row.card.id == room["x1"]
    assert [one.ref for one in first.sectors] == [one.ref for one in other.sectors]
    assert first.sectors[0].name != other.sectors[0].name
    assert first.firms == 1
    named = {near.firm.name: near for sector in first.sectors for near in sector.firms}
    assert named["Ege Çinko"].exact
    assert "İnci Zeytin" not in named
    assert tr[-1].sectors == ()


def test_documented_is_said_of_found_exchanges_only(services, workshop_id, room) -> None:
    from app.knowledge import load

    knowledge = load()
    for card in services.suggestions.lonely(workshop_id):
        for sector in card.sectors:
            if sector.documented and sector.ground == "conversion":
                ways = [
                    way
                    for way in knowledge.conversions.conversions
                    if knowledge.concepts[way.source].name("tr") == sector.source
                    and knowledge.concepts[way.target].name("tr") == sector.target
                ]
                keys = [key for way in ways for key in way.evidence if key in knowledge.precedents]
                assert any(knowledge.precedents[key].evidence == "F" for key in keys)


def test_a_card_linked_by_hand_is_not_lonely_until_it_is_lost(services, workshop_id, room) -> None:
    made = services.board.link(room["x1"], room["x2"]).created(Kind.SYNERGY)[0]
    assert services.suggestions.count_lonely(workshop_id) == 0
    services.board.move(SynergyId(made), Stage.LOST, lost_reason=LostReason.PRICE)
    assert services.suggestions.count_lonely(workshop_id) == 2


def test_a_wrong_pair_leaves_its_cards_lonely(services, workshop_id, room) -> None:
    for have in ("h1", "h2", "h3"):
        services.suggestions.decide(workshop_id, room[have], room["w1"], Verdict.WRONG)
    assert room["w1"] in {one.row.card.id for one in services.suggestions.lonely(workshop_id)}


def test_an_empty_workshop_has_none(services, workshop_id) -> None:
    services.suggestions._load_encoder = lambda: None
    assert services.suggestions.lonely(workshop_id) == []
    assert services.suggestions.count_lonely(workshop_id) == 0
    assert services.suggestions.pool(workshop_id, CardId("none")) is None
