"""The platform: connecting, what is sent, what is held or set aside; and the stick."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.sync.bundle import BROKEN, LOCKED, WRONG_CODE
from app.ui.main_window import MainWindow
from app.ui.sync.page import SyncPage
from app.ui.sync.usb_part import ASKS_FOR_CODE
from tests.ui.exchange_fakes import ASIDE, PREVIEW, STATUS
from tests.ui.furnished import Furnished
from tests.ui.sync.conftest import Exchange


@pytest.fixture
def connected(window: MainWindow, page: SyncPage, exchange: Exchange) -> SyncPage:
    exchange.sync.state, exchange.sync.shown_preview, exchange.sync.aside = STATUS, PREVIEW, list(ASIDE)
    page.refresh()
    window.go("sync", "platform")
    return page


def test_two_fields_connect_the_platform_and_the_token_is_hidden(
    window: MainWindow, page: SyncPage, exchange: Exchange
) -> None:
    window.go("sync", "platform")
    form = page.platform.connect_panel.form
    QTest.keyClicks(form.fields["url"], "https://sinerji.example.org")
    QTest.keyClicks(form.fields["token"], "geheim")
    assert form.fields["token"].displayText() != "geheim"
    QTest.keyClick(form.fields["token"], Qt.Key.Key_Return)
    assert exchange.sync.asked[-1] == ("platform", "https://sinerji.example.org", "geheim")
    assert form.fields["token"].text() == ""
    assert page.platform.bar.isVisible()


def test_what_goes_and_what_stays_is_told_by_kind(connected: SyncPage) -> None:
    panel = connected.platform.preview
    assert panel.rows.rowCount() == len(PREVIEW.lines)
    [kinds] = [[panel.rows.index(row, 0).data() for row in range(2)]]
    assert kinds == ["Çalıştaylar", "Firmalar"]
    assert panel.rows.index(1, 3).data() == "8"
    assert "izmir-raporu.pdf" in panel.files.text()
    panel.view.choose("firm")
    assert panel.why.text().startswith("Firmalar: ")


@pytest.mark.parametrize(("button", "asked"), [("_button", "allow"), ("_other", "refuse")])
def test_held_deletions_wait_for_one_of_two_buttons(
    connected: SyncPage, exchange: Exchange, button: str, asked: str
) -> None:
    banner = connected.platform.held
    assert banner.isVisible()
    assert "37" in banner.accessibleName()
    getattr(banner, button).click()
    assert exchange.sync.asked[-1] == (asked, "platform")


def test_what_was_set_aside_is_sent_again_or_exported(connected: SyncPage, exchange: Exchange, tmp_path: Path) -> None:
    aside = connected.platform.aside
    assert aside.isVisible()
    assert aside.rows.rowCount() == len(ASIDE)
    connected.platform.export(tmp_path / "aside.json")
    assert exchange.sync.asked[-1] == ("export", "platform", tmp_path / "aside.json")
    aside.again.click()
    assert ("send again", "platform") in exchange.sync.asked
    assert not aside.isVisible()


def test_f5_wakes_the_exchange_only_where_there_is_one(window: MainWindow, page: SyncPage, exchange: Exchange) -> None:
    QTest.keyClick(page.parts_view, Qt.Key.Key_F5)
    assert exchange.sync.asked == []
    exchange.sync.state = STATUS
    page.refresh()
    QTest.keyClick(page.parts_view, Qt.Key.Key_F5)
    assert exchange.sync.asked == [("now",)]


def test_a_written_bundle_shows_its_code_to_copy(
    window: MainWindow, page: SyncPage, exchange: Exchange, desk: Furnished, tmp_path: Path
) -> None:
    window.go("sync", "usb")
    page.usb.write(tmp_path / "izmir.sinerji")
    assert exchange.bundles.asked == [("write", tmp_path / "izmir.sinerji", desk.workshop_id)]
    assert page.usb.writing.code.text() == "QD4T-9MRE-K7WA-2XHP"
    page.usb.writing.copy.click()
    assert QApplication.clipboard().text() == "QD4T-9MRE-K7WA-2XHP"


def test_a_bundle_of_another_room_asks_for_its_code_in_place(
    window: MainWindow, page: SyncPage, exchange: Exchange, tmp_path: Path
) -> None:
    window.go("sync", "usb")
    exchange.bundles.code = "GOOD"
    reading = page.usb.reading
    page.usb.read(tmp_path / "a.sinerji")
    assert reading.form.isVisible()
    assert reading.form.error.property("role") == "small"
    QTest.keyClicks(reading.form.fields["code"], "WRONG")
    QTest.keyClick(reading.form.fields["code"], Qt.Key.Key_Return)
    assert reading.form.error.property("role") == "error"
    reading.form.fields["code"].setText("GOOD")
    QTest.keyClick(reading.form.fields["code"], Qt.Key.Key_Return)
    assert not reading.form.isVisible()
    assert "88" in reading.result.accessibleName()


def test_a_bundle_that_needs_none_is_read_at_once(page: SyncPage, exchange: Exchange, tmp_path: Path) -> None:
    page.usb.read(tmp_path / "a.sinerji")
    assert exchange.bundles.asked == [("read", tmp_path / "a.sinerji", None)]
    assert not page.usb.reading.form.isVisibleTo(page.usb)


def test_a_code_is_asked_for_exactly_where_it_helps() -> None:
    assert {LOCKED, WRONG_CODE} == ASKS_FOR_CODE
    assert BROKEN not in ASKS_FOR_CODE
