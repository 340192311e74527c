from pytestqt.qtbot import QtBot

from app.records import Kind, WorkshopId
from app.ui.context import UiContext
from app.ui.workshop.page import WorkshopPage
from app.ui.workshop.recent import RecentView
from app.ui.workshop.tables import gather
from tests.ui.furnished import Furnished


def test_counters_with_their_rule_tables_and_newest_cards(ui: UiContext, desk: Furnished, model_tester) -> None:
    page = WorkshopPage(ui, desk.services)
    model_tester(page.tables)
    model_tester(page.recent)
    page.show_workshop(desk.workshop_id)
    figures = {name: figure.accessibleName() for name, figure in page.band.figures.items()}
    assert figures["firms"].startswith("5 firma")
    assert "3 Var, 2 İhtiyaç" in figures["cards"]
    assert figures["synergies"].startswith("0 potansiyel sinerji")
    assert "Açık öneriler ayrı sayılır" in page.rule.text()
    assert page.tables.rowCount() == 2
    assert page.recent.data(page.recent.index(0)) == "Cam kırığı alınır"
    page.deleteLater()


def test_a_synergy_is_counted_at_once_and_a_lost_one_is_not(ui: UiContext, desk: Furnished) -> None:
    page = WorkshopPage(ui, desk.services)
    ui.bus.changed.connect(page.apply)
    page.show_workshop(desk.workshop_id)
    link = desk.services.board.link
    ui.runner.change(lambda: link(desk.cards["atık döküm kumu"], desk.cards["silis kumu"]))
    assert page.band.figures["synergies"].accessibleName().startswith("1 ")
    ui.bus.changed.disconnect(page.apply)
    page.deleteLater()


def test_a_workshop_that_goes_away_is_no_refusal(ui: UiContext, desk: Furnished, qtbot: QtBot) -> None:
    gone = WorkshopId(desk.services.workshops.create("Kısa Ömürlü").created(Kind.WORKSHOP)[0])
    page = WorkshopPage(ui, desk.services)
    page.show_workshop(gone)
    ui.bus.changed.connect(page.apply)
    with qtbot.assertNotEmitted(ui.runner.refused):
        ui.runner.change(desk.services.history.undo)
    assert gone not in [one.id for one in desk.services.workshops.list()]
    ui.bus.changed.disconnect(page.apply)
    page.deleteLater()


def test_without_a_workshop_the_screen_teaches(ui: UiContext, desk: Furnished) -> None:
    page = WorkshopPage(ui, desk.services)
    asked = []
    page.navigate.connect(lambda target, payload: asked.append(target))
    page.show_workshop(None)
    page.empty.button.click()
    page.empty.link.click()
    assert asked == ["import", "load-sample"]
    page.deleteLater()


def test_a_card_of_the_list_is_opened_in_the_table(ui: UiContext, desk: Furnished) -> None:
    page = WorkshopPage(ui, desk.services)
    page.show_workshop(desk.workshop_id)
    asked = []
    page.navigate.connect(lambda target, payload: asked.append((target, payload)))
    page.recent_view.activated.emit(page.recent.index(0))
    assert asked == [("cards", desk.cards["Cam kırığı alınır"])]
    assert RecentView.card_of(page.recent.index(1)).card.title == "ıslak tuz çamuru"
    page.deleteLater()


def test_firms_without_a_table_come_last(desk: Furnished) -> None:
    changes = desk.services.firms.add(desk.workshop_id, "Masasız")
    assert changes.created(Kind.FIRM)
    tables = gather(desk.services.firms.rows(desk.workshop_id))
    assert [table.number for table in tables] == [1, 2, None]
    assert sum(table.haves for table in tables) == 3


def test_only_a_sample_can_be_removed_from_here(ui: UiContext, desk: Furnished) -> None:
    page = WorkshopPage(ui, desk.services)
    asked = []
    page.navigate.connect(lambda target, payload: asked.append(target))
    page.show_workshop(desk.workshop_id)
    assert page.no_sample.isHidden()
    sample = WorkshopId(desk.services.sample.load().created(Kind.WORKSHOP)[0])
    desk.services.suggestions.count_open = lambda workshop_id: 0
    page.show_workshop(sample)
    assert not page.no_sample.isHidden()
    page.no_sample.click()
    assert asked == ["remove-sample"]
    page.deleteLater()
