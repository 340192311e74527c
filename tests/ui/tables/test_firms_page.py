from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.records import PlatformConsent
from app.ui.context import UiContext
from app.ui.firms.page import FirmsPage
from tests.ui.furnished import Furnished


@pytest.fixture
def page(ui: UiContext, desk: Furnished, model_tester) -> Iterator[FirmsPage]:
    made = FirmsPage(ui, desk.services.firms, desk.services.erasure, desk.services.duplicates)
    model_tester(made.rows)
    ui.bus.changed.connect(made.apply)
    made.resize(1290, 570)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.hide()
    made.deleteLater()


def names(page: FirmsPage) -> list[str]:
    return [page.rows.row(place).firm.name for place in range(page.rows.rowCount())]


def edit(page: FirmsPage, name: str, text: str) -> None:
    field = page.form.field(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def firm(desk: Furnished, name: str):
    return next(row for row in desk.services.firms.rows(desk.workshop_id) if row.firm.id == desk.firms[name])


def test_by_name_in_turkish_order(page: FirmsPage) -> None:
    page.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Çınar Döküm", "Iğdır Tuz", "ışık Seramik", "Şahin Cam", "Zeytin İşleme"]


def test_haves_and_wants_are_counted(page: FirmsPage, desk: Furnished) -> None:
    row = firm(desk, "Çınar Döküm")
    assert (row.haves, row.wants) == (1, 0)
    place = names(page).index("Çınar Döküm")
    keys = [column.key for column in page.rows.columns]
    assert page.rows.data(page.rows.index(place, keys.index("haves"))) == "1"


def test_firm_and_seat_are_edited_apart_and_counted_as_one_step_each(page: FirmsPage, desk: Furnished) -> None:
    page.open_item(desk.firms["Iğdır Tuz"])
    edit(page, "name", "Iğdır Tuz İşletmesi")
    edit(page, "table_no", "9")
    edit(page, "employees", "42")
    row = firm(desk, "Iğdır Tuz")
    assert (row.firm.name, row.attendance.table_no, row.firm.employees) == ("Iğdır Tuz İşletmesi", 9, 42)
    desk.services.history.undo()
    assert firm(desk, "Iğdır Tuz").firm.employees is None


@pytest.mark.parametrize(("name", "text"), [("employees", "çok"), ("number", "-3"), ("table_no", "1,5"), ("name", " ")])
def test_what_is_no_number_or_no_name_is_refused_with_a_word(
    page: FirmsPage, desk: Furnished, name: str, text: str
) -> None:
    before = firm(desk, "Iğdır Tuz")
    page.open_item(desk.firms["Iğdır Tuz"])
    edit(page, name, text)
    assert firm(desk, "Iğdır Tuz") == before
    assert page.form._hint.isVisible()


def test_a_firm_is_added_and_its_form_opened(page: FirmsPage, desk: Furnished) -> None:
    page.add.click()
    assert page.form.isVisible()
    assert page.view.current_row().firm.name == "Yeni firma"
    assert page.view.current_row().attendance.number == 6
    edit(page, "name", "Ödemiş Patates")
    assert "Ödemiş Patates" in names(page)


def test_consent_is_chosen_from_words(page: FirmsPage, desk: Furnished) -> None:
    page.open_item(desk.firms["Şahin Cam"])
    field = page.form.field("platform_consent")
    field.setCurrentIndex(list(PlatformConsent).index(PlatformConsent.NOTHING))
    field.activated.emit(field.currentIndex())
    assert firm(desk, "Şahin Cam").firm.platform_consent is PlatformConsent.NOTHING


def test_words_of_an_open_form_follow_the_language(page: FirmsPage, desk: Furnished) -> None:
    page.open_item(desk.firms["Şahin Cam"])
    field = page.form.field("platform_consent")
    assert field.currentText() == "Kartlar"
    page.ui.language.switch("en")
    page.retranslate()
    assert field.currentText() == "Cards"
    assert page.form.field("name").accessibleName() == "Firm"
