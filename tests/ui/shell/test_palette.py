from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.command_palette import CommandPalette, rank
from app.ui.commands import Command
from app.ui.context import UiContext
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from tests.ui.furnished import Furnished


@pytest.fixture
def window(ui: UiContext, desk: Furnished) -> Iterator[MainWindow]:
    made = MainWindow(ui, desk.services, page_table(desk.services), workshop_id=desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.close()
    made.deleteLater()


def titles(palette: CommandPalette) -> list[str]:
    return [palette.model.data(palette.model.index(row)) for row in range(palette.model.rowCount())]


def test_a_screen_is_found_in_either_language_and_without_marks(window: MainWindow, model_tester) -> None:
    palette = window.palette_view
    model_tester(palette.model)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert palette.isVisible()
    for text in ("Eşleş", "ESLES", "matches"):
        palette.field.setText(text)
        assert titles(palette)[0] == "Git: Eşleşmeler"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_id == "matches"
    assert not palette.isVisible()


def test_firms_are_found_and_opened(window: MainWindow) -> None:
    palette = window.palette_view
    palette.open()
    palette.field.setText("cinar dokum")
    assert any("Çınar Döküm" in title for title in titles(palette))
    palette._run(titles(palette).index(next(title for title in titles(palette) if "Çınar" in title)))
    assert window.page_id == "firms"
    assert window.page("firms").view.current_row().firm.name == "Çınar Döküm"


def test_what_cannot_run_says_why_and_does_not_run(window: MainWindow, desk: Furnished) -> None:
    palette = window.palette_view
    palette.open()
    palette.field.setText("Örneği kaldır")
    command = palette.model.command(0)
    assert command is not None
    assert command.reason(window.ui.language.t) == "Açık örnek yok"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_keyboard_goes_back_to_where_it_was(window: MainWindow) -> None:
    window.show_page("firms")
    window.page("firms").search.setFocus()
    window.palette_view.open()
    QTest.keyClick(window.palette_view.field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.page("firms").search


def test_what_was_used_last_comes_first(window: MainWindow) -> None:
    palette = window.palette_view
    palette.open()
    palette.field.setText("Koyu görünüm")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette.open()
    assert titles(palette)[0] == "Açık görünüm"


@pytest.mark.parametrize(
    ("key", "expected"), [("", 0), ("pano", 1), ("git pano", 1), ("ano", 2), ("git: pano", 0), ("yok", None)]
)
def test_rank(key: str, expected: int | None) -> None:
    command = Command("x", lambda t: "Git: Pano", "board", lambda: None)
    assert rank(command, key, ["Git: Pano"]) == expected
