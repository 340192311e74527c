from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.exchange.import_rows import SheetKind
from app.ui.context import UiContext
from app.ui.importing.mapping_panel import with_choice
from app.ui.importing.page import ImportPage
from tests.ui.furnished import Furnished


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    firms = book.active
    firms.title = "Firmalar"
    firms.append(["Kayıt listesi"])
    firms.append(["Firma Ünvanı", "İlçesi", "Faaliyet", "Uğraştığı iş"])
    firms.append(["Ödemiş Patates", "Ödemiş", "Patates", "ekim"])
    firms.append(["Işıklar Tuğla", "Turgutlu", "Tuğla", "pişirme"])
    cards = book.create_sheet("Kartlar")
    cards.append(["Firma", "Var / İhtiyaç", "Kaynak", "Miktar", "Birim"])
    cards.append(["Ödemiş Patates", "Var", "ıskarta patates", "120", "küfe"])
    cards.append(["Işıklar Tuğla", "İhtiyaç", "öğütülmüş kırık", "3", "t"])
    path = tmp_path / "kayıt listesi.xlsx"
    book.save(path)
    return path


@pytest.fixture
def page(ui: UiContext, desk: Furnished, model_tester) -> Iterator[ImportPage]:
    made = ImportPage(ui, desk.services.imports, desk.services.workshops)
    model_tester(made.trial.notes)
    made.resize(1017, 570)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.hide()
    made.deleteLater()


def box_of(page: ImportPage, words: str) -> QComboBox:
    return next(box for box in page.mapping.findChildren(QComboBox) if words in box.accessibleName())


def test_the_trial_shows_what_would_come_and_stores_nothing(page: ImportPage, desk: Furnished, workbook: Path) -> None:
    page.read(workbook)
    assert page.plan is not None
    assert (page.plan.counters.firms, page.plan.counters.cards) == (2, 2)
    assert page.run.text() == "2 kartı aktar"
    assert page.run.isVisible()
    assert any(
        "küfe" in note.note.params.values() or "küfe" in str(note.note) for note in page.trial.notes._rows.values()
    )
    assert len(desk.services.workshops.list()) == 1


def test_it_is_taken_into_a_new_workshop_in_one_step(page: ImportPage, desk: Furnished, workbook: Path) -> None:
    asked = []
    page.navigate.connect(lambda target, payload: asked.append((target, payload)))
    page.read(workbook)
    page.trial.name.setText("Ödemiş Çalıştayı")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [made] = [one for one in desk.services.workshops.list() if one.name == "Ödemiş Çalıştayı"]
    assert asked == [("open-workshop", made.id)]
    assert {row.card.title for row in desk.services.cards.rows(made.id)} == {"ıskarta patates", "öğütülmüş kırık"}
    assert page.ui.toasts.current[-1].text == "Aktarıldı: 2 firma, 0 kişi, 2 kart"
    desk.services.history.undo()
    assert [one.name for one in desk.services.workshops.list()] == ["İzmir Sinerji Çalıştayı"]


def test_the_same_file_again_brings_nothing_new(page: ImportPage, desk: Furnished, workbook: Path) -> None:
    for _ in range(2):
        page.read(workbook)
        page.trial.target.setCurrentIndex(page.trial.target.findData(desk.workshop_id))
        page.store()
    assert len(desk.services.cards.rows(desk.workshop_id)) == 5 + 2
    assert "Yeni bir şey yok" in page.ui.toasts.current[-1].text


def test_another_meaning_of_a_column_is_read_at_once_and_remembered(
    page: ImportPage, desk: Furnished, workbook: Path
) -> None:
    page.read(workbook)
    box = box_of(page, "Uğraştığı iş")
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData("sector"))
    box.activated.emit(box.currentIndex())
    assert page.plan is not None
    assert [firm.sector for firm in page.plan.firms] == ["ekim", "pişirme"]
    assert box_of(page, "Faaliyet").currentData() == ""
    page.store()
    page.read(workbook)
    assert box_of(page, "Uğraştığı iş").currentData() == "sector"


def test_a_sheet_can_be_left_out(page: ImportPage, workbook: Path) -> None:
    page.read(workbook)
    box = box_of(page, "Kartlar")
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    assert page.plan is not None
    assert page.plan.counters.cards == 0
    assert page.plan.counters.firms == 2


def test_a_file_that_cannot_be_read_is_said_and_the_page_stays(page: ImportPage, tmp_path: Path) -> None:
    broken = tmp_path / "bozuk.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    page.read(broken)
    assert page.error.isVisible()
    assert "bozuk.xlsx" in page.error.accessibleName()
    assert page.plan is None
    assert page.ui.toasts.current == ()


def test_a_choice_takes_the_field_from_the_column_that_had_it() -> None:
    before = {"sheets": {"a": "firms"}, "firms": {"unvan": "name", "is": ""}}
    after = with_choice(before, SheetKind.FIRMS.value, "is", "name")
    assert after["firms"] == {"unvan": "", "is": "name"}
    assert before["firms"]["unvan"] == "name"


def test_the_chosen_note_is_worded_in_the_language_of_the_window(page: ImportPage, workbook: Path) -> None:
    page.read(workbook)
    assert page.trial._whole.text()
    before = page.trial._whole.text()
    page.ui.language.switch("en")
    page.retranslate()
    assert page.trial._whole.text()
    assert page.trial._whole.text() != before
