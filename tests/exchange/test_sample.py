"""The invented workshop: the right size, every case that privacy and seating need, nobody real, the same every time."""

import csv
import re
from collections import Counter

import pytest

from app.common.resources import resource_path
from app.exchange.sample import SampleData, sample_rows
from app.exchange.sample_people import FIRST_NAMES, LAST_NAMES, tax_check_digit
from app.i18n.units import find_unit
from app.records import Audience, Direction, Period, PlatformConsent


@pytest.fixture(scope="module")
def data() -> SampleData:
    return sample_rows()


def test_the_counters_of_the_programme(data: SampleData) -> None:
    assert (len(data.firms), len(data.participants), len(data.cards)) == (109, 226, 637)
    assert Counter(card.direction for card in data.cards) == {Direction.HAVE: 400, Direction.WANT: 237}
    assert len(data.interests) == 120


def test_it_is_marked_as_a_sample(data: SampleData) -> None:
    assert data.workshop.sample
    assert data.workshop.name == "İzmir Sinerji Çalıştayı"
    assert data.workshop.held_on == "2026-10-15"


def test_every_call_gives_the_same_rows(data: SampleData) -> None:
    assert sample_rows() == data


def test_every_machine_gives_the_same_rows(data: SampleData) -> None:
    # Literal on purpose: another Python, system or hash seed must not seat people elsewhere.
    assert data.workshop.id == "8a4576ae-ce1d-5b15-bc97-1e74f392f379"
    assert data.participants[0].name == "Defne Kumruoba"
    assert [seat.table_no for seat in data.attendances[:6]] == [5, 7, 9, 4, 10, 6]


def every_row(data: SampleData) -> list[object]:
    return [data.workshop, *data.firms, *data.attendances, *data.participants, *data.cards, *data.interests]


def test_ids_are_unique_and_every_reference_resolves(data: SampleData) -> None:
    ids = [row.id for row in every_row(data)]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
    firms, cards = {firm.id for firm in data.firms}, {card.id for card in data.cards}
    owned = [*data.attendances, *data.participants, *data.cards, *data.interests]
    assert all(row.firm_id in firms and row.workshop_id == data.workshop.id for row in owned)
    assert all(hand.card_id in cards for hand in data.interests)
    external = [row.external_id for row in (*data.firms, *data.participants, *data.cards)]
    assert None not in external
    assert len(external) == len(set(external))


def test_cards_say_what_the_files_say(data: SampleData) -> None:
    by_id = {card.external_id: card for card in data.cards}
    firms = {firm.id: firm.external_id for firm in data.firms}
    with resource_path("sample", "izmir", "cards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(by_id)
    for row in rows:
        card = by_id[row["card_id"]]
        assert (card.title, card.description or "", card.notes or "") == (
            row["title"],
            row["description"],
            row["notes"],
        )
        assert (firms[card.firm_id], card.code or "") == (row["firm_id"], row["ewc"])
        assert card.hazardous == {"yes": True, "no": False, "": None}[row["hazardous"]]
        assert (card.quantity is None) == (row["quantity"] == "")
        assert card.quantity is None or float(card.quantity) == float(row["quantity"])
        assert (card.unit is None) == (row["unit"] == "")


def test_units_and_periods_are_read_and_odd_ones_kept(data: SampleData) -> None:
    cards = {card.external_id: card for card in data.cards}
    assert (cards["C001"].unit, cards["C001"].period) == ("t", Period.YEAR)
    assert (cards["C489"].unit, cards["C489"].period) == ("t", Period.HOUR)  # typed as "ton/saat"
    odd = {card.unit for card in data.cards if card.unit and find_unit(card.unit) is None}
    assert odd == {"%"}
    assert "ton (25 kg çuval)" in {card.unit for card in data.cards}


def test_every_case_of_privacy_occurs(data: SampleData) -> None:
    assert {card.audience for card in data.cards} == set(Audience)
    assert {firm.platform_consent for firm in data.firms} == set(PlatformConsent)
    assert {person.consent for person in data.participants} == {True, False, None}
    for person in data.participants:
        asked = person.consent is not None
        assert (person.consent_version is not None, person.consent_at is not None) == (asked, asked)


def test_seats(data: SampleData) -> None:
    assert [seat.number for seat in data.attendances] == list(range(1, 110))
    assert Counter(seat.table_no for seat in data.attendances).keys() == set(range(1, 11))
    assert max(Counter(seat.table_no for seat in data.attendances).values()) == 11
    arrived = [seat.arrived_at for seat in data.attendances if seat.arrived_at]
    assert 90 <= len(arrived) < 109
    assert all("2026-10-15T05:30" <= moment <= "2026-10-15T06:31" for moment in arrived)
    tables = {seat.firm_id: seat.table_no for seat in data.attendances}
    assert all(card.table_no == tables[card.firm_id] for card in data.cards)


def test_moments_rise_with_the_numbers_of_the_cards(data: SampleData) -> None:
    moments = [card.created_at for card in sorted(data.cards, key=lambda card: card.number or 0)]
    assert moments == sorted(moments)
    assert all(re.fullmatch(r"2026-10-15T\d\d:\d\d:\d\d\.000Z", moment) for moment in moments)


def test_people_are_nobody(data: SampleData) -> None:
    phones = [person.phone for person in data.participants if person.phone]
    assert all(re.fullmatch(r"\+90 500 000 \d\d \d\d", phone) for phone in phones)
    assert len(phones) == len(set(phones)) < 226
    mails = [person.email for person in data.participants if person.email]
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", mail) for mail in mails)
    for firm in data.firms:
        if firm.tax_number:
            assert re.fullmatch(r"\d{10}", firm.tax_number)
            assert int(firm.tax_number[-1]) != tax_check_digit(firm.tax_number[:9])
    assert 0 < sum(firm.tax_number is None for firm in data.firms) < 30
    names = "".join(person.name or "" for person in data.participants)
    assert all(letter in names for letter in "İıŞşğ")


def test_no_name_or_phone_lies_in_the_files() -> None:
    folder = resource_path("sample")
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in {".csv", ".md"}]
    assert len(texts) == 4
    for text in texts:
        assert not re.search(r"(?:\+90|\b0)[ (]?5\d\d\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}", text)
        assert not re.search(r"[\w.]+@[\w.]+", text)
        assert not [name for name in LAST_NAMES if name in text]
    assert len(set(FIRST_NAMES)) == len(FIRST_NAMES)


def test_provinces(data: SampleData) -> None:
    places = {firm.district: firm.province for firm in data.firms}
    assert (places["Yunusemre"], places["Turgutlu"], places["Kemalpaşa"]) == ("Manisa", "Manisa", "İzmir")
    assert set(places.values()) == {"İzmir", "Manisa"}


def test_hands_are_raised_by_other_firms_each_once(data: SampleData) -> None:
    cards = {card.id: card for card in data.cards}
    assert all(cards[hand.card_id].firm_id != hand.firm_id for hand in data.interests)
    assert len({(hand.card_id, hand.firm_id) for hand in data.interests}) == len(data.interests)
    assert Counter(cards[hand.card_id].direction for hand in data.interests)[Direction.WANT] > 20
