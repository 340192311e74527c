"""The page: what it shows, what survives a refresh, the side panel, both languages and themes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.records import OPEN_STAGES, Direction, LostReason, Stage
from app.services.rows import SynergyRow
from app.ui.board.autosave import SAVE_AFTER_MS
from app.ui.board.page import BoardPage
from app.ui.context import UiContext
from tests.ui.board.rig import Desk, column, shown, tray, type_text

Watch = Callable[[QAbstractItemModel], QAbstractItemModelTester]


def test_every_model_keeps_its_promises(page: BoardPage, desk: Desk, model_tester: Watch) -> None:
    for view in page.canvas.lists():
        model_tester(view.cards)
    first = desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    page.moves.link(desk.cards["ISI fazlası"], desk.cards["ılık su"])
    page.moves.link(desk.cards["düzcam kırığı"], desk.cards["cullet"])
    for stage in (Stage.NEGOTIATION, Stage.COMPLETED, Stage.IDEA):
        page.moves.move(first, stage, None)
    page.moves.push(first, 0, -1)
    page.moves.lose(first, None, LostReason.PRICE)
    page.moves.remove(first)
    for text in ("cam", "", "yok böyle bir şey", ""):
        page._search(text)
    page.retranslate()
    assert shown(column(page, Stage.IDEA)) == ["ISI fazlası", "düzcam kırığı"]


def test_trays_show_free_cards_first_in_turkish_order(page: BoardPage, desk: Desk) -> None:
    assert shown(tray(page, Direction.HAVE)) == ["çam talaşı + kıymık", "düzcam kırığı", "ISI fazlası", "pirina"]
    desk.link("çam talaşı + kıymık", "cullet")
    page.show_workshop(desk.workshop_id)
    assert shown(tray(page, Direction.HAVE)) == ["düzcam kırığı", "ISI fazlası", "pirina", "çam talaşı + kıymık"]
    assert tray(page, Direction.WANT).cards.rows[-1].links == 1


def test_a_lost_synergy_sets_its_cards_free(page: BoardPage, desk: Desk) -> None:
    key = desk.link("çam talaşı + kıymık", "cullet")
    desk.services.board.move(key, Stage.LOST, lost_reason=LostReason.GONE)
    page.show_workshop(desk.workshop_id)
    assert shown(tray(page, Direction.HAVE))[0] == "çam talaşı + kıymık"


@pytest.mark.parametrize("typed", ["isi faz", "ISI", "ısı", "İSİ FAZLASI", "elyaf isi"])
def test_search_finds_in_any_spelling(page: BoardPage, desk: Desk, typed: str) -> None:
    desk.link("ISI fazlası", "ılık su")
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    page.search.setText(typed)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert shown(column(page, Stage.IDEA)) == ["ISI fazlası"]
    assert shown(tray(page, Direction.HAVE)) == ["ISI fazlası"]
    assert page.canvas.columns[Stage.IDEA].head.accessibleName().startswith("Fikir, 1 / 2")
    page.search.clear()
    assert shown(column(page, Stage.IDEA)) == ["ISI fazlası", "pirina"]


def test_a_card_moved_while_searching_keeps_its_place_among_the_hidden(page: BoardPage, desk: Desk) -> None:
    for have, want in (("pirina", "yaş pirina alınır"), ("ISI fazlası", "ılık su"), ("düzcam kırığı", "cullet")):
        key = desk.link(have, want)
        desk.services.board.move(key, Stage.DISCUSSION)
    made = desk.link("çam talaşı + kıymık", "cullet")
    page.show_workshop(desk.workshop_id)
    page._search("ısı fazlası")
    page.moves.move(made, Stage.DISCUSSION, column(page, Stage.DISCUSSION).cards.rows[0].synergy.id)
    assert desk.titles(Stage.DISCUSSION) == ["pirina", "çam talaşı + kıymık", "ISI fazlası", "düzcam kırığı"]


def test_selection_and_scroll_survive_changes(page: BoardPage, desk: Desk) -> None:
    haves = [key for title, key in desk.cards.items() if page.contents.cards[key].card.direction is Direction.HAVE]
    wants = [key for key in desk.cards.values() if key not in haves]
    for have in haves:
        for want in wants:
            if page.contents.may_link(have, want):
                desk.services.board.link(have, want)
    page.show_workshop(desk.workshop_id)
    view = column(page, Stage.IDEA)
    assert len(view.cards.rows) >= 10
    chosen = view.cards.rows[8].synergy.id
    page.choose(chosen)
    offset = view.verticalScrollBar().value()
    assert offset > 0
    page.moves._service.edit(view.cards.rows[0].synergy.id, owner="Işıl")
    page.show_workshop(desk.workshop_id)
    assert view.current_id() == chosen
    assert view.verticalScrollBar().value() == offset
    page.ui.runner.change(lambda: desk.services.board.remove(view.cards.rows[9].synergy.id))
    assert view.current_id() == chosen
    assert view.verticalScrollBar().value() == offset


def test_changes_of_cards_are_shown(page: BoardPage, desk: Desk) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    page.ui.runner.change(lambda: desk.services.cards.edit(desk.cards["pirina"], title="pirina (nemli)"))
    assert shown(column(page, Stage.IDEA)) == ["pirina (nemli)"]
    assert "pirina (nemli)" in shown(tray(page, Direction.HAVE))


def test_a_change_of_another_workshop_is_not_shown(page: BoardPage, desk: Desk) -> None:
    page.show_workshop(desk.workshop_id)
    other = desk.services.workshops.create("Başka").created
    assert other
    changes = desk.services.board.link(desk.cards["pirina"], desk.cards["cullet"])
    page.workshop_id = type(desk.workshop_id)("another")
    page.apply(changes)
    assert page.contents.synergies == {}


def test_heads_show_counts_and_yearly_tonnes(page: BoardPage, desk: Desk) -> None:
    desk.link("pirina", "yaş pirina alınır")
    desk.link("düzcam kırığı", "cullet")
    desk.link("ISI fazlası", "ılık su")
    page.show_workshop(desk.workshop_id)
    page.weigher.weigh_now()
    # 900 t a year and 160 t a month make 2,820 t; heat has no mass.
    assert page.canvas.columns[Stage.IDEA].head.accessibleName() == "Fikir, 3, 2,8 bin t/yıl"
    assert page.canvas.columns[Stage.DISCUSSION].head.accessibleName() == "Görüşme, 0"
    assert page.canvas.trays[Direction.HAVE].head.accessibleName().endswith("sinerjisi olmayan 1 kart")


def test_old_synergies_stand_out(ui: UiContext, desk: Desk, qtbot: object) -> None:
    desk.link("pirina", "yaş pirina alınır")
    later = BoardPage(ui, desk.services, now=lambda: datetime.now(UTC) + timedelta(days=31))
    later.show_workshop(desk.workshop_id)
    row = column(later, Stage.IDEA).cards.rows[0]
    texts = later.texts.synergy(row)
    assert (texts.age, texts.old) == ("31 g", True)
    later.deleteLater()


def test_quick_filters_show_what_has_no_next_step(page: BoardPage, desk: Desk) -> None:
    first = desk.link("pirina", "yaş pirina alınır")
    desk.link("ISI fazlası", "ılık su")
    desk.services.board.edit(first, next_step="Numune gönder")
    page.show_workshop(desk.workshop_id)
    page.filters.stepless.click()
    assert shown(column(page, Stage.IDEA)) == ["ISI fazlası"]
    assert len(shown(tray(page, Direction.HAVE))) == 4, "filters of synergies leave the cards alone"
    page.ui.runner.change(lambda: desk.services.board.edit(first, next_step=""))
    assert shown(column(page, Stage.IDEA)) == ["pirina", "ISI fazlası"]
    page.filters.old.click()
    assert shown(column(page, Stage.IDEA)) == []
    page.filters.old.click()
    page.filters.stepless.click()
    assert shown(column(page, Stage.IDEA)) == ["pirina", "ISI fazlası"]


# the side panel


@pytest.fixture
def opened(page: BoardPage, desk: Desk) -> SynergyRow:
    """A synergy shown in the side panel."""
    key = desk.link("pirina", "yaş pirina alınır")
    desk.link("ISI fazlası", "ılık su")
    page.show_workshop(desk.workshop_id)
    page.choose(key)
    QTest.keyClick(column(page, Stage.IDEA), Qt.Key.Key_Return)
    assert page.dock.panel.isVisible()
    return desk.stored(Stage.IDEA)[0]


def test_what_is_typed_is_stored_when_the_field_is_left(page: BoardPage, desk: Desk, opened: SynergyRow) -> None:
    page.dock.panel.owner.setFocus()
    type_text(page.dock.panel.owner, "Işıl İnce")
    assert desk.stored(Stage.IDEA)[0].synergy.owner is None
    page.dock.panel.next_step.setFocus()
    assert desk.stored(Stage.IDEA)[0].synergy.owner == "Işıl İnce"


def test_what_is_typed_is_stored_after_a_second(
    page: BoardPage,
    desk: Desk,
    opened: SynergyRow,
    qtbot: QtBot,
) -> None:
    page.dock.panel.notes.setFocus()
    type_text(page.dock.panel.notes, "Yem kaydı yok")
    qtbot.waitUntil(lambda: desk.stored(Stage.IDEA)[0].synergy.notes == "Yem kaydı yok", timeout=SAVE_AFTER_MS + 2000)
    type_text(page.dock.panel.notes, ", sorulacak")
    assert page.dock.panel.notes.toPlainText() == "Yem kaydı yok, sorulacak", "saving does not disturb the typist"
    page.dock.panel.flush()
    assert desk.stored(Stage.IDEA)[0].synergy.notes == "Yem kaydı yok, sorulacak"


def test_a_day_is_read_or_refused_in_place(page: BoardPage, desk: Desk, opened: SynergyRow) -> None:
    field = page.dock.panel.due_on
    field.setFocus()
    type_text(field, "31.11.2030")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("invalid") == "true"
    assert desk.stored(Stage.IDEA)[0].synergy.due_on is None
    field.selectAll()
    type_text(field, "30 kasım 2030")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("invalid") == "false"
    assert desk.stored(Stage.IDEA)[0].synergy.due_on == "2030-11-30"


def test_another_card_gets_nothing_of_what_was_typed(page: BoardPage, desk: Desk, opened: SynergyRow) -> None:
    page.dock.panel.next_step.setFocus()
    type_text(page.dock.panel.next_step, "Numune")
    other = column(page, Stage.IDEA).cards.rows[1].synergy.id
    page.choose(other)
    assert page.dock.panel.next_step.text() == ""
    first, second = desk.stored(Stage.IDEA)
    assert (first.synergy.next_step, second.synergy.next_step) == ("Numune", None)


def test_an_edit_is_undone_in_the_panel_too(
    page: BoardPage, desk: Desk, opened: SynergyRow, undo: Callable[[], str]
) -> None:
    page.dock.panel.owner.setText("Işıl")
    page.dock.panel.flush()
    column(page, Stage.IDEA).setFocus()
    assert undo() == "Edit synergy"
    assert page.dock.panel.owner.text() == ""
    assert desk.stored(Stage.IDEA)[0].synergy.owner is None


def test_the_panel_shows_stage_and_history(page: BoardPage, desk: Desk, opened: SynergyRow) -> None:
    page.moves.move(opened.synergy.id, Stage.NEGOTIATION, None)
    assert page.dock.panel.stage.text() == "Müzakere"
    assert [(one.from_stage, one.to_stage) for one in page.dock.panel._history] == [
        (None, Stage.IDEA),
        (Stage.IDEA, Stage.NEGOTIATION),
    ]


def test_the_panel_goes_with_its_synergy(page: BoardPage, opened: SynergyRow) -> None:
    page.moves.remove(opened.synergy.id)
    assert not page.dock.panel.isVisible()


def test_escape_returns_to_the_board_and_the_cross_closes(page: BoardPage, opened: SynergyRow) -> None:
    page.dock.panel.owner.setFocus()
    QTest.keyClick(page.dock.panel.owner, Qt.Key.Key_Escape)
    assert column(page, Stage.IDEA).hasFocus()
    page.dock.panel._cross.click()
    assert not page.dock.panel.isVisible()


# languages, themes, sizes


def test_language_switches_at_once(page: BoardPage, desk: Desk, ui: UiContext) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    ui.language.switch("en")
    page.retranslate()
    page.weigher.weigh_now()
    assert page.canvas.columns[Stage.IDEA].head.accessibleName() == "Idea, 1, 900 t/yr"
    assert page.canvas.trays[Direction.HAVE].head.accessibleName().startswith("Givers")
    spoken = column(page, Stage.IDEA).cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Have: pirina, Iğdır Zeytinyağı; Want: yaş pirina alınır")


@pytest.mark.parametrize(("width", "trays"), [(1017, False), (1290, True), (1844, True)])
def test_trays_fold_where_columns_would_be_too_narrow(page: BoardPage, width: int, trays: bool) -> None:
    page.resize(width, 614)
    assert page.canvas.trays_shown is trays
    widths = [page.canvas.columns[stage].width() for stage in OPEN_STAGES]
    assert min(widths) >= 150
    page.toggle_trays()
    assert page.canvas.trays_shown is not trays


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_part_that_takes_the_keyboard_has_a_name(page: BoardPage, opened: SynergyRow) -> None:
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name(widget)
    ]
    assert nameless == []


def test_empty_boards_teach(page: BoardPage, desk: Desk) -> None:
    page.show_workshop(None)
    assert page.empty.isVisible()
    assert page.empty.accessibleName().startswith("Açık çalıştay yok")
    created = desk.services.workshops.create("Boş çalıştay")
    page.show_workshop(type(desk.workshop_id)(created.changes[0].id))
    assert page.empty.accessibleName().startswith("Pano henüz boş")
    page.show_workshop(desk.workshop_id)
    assert not page.empty.isVisible()
