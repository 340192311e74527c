"""The real window on the real use cases: pages, languages, themes, keys, undo, leaving."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.records import Direction, FirmId, Kind, WorkshopId
from app.services.rows import NewCard
from app.ui.background import TaskRunner
from app.ui.clipping import clipped_texts
from app.ui.context import UiContext, make_context
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from app.ui.rail import Rail
from tests.ui.furnished import Furnished
from tests.ui.shell.conftest import PAGES


def test_every_page_opens_in_both_languages_and_themes_without_cutting_words(window: MainWindow) -> None:
    cut = []
    for page_id in PAGES:
        window.show_page(page_id)
    for language in ("en", "tr"):
        window.ui.language.switch(language)
        for theme in ("dark", "light"):
            window.ui.theme.switch(theme)
            for page_id in PAGES:
                window.show_page(page_id)
                QTest.qWait(20)
                cut += [f"{page_id} {language}: {one}" for one in clipped_texts(window) if "RailItem" in one]
                assert window.grab().width() == 1093
    assert not cut


def test_pages_are_made_when_first_shown(window: MainWindow) -> None:
    assert set(window._pages) == {"workshop"}
    window.go("board")
    assert set(window._pages) == {"workshop", "board"}
    assert window.page("board").workshop_id == window.workshop.id


def test_ctrl_and_a_number_open_the_pages_in_the_order_of_the_rail(window: MainWindow) -> None:
    for number, page_id in ((3, "firms"), (4, "cards"), (1, "workshop")):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.page_id == page_id
        assert window.rail.item(page_id).isChecked()
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.page_id == "settings"
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.page_id == "capture"


def test_a_card_of_another_workshop_is_opened_there(window: MainWindow, desk: Furnished, qtbot) -> None:
    services, now = desk.services, desk.workshop_id
    made = services.workshops.create("Iğdır İlk Çalıştay").created(Kind.WORKSHOP)[0]
    firm = FirmId(services.firms.add(WorkshopId(made), "Şişli Cam").created(Kind.FIRM)[0])
    card = services.cards.add(NewCard(WorkshopId(made), firm, Direction.HAVE, "KIRIK CAM")).created(Kind.CARD)[0]
    assert window.workshop.id == now
    window.go("open-card", (made, card))
    qtbot.waitUntil(lambda: window.workshop.id == made and window.page_id == "cards")
    page = window.page("cards")
    qtbot.waitUntil(lambda: page.view.current_row() is not None and page.view.current_row().card.id == card)
    assert page.form.isVisible()


def test_words_change_at_run_time_on_every_created_page(window: MainWindow) -> None:
    for page_id in ("firms", "cards"):
        window.show_page(page_id)
    window.ui.language.switch("en")
    assert window.rail.item("firms").text() == "Firms"
    assert window.page("cards").title.text() == "Cards"
    assert window.page("firms").rows.headerData(1, Qt.Orientation.Horizontal) == "Firm"
    window.ui.language.switch("tr")
    assert window.rail.item("firms").text() == "Firmalar"
    assert window.page("firms").rows.headerData(1, Qt.Orientation.Horizontal) == "Firma"


def test_undo_and_redo_by_key_are_named_and_told(window: MainWindow, desk: Furnished) -> None:
    window.show_page("cards")
    window.ui.runner.change(lambda: desk.services.cards.delete(desk.cards["PİRİNA"]))
    assert "Kart" in window.top_bar.undo.toolTip()
    assert window.page("cards").rows.total == 4
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.page("cards").rows.total == 5
    assert window.ui.toasts.current[-1].text.startswith("Geri alındı")
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.page("cards").rows.total == 4


def test_ctrl_z_reaches_the_window_from_an_empty_field_but_not_from_one_with_text(
    window: MainWindow, desk: Furnished
) -> None:
    window.show_page("firms")
    field: QLineEdit = window.page("firms").search
    field.setFocus()
    window.ui.runner.change(lambda: desk.services.cards.delete(desk.cards["PİRİNA"]))
    QTest.keyClicks(field, "cinar")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert desk.services.history.status().undo is not None
    before = len(desk.services.cards.rows(desk.workshop_id))
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.services.cards.rows(desk.workshop_id)) == before + 1


def test_saved_time_and_unsynced_count_follow_a_change(window: MainWindow, desk: Furnished) -> None:
    before = desk.services.history.unsynced()
    window.ui.runner.change(lambda: desk.services.firms.add(desk.workshop_id, "Yeni Firma"))
    assert ":" in window.top_bar.saved.words.text()
    assert str(before) not in window.top_bar.sync.text()
    assert desk.services.history.unsynced() > before


def test_a_new_workshop_is_opened_everywhere(window: MainWindow, desk: Furnished) -> None:
    window.show_page("firms")
    changes = desk.services.workshops.create("Iğdır Ön Görüşme")
    window.ui.bus.publish(changes)
    assert window.workshop.id == changes.created(Kind.WORKSHOP)[0]
    assert window.top_bar.switcher.text() == "Iğdır Ön Görüşme"
    assert window.page("firms").rows.total == 0
    titles = [action.text() for action in window.workshop_menu().actions()]
    assert titles[:2] == ["Iğdır Ön Görüşme", "İzmir Sinerji Çalıştayı"]


def test_sample_is_opened_and_removed_from_the_window(
    window: MainWindow, desk: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.services.suggestions, "count_open", lambda workshop_id: 0)
    window.go("load-sample")
    assert window.workshop.sample
    assert window.has_sample
    window.go("remove-sample")
    assert not window.has_sample
    assert window.workshop.id == desk.workshop_id


def test_larger_text_does_not_cut_the_rail_or_the_buttons_of_the_tables(window: MainWindow) -> None:
    window.resize(1700, 900)
    window.use_cases.larger_text()
    window.use_cases.larger_text()
    assert window.ui.theme.scale == 1.25
    for page_id in ("firms", "cards"):
        window.show_page(page_id)
        QTest.qWait(20)
        assert not clipped_texts(window)


def test_long_names_in_the_rail_end_in_an_ellipsis_and_are_whole_in_the_tooltip(
    ui: UiContext, desk: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    rail = Rail(ui, page_table(desk.services))
    rail.resize(rail.width(), 600)
    item = rail.item("matches")
    item.resize(item.sizeHint())
    item.word("Übereinstimmungsübersicht der Werkstatt", "Ctrl+5")
    shown = item.fontMetrics().horizontalAdvance(item.shown_label())
    assert item.shown_label().endswith("…")
    assert shown <= item.width() + 20
    assert "Übereinstimmungsübersicht der Werkstatt" in item.toolTip()
    rail.deleteLater()


def test_size_and_place_are_kept(ui: UiContext, desk: Furnished, tmp_path: Path) -> None:
    file = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(ui, desk.services, page_table(desk.services), file, desk.workshop_id)
    window.resize(1200, 650)
    window.show()
    window.close()
    again = MainWindow(ui, desk.services, page_table(desk.services), file, desk.workshop_id)
    assert again.height() == 650  # the offscreen screen is too narrow to tell the width
    for one in (window, again):
        one.deleteLater()


def test_closing_waits_for_what_is_stored_but_not_for_what_is_computed(
    desk: Furnished, fonts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.services.suggestions, "prepare", lambda workshop_id: None)
    monkeypatch.setattr(desk.services.suggestions, "count_open", lambda workshop_id: 0)
    runner = TaskRunner()
    context = make_context(runner)
    window = MainWindow(context, desk.services, page_table(desk.services), workshop_id=desk.workshop_id)
    window.show()
    assert runner.wait()
    stored, computed, go_on = [], [], threading.Event()
    runner.run_io(go_on.wait, lambda _: computed.append(True))
    runner.run_db(lambda: QTest.qSleep(150), lambda _: stored.append(True))
    assert window.close()
    assert stored
    assert not computed
    go_on.set()
    runner.close()
    window.deleteLater()
