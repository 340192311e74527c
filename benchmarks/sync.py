"""The exchange: sending, fetching a whole workshop, a platform's throughput, typing while a room is at work."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from app.model.sync_tokens import keep_token
from app.model.tables import CardRow
from app.records import Direction
from app.services.cards import CardService
from app.services.rows import NewCard
from app.ui.application import make_application
from benchmarks._hub import HUB, Hub, Laptop
from benchmarks._platform import SENDERS, WORKERS, operations_a_second
from benchmarks._room import Room, a_workshop, secure_hub
from benchmarks._stores import fill, open_measured
from benchmarks.crowd import crowd, line
from benchmarks.room import as_rows, measure
from benchmarks.row import Row, percentile
from benchmarks.ui import CARDS, KEYS_A_SECOND, typed_keys, window

SENT, FETCHED = 500, 10_000
OTHERS_CARDS_A_MINUTE = 110.0  # eleven laptops at ten cards a minute


def rows() -> list[Row]:
    """Measure the exchange."""
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as name:
        folder = Path(name)
        return [
            *_sending(folder / "sending"),
            *_fetching(folder / "fetching"),
            *_platform(folder / "platform"),
            *as_rows(*measure(12, 100, 20), "12 laptops on this machine, 100 cards a minute each, 20 s, TLS"),
            _typing(folder / "typing"),
        ]


def _sending(folder: Path) -> Iterator[Row]:
    folder.mkdir()
    with Hub.in_folder(folder) as hub, Laptop(folder / "laptop.db", hub.url, hub.token("masa")) as laptop:
        room, random, cards = a_workshop(), Random(1), CardService(laptop.database)
        fill(laptop.database, room)
        laptop.exchange()
        for _number in range(SENT):
            cards.add(NewCard(room.workshop.id, random.choice(room.firms).id, Direction.HAVE, line(random)))
        begun = time.perf_counter()
        sent = laptop.exchange().pushed
        took = time.perf_counter() - begun
        rounds = []
        for _number in range(20):
            begun = time.perf_counter()
            laptop.exchange()
            rounds.append((time.perf_counter() - begun) * 1000)
    yield Row("sync: operations sent", sent, "one round, loopback, encrypted file as hub", "s", took, target=2)
    yield Row("sync: round without news", len(rounds), "p50, new connection each", "ms", percentile(rounds, 0.5))


def _fetching(folder: Path) -> Iterator[Row]:
    folder.mkdir()
    with Hub.in_folder(folder) as hub:
        with Laptop(folder / "from.db", hub.url, hub.token("from")) as one:
            fill(one.database, crowd(FETCHED, seed=3))
            begun = time.perf_counter()
            one.exchange()
            sent = time.perf_counter() - begun
        with Laptop(folder / "to.db", hub.url, hub.token("to")) as other:
            gc.collect()
            gc.disable()  # as in the window, which collects when nobody types
            begun = time.perf_counter()
            fetched = other.exchange().pulled
            took = time.perf_counter() - begun
            gc.enable()
        memory = hub.memory()
    yield Row("sync: workshop sent", FETCHED, "cards, with their firms, loopback", "s", sent)
    yield Row("sync: workshop fetched", FETCHED, f"{fetched} operations, loopback", "s", took, target=6)
    yield Row("sync: memory of the hub", FETCHED, "after both", "MB", memory, target=200)


def _platform(folder: Path) -> Iterator[Row]:
    """PostgreSQL only where `pg_virtualenv` can make a server."""
    folder.mkdir()
    files = [operations_a_second(folder / str(one), None, one) for one in WORKERS]
    servers: list[float | None] = [None] * len(WORKERS)
    if shutil.which("pg_virtualenv") is None:
        print("pg_virtualenv is not installed: the platform is not measured on PostgreSQL", file=sys.stderr)
    else:
        command = ["pg_virtualenv", sys.executable, "-m", "benchmarks._platform"]
        ran = subprocess.run(command, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True)
        servers = json.loads(next(one for one in ran.stdout.splitlines() if one.startswith("[")))
    for workers, ours, peer in zip(WORKERS, servers, files, strict=True):
        where = f"{SENDERS} laptops at once, {workers} processes"
        if ours is None:
            yield Row("platform: operations taken", workers, f"{where}, SQLite", "1/s", peer, higher_is_better=True)
        else:
            what = f"{where}, PostgreSQL"
            yield Row("platform: operations taken", workers, what, "1/s", ours, peer, "SQLite", higher_is_better=True)


def _typing(folder: Path) -> Row:
    """Key to paint on the laptop that is the hub, while its own exchange brings what eleven others type. One process
    stands for them: in a room they have processors of their own."""
    folder.mkdir()
    application = QApplication.instance() or make_application([])
    begin = a_workshop(CARDS)
    with secure_hub(folder) as hub, Room(hub, folder, 1, 1_000, OTHERS_CARDS_A_MINUTE, begin) as room:
        store, database = open_measured(folder / "first.db")
        with database.write_local() as session:
            keep_token(session, HUB, hub.token("first"))
        with window(store, begin.workshop.id) as made:
            made.services.sync.start(execute=made.ui.runner.db_call)
            room.go()
            took = typed_keys(made)
            made.services.sync.stop()
        with database.read() as session:
            received = (session.scalar(select(func.count()).select_from(CardRow)) or 0) - CARDS
        store.close()
    application.processEvents()
    conditions = f"p99; {KEYS_A_SECOND} a second, {received} cards of others came in meanwhile"
    return Row("card entry: key to paint, as the hub", len(took), conditions, "ms", percentile(took, 0.99), target=16)
