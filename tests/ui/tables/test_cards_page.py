from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.records import Audience, Direction
from app.services.rows import NewCard
from app.ui.cards.page import CardsPage
from app.ui.context import UiContext
from tests.ui.furnished import Furnished


@pytest.fixture
def page(ui: UiContext, desk: Furnished, model_tester) -> Iterator[CardsPage]:
    made = CardsPage(ui, desk.services.cards, desk.services.lookups)
    model_tester(made.rows)
    ui.bus.changed.connect(made.apply)
    made.resize(989, 570)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


def titles(page: CardsPage) -> list[str]:
    return [page.rows.row(place).card.title for place in range(page.rows.rowCount())]


def cell(page: CardsPage, title: str, key: str) -> str:
    place = titles(page).index(title)
    column = [column.key for column in page.rows.columns].index(key)
    return page.rows.data(page.rows.index(place, column))


def edit(page: CardsPage, name: str, text: str) -> None:
    field = page.form.field(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_rows_say_what_a_card_says_and_what_is_missing(page: CardsPage) -> None:
    assert cell(page, "PİRİNA", "quantity") == "900 t/yıl"
    assert cell(page, "PİRİNA", "code") == "02 03 01"
    assert cell(page, "PİRİNA", "direction") == "Var"
    assert cell(page, "silis kumu", "quantity") == "miktar yok"
    assert page.count.text() == "5 kart"


def test_search_finds_any_spelling_of_title_firm_and_code(page: CardsPage) -> None:
    for text, found in (
        ("pirina", ["PİRİNA"]),
        ("CAM KIRIGI", ["Cam kırığı alınır"]),
        ("çınar", ["atık döküm kumu"]),
        ("10 09 08", ["atık döküm kumu"]),
    ):
        page.search.setText(text)
        QTest.keyClick(page.search, Qt.Key.Key_Return)
        assert titles(page) == found, text
    assert page.count.text() == "5 karttan 1"


def test_a_search_without_result_teaches_and_is_left_with_its_button(page: CardsPage) -> None:
    page.search.setText("yok böyle bir şey")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.nothing.isVisible()
    page.nothing.button.click()
    assert page.view.isVisible()
    assert page.rows.rowCount() == 5


def test_direction_filters(page: CardsPage) -> None:
    page.direction.chosen.emit("want")
    assert set(titles(page)) == {"silis kumu", "Cam kırığı alınır"}


def test_enter_opens_the_form_and_an_edit_is_stored_and_shown(page: CardsPage, desk: Furnished) -> None:
    page.view.setFocus()
    page.view.choose(desk.cards["silis kumu"])
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.form.isVisible()
    edit(page, "title", "  kuru silis kumu ")
    edit(page, "quantity", "1.250,5")
    edit(page, "unit", "ton")
    card = desk.services.cards.get(desk.cards["silis kumu"]).card
    assert (card.title, card.quantity, card.unit) == ("kuru silis kumu", Decimal("1250.5"), "t")
    assert cell(page, "kuru silis kumu", "quantity") == "1.250,5 t"
    assert desk.services.history.status().undo == "Edit card"


def test_a_number_with_two_readings_is_kept_as_doubtful_and_said(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    edit(page, "quantity", "1.234")
    card = desk.services.cards.get(desk.cards["PİRİNA"]).card
    assert card.quantity_unconfirmed
    assert "1.234" in page.form._hint.text()
    assert "1,234" in page.form._hint.text()


@pytest.mark.parametrize(("name", "text"), [("quantity", "bir sürü"), ("title", "   ")])
def test_what_cannot_be_stored_leaves_the_card_as_it_was(
    page: CardsPage, desk: Furnished, name: str, text: str
) -> None:
    before = desk.services.cards.get(desk.cards["PİRİNA"]).card
    page.open_item(desk.cards["PİRİNA"])
    edit(page, name, text)
    assert desk.services.cards.get(desk.cards["PİRİNA"]).card == before


def test_unknown_unit_and_odd_code_are_kept_as_typed_with_a_word(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    edit(page, "unit", "küfe")
    assert "Bilinmeyen birim" in page.form._hint.text()
    edit(page, "code", "10 09 08*")
    assert not page.form._hint.isVisible()
    edit(page, "code", "0203")
    assert "altı rakam" in page.form._hint.text()
    card = desk.services.cards.get(desk.cards["PİRİNA"]).card
    assert (card.unit, card.code) == ("küfe", "0203")


def test_what_the_list_calls_a_code_stands_under_it(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    title = page.form._code_title
    edit(page, "code", "03 01 05")
    assert title.isVisible()
    assert "talaş" in title.text().lower()
    edit(page, "code", "08 01 13")
    assert title.text().endswith("*")
    edit(page, "code", "999999")
    assert title.text() == "Bilinmeyen kod"
    edit(page, "code", "")
    assert not title.isVisible()


def test_choices_are_stored(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    for name, value in (("audience", Audience.ROOM), ("hazardous", True), ("direction", Direction.WANT)):
        field = page.form.field(name)
        assert isinstance(field, QComboBox)
        field.setCurrentIndex(next(row for row in range(field.count()) if field.itemData(row) == value))
        field.activated.emit(field.currentIndex())
    card = desk.services.cards.get(desk.cards["PİRİNA"]).card
    assert (card.audience, card.hazardous, card.direction) == (Audience.ROOM, True, Direction.WANT)


def test_a_field_in_which_somebody_types_keeps_its_text_when_the_row_changes(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    field = page.form.field("title")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, " yeni")
    page.ui.runner.change(lambda: desk.services.cards.edit(desk.cards["PİRİNA"], description="başka masa yazdı"))
    assert field.text() == " yeniPİRİNA"


def test_moving_to_another_row_stores_what_was_typed(page: CardsPage, desk: Furnished) -> None:
    page.open_item(desk.cards["PİRİNA"])
    field = page.form.field("title")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText("kuru pirina")
    page.view.choose(desk.cards["silis kumu"])
    assert desk.services.cards.get(desk.cards["PİRİNA"]).card.title == "kuru pirina"
    assert field.text() == "silis kumu"


def test_delete_says_so_with_undo(page: CardsPage, desk: Furnished) -> None:
    page.view.choose(desk.cards["PİRİNA"])
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert "PİRİNA" not in titles(page)
    toast = page.ui.toasts.current[-1]
    assert toast.text == "Silindi: PİRİNA"
    page.ui.toasts.undo_requested.connect(lambda: page.ui.runner.change(desk.services.history.undo))
    toast.act()
    assert "PİRİNA" in titles(page)


def test_keys_move_search_and_close(page: CardsPage) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.currentIndex().row() == 4
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.currentIndex().row() == 1
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    QTest.keyClick(page.form.field("title"), Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    QTest.keyClicks(page.view, "pi")
    assert page.search.text() == "pi"


def test_a_new_card_appears_without_a_reset(page: CardsPage, desk: Furnished) -> None:
    from PySide6.QtTest import QSignalSpy

    from app.services.rows import NewCard

    spy = QSignalSpy(page.rows.modelReset)
    new = NewCard(desk.workshop_id, desk.firms["Iğdır Tuz"], Direction.HAVE, "kaya tuzu tozu")
    page.ui.runner.change(lambda: desk.services.cards.add(new))
    assert "kaya tuzu tozu" in titles(page)
    assert spy.count() == 0


def test_an_empty_workshop_teaches_the_first_step(ui: UiContext, desk: Furnished, qtbot) -> None:
    made = CardsPage(ui, desk.services.cards, desk.services.lookups)
    asked = []
    made.navigate.connect(lambda target, payload: asked.append(target))
    made.show_workshop(None)
    made.empty.button.click()
    made.empty.link.click()
    assert asked == ["capture", "import"]
    made.deleteLater()


def test_columns_leave_where_the_table_is_narrow_and_come_back(page: CardsPage) -> None:
    keys = [column.key for column in page.rows.columns]
    page.resize(1500, 570)
    assert not any(page.view.isColumnHidden(place) for place in range(len(keys)))
    page.resize(660, 570)
    hidden = {key for place, key in enumerate(keys) if page.view.isColumnHidden(place)}
    assert {"audience", "code"} <= hidden
    assert not hidden & {"number", "direction", "title", "firm", "quantity"}


@pytest.mark.parametrize("height", [431, 440, 452, 460])
def test_the_table_ends_with_a_whole_row(page: CardsPage, desk: Furnished, height: int) -> None:
    firm = desk.firms["Iğdır Tuz"]
    for number in range(30):
        desk.services.cards.add(NewCard(desk.workshop_id, firm, Direction.HAVE, f"ıslak tuz {number}"))
    page.reload()
    page.resize(1093, height)
    page.show()
    view = page.view
    assert view.viewport().height() % view.rowHeight(0) == 0
    assert view.verticalScrollBar().maximum() > 0
    view.choose(view.rows.row(view.rows.rowCount() - 1).card.id)
    assert view.visualRect(view.currentIndex()).bottom() < view.viewport().height()
    page.hide()
