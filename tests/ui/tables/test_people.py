"""The persons of a firm in its form: shown as they are kept, forgotten after being asked twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import Store, open_store
from app.records import Kind, Participant, WorkshopId
from app.services import Services
from app.ui.context import UiContext
from app.ui.firms.page import FirmsPage
from app.ui.firms.people import PersonRow


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", key=new_key()) as made:
        yield made


@pytest.fixture
def services(store: Store) -> Services:
    made = build_services(store, "Işıl")
    made.sample.load()
    return made


@pytest.fixture
def workshop_id(services: Services) -> WorkshopId:
    return services.workshops.list()[0].id


@pytest.fixture
def person(services: Services, workshop_id: WorkshopId) -> Participant:
    """Somebody with consent of whom all is kept."""
    return next(one for one in services.firms.people(workshop_id) if one.name and one.phone and one.consent)


@pytest.fixture
def page(ui: UiContext, services: Services, workshop_id: WorkshopId, person: Participant) -> Iterator[FirmsPage]:
    made = FirmsPage(ui, services.firms, services.erasure, services.duplicates)
    ui.bus.changed.connect(made.apply)
    made.resize(1093, 570)
    made.show_workshop(workshop_id)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.open_item(person.firm_id)
    yield made
    made.hide()
    made.deleteLater()


def row_of(page: FirmsPage, person: Participant) -> PersonRow:
    return next(row for row in page.form.people.rows if row.person.id == person.id)


def everything(store: Store) -> str:
    with store.connect_read_only() as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return "".join(repr(raw.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)


def kept(services: Services, workshop_id: WorkshopId, person: Participant) -> Participant:
    return next(one for one in services.firms.people(workshop_id) if one.id == person.id)


def test_a_form_lists_the_persons_of_its_own_firm(
    page: FirmsPage, services: Services, workshop_id: WorkshopId, person: Participant
) -> None:
    expected = {one.id for one in services.firms.people(workshop_id) if one.firm_id == person.firm_id}
    assert {row.person.id for row in page.form.people.rows} == expected
    row = row_of(page, person)
    assert row.name.text() == person.name
    assert row.details.text() == f"{person.role}\n{person.phone}\n{person.email}"
    assert not row.state.isVisible()
    page.open_item(services.firms.add(workshop_id, "İğne Oya").created(Kind.FIRM)[0])
    assert page.form.people.rows == []
    assert page.form.people._none.isVisible()


def test_who_gave_no_consent_is_marked(page: FirmsPage, services: Services, workshop_id: WorkshopId) -> None:
    silent = next(one for one in services.firms.people(workshop_id) if not one.consent)
    page.open_item(silent.firm_id)
    assert "izin yok" in row_of(page, silent).state.text()


def test_a_person_is_forgotten_after_two_clicks_and_gone_from_the_store(
    page: FirmsPage, services: Services, store: Store, workshop_id: WorkshopId, person: Participant
) -> None:
    assert str(person.phone) in everything(store)
    row = row_of(page, person)
    row.forget.click()
    assert "geri alınamaz" in row._warning.text()
    assert kept(services, workshop_id, person) == person
    row.erase.click()
    left = everything(store)
    assert all(str(value) not in left for value in (person.phone, person.email))
    after = row_of(page, person)
    assert after.name.text() == person.role
    assert "silindi" in after.state.text()
    assert not after.forget.isVisible()
    assert page.ui.toasts.current[-1].text == "Kişisel veriler silindi"


def test_esc_and_a_second_enter_keep_the_person_and_the_form(
    page: FirmsPage, services: Services, workshop_id: WorkshopId, person: Participant
) -> None:
    row = row_of(page, person)
    row.forget.setFocus()
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert row.asking
        assert QApplication.focusWidget() is row.keep
        QTest.keyClick(QApplication.focusWidget(), leave)
        assert not row.asking
        assert QApplication.focusWidget() is row.forget
    assert page.form.isVisible()
    assert kept(services, workshop_id, person) == person
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.form.isVisible()


def test_a_question_closes_with_the_form_and_stays_when_something_else_changes(
    page: FirmsPage, services: Services, workshop_id: WorkshopId, person: Participant
) -> None:
    row = row_of(page, person)
    row.ask()
    page.apply(services.firms.add(workshop_id, "İğne Oya"))
    assert row_of(page, person) is row
    assert row.asking
    other = next(one for one in services.firms.rows(workshop_id) if one.firm.id != person.firm_id)
    page.open_item(other.firm.id)
    page.open_item(person.firm_id)
    assert not row_of(page, person).asking


def test_the_words_follow_the_language(page: FirmsPage, person: Participant) -> None:
    page.ui.language.switch("en")
    page.retranslate()
    row = row_of(page, person)
    assert (row.forget.text(), row.erase.text(), row.keep.text()) == ("Forget…", "Erase for good", "Cancel")
    assert row.erase.accessibleName() == f"Erase {person.name} for good"
