from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.records import Direction, FirmId, Kind
from app.services.rows import NewCard
from app.ui.clipping import clipped_texts
from app.ui.context import UiContext
from app.ui.firms.page import FirmsPage
from tests.ui.furnished import Furnished


@pytest.fixture
def twins(desk: Furnished) -> tuple[FirmId, FirmId]:
    """`ışık Seramik` as it is in the list, and as another table wrote it; then a second pair, less sure."""
    added = desk.services.firms.add(desk.workshop_id, "IŞIK SERAMİK A.Ş.", district="Çiğli", tax_number="1234567890")
    desk.services.firms.add(desk.workshop_id, "İğdır Tuzu")
    return desk.firms["ışık Seramik"], FirmId(added.created(Kind.FIRM)[0])


@pytest.fixture
def page(ui: UiContext, desk: Furnished, twins: tuple[FirmId, FirmId], model_tester, qtbot) -> Iterator[FirmsPage]:
    services = desk.services
    made = FirmsPage(ui, services.firms, services.erasure, services.duplicates)
    model_tester(made.duplicates.panel.list.model())
    ui.bus.changed.connect(made.apply)
    ui.toasts.undo_requested.connect(lambda: ui.runner.change(services.history.undo))
    made.resize(1090, 570)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.duplicates.panel.rows))
    yield made
    made.hide()
    made.deleteLater()


def opened(page: FirmsPage) -> FirmsPage:
    page.duplicates.chip.click()
    return page


def settled(page: FirmsPage, qtbot, pairs: int) -> None:
    qtbot.waitUntil(lambda: page.duplicates.settled and len(page.duplicates.panel.rows) == pairs)


def ends(page: FirmsPage) -> list[tuple[str, str]]:
    return [(row.left.firm.name, row.right.firm.name) for row in page.duplicates.panel.rows]


def names(page: FirmsPage) -> set[str]:
    return {page.rows.row(place).firm.name for place in range(page.rows.rowCount())}


def press(page: FirmsPage, key: Qt.Key) -> None:
    QTest.keyClick(page.duplicates.panel.list, key)


def test_a_quiet_count_opens_the_pairs_in_place_of_the_table(page: FirmsPage) -> None:
    assert page.duplicates.chip.text() == "2 olası mükerrer firma"
    assert not page.duplicates.panel.isVisible()
    opened(page)
    assert page.duplicates.panel.isVisible()
    assert not page.table.isVisible()
    assert page.duplicates.panel.list.hasFocus()
    assert ends(page) == [("ışık Seramik", "IŞIK SERAMİK A.Ş."), ("Iğdır Tuz", "İğdır Tuzu")]
    press(page, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.view.hasFocus()


def test_without_a_pair_nothing_is_said(ui: UiContext, desk: Furnished, qtbot) -> None:
    made = FirmsPage(ui, desk.services.firms, desk.services.erasure, desk.services.duplicates)
    made.show_workshop(desk.workshop_id)
    made.show()
    qtbot.waitUntil(lambda: made.duplicates.settled)
    assert not made.duplicates.chip.isVisible()
    made.duplicates.toggle()
    assert not made.duplicates.panel.isVisible()
    made.hide()
    made.deleteLater()


def test_enter_merges_into_the_left_and_the_toast_takes_it_back(
    page: FirmsPage, desk: Furnished, twins: tuple[FirmId, FirmId], qtbot
) -> None:
    opened(page)
    page.duplicates.panel.turn.click()
    assert ends(page)[0] == ("IŞIK SERAMİK A.Ş.", "ışık Seramik")
    press(page, Qt.Key.Key_Left)  # turned back: the firm of the list stays
    assert ends(page)[0] == ("ışık Seramik", "IŞIK SERAMİK A.Ş.")
    press(page, Qt.Key.Key_Return)
    settled(page, qtbot, 1)
    assert ends(page) == [("Iğdır Tuz", "İğdır Tuzu")]
    assert names(page) == {*desk.firms, "İğdır Tuzu"}
    kept = next(row for row in desk.services.firms.rows(desk.workshop_id) if row.firm.id == twins[0])
    assert kept.firm.tax_number == "1234567890"
    toast = page.ui.toasts.current[-1]
    assert toast.text == "Birleştirildi: IŞIK SERAMİK A.Ş. → ışık Seramik"
    toast.act()
    settled(page, qtbot, 2)
    assert "IŞIK SERAMİK A.Ş." in names(page)


def test_not_the_same_leaves_and_comes_back_with_its_toast(page: FirmsPage, desk: Furnished, qtbot) -> None:
    opened(page)
    press(page, Qt.Key.Key_Delete)
    settled(page, qtbot, 1)
    assert page.duplicates.chip.text() == "1 olası mükerrer firma"
    assert len(desk.services.duplicates.suggestions(desk.workshop_id)) == 1
    page.ui.toasts.current[-1].act()
    settled(page, qtbot, 2)


def test_the_last_decision_gives_the_table_back(page: FirmsPage, qtbot) -> None:
    opened(page)
    page.duplicates.panel.part.click()
    page.duplicates.panel.part.click()
    settled(page, qtbot, 0)
    assert page.table.isVisible()
    assert page.view.hasFocus()
    assert not page.duplicates.chip.isVisible()


def test_a_refused_merge_says_why_and_the_pair_stays(
    page: FirmsPage, desk: Furnished, twins: tuple[FirmId, FirmId], qtbot
) -> None:
    new = NewCard(desk.workshop_id, twins[1], Direction.HAVE, "silis kırığı")
    have = desk.services.cards.add(new).created(Kind.CARD)[0]
    want = NewCard(desk.workshop_id, twins[0], Direction.WANT, "kuvars")
    desk.services.board.link(have, desk.services.cards.add(want).created(Kind.CARD)[0])
    opened(page)
    page.duplicates.panel.merge.click()
    settled(page, qtbot, 2)
    assert "silis kırığı" in page.ui.toasts.current[-1].text
    assert ends(page)[0] == ("ışık Seramik", "IŞIK SERAMİK A.Ş.")


def test_changes_while_the_page_is_not_seen_are_looked_at_when_it_is(page: FirmsPage, desk: Furnished, qtbot) -> None:
    page.hide()
    page.ui.runner.change(lambda: desk.services.firms.add(desk.workshop_id, "Zeytin İşlme"))
    assert page.duplicates.settled
    assert len(page.duplicates.panel.rows) == 2
    page.show()
    settled(page, qtbot, 3)


def test_a_firm_that_is_asked_for_is_shown_in_the_table(page: FirmsPage, desk: Furnished) -> None:
    opened(page)
    page.open_item(desk.firms["Şahin Cam"])
    assert page.table.isVisible()
    assert page.form.isVisible()


def test_pairs_are_spoken_and_worded_in_both_languages(page: FirmsPage) -> None:
    opened(page)
    model = page.duplicates.panel.list.model()
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "IŞIK SERAMİK A.Ş., ışık Seramik ile aynı olabilir: Aynı ad, aynı ilçe: Çiğli"
    page.ui.language.switch("en")
    page.retranslate()
    assert page.duplicates.chip.text() == "2 possible duplicate firms"
    assert page.duplicates.panel.merge.text() == "Merge into the left one"
    for theme in ("dark", "light"):
        page.ui.theme.switch(theme)
        page.restyle()
        QApplication.processEvents()
        assert page.grab().width() > 0
    assert clipped_texts(page) == []


def test_the_keyboard_opens_and_leaves_the_pairs(page: FirmsPage, qtbot) -> None:
    settled(page, qtbot, 2)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.duplicates.panel.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert not page.duplicates.panel.isVisible()
