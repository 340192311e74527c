"""Firms that were entered twice: found, made one, and taken apart again by one undo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.common.errors import InputError, StaleError
from app.common.ids import derived_id
from app.model.database import Database
from app.model.repositories import cards as card_rows
from app.model.repositories.fetching import fetch
from app.model.store import Store
from app.records import (
    Attendance,
    CardId,
    Direction,
    Firm,
    FirmId,
    Interest,
    Kind,
    Participant,
    ParticipantId,
    PlatformConsent,
    ResourceCard,
    WorkshopId,
)
from app.services import Services
from app.services.duplicates import likely_duplicates
from app.services.merged_firms import redirects, standing
from app.services.merging import repoint
from app.services.rows import FirmRow, NewCard

AddFirm = Callable[..., FirmId]
AddCard = Callable[..., CardId]


@pytest.fixture
def database(store: Store) -> Database:
    """The way to the store below the services: for rows that no use case makes."""
    return Database(store.engine, store.device_id, actor="Işıl")


@pytest.fixture
def firm(services: Services, workshop_id: WorkshopId) -> AddFirm:
    def add(name: str, **fields: Any) -> FirmId:
        return FirmId(services.firms.add(workshop_id, name, **fields).created(Kind.FIRM)[0])

    return add


@pytest.fixture
def card(services: Services, workshop_id: WorkshopId) -> AddCard:
    def add(firm_id: FirmId, title: str, direction: Direction = Direction.HAVE) -> CardId:
        return CardId(services.cards.add(NewCard(workshop_id, firm_id, direction, title)).created(Kind.CARD)[0])

    return add


def names(services: Services, workshop_id: WorkshopId) -> list[str]:
    return [row.firm.name for row in services.firms.rows(workshop_id)]


def row_of(services: Services, workshop_id: WorkshopId, firm_id: FirmId) -> FirmRow:
    return next(row for row in services.firms.rows(workshop_id) if row.firm.id == firm_id)


def living(database: Database) -> dict[str, set[Any]]:
    """Every living row, by kind."""
    with database.read() as session:
        kinds = (Firm, Attendance, Participant, ResourceCard, Interest)
        return {one.__name__: set(fetch(session, one)) for one in kinds}


# --- finding ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IŞIK SERAMİK SANAYİ VE TİCARET A.Ş.", "Işık Seramik"),
        ("Iğdır Tuz", "İğdir Tuz Ltd. Şti."),
        ("Çınar Döküm", "Çınar Dökum"),
        ("Ödemiş Süt Ürünleri", "Süt Ürünleri Ödemiş"),
        ("Zeytin İşleme", "Zeytin İşlme"),
    ],
)
def test_near_names_are_suggested(
    services: Services, workshop_id: WorkshopId, firm: AddFirm, one: str, other: str
) -> None:
    ids = {firm(one), firm(other)}
    [found] = services.duplicates.suggestions(workshop_id)
    assert {found.left.firm.id, found.right.firm.id} == ids


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zeytinyağı Üreticisi 1", "Zeytinyağı Üreticisi 2"),
        ("Işık Seramik", "Işık Cam"),
        ("Ege", "Ege Plastik"),
        ("Şahin Cam", "Aslan Döküm"),
    ],
)
def test_other_names_are_not(services: Services, workshop_id: WorkshopId, firm: AddFirm, one: str, other: str) -> None:
    firm(one), firm(other)
    assert services.duplicates.suggestions(workshop_id) == []


def test_tax_numbers_decide_before_names(services: Services, workshop_id: WorkshopId, firm: AddFirm) -> None:
    firm("Işık Seramik", tax_number="123 456 78 90")
    firm("Işık Seramik", tax_number="9876543210")
    firm("Ege Karo", tax_number="1234567890")
    [found] = services.duplicates.suggestions(workshop_id)
    assert {found.left.firm.name, found.right.firm.name} == {"Işık Seramik", "Ege Karo"}
    assert (found.reason, set(found.params)) == ("Same tax number: {number}", {"number"})


def test_a_tax_number_that_only_fills_a_form_tells_nothing(
    services: Services, workshop_id: WorkshopId, firm: AddFirm
) -> None:
    firm("Işık Seramik", tax_number="1111111111")
    firm("Şahin Cam", tax_number="1111111111")
    assert services.duplicates.suggestions(workshop_id) == []


def test_the_surest_come_first_and_the_district_counts(
    services: Services, workshop_id: WorkshopId, firm: AddFirm
) -> None:
    firm("Işık Seramik", district="Çiğli")
    firm("Işık Seramık A.Ş.", district="Menemen")
    firm("Iğdır Tuz", district="ÇİĞLİ")
    firm("İğdır Tuz", district="Çiğli")
    firm("Zeytin", tax_number="1234567890")
    firm("Pirina", tax_number="1234567890")
    reasons = [found.reason for found in services.duplicates.suggestions(workshop_id)]
    assert reasons == ["Same tax number: {number}", "Same name, same district: {district}", "Same name"]


def test_the_firm_with_more_on_it_is_the_one_to_keep(
    services: Services, workshop_id: WorkshopId, firm: AddFirm, card: AddCard
) -> None:
    firm("Işık Seramik", sector="Seramik", district="Çiğli", employees=45)
    other = firm("Işık Seramik")
    card(other, "pişmiş kırık")
    [found] = services.duplicates.suggestions(workshop_id)
    assert found.left.firm.id == other


def test_not_the_same_is_remembered_and_can_be_taken_back(
    services: Services, workshop_id: WorkshopId, firm: AddFirm
) -> None:
    one, other, third = firm("Işık Seramik"), firm("Işık Seramik A.Ş."), firm("IŞIK SERAMİK LTD. ŞTİ.")
    services.duplicates.not_the_same(other, one)
    assert len(services.duplicates.suggestions(workshop_id)) == 2
    services.duplicates.merge(third, other)  # now what was said of `other` holds for the firm that stands for it
    assert services.duplicates.suggestions(workshop_id) == []
    services.history.undo()
    services.duplicates.maybe_the_same(one, other)
    assert len(services.duplicates.suggestions(workshop_id)) == 3


def test_firms_of_another_workshop_are_not_compared(services: Services, workshop_id: WorkshopId, firm: AddFirm) -> None:
    firm("Işık Seramik")
    elsewhere = WorkshopId(services.workshops.create("Ödemiş").created(Kind.WORKSHOP)[0])
    services.firms.add(elsewhere, "Işık Seramik")
    assert services.duplicates.suggestions(workshop_id) == []
    assert services.duplicates.suggestions(elsewhere) == []


def test_a_programme_of_a_thousand_firms() -> None:
    words = ["Işık", "Çınar", "Iğdır", "Şahin", "Ödemiş", "Gediz", "Bakırçay", "İnciraltı", "Karşıyaka", "Yamanlar"]
    trades = ["Döküm", "Seramik", "Cam", "Plastik", "Gıda", "Tekstil", "Boya", "Kağıt", "Makine", "Ambalaj", "Deri"]
    rows = []
    for number in range(1090):
        name = f"{words[number % 10]} {words[number // 10 % 10]} {trades[number // 100]} {number}"
        firm_id = FirmId(f"f{number:04d}")
        rows.append(FirmRow(Firm(firm_id, name), Attendance(f"a{number}", WorkshopId("w"), firm_id, number)))
    twin = FirmId("zz")
    rows.append(FirmRow(Firm(twin, "IGDIR ISIK DOKUM 2 A.Ş."), Attendance("az", WorkshopId("w"), twin, 2000)))
    [found] = likely_duplicates(rows)
    assert {found.left.firm.id, found.right.firm.id} == {FirmId("f0002"), twin}


# --- merging ---


@pytest.fixture
def twins(services: Services, workshop_id: WorkshopId, firm: AddFirm) -> tuple[FirmId, FirmId]:
    """A firm typed by hand, and the same from the registration list, which knows more."""
    keep = firm("Işık Seramik", table_no=4, sector="Seramik")
    gone = firm(
        "IŞIK SERAMİK SAN. A.Ş.",
        sector="Karo",
        tax_number="1234567890",
        province="İzmir",
        district="Çiğli",
        employees=120,
        arrived_at="2026-11-21T06:40:00.000Z",
        platform_consent=PlatformConsent.NOTHING,
    )
    return keep, gone


def test_everything_of_both_is_one_firms(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], card: AddCard, database: Database
) -> None:
    keep, gone = twins
    card(keep, "pişmiş kırık")
    moved = card(gone, "ısıl atık", Direction.WANT)
    person = Participant(ParticipantId("p1"), workshop_id, gone, name="İpek Işıl", phone="+90 232 000 00 00")
    with database.write("Register") as work:
        work.add(person)
    before = services.workshops.counters(workshop_id)
    services.duplicates.merge(keep, gone)
    row = row_of(services, workshop_id, keep)
    assert (row.haves, row.wants, row.people) == (1, 1, 1)
    assert services.cards.get(moved).firm.id == keep
    assert services.firms.people(workshop_id)[0].firm_id == keep
    after = services.workshops.counters(workshop_id)
    assert (after.firms, after.cards, after.participants) == (before.firms - 1, before.cards, before.participants)
    assert names(services, workshop_id) == ["Işık Seramik"]
    assert services.firms.find(workshop_id, "SAN") == []


def test_what_is_known_stays_and_what_is_empty_is_filled(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId]
) -> None:
    keep, gone = twins
    services.duplicates.merge(keep, gone)
    row = row_of(services, workshop_id, keep)
    assert (row.firm.name, row.firm.sector) == ("Işık Seramik", "Seramik")
    assert (row.firm.tax_number, row.firm.district, row.firm.employees) == ("1234567890", "Çiğli", 120)
    assert (row.attendance.number, row.attendance.table_no) == (1, 4)
    assert row.attendance.arrived_at == "2026-11-21T06:40:00.000Z"
    assert row.firm.platform_consent is PlatformConsent.NOTHING


def test_a_place_is_filled_as_a_whole_or_not_at_all(services: Services, workshop_id: WorkshopId, firm: AddFirm) -> None:
    keep, gone = firm("Işık", province="Manisa"), firm("Işık A.Ş.", province="İzmir", district="Çiğli", osb="İAOSB")
    services.duplicates.merge(keep, gone)
    kept = row_of(services, workshop_id, keep).firm
    assert (kept.province, kept.district, kept.osb) == ("Manisa", None, None)


def test_undo_of_a_merge_restores_everything_and_redo_merges_again(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], card: AddCard, database: Database
) -> None:
    keep, gone = twins
    own, theirs, third = card(keep, "kırık"), card(gone, "ısı"), card(services_firm(services, workshop_id), "kül")
    with database.write("Raise hands") as work:
        for card_id, firm_id in ((third, gone), (own, gone), (theirs, keep)):
            work.add(Interest(derived_id("interest", card_id, firm_id), workshop_id, card_id, firm_id))
        work.add(Participant(ParticipantId("p1"), workshop_id, gone, name="İpek Işıl"))
    before = living(database)
    services.duplicates.merge(keep, gone)
    merged = living(database)
    assert merged != before
    assert services.history.status().undo == "Merge firms"
    services.history.undo()
    assert living(database) == before
    services.history.redo()
    assert living(database) == merged


def services_firm(services: Services, workshop_id: WorkshopId) -> FirmId:
    return FirmId(services.firms.add(workshop_id, "Çimento").created(Kind.FIRM)[0])


def test_hands_move_and_nobody_raises_one_for_an_own_card(
    services: Services,
    workshop_id: WorkshopId,
    twins: tuple[FirmId, FirmId],
    card: AddCard,
    firm: AddFirm,
    database: Database,
) -> None:
    keep, gone = twins
    other = card(firm("Çimento"), "kül")
    own, theirs = card(keep, "kırık"), card(gone, "ısı")
    with database.write("Raise hands") as work:
        for card_id, firm_id in ((other, gone), (other, keep), (own, gone), (theirs, keep)):
            work.add(Interest(derived_id("interest", card_id, firm_id), workshop_id, card_id, firm_id))
    services.duplicates.merge(keep, gone)
    with database.read() as session:
        [hand] = card_rows.interests(session, workshop_id)
    assert (hand.id, hand.card_id, hand.firm_id) == (derived_id("interest", other, keep), other, keep)


def test_seats_of_other_workshops_are_taken_over(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], card: AddCard, database: Database
) -> None:
    keep, gone = twins
    elsewhere = WorkshopId(services.workshops.create("Ödemiş").created(Kind.WORKSHOP)[0])
    with database.write("Seat") as work:
        work.add(Attendance(derived_id("attendance", elsewhere, gone), elsewhere, gone, 9, 2))
    services.suggestions.prepare(elsewhere)
    added = services.cards.add(NewCard(elsewhere, gone, Direction.HAVE, "döküm kumu"))
    services.duplicates.merge(keep, gone)
    seat = row_of(services, elsewhere, keep).attendance
    assert (seat.id, seat.number, seat.table_no) == (derived_id("attendance", elsewhere, keep), 9, 2)
    room = services.suggestions._room(elsewhere)  # a room that was read before the firm came
    shown = room.row(CardId(added.created(Kind.CARD)[0]))
    assert shown is not None
    assert (shown.firm.id, shown.attendance) == (keep, seat)


def test_a_synergy_between_the_two_is_refused_before_anything_changes(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], card: AddCard, database: Database
) -> None:
    keep, gone = twins
    services.board.link(card(gone, "ısıl atık"), card(keep, "buhar", Direction.WANT))
    before, history = living(database), services.history.status()
    with pytest.raises(InputError) as refused:
        services.duplicates.merge(keep, gone)
    assert refused.value.params == {"have": "ısıl atık", "want": "buhar"}
    assert living(database) == before
    assert services.history.status() == history


def test_merging_twice_or_with_itself_is_said(services: Services, twins: tuple[FirmId, FirmId], firm: AddFirm) -> None:
    keep, gone = twins
    with pytest.raises(InputError, match="itself"):
        services.duplicates.merge(keep, keep)
    services.duplicates.merge(keep, gone)
    for pair in ((keep, gone), (gone, keep), (firm("Çimento"), gone)):
        with pytest.raises(InputError, match="merged already"):
            services.duplicates.merge(*pair)
    with pytest.raises(StaleError):
        services.duplicates.merge(keep, FirmId("nobody"))


def test_a_chain_is_followed_and_never_a_circle(
    services: Services, workshop_id: WorkshopId, firm: AddFirm, card: AddCard, database: Database
) -> None:
    first, second, third, fourth = (firm(f"Işık {name}") for name in ("A", "İ", "ı", "Ö"))
    title = card(first, "kül")
    services.duplicates.merge(second, first)
    services.duplicates.merge(third, second)
    services.duplicates.merge(first, fourth)  # into a firm that was merged itself: the third stands for it
    with database.read() as session:
        assert redirects(session) == {first: third, second: third, fourth: third}
    assert services.cards.get(title).firm.id == third
    assert [row.firm.id for row in services.firms.rows(workshop_id)] == [third]


def test_two_laptops_that_merged_in_a_circle_agree_on_one_firm() -> None:
    into = {"b": "c", "c": "b", "a": "b"}
    ends = [standing(FirmId(one), lambda firm_id: into.get(firm_id)) for one in "abc"]  # type: ignore[arg-type,return-value]
    assert ends == ["b", "b", "b"]


# --- rows that were written meanwhile ---


@pytest.fixture
def late(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], card: AddCard, database: Database
) -> CardId:
    """A card of the merged firm that was typed before this laptop heard of the merge, and the firm's seat."""
    keep, gone = twins
    services.duplicates.merge(keep, gone)
    late_id = card(keep, "ıslak çamur")
    with database.write("Add card") as work:
        work.change(Kind.CARD, late_id, firm_id=gone)
        work.put(Attendance(derived_id("attendance", workshop_id, gone), workshop_id, gone, 2))
    return late_id


def test_until_rows_follow_they_are_read_under_the_firm_that_stands(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], late: CardId
) -> None:
    keep, _gone = twins
    assert names(services, workshop_id) == ["Işık Seramik"]
    assert row_of(services, workshop_id, keep).haves == 1
    assert services.workshops.counters(workshop_id).firms == 1
    assert {row.firm.id for row in services.cards.rows(workshop_id)} == {keep}
    assert [row.firm.id for row in services.board.board(workshop_id).haves] == [keep]
    assert services.cards.get(late).firm.id == keep
    shown = services.suggestions._room(workshop_id).row(late)
    assert shown is not None
    assert shown.firm.id == keep


def test_a_late_card_is_no_partner_of_its_own_firm(
    services: Services, twins: tuple[FirmId, FirmId], late: CardId, card: AddCard
) -> None:
    with pytest.raises(InputError, match="never matched with itself"):
        services.board.link(late, card(twins[0], "çamur", Direction.WANT))


def test_rows_follow_once_and_undo_passes_that_over(
    services: Services, workshop_id: WorkshopId, twins: tuple[FirmId, FirmId], late: CardId, database: Database
) -> None:
    keep, gone = twins
    changes = repoint(database, [gone])
    assert changes is not None
    assert changes.operation == "Follow merged firms"
    assert changes.kinds == {Kind.CARD, Kind.ATTENDANCE}
    with database.read() as session:
        assert {one.firm_id for one in fetch(session, ResourceCard)} == {keep}
        assert {one.firm_id for one in fetch(session, Attendance)} == {keep}
    assert repoint(database, [gone]) is None
    assert repoint(database, [keep, FirmId("nobody")]) is None
    assert database.status().undo == "Add card"


def test_rows_of_other_laptops_are_left_to_them(
    store: Store, twins: tuple[FirmId, FirmId], late: CardId, database: Database
) -> None:
    from app.model.tables import ChangeRow

    with database.write_local() as session:
        session.query(ChangeRow).filter(ChangeRow.entity_id == late).update({"device": "masa-3"})
    changes = repoint(database, [twins[1]])
    assert changes is not None
    assert changes.kinds == {Kind.ATTENDANCE}


def test_a_card_typed_for_a_merged_firm_goes_to_the_one_that_stands(
    services: Services, twins: tuple[FirmId, FirmId], card: AddCard
) -> None:
    keep, gone = twins
    services.duplicates.merge(keep, gone)
    assert services.cards.get(card(gone, "kül")).card.firm_id == keep


def test_the_list_that_comes_again_does_not_bring_a_merged_firm_back(services: Services, tmp_path: Path) -> None:
    table = tmp_path / "liste.csv"
    table.write_text(
        "Firma;Masa;Kart;Yön\nIşık Seramik;1;pişmiş kırık;var\nIŞIK SERAMİK A.Ş. (İzmir);2;ısıl atık;var\n",
        encoding="utf-8",
    )
    outcome = services.imports.run(services.imports.preview(table))
    keep, gone = (row.firm.id for row in services.firms.rows(outcome.workshop_id))
    services.duplicates.merge(keep, gone)
    before = services.workshops.counters(outcome.workshop_id)
    again = services.imports.run(services.imports.preview(table))
    assert services.workshops.counters(outcome.workshop_id) == before
    assert again.changes.changes == ()
    assert [row.firm.id for row in services.firms.rows(outcome.workshop_id)] == [keep]
