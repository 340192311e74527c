"""Conflicts: never opened by themselves, swapped and settled by keys; the log and its chips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.i18n import translator
from app.services.sync_rows import SyncStatus
from app.ui.main_window import MainWindow
from app.ui.sync.fields import value_words
from app.ui.sync.page import SyncPage
from tests.ui.exchange_fakes import CONFLICTS, LOG, STATUS
from tests.ui.sync.conftest import Exchange

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clashing(window: MainWindow, exchange: Exchange, qtbot) -> MainWindow:
    exchange.sync.open_conflicts = list(CONFLICTS)
    exchange.sync.tell(SyncStatus(12, 3, STATUS.peers))
    qtbot.waitUntil(lambda: window.exchange.status.conflicts == 3)
    return window


def test_conflicts_never_open_by_themselves_but_are_counted(clashing: MainWindow) -> None:
    assert clashing.page_id == "workshop"
    assert clashing.ui.toasts.current == ()
    assert clashing.top_bar.conflicts.isVisible()
    assert clashing.top_bar.conflicts.accessibleName() == "3 çakışma"
    clashing.top_bar.conflicts.click()
    assert clashing.page_id == "sync"
    assert clashing.page("sync").conflicts.view.hasFocus()


def test_ctrl_dot_opens_the_list_and_then_shows_the_other_value(clashing: MainWindow, exchange: Exchange) -> None:
    QTest.keyClick(clashing, Qt.Key.Key_Period, CTRL)
    page = clashing.page("sync")
    assert page.part_id == "conflicts"
    assert exchange.sync.asked == []
    assert page.conflicts.compare.shown.lines[0].text() == "6.000 t/yıl"
    QTest.keyClick(page.conflicts.view, Qt.Key.Key_Period, CTRL)
    assert exchange.sync.asked[0][:2] == ("swap", "card-1")
    assert page.conflicts.compare.shown.lines[0].text() == "600 t/ay"
    assert clashing.ui.toasts.current[-1].action == "Geri al"


def test_enter_settles_and_the_next_one_is_current(clashing: MainWindow, exchange: Exchange) -> None:
    clashing.go("sync", "conflicts")
    conflicts = clashing.page("sync").conflicts
    QTest.keyClick(conflicts.view, Qt.Key.Key_Down)
    QTest.keyClick(conflicts.view, Qt.Key.Key_Return)
    assert exchange.sync.asked[-1][:2] == ("keep", "synergy-1")
    assert conflicts.model.rowCount() == 2
    assert conflicts.view.current_row() is not None
    for _ in range(2):
        QTest.keyClick(conflicts.view, Qt.Key.Key_Return)
    assert conflicts.empty.isVisible()


def test_the_row_of_a_conflict_is_opened_on_its_page(clashing: MainWindow, exchange: Exchange) -> None:
    clashing.go("sync", "conflicts")
    clashing.page("sync").conflicts.open_button.click()
    assert clashing.page_id == "cards"


@pytest.mark.parametrize(
    ("group", "values", "shown", "words"),
    [
        ("amount", {"quantity": "12.5", "unit": "t", "period": "month"}, True, "12,5 t/ay"),
        ("amount", {"quantity": None, "unit": "t", "period": None}, True, "miktar yok"),
        ("amount", {"quantity": "5", "unit": "t", "quantity_unconfirmed": 1}, True, "5 t (doğrulanacak)"),
        ("title", {"title": "ılık su"}, True, "ılık su"),
        ("hazardous", {"hazardous": 1}, False, "Evet"),
        ("hazardous", {"hazardous": None}, False, "belirtilmemiş"),
        ("place", {"province": "İzmir", "district": "Çiğli", "osb": None}, True, "İl: İzmir, İlçe: Çiğli"),
        ("place", {"province": None, "district": None}, True, "belirtilmemiş"),
        ("row", {}, True, "duruyor, düzenlemesiyle"),
        ("row", {}, False, "silinmişti"),
        ("newer", {"newer": "???"}, True, "???"),
    ],
)
def test_values_are_worded_for_people(group: str, values: dict, shown: bool, words: str) -> None:
    assert value_words(group, values, translator("tr"), shown=shown) == words


def test_every_conflict_is_spoken_with_both_values(clashing: MainWindow) -> None:
    clashing.go("sync", "conflicts")
    model = clashing.page("sync").conflicts.model
    spoken = [model.spoken(row) for row in model.rows]
    assert "6.000 t/yıl" in spoken[0]
    assert "600 t/ay" in spoken[0]
    assert "Mesafe" in spoken[1]


def test_chips_filter_the_log_by_level(window: MainWindow, page: SyncPage, exchange: Exchange) -> None:
    exchange.sync.entries = LOG
    window.go("sync", "log")
    log = page.log
    assert log.model.rowCount() == len(LOG)
    assert log.model.rows[0] == LOG[0]
    log.chips["error"].click()
    assert [row.level for row in log.model.rows] == ["error"]
    log.chips["warning"].click()
    assert {row.level for row in log.model.rows} == {"error", "warning"}
    exchange.sync.entries = ()
    log.opened()
    log.empty.button.click()
    assert log.levels is None
    assert not log.empty.button.isVisible()
