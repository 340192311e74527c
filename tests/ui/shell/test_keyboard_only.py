"""The whole day with the keyboard alone, in the real window on a real store: no widget is ever called by hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.records import Direction, Stage
from app.ui.board.card_list import CardList
from app.ui.keys_help import KeysHelp
from app.ui.main_window import MainWindow
from tests.ui.furnished import Furnished
from tests.ui.shell.conftest import PAGES

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ENTER = Qt.Key.Key_Return


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key on whatever has the keyboard."""
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    """Type; letters outside ASCII come as an input method sends them."""
    for letter in text:
        target = focused()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def focused() -> QWidget:
    """Who has the keyboard; the offscreen platform now and then forgets which window is active."""
    if QApplication.focusWidget() is None:
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
        front = QApplication.activeModalWidget() or windows[0]
        front.activateWindow()
        QTest.qWaitForWindowActive(front)
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


@pytest.fixture(autouse=True)
def quick(desk: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    """Matching without the encoder, which takes a second to load."""
    monkeypatch.setattr(desk.services.suggestions, "_load_encoder", lambda: None)


def stage_titles(desk: Furnished, stage: Stage) -> list[str]:
    return [row.have.card.title for row in desk.services.board.board(desk.workshop_id).columns[stage]]


def test_a_firm_is_added_and_named(window: MainWindow, desk: Furnished) -> None:
    press(Qt.Key.Key_3, CTRL)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    press(Qt.Key.Key_A, CTRL)
    type_text("Işıldak Ağaç İşleri")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Escape)
    assert "Işıldak Ağaç İşleri" in [row.firm.name for row in desk.services.firms.rows(desk.workshop_id)]
    assert focused() is window.page("firms").view


def test_card_match_board_and_undo(window: MainWindow, desk: Furnished, qtbot) -> None:
    press(Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: window.page("capture").form.firm.edit.hasFocus())
    type_text("4")
    press(ENTER)
    press(Qt.Key.Key_F2)
    type_text("atık döküm kumu alınır ayda 300 ton")
    press(ENTER)
    [new] = [row.card for row in desk.services.cards.recent(desk.workshop_id, 1)]
    assert (new.title, new.direction) == ("atık döküm kumu alınır", Direction.WANT)

    press(Qt.Key.Key_5, CTRL)
    page = window.page("matches")
    qtbot.waitUntil(lambda: page.settled and page._model.rowCount() > 0)
    press(Qt.Key.Key_Slash, SHIFT)  # over 7 on a Turkish keyboard
    assert focused() is page._bar.search
    type_text("atık döküm kumu alınır")
    press(ENTER)
    press(ENTER)
    qtbot.waitUntil(lambda: stage_titles(desk, Stage.IDEA) == ["atık döküm kumu"])

    press(Qt.Key.Key_6, CTRL)
    qtbot.waitUntil(lambda: window.page_id == "board" and window.page("board").contents.synergies != {})
    assert isinstance(focused(), CardList)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right, CTRL)
    assert stage_titles(desk, Stage.DISCUSSION) == ["atık döküm kumu"]
    press(Qt.Key.Key_Z, CTRL)
    assert stage_titles(desk, Stage.IDEA) == ["atık döküm kumu"]
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert stage_titles(desk, Stage.DISCUSSION) == ["atık döküm kumu"]


def test_the_workbook_is_given_out_and_comes_back(window: MainWindow, desk: Furnished, tmp_path: Path, qtbot) -> None:
    press(Qt.Key.Key_E, CTRL)
    page = window.page("reports")
    page.options.folder = tmp_path  # the folder is chosen in the system's own dialog
    press(Qt.Key.Key_Down)
    press(ENTER, CTRL)
    [book] = tmp_path.glob("*.xlsx")

    press(Qt.Key.Key_O, CTRL)
    press(ENTER)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.fileSelected.emit(str(book))  # the system's own dialog answers
    dialog.close()
    qtbot.waitUntil(lambda: window.page("import").plan is not None)
    assert window.page("import").run.hasFocus()
    press(ENTER, CTRL)
    assert len(desk.services.workshops.list()) == 2
    assert window.page_id == "workshop"


@pytest.mark.parametrize("page_id", PAGES)
def test_f1_lists_the_keys_of_the_page_and_fits_the_window(window: MainWindow, page_id: str) -> None:
    window.show_page(page_id)
    before = focused()
    press(Qt.Key.Key_F1)
    help_view = window.findChild(KeysHelp)
    shown = [label.text() for label in help_view.findChildren(QLabel)]
    t = window.ui.language.t
    assert {t(key.words) for key in window.page(page_id).keys} <= set(shown)
    assert t("Everywhere") in shown
    assert help_view.rect().contains(help_view._box.geometry())
    assert help_view._area.verticalScrollBar().maximum() == 0
    press(Qt.Key.Key_F1)
    assert not [one for one in window.findChildren(KeysHelp) if one.isVisible()]
    assert focused() is before
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_Escape)
    assert focused() is before


def test_f1_names_the_keys_of_the_busiest_screens(window: MainWindow) -> None:
    caps = {page_id: {"+".join(key.caps) for key in window.page(page_id).keys} for page_id in PAGES}
    assert {"Ctrl+L", "F2", "F6", "Alt+1…9"} <= caps["capture"]
    assert {"Space", "M", "Ctrl+←+→"} <= caps["board"]
    assert {"S", "1+–+7", "↵"} <= caps["matches"]
    assert {"Ctrl+Shift+N", "Ctrl+F"} <= caps["firms"]


def test_enter_presses_what_tab_has_reached(window: MainWindow) -> None:
    window.rail.item("cards").setFocus()
    press(ENTER)
    assert window.page_id == "cards"
    window.top_bar.omni.setFocus()
    press(ENTER)
    assert window.palette_view.isVisible()
    press(Qt.Key.Key_Escape)
    assert focused() is window.top_bar.omni
