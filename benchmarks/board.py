"""The board in use with 1,000 synergies: a frame of a drag, a move until it is painted, a search until it is painted.

Drawn off-screen: what is measured is our Python, layout and painting, not a graphics card. (`ui.py` has its opening.)
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap import build_services
from app.common.rank import rank_between
from app.model.database import Database
from app.records import OPEN_STAGES, Kind, Origin, Stage
from app.services.board import link_pair
from app.ui.application import make_application
from app.ui.background import InlineTaskRunner
from app.ui.board.card_list import CardList
from app.ui.board.page import BoardPage
from app.ui.context import make_context
from benchmarks._stores import fill, open_measured
from benchmarks.crowd import Crowd, crowd
from benchmarks.row import Row, percentile

SYNERGIES, FRAMES, MOVES = 1_000, 200, 60
_MOVE, _LEFT, _PLAIN = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WORDS = ("cam", "talaş", "ISI", "küspe", "çelik", "buhar", "izmir", "palet")


def rows() -> list[Row]:
    """Measure the board in use."""
    application = QApplication.instance() or make_application([])
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as name, board(Path(name)) as page:
        found = [drag_frames(page), moves(page), searches(page)]
    application.processEvents()
    return found


def fill_board(database: Database, room: Crowd, seed: int) -> None:
    """Link 1,000 pairs of the room and spread them over the stages, in one step."""
    random = Random(seed)
    rank = rank_between(None, None)
    with database.write("Measure board") as work:
        for have, want in room.pairs(SYNERGIES, seed):
            rank = rank_between(rank, None)
            made = link_pair(work, have, want, Origin.FACILITATOR, None, rank=rank)
            work.session.flush()
            work.change(Kind.SYNERGY, made, stage=random.choice(list(Stage)))


@contextmanager
def board(folder: Path) -> Iterator[BoardPage]:
    """The page on a store with 1,500 cards and 1,000 synergies, on screen; work is done at once."""
    store, database = open_measured(folder / "board.db")
    room = crowd(1_500, seed=90)
    fill(database, room)
    fill_board(database, room, seed=91)
    ui = make_context(InlineTaskRunner())
    ui.theme.apply()
    page = BoardPage(ui, build_services(store))
    ui.bus.changed.connect(page.apply)
    page.retranslate()
    page.restyle()
    page.resize(1290, 724)
    page.show_workshop(room.workshop.id)
    page.show()
    QApplication.processEvents()
    try:
        yield page
    finally:
        page.hide()
        page.deleteLater()
        QApplication.processEvents()
        store.close()


def drag_frames(page: BoardPage) -> Row:
    """A drag wanders over the columns: event, drop line, and everything that has to be painted again."""
    random = Random(92)
    source = page.canvas.columns[Stage.IDEA]
    data: QMimeData = source.model.mimeData([source.model.index(0)])
    samples = []
    over: CardList | None = None
    places = 0
    for _ in range(FRAMES):
        view = page.canvas.columns[random.choice(OPEN_STAGES)].view
        at = QPoint(random.randrange(20, 120), random.randrange(40, view.viewport().height() - 40))
        begun = time.perf_counter()
        if view is not over:
            if over is not None:
                QApplication.sendEvent(over.viewport(), QDragLeaveEvent())
            QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, _MOVE, data, _LEFT, _PLAIN))
            over = view
        QApplication.sendEvent(view.viewport(), QDragMoveEvent(at, _MOVE, data, _LEFT, _PLAIN))
        QApplication.processEvents()
        samples.append((time.perf_counter() - begun) * 1000)
        places += view.drop_row is not None
    if places < FRAMES // 2:
        raise RuntimeError(f"the drag was over a place only {places} times")
    conditions = f"{FRAMES} moves over four columns, p95"
    return Row("board: frame of a drag", SYNERGIES, conditions, "ms", percentile(samples, 0.95), target=16)


def moves(page: BoardPage) -> Row:
    """Moves between columns: written to the store, then shown and painted."""
    random = Random(93)
    samples = []
    for _ in range(MOVES):
        stages = random.sample(OPEN_STAGES, 2)
        row = random.choice(page.canvas.columns[stages[0]].model.rows)
        begun = time.perf_counter()
        page.moves.move(row.synergy.id, stages[1], None)
        QApplication.processEvents()
        samples.append((time.perf_counter() - begun) * 1000)
    conditions = f"{MOVES} moves, written, shown and painted, p95"
    return Row("board: a move", SYNERGIES, conditions, "ms", percentile(samples, 0.95), target=100)


def searches(page: BoardPage) -> Row:
    """A word typed into the search until all lists are painted; each word is a new one, the empty search between."""
    samples = []
    for word in WORDS:
        begun = time.perf_counter()
        page.search.setText(word)
        page.search.returnPressed.emit()
        QApplication.processEvents()
        samples.append((time.perf_counter() - begun) * 1000)
        page.search.clear()
        QApplication.processEvents()
    conditions = f"{len(WORDS)} words, slowest"
    return Row("board: a search", SYNERGIES, conditions, "ms", max(samples), target=100)
