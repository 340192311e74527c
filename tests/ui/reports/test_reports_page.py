from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.records import Direction
from app.services.rows import NewCard
from app.ui.context import UiContext
from app.ui.reports.kinds import KINDS, file_name
from app.ui.reports.page import ReportsPage
from app.ui.reports.preview import render_page
from tests.ui.furnished import Furnished


@pytest.fixture
def page(ui: UiContext, desk: Furnished, tmp_path: Path) -> Iterator[ReportsPage]:
    folder = tmp_path / "çıktılar"
    folder.mkdir()
    made = ReportsPage(ui, desk.services, folder)
    made.resize(1290, 700)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.draw()
    yield made
    made.hide()
    made.deleteLater()


def test_the_report_is_shown_page_by_page_without_a_file_on_the_disk(page: ReportsPage, desk: Furnished) -> None:
    for number in range(60):
        desk.services.cards.add(NewCard(desk.workshop_id, desk.firms["Iğdır Tuz"], Direction.HAVE, f"tuz {number}"))
    page.show_workshop(desk.workshop_id)
    page.draw()
    assert page.view.has_page
    assert page.place.text().startswith("1 / ")
    last = page._pages
    assert last >= 2
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert page.place.text() == f"2 / {last}"
    for _ in range(last + 3):
        page.forward.click()
    assert page.place.text() == f"{last} / {last}"
    assert not page.forward.isEnabled()
    assert not list(page.options.folder.iterdir())


def test_both_files_are_written_where_they_were_wanted(page: ReportsPage) -> None:
    for row, kind in enumerate(KINDS):
        page.list.choose(row)
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.ui.toasts.current[-1].action == "Klasörü aç"
        assert page.options.given.count() == row + 1
        assert kind.ending in page.options.given.item(0).text()
    written = {path.suffix: path for path in page.options.folder.iterdir()}
    assert written[".pdf"].read_bytes()[:5] == b"%PDF-"
    titles = [cell.value for row in load_workbook(written[".xlsx"])["Kartlar"].iter_rows() for cell in row]
    assert "PİRİNA" in titles


def test_the_language_of_the_file_is_its_own(page: ReportsPage) -> None:
    before = page._pdf
    page.options.language.set_current("en")
    page.options.language.chosen.emit("en")
    assert page._pdf != before
    page.list.choose(1)
    page.write()
    [path] = page.options.folder.iterdir()
    assert "Cards" in load_workbook(path).sheetnames
    assert page.ui.language.code == "tr"


def test_a_folder_that_is_gone_is_said(page: ReportsPage) -> None:
    page.options.folder.rmdir()
    page.write()
    assert page.options.write.isEnabled()
    assert page.options.given.count() == 0
    assert page.ui.toasts.current[-1].icon == "warning"


def test_a_change_draws_the_report_again(page: ReportsPage, desk: Furnished) -> None:
    before = page._pdf
    page.ui.bus.changed.connect(page.apply)
    page.ui.runner.change(lambda: desk.services.firms.add(desk.workshop_id, "Bayındır Çiçek"))
    QTest.qWait(600)
    assert page._pdf != before


def test_without_a_workshop_nothing_is_written(page: ReportsPage) -> None:
    page.show_workshop(None)
    page.write()
    assert not list(page.options.folder.iterdir())


def test_a_rendered_page_has_ink_and_the_width_that_was_asked_for(desk: Furnished) -> None:
    pdf = desk.services.exports.report_preview(desk.workshop_id, "tr")
    image, pages = render_page(pdf, 0, 500)
    assert abs(image.width() - 500) <= 1
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height() // 3, 3)}
    assert len(colours) > 10
    assert pages >= 1


def test_file_names_are_plain() -> None:
    name = file_name(KINDS[0], "İzmir / Çiğli: Sinerji “Çalıştayı”?", "tr", date(2026, 11, 21))
    assert name == "izmir-cigli-sinerji-calistayi-report-tr-2026-11-21.pdf"
    assert file_name(KINDS[1], "…", "en", date(2026, 1, 2)) == "workshop-workbook-en-2026-01-02.xlsx"


def test_the_list_of_kinds_is_a_sound_model_and_speaks(page: ReportsPage, model_tester) -> None:
    model = page.list.model()
    model_tester(model)
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert [words.rsplit(", ", 1)[1] for words in spoken] == ["pdf", "xlsx"]


def test_without_a_workshop_nothing_can_be_written(page: ReportsPage, tmp_path: Path) -> None:
    page.show_workshop(None)
    assert not page.options.write.isEnabled()
    page.write()
    assert list((tmp_path / "çıktılar").iterdir()) == []
