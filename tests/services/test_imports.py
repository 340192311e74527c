"""Imports on a real store: nothing twice, one step to undo, firms met again."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.common.errors import InputError
from app.exchange.import_rows import ImportPlan
from app.model.store import Store
from app.records import Audience, Direction, Period, WorkshopId
from app.services import Services

FIRMS = """firm_id,name,sector_tr,nace,district,osb,employees
F1,Iğdır Döküm Şirketi,Demir döküm,24.51,Çiğli,,40
F2,ŞİŞE Cam,Cam,23.13,Bornova,,
"""
PEOPLE = "participant_id,firm_id,role\nP1,F1,Müdür\nP2,F2,Mühendis\n"
CARDS = """card_id,firm_id,kind,title,description,category,ewc,quantity,unit,period,hazardous,notes
C1,F1,have,döküm kumu,kuru,byproduct_waste,100908,"12,5",ton,ay,no,
C2,F2,want,cam kırığı,,material,,,,,,acil
"""


def folder(path: Path, cards: str = CARDS, firms: str = FIRMS) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / "firms.csv").write_text(firms, "utf-8")
    (path / "participants.csv").write_text(PEOPLE, "utf-8")
    (path / "cards.csv").write_text(cards, "utf-8")
    return path


@pytest.fixture
def plan(services: Services, tmp_path: Path) -> ImportPlan:
    return services.imports.preview(folder(tmp_path / "izmir"))


def test_a_preview_stores_nothing(services: Services, plan: ImportPlan) -> None:
    assert (plan.counters.firms, plan.counters.people, plan.counters.cards) == (2, 2, 2)
    assert services.workshops.list() == []


def test_an_import_makes_the_workshop_and_keeps_every_field(services: Services, plan: ImportPlan) -> None:
    outcome = services.imports.run(plan, workshop_name="İzmir")
    rows = {row.card.external_id: row for row in services.cards.rows(outcome.workshop_id)}
    card = rows["C1"].card
    assert (card.quantity, card.unit, card.period) == (Decimal("12.5"), "t", Period.MONTH)
    assert (card.direction, card.code, card.hazardous, card.audience) == (
        Direction.HAVE,
        "100908",
        False,
        Audience.PUBLIC,
    )
    assert rows["C2"].card.notes == "acil"
    assert rows["C1"].firm.name == "Iğdır Döküm Şirketi"
    assert [row.attendance.number for row in services.firms.rows(outcome.workshop_id)] == [1, 2]


def test_nothing_comes_in_twice(services: Services, plan: ImportPlan) -> None:
    services.imports.run(plan, workshop_name="İzmir")
    again = services.imports.run(plan, workshop_name="izmir")
    assert again.changes.changes == ()
    assert (again.firms.added, again.people.added, again.cards.added) == (0, 0, 0)
    assert again.cards.known == 2


def test_an_import_is_one_step_and_can_be_repeated_after_undo(services: Services, plan: ImportPlan) -> None:
    outcome = services.imports.run(plan, workshop_name="İzmir")
    services.history.undo()
    assert services.workshops.list() == []
    again = services.imports.run(plan, workshop_name="İzmir")
    assert again.cards.added == 2
    assert services.workshops.counters(outcome.workshop_id).cards == 2


def test_the_same_cards_under_another_file_name_are_known(services: Services, plan: ImportPlan, tmp_path: Path) -> None:
    services.imports.run(plan, workshop_name="İzmir")
    copied = services.imports.preview(folder(tmp_path / "izmir-son"))
    again = services.imports.run(copied, workshop_name="İzmir")
    assert (again.firms.added, again.cards.added) == (0, 0)


def test_a_firm_of_an_earlier_workshop_is_met_again(services: Services, plan: ImportPlan) -> None:
    first = services.imports.run(plan, workshop_name="İzmir")
    second = services.imports.run(plan, workshop_name="Manisa")
    assert second.firms.added == 0
    assert second.cards.added == 2
    one, other = (services.firms.rows(outcome.workshop_id) for outcome in (first, second))
    assert {row.firm.id for row in one} == {row.firm.id for row in other}


def test_two_firms_of_one_name_are_met_again_as_two(services: Services, tmp_path: Path) -> None:
    namesake = "F3,iğdır döküm şirketi,Demir döküm,24.51,Çiğli,,12\n"
    cards = CARDS + "C3,F3,have,kalıp kumu,,,,,,,,\n"
    plan = services.imports.preview(folder(tmp_path / "izmir", cards=cards, firms=FIRMS + namesake))
    first = services.imports.run(plan, workshop_name="İzmir")
    second = services.imports.run(plan, workshop_name="Manisa")
    assert (first.firms.added, second.firms.added) == (3, 0)
    of_first, of_second = (
        {row.card.external_id: row.firm.id for row in services.cards.rows(outcome.workshop_id)}
        for outcome in (first, second)
    )
    assert of_first == of_second
    assert len(set(of_second.values())) == 3


def test_a_second_firm_of_a_name_that_the_store_has_once_is_new(services: Services, tmp_path: Path) -> None:
    services.imports.run(services.imports.preview(folder(tmp_path / "izmir")), workshop_name="İzmir")
    namesake = "F3,IĞDIR DÖKÜM ŞİRKETİ,Demir döküm,24.51,Çiğli,,12\n"
    plan = services.imports.preview(folder(tmp_path / "manisa", firms=FIRMS + namesake))
    assert services.imports.run(plan, workshop_name="Manisa").firms.added == 1


def test_the_name_of_a_workshop_is_cleaned(services: Services, plan: ImportPlan) -> None:
    outcome = services.imports.run(plan, workshop_name="  Iğdır\x1b[31m\n Çalıştayı\x00 ")
    assert services.workshops.get(outcome.workshop_id).name == "Iğdır[31m Çalıştayı"
    with pytest.raises(InputError):
        services.imports.run(plan, workshop_name=" \x07 ")
    with pytest.raises(InputError):
        services.imports.run(plan, workshop_name="ş" * 10_000)


def test_other_cards_with_the_same_numbers_are_new(services: Services, plan: ImportPlan, tmp_path: Path) -> None:
    outcome = services.imports.run(plan, workshop_name="İzmir")
    others = CARDS.replace("döküm kumu", "ocak cürufu").replace("cam kırığı", "soda")
    second = services.imports.preview(folder(tmp_path / "masa2", cards=others))
    assert services.imports.run(second, workshop_id=outcome.workshop_id).cards.added == 2


OTHER_FIRMS = """firm_id,name,sector_tr,nace,district,osb,employees
F1,Ödemiş Süt,Süt,10.51,Ödemiş,,12
F2,Tire Yem,Yem,10.91,Tire,,8
"""
OTHER_CARDS = """card_id,firm_id,kind,title,description,category,ewc,quantity,unit,period,hazardous,notes
C1,F1,have,peynir altı suyu,,byproduct_waste,,,,,,
C2,F2,want,peynir altı suyu alınır,,material,,,,,,
"""


def test_another_list_of_the_same_file_name_is_not_swallowed(
    services: Services, plan: ImportPlan, tmp_path: Path
) -> None:
    """Two facilitators both have a "Kayıt" file that counts from 1."""
    first = services.imports.run(plan, workshop_name="İzmir")
    other = services.imports.preview(folder(tmp_path / "masa" / "izmir", cards=OTHER_CARDS, firms=OTHER_FIRMS))
    second = services.imports.run(other, workshop_id=first.workshop_id)
    assert (second.firms.added, second.people.added, second.cards.added) == (2, 2, 2)
    by_title = {row.card.title: row.firm.name for row in services.cards.rows(first.workshop_id)}
    assert by_title == {
        "döküm kumu": "Iğdır Döküm Şirketi",
        "cam kırığı": "ŞİŞE Cam",
        "peynir altı suyu": "Ödemiş Süt",
        "peynir altı suyu alınır": "Tire Yem",
    }
    again = services.imports.run(other, workshop_id=first.workshop_id)
    assert again.changes.changes == ()


def test_what_was_corrected_in_the_program_stays_one(services: Services, plan: ImportPlan) -> None:
    outcome = services.imports.run(plan, workshop_name="İzmir")
    rows = {row.card.external_id: row for row in services.cards.rows(outcome.workshop_id)}
    services.firms.edit(rows["C1"].firm.id, name="Iğdır Döküm Sanayi A.Ş.")
    services.cards.edit(rows["C1"].card.id, title="elenmiş döküm kumu")
    services.cards.edit(rows["C2"].card.id, firm_id=rows["C1"].firm.id)
    again = services.imports.run(plan, workshop_name="İzmir")
    assert again.changes.changes == ()


def test_firms_of_one_name_with_two_tax_numbers_are_two(services: Services, tmp_path: Path) -> None:
    first = FIRMS.replace("employees", "tax_number").replace(",,40", ",,1234567890")
    second = first.replace("1234567890", "9876543210").replace("F1", "F9")
    outcome = services.imports.run(services.imports.preview(folder(tmp_path / "a", firms=first)), workshop_name="İzmir")
    cards = CARDS.replace("F1", "F9").replace("döküm kumu", "ocak cürufu")
    plan = services.imports.preview(folder(tmp_path / "b", cards=cards, firms=second))
    assert services.imports.run(plan, workshop_id=outcome.workshop_id).firms.added == 1
    named = [row for row in services.firms.rows(outcome.workshop_id) if row.firm.name == "Iğdır Döküm Şirketi"]
    assert {row.firm.tax_number for row in named} == {"1234567890", "9876543210"}


def test_numbers_that_the_file_does_not_give_are_free_ones(services: Services, tmp_path: Path) -> None:
    cards = """card_id,firm_id,kind,title,number
C1,F1,have,döküm kumu,50
C2,F2,want,cam kırığı,
C3,F2,have,soda torbası,
"""
    plan = services.imports.preview(folder(tmp_path / "izmir", cards=cards))
    outcome = services.imports.run(plan, workshop_name="İzmir")
    in_order = [("döküm kumu", 50), ("cam kırığı", 51), ("soda torbası", 52)]
    assert [(row.card.title, row.card.number) for row in services.cards.rows(outcome.workshop_id)] == in_order
    newest = services.cards.recent(outcome.workshop_id, limit=2)
    assert [row.card.title for row in newest] == ["soda torbası", "cam kırığı"]
    third = FIRMS + "F3,Üçüncü Firma,,,,,\n"
    services.imports.run(services.imports.preview(folder(tmp_path / "c", firms=third)), workshop_name="İzmir")
    badges = {row.firm.name: row.attendance.number for row in services.firms.rows(outcome.workshop_id)}
    assert badges == {"Iğdır Döküm Şirketi": 1, "ŞİŞE Cam": 2, "Üçüncü Firma": 3}


def test_the_store_is_backed_up_before(services: Services, store: Store, plan: ImportPlan) -> None:
    services.imports.run(plan, workshop_name="İzmir")
    assert [backup.sealed for backup in services.keeping.backups()] == [True]


def test_a_mapping_is_remembered(services: Services, tmp_path: Path) -> None:
    cards = CARDS.replace("description", "Bambaşka Başlık")
    plan = services.imports.preview(folder(tmp_path / "a", cards=cards))
    sheet = next(sheet for sheet in plan.mapping if sheet.sheet.startswith("cards"))
    column = next(column for column in sheet.columns if column.header == "Bambaşka Başlık")
    assert column.field is None
    chosen = {"cards": {"bambaska baslik": "description"}}
    corrected = services.imports.preview(tmp_path / "a", mapping=chosen)
    assert corrected.cards[0].description == "kuru"
    services.imports.run(corrected, workshop_name="İzmir")
    again = services.imports.preview(folder(tmp_path / "b", cards=cards))
    assert again.cards[0].description == "kuru"


def test_a_workshop_that_is_gone_is_refused(services: Services, plan: ImportPlan) -> None:
    with pytest.raises(InputError):
        services.imports.run(plan, workshop_id=WorkshopId("gone"))
    assert services.history.unsynced() == 0


def test_an_id_that_returns_with_other_content_is_not_overwritten(services: Services, plan: ImportPlan) -> None:
    outcome = services.imports.run(plan, workshop_name="İzmir")
    changed = replace(plan, cards=(replace(plan.cards[0], title="başka"), plan.cards[1]))
    assert services.imports.run(changed, workshop_name="İzmir").cards.added == 0
    titles = {row.card.title for row in services.cards.rows(outcome.workshop_id)}
    assert titles == {"döküm kumu", "cam kırığı"}


def test_our_own_workbook_brings_nothing_new(services: Services, tmp_path: Path) -> None:
    services.sample.load()
    workshop_id = services.workshops.list()[0].id
    path = services.exports.workbook(workshop_id, tmp_path / "atölye.xlsx", "tr")
    outcome = services.imports.run(services.imports.preview(path), workshop_id=workshop_id)
    assert (outcome.firms.added, outcome.people.added, outcome.cards.added) == (0, 0, 0)
