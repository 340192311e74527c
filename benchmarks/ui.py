"""The window: how long the board takes to appear, and how long a key takes to show in the card entry.

Drawn off-screen: what is measured is our Python, layout and painting, not a graphics card.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from app.bootstrap import build_services
from app.model.store import Store
from app.records import WorkshopId
from app.services.board import BoardService
from app.services.suggestions import SuggestionService
from app.ui.application import make_application
from app.ui.background import TaskRunner
from app.ui.board.card_list import CardList
from app.ui.capture.entry_line import EntryLine
from app.ui.context import make_context
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from benchmarks._stores import fill, open_measured
from benchmarks.board import fill_board
from benchmarks.crowd import crowd, line
from benchmarks.row import Row, percentile

SYNERGIES, BOARDS = 1_000, 3
KEYS, KEYS_A_SECOND = 200, 10
WARMING_MS = 120_000
CARDS = 637  # as many as the İzmir sample


def rows() -> list[Row]:
    """Measure the window."""
    application = QApplication.instance() or make_application([])
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as name:
        found = [*board(Path(name)), key_to_paint(Path(name))]
    application.processEvents()
    return found


@contextmanager
def window(store: Store, workshop_id: WorkshopId, suggestions: SuggestionService | None = None) -> Iterator[MainWindow]:
    """The real window on a store, with its real threads; closed in the end. `suggestions` instead of the usual ones."""
    runner = TaskRunner()
    ui = make_context(runner)
    ui.theme.apply()
    services = build_services(store)
    services = replace(services, suggestions=suggestions or services.suggestions)
    made = MainWindow(ui, services, page_table(services), workshop_id=workshop_id)
    made.show()
    runner.wait(WARMING_MS)  # suggestions are prepared in the background: afterwards the machine is quiet
    try:
        yield made
    finally:
        runner.wait(WARMING_MS)  # suggestions are prepared in the background: afterwards the machine is quiet
        made.close()
        runner.close()
        made.deleteLater()
        QApplication.processEvents()


def board(folder: Path) -> Iterator[Row]:
    """Time the board's first picture, each time in a new window on a workshop of its own."""
    read, painted, repainted = [], [], []
    for number in range(BOARDS):
        store, database = open_measured(folder / f"board{number}.db")
        room = crowd(1_500, seed=70 + number)
        fill(database, room)
        fill_board(database, room, seed=80 + number)
        service = BoardService(database)
        read.append(milliseconds(partial(service.board, room.workshop.id)))
        with window(store, room.workshop.id, SuggestionService(database, lambda: None)) as made:
            painted.append(milliseconds(partial(open_board, made)))
            made.ui.runner.wait(WARMING_MS)
            repainted.append(milliseconds(made.page("board").grab))
        store.close()
    often = f"median of {BOARDS} windows"
    asked = f"{often}; asked for until painted, reading included"
    yield Row("board: first paint", SYNERGIES, asked, "ms", statistics.median(painted), target=150)
    yield Row("board: rows read from the store", SYNERGIES, often, "ms", statistics.median(read))
    yield Row("board: repaint of everything", SYNERGIES, often, "ms", statistics.median(repainted))


def milliseconds(work: Callable[[], object]) -> float:
    """Do something and return how long it took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def open_board(made: MainWindow) -> None:
    """Show the board and let the window work until a list has been painted with its rows."""
    made.show_page("board")
    watches = [PaintWatch(shown.viewport(), shown) for shown in made.page("board").findChildren(CardList)]
    while not any(watch.painted for watch in watches):
        # Sleeps between events like the real event loop: a busy one would take the interpreter from the reading thread.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class PaintWatch(QObject):
    """Notes that a widget is being painted; where it shows a list, with rows in it."""

    def __init__(self, watched: QObject, rows_of: QAbstractItemView | None = None) -> None:
        super().__init__()
        self.painted = False
        self._rows_of = rows_of
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self.painted |= self._rows_of is None or self._rows_of.model().rowCount() > 0
        return False


def type_key(entry: EntryLine, watch: PaintWatch, character: str) -> float:
    """Press a key and let the window work until the line has been painted with it; the milliseconds."""
    watch.painted = False
    began = time.perf_counter()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(entry, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))
    while not watch.painted:
        QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def key_to_paint(folder: Path) -> Row:
    """Type ten characters a second into the real form and time each until the line has been painted with it."""
    store, database = open_measured(folder / "keys.db")
    room = crowd(CARDS, seed=91)
    fill(database, room)
    with window(store, room.workshop.id) as made:
        took = typed_keys(made)
    store.close()
    conditions = f"p99; {KEYS_A_SECOND} a second, understanding, draft, suggestions, waste code at work, {CARDS} cards"
    return Row("card entry: key to paint", len(took), conditions, "ms", percentile(took, 0.99), target=16)


def typed_keys(made: MainWindow) -> list[float]:
    """Type ten characters a second into the form of a window; the milliseconds of each until it was painted."""
    text = " ".join(line(Random(seed)) for seed in range(92, 112))[:KEYS]
    made.show_page("capture")
    made.ui.runner.wait(60_000)
    entry = made.page("capture").findChild(EntryLine)
    if entry is None:
        raise LookupError("the card entry has no line to type into")
    entry.setFocus(Qt.FocusReason.OtherFocusReason)
    watch = PaintWatch(entry.viewport())
    took = []
    for character in text:
        next_key = time.perf_counter() + 1 / KEYS_A_SECOND
        took.append(type_key(entry, watch, character))
        while time.perf_counter() < next_key:
            QApplication.processEvents()
    return took
