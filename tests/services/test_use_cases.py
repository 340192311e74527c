"""Use cases on a real store: firms, cards, board, drafts."""

from decimal import Decimal

import pytest

from app.common.errors import InputError, StaleError
from app.records import (
    CardId,
    ChangeSet,
    Direction,
    FirmId,
    Kind,
    LostReason,
    Origin,
    Stage,
    SynergyId,
    WorkshopId,
)
from app.services import Services
from app.services.rows import NewCard


def add_firm(services: Services, workshop_id: WorkshopId, name: str, **fields: object) -> FirmId:
    return FirmId(services.firms.add(workshop_id, name, **fields).created(Kind.FIRM)[0])


def add_card(services: Services, workshop_id: WorkshopId, firm_id: FirmId, direction: Direction, title: str) -> CardId:
    new = NewCard(workshop_id, firm_id, direction, title, quantity=Decimal("2.5"), unit="t")
    return CardId(services.cards.add(new).created(Kind.CARD)[0])


@pytest.fixture
def pair(services: Services, workshop_id: WorkshopId) -> tuple[CardId, CardId]:
    giver = add_firm(services, workshop_id, "Iğdır Döküm")
    taker = add_firm(services, workshop_id, "Çimento Fabrikası")
    return (
        add_card(services, workshop_id, giver, Direction.HAVE, "döküm kumu"),
        add_card(services, workshop_id, taker, Direction.WANT, "silis kaynağı"),
    )


def made(changes: ChangeSet) -> SynergyId:
    return SynergyId(changes.created(Kind.SYNERGY)[0])


def column(services: Services, workshop_id: WorkshopId, stage: Stage) -> list[SynergyId]:
    return [row.synergy.id for row in services.board.board(workshop_id).columns[stage]]


def test_the_workshop_made_last_is_opened_first_whatever_its_id(services: Services, workshop_id: WorkshopId) -> None:
    sample = services.sample.load().created(Kind.WORKSHOP)[0]
    newest = services.workshops.create("Ödemiş Çalıştayı").created(Kind.WORKSHOP)[0]
    assert [one.id for one in services.workshops.list()] == [workshop_id, sample, newest]
    latest = services.workshops.latest()
    assert latest is not None
    assert latest.id == newest
    services.history.undo()
    assert [one.id for one in services.workshops.list()] == [workshop_id, sample]


def test_a_firm_is_found_by_badge_and_by_folded_name(services: Services, workshop_id: WorkshopId) -> None:
    add_firm(services, workshop_id, "Işık Döküm", number=7)
    add_firm(services, workshop_id, "İzmir Şişe Cam", number=71)
    found = services.firms.find(workshop_id, "7")
    assert [row.attendance.number for row in found] == [7, 71]
    assert [row.firm.name for row in services.firms.find(workshop_id, "ISIK")] == ["Işık Döküm"]
    assert [row.firm.name for row in services.firms.find(workshop_id, "sise")] == ["İzmir Şişe Cam"]
    assert services.firms.find(workshop_id, "  ") == []


def test_a_new_firm_gets_the_next_badge(services: Services, workshop_id: WorkshopId) -> None:
    add_firm(services, workshop_id, "A", number=41)
    add_firm(services, workshop_id, "B")
    assert [row.attendance.number for row in services.firms.rows(workshop_id)] == [41, 42]


def test_a_firm_without_a_name_is_refused(services: Services, workshop_id: WorkshopId) -> None:
    with pytest.raises(InputError):
        services.firms.add(workshop_id, " \x00 ")


def test_a_card_empties_its_draft_in_the_same_commit(services: Services, workshop_id: WorkshopId) -> None:
    firm = add_firm(services, workshop_id, "Işık")
    services.drafts.save("capture", {"line": "atık ısı", "cursor": 4})
    loaded = services.drafts.load("capture")
    assert loaded is not None
    assert loaded.fields == {"line": "atık ısı", "cursor": 4}
    services.cards.add(NewCard(workshop_id, firm, Direction.HAVE, "atık ısı"), clear_draft="capture")
    assert services.drafts.load("capture") is None


def test_drafts_are_never_logged(services: Services, workshop_id: WorkshopId) -> None:
    before = services.history.unsynced()
    services.drafts.save("capture", {"line": "gizli"})
    assert services.history.unsynced() == before
    assert services.history.status().undo == "Create workshop"


def test_a_card_keeps_what_it_was_given(services: Services, workshop_id: WorkshopId) -> None:
    firm = add_firm(services, workshop_id, "Işık")
    new = NewCard(workshop_id, firm, Direction.WANT, "buhar\x00", description="  ", quantity=Decimal("0.10"))
    card = services.cards.get(CardId(services.cards.add(new).created(Kind.CARD)[0])).card
    assert (card.title, card.description, card.quantity, card.hazardous) == ("buhar", None, Decimal("0.10"), None)
    assert card.number == 1


def test_a_card_without_a_title_is_refused_and_nothing_stored(services: Services, workshop_id: WorkshopId) -> None:
    firm = add_firm(services, workshop_id, "Işık")
    with pytest.raises(InputError):
        services.cards.add(NewCard(workshop_id, firm, Direction.HAVE, "\n"))
    assert services.cards.rows(workshop_id) == []


def test_deleting_a_card_takes_its_synergy_and_undo_brings_both_back(
    services: Services, workshop_id: WorkshopId, pair: tuple[CardId, CardId]
) -> None:
    services.board.link(*pair)
    services.cards.delete(pair[0])
    assert services.workshops.counters(workshop_id).potential_synergies == 0
    services.history.undo()
    assert services.workshops.counters(workshop_id).potential_synergies == 1
    assert len(services.cards.rows(workshop_id)) == 2


def test_the_same_pair_is_one_synergy_whoever_makes_it(
    services: Services, workshop_id: WorkshopId, pair: tuple[CardId, CardId]
) -> None:
    first = made(services.board.link(*pair))
    assert services.board.link(*pair, origin=Origin.ENGINE).changes == ()
    services.board.remove(first)
    assert made(services.board.link(*pair)) == first
    assert services.workshops.counters(workshop_id).potential_synergies == 1


def test_a_firm_is_never_matched_with_itself(services: Services, workshop_id: WorkshopId) -> None:
    firm = add_firm(services, workshop_id, "Işık")
    have = add_card(services, workshop_id, firm, Direction.HAVE, "su")
    want = add_card(services, workshop_id, firm, Direction.WANT, "su")
    with pytest.raises(InputError):
        services.board.link(have, want)
    with pytest.raises(InputError):
        services.board.link(want, have)


def test_moves_keep_the_order_and_the_history(services: Services, workshop_id: WorkshopId) -> None:
    taker = add_firm(services, workshop_id, "Alıcı")
    want = add_card(services, workshop_id, taker, Direction.WANT, "hurda")
    ids = []
    for number in range(4):
        giver = add_firm(services, workshop_id, f"Verici {number}")
        have = add_card(services, workshop_id, giver, Direction.HAVE, f"hurda {number}")
        ids.append(made(services.board.link(have, want)))
    assert column(services, workshop_id, Stage.IDEA) == ids
    services.board.move(ids[3], Stage.IDEA, before=ids[1])
    assert column(services, workshop_id, Stage.IDEA) == [ids[0], ids[3], ids[1], ids[2]]
    services.board.move(ids[0], Stage.DISCUSSION)
    services.board.move(ids[1], Stage.DISCUSSION, before=ids[0])
    assert column(services, workshop_id, Stage.DISCUSSION) == [ids[1], ids[0]]
    assert [change.to_stage for change in services.board.history(ids[0])] == [Stage.IDEA, Stage.DISCUSSION]
    services.history.undo()
    assert column(services, workshop_id, Stage.DISCUSSION) == [ids[0]]
    assert column(services, workshop_id, Stage.IDEA) == [ids[3], ids[1], ids[2]]


def test_lost_needs_a_reason_and_leaves_the_counter(
    services: Services, workshop_id: WorkshopId, pair: tuple[CardId, CardId]
) -> None:
    synergy = made(services.board.link(*pair))
    with pytest.raises(InputError):
        services.board.move(synergy, Stage.LOST)
    services.board.move(synergy, Stage.LOST, lost_reason=LostReason.DISTANCE)
    board = services.board.board(workshop_id)
    assert board.columns[Stage.LOST][0].synergy.lost_reason is LostReason.DISTANCE
    assert board.linked == frozenset()
    assert services.workshops.counters(workshop_id).potential_synergies == 0
    services.board.move(synergy, Stage.IDEA)
    assert services.board.board(workshop_id).columns[Stage.IDEA][0].synergy.lost_reason is None


def test_notes_are_edited_and_emptied(services: Services, workshop_id: WorkshopId, pair: tuple[CardId, CardId]) -> None:
    synergy = made(services.board.link(*pair))
    services.board.edit(synergy, owner=" Işıl ", notes="")
    row = services.board.board(workshop_id).columns[Stage.IDEA][0]
    assert (row.synergy.owner, row.synergy.notes) == ("Işıl", None)
    with pytest.raises(TypeError):
        services.board.edit(synergy, stage="lost")


def test_what_was_removed_meanwhile_is_refused_with_a_sentence(
    services: Services, workshop_id: WorkshopId, pair: tuple[CardId, CardId]
) -> None:
    synergy = made(services.board.link(*pair))
    firm = services.cards.get(pair[0]).firm.id
    services.cards.delete(pair[0])
    late = (
        lambda: services.cards.edit(pair[0], title="başka"),
        lambda: services.cards.delete(pair[0]),
        lambda: services.cards.get(pair[0]),
        lambda: services.board.move(synergy, Stage.DISCUSSION),
        lambda: services.board.edit(synergy, owner="Işıl"),
        lambda: services.board.remove(synergy),
        lambda: services.firms.edit(firm, WorkshopId("gone"), table_no=3),
        lambda: services.workshops.get(WorkshopId("gone")),
    )
    before = services.history.unsynced()
    for act in late:
        with pytest.raises(StaleError, match="no longer there"):
            act()
    assert services.history.unsynced() == before
    services.history.undo()
    assert services.cards.get(pair[0]).card.title == "döküm kumu"


def test_a_field_that_a_firm_does_not_have_is_never_silently_lost(services: Services, workshop_id: WorkshopId) -> None:
    firm = add_firm(services, workshop_id, "Iğdır Döküm", district="  Çiğli\x00 ")
    with pytest.raises(TypeError):
        services.firms.edit(firm, town="Bornova")
    assert services.firms.rows(workshop_id)[0].firm.district == "Çiğli"


def test_a_workshop_is_named_as_people_write_it(services: Services) -> None:
    first, second = (services.workshops.create(name).created(Kind.WORKSHOP)[0] for name in ("Iğdır Yazı", "Iğdır Kışı"))
    assert services.workshops.named("IGDIR YAZI").id == first
    assert services.workshops.named(second).id == second
    again = services.workshops.create("Iğdır Yazı").created(Kind.WORKSHOP)[0]
    with pytest.raises(InputError) as refusal:
        services.workshops.named("Iğdır Yazı")
    assert first in str(refusal.value)
    assert again in str(refusal.value)


def test_a_workshop_has_the_name_of_a_title(services: Services) -> None:
    made = services.workshops.create(" Iğdır\n\x07 Çalıştayı ").created(Kind.WORKSHOP)[0]
    assert services.workshops.get(WorkshopId(made)).name == "Iğdır Çalıştayı"
    for name in ("\x07", "ş" * 201):
        with pytest.raises(InputError):
            services.workshops.create(name)
