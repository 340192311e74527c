"""News of the exchange reach the window on its own thread: states in the top bar, rows of others on the pages."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.i18n import translator
from app.records import ChangeSet, Kind, RowChange
from app.services.sync_rows import PeerKind, PeerState, SyncStatus
from app.ui.main_window import MainWindow
from app.ui.sync_words import overall_words, sentence
from tests.ui.exchange_fakes import PLATFORM, ROOM
from tests.ui.furnished import Furnished
from tests.ui.sync.conftest import Exchange


def elsewhere(work) -> None:
    """Do something on another thread, as the exchange does."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    ("status", "unsynced", "words", "icon"),
    [
        (None, 0, "Eşitlendi", "synced"),
        (None, 12, "12 eşitlenmedi", "unsynced"),
        (SyncStatus(0, 0, (ROOM,)), 0, "Eşitlendi", "synced"),
        (SyncStatus(0, 0, (replace(ROOM, state=PeerState.WAITING),)), 12, "Ağ yok, 12 bekliyor", "offline"),
        (SyncStatus(0, 0, (replace(ROOM, state=PeerState.WORKING),)), 1200, "Eşitleniyor, kalan: 1.200", "sync"),
        (SyncStatus(0, 0, (ROOM, PLATFORM)), 12, "37 silme karar bekliyor", "pause"),
        (SyncStatus(0, 0, (PLATFORM, replace(ROOM, state=PeerState.REFUSED))), 0, "Eşitleme reddedildi", "warning"),
        (SyncStatus(0, 0, (replace(PLATFORM, active=False),)), 0, "Eşitlendi", "synced"),
    ],
)
def test_what_a_person_must_do_comes_first(status, unsynced: int, words: str, icon: str) -> None:
    said = overall_words(status, unsynced, translator("tr"))
    assert (said.text, said.icon) == (words, icon)


def test_the_reason_inside_a_message_is_worded_too() -> None:
    said = sentence("{name} ({why})", {"name": "Masa 1", "why": "No such file or directory"}, translator("tr"))
    assert said == f"Masa 1 ({translator('tr')('No such file or directory')})"


def test_the_top_bar_follows_and_leads_to_the_screen(window: MainWindow, exchange: Exchange, qtbot) -> None:
    away = SyncStatus(7, 0, (replace(ROOM, state=PeerState.WAITING),))
    elsewhere(lambda: exchange.sync.tell(away))
    qtbot.waitUntil(lambda: window.top_bar.sync.text() == "Ağ yok, 7 bekliyor")
    window.top_bar.sync.setFocus()
    QTest.keyClick(window.top_bar.sync, Qt.Key.Key_Return)
    assert window.page_id == "sync"
    assert not window.top_bar.conflicts.isVisible()


def test_rows_of_others_appear_and_selection_and_undo_stay(
    window: MainWindow, exchange: Exchange, desk: Furnished, qtbot
) -> None:
    window.go("cards")
    page = window.page("cards")
    chosen = desk.cards["silis kumu"]
    page.view.choose(chosen)
    before = window.status
    title = "Başka masanın kartı"
    firm = next(iter(desk.firms.values()))
    changes = added_elsewhere(desk, firm, title)
    elsewhere(lambda: exchange.sync.bring(changes))
    qtbot.waitUntil(lambda: page.rows.total == 6)
    assert page.view.current_row().card.id == chosen
    assert window.status == before or window.status.undo is not None
    assert ":" not in window.top_bar.saved.words.text()


def added_elsewhere(desk: Furnished, firm: str, title: str) -> ChangeSet:
    """A card that the store has now, as if another laptop had written it."""
    from app.records import Direction
    from app.services.rows import NewCard

    return desk.services.cards.add(NewCard(desk.workshop_id, firm, Direction.HAVE, title))


def test_many_pieces_are_announced_together(window: MainWindow, exchange: Exchange, qtbot) -> None:
    came: list[ChangeSet] = []
    window.ui.bus.received.connect(came.append)
    pieces = [ChangeSet("Edit card", str(n), (RowChange(Kind.DECISION, str(n), None, {}),)) for n in range(5)]
    elsewhere(lambda: [exchange.sync.bring(piece) for piece in pieces])
    qtbot.waitUntil(lambda: bool(came))
    assert [change.id for one in came for change in one.changes] == ["0", "1", "2", "3", "4"]
    assert len(came) == 1


def test_a_workshop_of_others_does_not_take_the_place_of_the_open_one(
    window: MainWindow, exchange: Exchange, desk: Furnished, qtbot
) -> None:
    made = desk.services.workshops.create("Başka salon")
    came: list[ChangeSet] = []
    window.ui.bus.received.connect(came.append)
    elsewhere(lambda: exchange.sync.bring(made))
    qtbot.waitUntil(lambda: bool(came))
    assert window.workshop.id == desk.workshop_id


def test_the_workshop_of_a_joined_room_opens_when_it_comes(
    window: MainWindow, exchange: Exchange, desk: Furnished, qtbot
) -> None:
    made = desk.services.workshops.create("Salonun çalıştayı")
    wanted = made.created(Kind.WORKSHOP)[0]
    window.go("await-workshop", wanted)
    elsewhere(lambda: exchange.sync.bring(made))
    qtbot.waitUntil(lambda: window.workshop.id == wanted)


def test_commands_of_the_exchange_are_in_the_palette(window: MainWindow, exchange: Exchange, qtbot) -> None:
    t = window.ui.language.t
    commands = {command.id: command for command in window.commands}
    assert {"sync-now", "sync-join", "sync-hub", "conflicts", "sync-log"} <= commands.keys()
    assert commands["sync-now"].reason(t) is not None
    exchange.sync.tell(SyncStatus(0, 0, (ROOM,)))
    qtbot.waitUntil(lambda: window.exchange.has_peers)
    assert commands["sync-now"].reason(t) is None
    commands["sync-now"].run()
    assert exchange.sync.asked == [("now",)]
    commands["sync-hub"].run()
    assert window.page_id == "sync"
    assert PeerKind.ROOM is ROOM.kind
