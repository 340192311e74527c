"""Operations of others come in: into the log, into rows, and what cannot stand yet waits without being lost."""

import base64
from dataclasses import replace

import pytest

from app.common.errors import StaleError
from app.common.sealing import new_personal_key, seal
from app.model.conflicts import open_conflicts, settle
from app.operations import Op
from app.records import CardId, Direction, Firm, FirmId, Participant, ParticipantId
from tests.sync.conftest import FIRM, WORKSHOP, a_card, fill
from tests.sync.ops import card, deleted, made, op
from tests.sync.world import Laptop


@pytest.fixture
def alone(laptop):
    """A laptop with a workshop, a firm and a card."""
    made = laptop("A")
    fill(made)
    return made


def title(laptop: Laptop, card_id: str = "c1") -> str:
    [found] = laptop.rows("SELECT title FROM resource_card WHERE id = ?", card_id)
    return str(found)


def heads(laptop: Laptop, entity_id: str = "c1") -> list[str]:
    return [one.id for one in laptop.all_ops() if one.entity_id == entity_id][-1:]


def waiting(laptop: Laptop) -> list[str]:
    return sorted(laptop.rows("SELECT entity_id FROM waiting_row"))


def test_a_foreign_row_stands_and_is_searchable(alone):
    taken = alone.take(card(title="IŞIK"))
    assert (taken.new, taken.known, taken.conflicts) == (1, 0, 0)
    assert alone.rows("SELECT title, title_key, quantity FROM resource_card WHERE id = 'c9'") == [
        ("IŞIK", "isik", None)
    ]
    assert alone.take(card(title="IŞIK")).new == 0
    assert alone.database.unsynced() == 3  # what others wrote is not ours to send


def test_screens_hear_of_what_came(alone):
    heard = []
    alone.database.follow(heard.append)
    alone.take(card(), op("e", heads(alone), title="İncir"))
    assert {change.id for change in heard[0].changes} == {"c1", "c9"}
    alone.take(card())
    assert len(heard) == 1


def test_a_row_waits_for_what_it_refers_to(alone):
    alone.take(card(firm_id="f9"))
    assert waiting(alone) == ["c9"]
    assert alone.rows("SELECT count(*) FROM resource_card") == [1]
    alone.take(made("f9-1", entity="firm", entity_id="f9", name="İğne Oya", platform_consent="cards"))
    assert waiting(alone) == []
    assert title(alone, "c9") == "Iğdır kayısısı"


def test_merged_firms_that_refer_to_each_other_stand(alone):
    firms = [
        made(f"{one}-1", entity="firm", entity_id=one, name=one, platform_consent="cards", merged_into=other)
        for one, other in (("fa", "fb"), ("fb", "fa"))
    ]
    alone.take(firms[0])
    assert waiting(alone) == ["fa"]
    alone.take(firms[1])
    assert waiting(alone) == []


def test_unknown_kinds_and_groups_are_kept(alone):
    strange = (op("v1", entity="vehicle", entity_id="v", plate="35 İZ 1"), card(colour="kırmızı"))
    alone.take(*strange)
    kept = {one.id: one for one in alone.all_ops()}
    assert all(kept[one.id].groups == one.groups for one in strange)
    assert waiting(alone) == []


@pytest.mark.parametrize(
    "values",
    [
        {"quantity": "çok"},
        {"direction": "sideways"},
        {"title": 7},
        {"hazardous": "evet"},
        {"audience": {"of": "it"}},
    ],
)
def test_values_that_cannot_be_read_wait(alone, values):
    alone.take(card(**values))
    assert waiting(alone) == ["c9"]
    assert {one.id for one in alone.all_ops()} >= {"c9-1"}
    mended = {"quantity": "5", "direction": "want", "title": "Iğdır", "hazardous": 1, "audience": "public"}
    alone.take(op("c9-2", ["c9-1"], entity_id="c9", **{name: mended[name] for name in values}))
    assert waiting(alone) == []
    assert alone.rows("SELECT count(*) FROM resource_card") == [2]


def test_of_a_change_that_cannot_be_read_in_part_the_rest_is_shown_in_every_order(alone, laptop):
    before = heads(alone)
    changes = [op("e", before, at=1, direction="sideways", title="İncir"), op("f", before, at=2, title="Çay")]
    other = laptop("B")
    alone.hand_over(other)
    for one in changes:
        alone.take(one)
    for one in reversed(changes):
        other.take(one)
    for each in (alone, other):
        assert each.rows("SELECT title, direction FROM resource_card") == [("Çay", "have")]
        assert waiting(each) == ["c1"]  # a newer program will look at it again
    alone.take(op("g", ["e", "f"], direction="want"))
    assert (title(alone), waiting(alone)) == ("Çay", [])


def test_of_two_rows_for_one_place_one_stands_and_the_other_waits(alone):
    seats = [
        made(f"{one}-1", entity="attendance", entity_id=one, workshop_id=WORKSHOP.id, firm_id=FIRM.id)
        for one in ("seat-b", "seat-a")
    ]
    alone.take(*seats)
    assert alone.rows("SELECT id FROM attendance") == ["seat-a"]
    assert waiting(alone) == ["seat-b"]
    assert alone.take(card()).new == 1  # nobody else is held up


def test_private_notes_never_come_and_are_never_overwritten(alone):
    alone.cards.edit("c1", notes="gizli: Işıl'a sor")
    alone.take(op("e", heads(alone), notes="başkasının notu", title="İncir"), card(notes="el notu"))
    assert alone.rows("SELECT id, title, notes FROM resource_card ORDER BY id") == [
        ("c1", "İncir", "gizli: Işıl'a sor"),
        ("c9", "Iğdır kayısısı", None),
    ]
    assert all("notes" not in one.groups for one in alone.all_ops() if one.device != alone.store.device_id)


def conflict_on_title(laptop: Laptop) -> None:
    [before] = heads(laptop)
    laptop.cards.edit("c1", title="bizim İncir")
    laptop.take(op("e", [before], at=2**42, title="onların ıspanağı"))


def conflicts(laptop: Laptop) -> list[tuple[str, str]]:
    return sorted(laptop.rows("SELECT field_group, loser FROM conflict"))  # type: ignore[arg-type]


def test_a_conflict_is_noted_and_settled_by_any_edit_of_the_same_part(alone):
    conflict_on_title(alone)
    assert title(alone) == "onların ıspanağı"
    [(group, loser)] = conflicts(alone)
    assert group == "title"
    alone.cards.edit("c1", unit="kg")
    assert conflicts(alone) == [(group, loser)]
    alone.cards.edit("c1", title="ikisi birden")
    assert conflicts(alone) == []
    alone.take(card())
    assert conflicts(alone) == []


@pytest.mark.parametrize(("swap", "shown"), [(True, "bizim İncir"), (False, "onların ıspanağı")])
def test_a_choice_reaches_the_others(alone, laptop, swap, shown):
    conflict_on_title(alone)
    other = laptop("B")
    alone.hand_over(other)
    assert len(conflicts(other)) == 1
    with alone.database.read() as session:
        [one] = open_conflicts(session)
    with alone.database.write("Decide") as work:
        settle(work, (one.entity, one.entity_id, one.group, one.loser), swap=swap)
    alone.hand_over(other)
    for each in (alone, other):
        assert (title(each), conflicts(each)) == (shown, [])


def test_an_edit_brings_back_what_was_deleted_and_says_so(alone):
    [before] = heads(alone)
    alone.cards.edit("c1", title="İncir")
    taken = alone.take(deleted("d", [before], at=2**42))
    assert (taken.gone, taken.conflicts) == ((), 1)
    assert conflicts(alone) == [("row", "")]
    alone.cards.edit("c1", unit="t")
    assert conflicts(alone) == []


def test_a_conflict_that_only_a_newer_program_understands_is_not_listed(alone):
    before = heads(alone)
    taken = alone.take(op("x", before, colour="kırmızı"), op("y", before, colour="İndigo"))
    assert (taken.conflicts, conflicts(alone)) == (0, [])


def test_what_died_is_told(alone):
    assert alone.take(deleted("d", heads(alone))).gone == (("resource_card", "c1"),)


def test_a_step_whose_row_others_changed_is_dropped_with_a_message(alone):
    alone.cards.edit("c1", title="bizim")
    alone.take(op("e", heads(alone), title="onların"))
    with pytest.raises(StaleError, match="somebody else"):
        alone.database.undo()
    assert title(alone) == "onların"
    assert alone.database.status().undo == "Fill"


def test_a_step_on_a_row_that_others_deleted_is_dropped_with_a_message(alone):
    """Otherwise the row would say something else here than everywhere, once it is brought back."""
    alone.cards.edit("c1", unit="kg")
    alone.take(deleted("d", heads(alone)))
    with pytest.raises(StaleError, match="somebody else"):
        alone.database.undo()
    assert alone.rows("SELECT unit FROM resource_card") == ["kg"]


def test_undo_of_another_part_still_works(alone):
    alone.cards.edit("c1", title="bizim")
    alone.take(op("e", heads(alone), unit="kg"))
    alone.database.undo()
    assert alone.rows("SELECT title, unit FROM resource_card") == [("ıslak İncir posası", "kg")]


def test_what_a_row_says_no_longer_after_it_came_back_is_told(alone, laptop):
    """The synergy of a pair is one row: made again, it is as new, also for the others."""
    want = CardId("c2")
    with alone.database.write("Add") as work:
        work.add(Firm(FirmId("f2"), "İğne Oya"))
        work.add(replace(a_card("c2", "çürük meyve", Direction.WANT), firm_id=FirmId("f2")))
    alone.board.link(CardId("c1"), want)
    [synergy] = alone.rows("SELECT id FROM synergy")
    alone.board.edit(synergy, next_step="Çarşamba ara", owner="Işıl")
    other = laptop("B")
    alone.hand_over(other)
    alone.board.remove(synergy)
    alone.board.link(CardId("c1"), want)
    alone.hand_over(other)
    for each in (alone, other):
        assert each.rows("SELECT next_step, owner FROM synergy WHERE deleted_at IS NULL") == [(None, None)]


def test_bringing_a_row_back_overwrites_nothing(alone):
    """Somebody edits while we delete and undo: we never touched what they changed."""
    [before] = heads(alone)
    alone.cards.delete("c1")
    alone.database.undo()
    alone.take(op("e", [before], title="onların"))
    assert (title(alone), conflicts(alone)) == ("onların", [])


def test_an_operation_that_was_held_back_is_completed(alone):
    whole = card(quality="kurutulmuş")
    part = replace(whole, groups={name: whole.groups[name] for name in whole.groups if name != "quality"}, partial=True)
    alone.take(part)
    assert alone.rows("SELECT quality FROM resource_card WHERE id = 'c9'") == [None]
    assert alone.take(whole).known == 1
    assert alone.rows("SELECT quality FROM resource_card WHERE id = 'c9'") == ["kurutulmuş"]
    alone.take(part)
    assert alone.rows("SELECT quality FROM resource_card WHERE id = 'c9'") == ["kurutulmuş"]


def person_op(op_id: str, parents: list[str], key: bytes, name: str, **more: str) -> Op:
    """A contact of a person, sealed, with the key beside it."""
    contact = {"new": {"name": name, "phone": None, "email": None}}
    groups = {"contact": {"sealed": seal(contact, key)}}
    one = op(op_id, parents, entity="participant", entity_id="p9", groups=groups, **more)
    return replace(one, key=base64.b64encode(key).decode())


def test_a_person_who_waits_for_a_firm_can_be_read_when_it_comes(alone):
    person = person_op("p9-1", [], new_personal_key(), "Işıl İpek", workshop_id=WORKSHOP.id, firm_id="f9")
    alone.take(person)
    assert waiting(alone) == ["p9"]
    alone.take(made("f9-1", entity="firm", entity_id="f9", name="İğne Oya", platform_consent="cards"))
    assert alone.rows("SELECT name FROM participant") == ["Işıl İpek"]
    assert waiting(alone) == []


def test_two_keys_of_one_person_become_ours(alone):
    with alone.database.write("Add") as work:
        work.add(Participant(ParticipantId("p9"), WORKSHOP.id, FIRM.id, name="Işıl"))
    [key] = alone.rows("SELECT personal_key FROM participant")
    alone.take(person_op("p9-2", heads(alone, "p9"), new_personal_key(), "İpek"))
    assert alone.rows("SELECT name, personal_key FROM participant") == [("İpek", key)]


def test_a_firm_that_others_merged_is_told(alone):
    with alone.database.write("Add firm") as work:
        work.add(Firm(FirmId("f2"), "Iğdır Dökümcülük"))
    taken = alone.take(op("m", heads(alone, "f2"), entity="firm", entity_id="f2", merged_into="f1"))
    assert taken.redirected == ("f2",)
    assert alone.take(op("n", ["m"], entity="firm", entity_id="f2", name="x")).redirected == ()
