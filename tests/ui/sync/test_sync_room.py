"""The room: joining with two fields, being the hub, seeing who is there."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.common.errors import InputError
from app.services.sync_rows import PeerState, SyncStatus
from app.ui.main_window import MainWindow
from app.ui.sync.page import SyncPage
from app.ui.sync.presence import PresencePanel
from tests.ui.exchange_fakes import HUB, PRESENT, ROOM, STATUS
from tests.ui.furnished import Furnished
from tests.ui.sync.conftest import Exchange

ENTER = Qt.Key.Key_Return


def test_address_code_and_enter_join_under_a_proposed_name(
    window: MainWindow, page: SyncPage, exchange: Exchange, desk: Furnished
) -> None:
    window.go("sync", "join")
    form = page.room.join.form
    address, code = form.fields["address"], form.fields["code"]
    assert window.focusWidget() is address
    QTest.keyClicks(address, "192.168.1.20:8743")
    QTest.keyClick(address, ENTER)
    assert window.focusWidget() is code
    QTest.keyClicks(code, "7K4P-2QXM-W9BD-MQ4T")
    assert form.text("name")
    QTest.keyClick(code, ENTER)
    assert exchange.sync.asked[-1] == ("join", "192.168.1.20:8743", "7K4P-2QXM-W9BD-MQ4T", form.text("name"))
    assert page.room.presence.isVisible()
    assert page.room.presence.rows.rowCount() == len(PRESENT)


def test_a_refusal_stands_below_the_fields_until_they_change(
    window: MainWindow, page: SyncPage, exchange: Exchange
) -> None:
    window.go("sync", "join")
    form = page.room.join.form
    exchange.sync.refuse = InputError("This code has been used: ask for a new one.")
    for name in ("address", "code"):
        QTest.keyClicks(form.fields[name], "x")
    QTest.keyClick(form.fields["code"], ENTER)
    assert form.error.isVisible()
    assert "used" in form.error.text()
    assert window.focusWidget() is form.fields["code"]
    assert form.button.isEnabled()
    QTest.keyClicks(form.fields["code"], "y")
    assert not form.error.isVisible()


def test_the_hub_shows_address_code_and_who_joined_and_stops(
    window: MainWindow, page: SyncPage, exchange: Exchange, desk: Furnished
) -> None:
    window.go("sync", "hub")
    assert window.focusWidget() is page.room.way.start
    QTest.keyClick(page.room.way.start, ENTER)
    assert exchange.hub.running is not None
    assert exchange.hub.running.workshop_id == desk.workshop_id
    hub = page.room.hub
    assert hub.isVisible()
    assert (hub.address.text(), hub.code.text()) == (HUB.addresses[0], HUB.code)
    assert hub.joined.text() == "Masa 2, Masa 3, Masa 4"
    assert hub.qr.grab().width() > 0
    for width in (1093, 1366):  # a letter that is cut off keeps everybody out
        window.resize(width, 700)
        QTest.qWait(1)
        assert hub.code.width() >= hub.code.sizeHint().width()
    hub.new_code.click()
    assert hub.code.text() == "AAAA-BBBB"
    hub.stop.click()
    assert exchange.hub.running is None
    assert page.room.way.isVisible()


def test_a_hub_that_died_says_so(page: SyncPage, exchange: Exchange, monkeypatch) -> None:
    exchange.hub.running = HUB
    page.room.opened()
    assert page.room.hub.isVisible()

    def died() -> None:
        raise InputError("The hub has stopped.")

    monkeypatch.setattr(exchange.hub, "info", died)
    page.room._hub = exchange.hub
    page.room.opened()
    assert page.room.trouble.isVisible()
    assert page.room.way.isVisible()


def test_silent_laptops_are_marked_and_times_go_on(ui, qtbot) -> None:
    now = [100.0]
    panel = PresencePanel(ui, clock=lambda: now[0])
    qtbot.addWidget(panel)
    panel.retranslate()
    panel.show_present((replace(PRESENT[0], seconds=28),))
    heard = next(place for place, column in enumerate(panel.rows.columns) if column.key == "heard")
    assert panel.rows.index(0, heard).data() == "28 sn önce"
    now[0] += 5
    panel.age()
    assert panel.rows.index(0, heard).data() == "33 sn önce"
    panel.show_present((replace(PRESENT[0], seconds=1),))
    assert panel.rows.index(0, heard).data() == "1 sn önce"


def test_the_room_is_left_and_its_trouble_is_told(page: SyncPage, exchange: Exchange) -> None:
    lost = replace(ROOM, state=PeerState.WAITING, message="{name} cannot be reached ({why}).",
                   params={"name": "Masa 1", "why": "No route"}, retry_in=12)  # fmt: skip
    exchange.sync.state = SyncStatus(3, 0, (lost,))
    page.refresh()
    assert page.room.trouble.isVisible()
    assert "Masa 1" in page.room.trouble.accessibleName()
    page.room.leave.click()
    assert exchange.sync.asked[-1] == ("leave", "room")
    assert page.room.way.isVisible()
    assert not page.room.trouble.isVisible()


def test_rows_of_the_list_tell_how_each_part_stands(page: SyncPage, exchange: Exchange) -> None:
    exchange.sync.state = STATUS
    page.refresh()
    spoken = [page.parts_model.spoken(row) for row in page.parts_model.rows]
    assert spoken[0].startswith("Salon, Eşitlendi")
    assert "37" in spoken[1]
    assert spoken[3] == "Çakışmalar, 3, Karar bekliyor"


def test_making_the_screen_never_shows_a_window_of_its_own(window: MainWindow, qapp, qtbot) -> None:
    """A part that is shown before it has a parent flashes up and takes the keyboard away."""
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window.go("sync")
    for part in ("platform", "usb", "conflicts", "log"):
        window.go("sync", part)
    qapp.removeEventFilter(watch)
    assert shown == []
