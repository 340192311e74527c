"""The store: what a saved card costs the disk and the clock, how long a filled store takes to open and to import."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.bootstrap import build_services
from app.common.ids import new_id
from app.common.resources import resource_path
from app.model.engine import connect
from app.records import Direction
from app.services.cards import CardService
from app.services.rows import NewCard
from benchmarks._card_saves import MARK
from benchmarks._stores import KEY, fill, open_measured
from benchmarks.crowd import crowd, line
from benchmarks.row import Row, percentile

SAVES = 200
OPENED_CARDS = 10_000

# Opens the store in a fresh process, as a start does, and reads what the first screens show.
_OPENING = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from benchmarks._stores import open_measured
from app.services.cards import CardService
from app.services.firms import FirmService
from app.services.workshops import WorkshopService
store, database = open_measured(Path(sys.argv[1]), sys.argv[2])
workshop = WorkshopService(database).latest()
counters = WorkshopService(database).counters(workshop.id)
firms, cards = FirmService(database).rows(workshop.id), CardService(database).rows(workshop.id)
took = time.perf_counter() - begun
store.close()
print(len(cards), len(firms), took)
"""


def rows() -> list[Row]:
    """Measure the store."""
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as folder:
        return [*flushes(Path(folder)), *save_times(Path(folder)), opening(Path(folder)), *imports(Path(folder))]


def flushes(folder: Path) -> Iterator[Row]:
    """Count the disk flushes of each save from the outside, with strace; nothing where it is not installed."""
    if shutil.which("strace") is None:
        print("strace is not installed: disk flushes are not counted", file=sys.stderr)
        return
    trace = folder / "trace"
    child = [sys.executable, "-m", "benchmarks._card_saves", str(folder / "flushes.db"), str(SAVES)]
    calls = "trace=fsync,fdatasync,stat,newfstatat,statx"
    subprocess.run(["strace", "-f", "-o", str(trace), "-e", calls, *child], check=True)
    counted = flushes_in(trace.read_text(encoding="utf-8", errors="replace"))
    for kind, conditions, target in (
        ("save", "worst save, no checkpoint between", 1.0),
        ("after-checkpoint", "worst save right after a checkpoint", 3.0),
    ):
        found = counted[kind]
        yield Row("card save: disk flushes", len(found), conditions, "fsync", float(max(found)), target=target)


def flushes_in(trace: str) -> dict[str, list[int]]:
    """Return the number of flushes between the begin and end marks of each save, by kind of save."""
    found: dict[str, list[int]] = {"save": [], "after-checkpoint": []}
    flushed = 0
    for text in trace.splitlines():
        mark = re.search(rf'"{MARK}/([a-z-]+)/(begin|end)"', text)
        if mark and mark[2] == "begin":
            flushed = 0
        elif mark:
            found[mark[1]].append(flushed)
        elif re.search(r"\b(fsync|fdatasync)\(", text):
            flushed += 1
    return found


def save_times(folder: Path) -> Iterator[Row]:
    """Time the save of a card beside a bare INSERT of the same values in the same cipher, turn about."""
    store, database = open_measured(folder / "times.db")
    room = crowd(600, seed=51)
    fill(database, room)
    cards, random, bare = CardService(database), Random(52), _BareTable(folder / "bare.db")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(SAVES):
        new = NewCard(room.workshop.id, random.choice(room.firms).id, Direction.WANT, line(random))
        begun = time.perf_counter()
        cards.add(new)
        between = time.perf_counter()
        bare.insert(new)
        ours.append((between - begun) * 1000)
        theirs.append((time.perf_counter() - between) * 1000)
    bare.close()
    store.close()
    peer = "bare INSERT through SQLCipher"
    median = statistics.median
    yield Row("card save: time", SAVES, "median; row, log, outbox", "ms", median(ours), median(theirs), peer)
    yield Row(
        "card save: time", SAVES, "p95; row, log, outbox", "ms", percentile(ours, 0.95), percentile(theirs, 0.95), peer
    )


class _BareTable:
    """The peer: one table, one row a commit, the same durability and cipher, and nothing else."""

    def __init__(self, path: Path) -> None:
        self._raw = connect(path, KEY)
        self._raw.execute("CREATE TABLE card (id TEXT PRIMARY KEY, workshop TEXT, firm TEXT, way TEXT, title TEXT)")

    def insert(self, new: NewCard) -> None:
        values = (new_id(), new.workshop_id, new.firm_id, new.direction.value, new.title)
        self._raw.execute("INSERT INTO card VALUES (?, ?, ?, ?, ?)", values)

    def close(self) -> None:
        self._raw.close()


def opening(folder: Path) -> Row:
    """Time a fresh process from its first import until a store of 10,000 cards is open and its lists are read."""
    path = folder / "opened.db"
    store, database = open_measured(path)
    fill(database, crowd(OPENED_CARDS, seed=61))
    store.close()
    took = []
    for _ in range(3):
        answer = subprocess.run(
            [sys.executable, "-c", _OPENING, str(path), KEY], check=True, capture_output=True, text=True
        ).stdout.split()
        if int(answer[0]) != OPENED_CARDS:
            raise RuntimeError(f"the store held {answer[0]} cards")
        took.append(float(answer[2]))
    conditions = "median of 3 fresh processes; checked, firms and cards read"
    return Row("store: open and usable", OPENED_CARDS, conditions, "s", statistics.median(took), target=1.5)


def imports(folder: Path) -> Iterator[Row]:
    """Time the import of the sample into an empty store: from its CSV files, and from its workbook."""
    store, _ = open_measured(folder / "exported.db")
    services = build_services(store)
    services.sample.load()
    workshop = services.workshops.latest()
    if workshop is None:
        raise LookupError("the sample brought no workshop")
    workbook = services.exports.workbook(workshop.id, folder / "sample.xlsx", "tr")
    store.close()
    for source, conditions in (
        (resource_path("sample", "izmir"), "folder of CSV files, read, checked and stored"),
        (workbook, "workbook, parsed in the child process, checked and stored"),
    ):
        store, _ = open_measured(folder / f"into-{source.stem}.db")
        into = build_services(store).imports
        begun = time.perf_counter()
        outcome = into.run(into.preview(source), workshop_name=source.stem)
        took = time.perf_counter() - begun
        store.close()
        yield Row("import of the sample", outcome.cards.added, conditions, "s", took, target=3)
