"""Laptops and receivers of one process: real encrypted stores, the real exchange, the real receiver behind a line of
which the test decides what it carries."""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import update

from app.common.clock import FixedClock
from app.model.bringing_back import bring_back
from app.model.database import Database
from app.model.engine import connect
from app.model.keys import KeyCupboard
from app.model.oplog import history_of
from app.model.peers import PeerRecord, add_peer, peer
from app.model.receiving import Taken
from app.model.restore import restore_backup
from app.model.store import Store, open_store
from app.model.tables import ChangeRow
from app.operations import Op
from app.records import ChangeSet
from app.services.board import BoardService
from app.services.cards import CardService
from app.services.duplicates import DuplicateService
from app.services.erasing import ErasureService
from app.services.firms import FirmService
from app.services.merging import repoint
from app.sync.exchange import Exchange, Outcomes
from app.sync.merge import fold
from app.sync.sending import in_the_open
from app.sync.transport import Transport
from app.sync.wire import op_from_json, op_to_json, result_to_json
from central import feed, persons, tokens
from central.database import Database as CentralDatabase
from central.problems import Problem
from central.push import last_of, push, read_batch
from central.settings import Settings
from central.tables import meta

KEY = "0f" * 32
HUB_KEY = "ab" * 32
ORGANISER = "İzmir"
URL = "http://hub"

Request = httpx2.Request
Carry = Callable[[Request, Callable[[Request], httpx2.Response]], httpx2.Response]


def as_it_comes(request: Request, answer: Callable[[Request], httpx2.Response]) -> httpx2.Response:
    """A line that works."""
    return answer(request)


_statements: dict[str, Any] = {}


def share_statements(engine: Any, kind: str = "store") -> None:
    """Let all engines of the tests know the statements that one of them has put together, which takes long."""
    shared = _statements.setdefault(kind, engine)
    engine.dialect, engine._compiled_cache = shared.dialect, shared._compiled_cache


class Receiver:
    """A receiver whose functions are called directly, through the JSON that would travel. `line` decides what becomes
    of a request."""

    def __init__(self, folder: Path, kind: str = "room", name: str = "") -> None:
        self.kind, self.name, self.line = kind, name or kind, as_it_comes
        self.dataset = tokens.dataset_of(f"{ORGANISER} {self.name}")
        self._folder, self._copies = folder, 0
        self._kept: dict[str, bytes] = {}
        self.database = self._open(folder / f"{self.name}.db")

    def _open(self, path: Path) -> CentralDatabase:
        self.path = path
        database = CentralDatabase(Settings(f"sqlite:///{path}", HUB_KEY, kind=self.kind))
        share_statements(database.engine, "receiver")
        return database

    def replace(self) -> None:
        """A new, empty database behind the same address."""
        self.database.close()
        self._copies += 1
        self.database = self._open(self._folder / f"{self.name}-{self._copies}.db")

    def keep_copy(self) -> None:
        """Somebody copies its file."""
        self.database.close()
        self._kept = {one.name: one.read_bytes() for one in self._folder.glob(f"{self.path.name}*")}
        self.database = self._open(self.path)

    def set_back(self) -> bool:
        """The copy takes the place of the file; False where there is none of it."""
        if self.path.name not in self._kept:
            return False
        self.database.close()
        for one in self._folder.glob(f"{self.path.name}*"):
            one.unlink()
        for name, content in self._kept.items():
            (self._folder / name).write_bytes(content)
        self.database = self._open(self.path)
        return True

    def begin_epoch(self) -> None:
        """Be another database from now on."""
        with self.database.write() as connection:
            connection.execute(update(meta).where(meta.c.key == "epoch").values(value=secrets.token_hex(8)))
        self.database.close()
        self.database = self._open(self.path)

    def transport(self, sender: str) -> Transport:
        """The way of a laptop to this receiver."""

        def handle(request: Request) -> httpx2.Response:
            return self.line(request, lambda one: self.answer(sender, one))

        client = httpx2.Client(base_url=URL, transport=httpx2.MockTransport(handle))
        return Transport(URL, None, client=client)

    def answer(self, sender: str, request: Request) -> httpx2.Response:
        """What the receiver says to a request."""
        try:
            stem, entries = self._body(sender, request)
        except Problem as problem:
            return httpx2.Response(problem.status, json={"code": problem.code, "detail": str(problem)})
        text = feed.json_answer(stem | {"epoch": self.database.epoch}, "changes", entries)
        return httpx2.Response(200, text=text, headers={"Content-Type": "application/json"})

    def _body(self, sender: str, request: Request) -> tuple[dict[str, Any], list[str]]:
        if request.url.path == "/v1/status":
            return self._status(sender), []
        if request.url.path == "/v1/ops":
            given = json.loads(request.content)
            taken = push(
                self.database, self.dataset, sender, read_batch(given["first"], given["ops"], given["withdrawn"])
            )
            return {"results": [result_to_json(one) for one in taken.results], "last": taken.last}, []
        asked = request.url.params
        with self.database.read() as connection:
            head = feed.head_of(connection, self.dataset)
            start = feed.place(asked["cursor"], self.database.epoch, head)
            page = feed.changes(connection, self.dataset, start, int(asked["limit"]), asked["skip"])
        end = page.end if page.more else max(page.end, head.seq)
        cursor = feed.cursor(self.database.epoch, end)
        return {"dataset": self.dataset, "cursor": cursor, "more": page.more}, page.entries

    def _status(self, sender: str) -> dict[str, Any]:
        with self.database.read() as connection:
            last = last_of(connection, self.dataset, sender)
        return {"kind": self.kind, "dataset": self.dataset, "last": last}

    def ops(self) -> dict[str, Op]:
        """Everything that it holds, by id."""
        with self.database.read() as connection:
            page = feed.changes(connection, self.dataset, 0, 1_000_000)
        assert not page.more
        found = [op_from_json(json.loads(one)) for one in page.entries]
        return {one.id: one for one in found}

    def said(self) -> str:
        """Everything that it holds as text, for looking for what it must not know; sealed groups opened."""
        return json.dumps(
            [op_to_json(persons.opened(op, op.key)) for op in self.ops().values()], ensure_ascii=False, sort_keys=True
        )

    def close(self) -> None:
        """Let the file go."""
        self.database.close()


@dataclass
class Laptop:
    """A store with use cases on it, and its ways to receivers."""

    name: str
    path: Path
    clock: FixedClock
    receivers: dict[str, Receiver] = field(default_factory=dict)
    skew: timedelta = timedelta(0)
    store: Store = field(init=False)
    database: Database = field(init=False)

    def open(self) -> None:
        """Open the store as the program does at its start."""
        cupboard = KeyCupboard(self.path.parent / "keys")
        self.store = open_store(self.path, key=KEY, clock=self.clock, cupboard=cupboard)
        share_statements(self.store.engine)
        self.database = Database(self.store.engine, self.store.device_id, clock=self.clock, actor=f"Işıl {self.name}")
        self.cards, self.firms = CardService(self.database), FirmService(self.database)
        self.board, self.duplicates = BoardService(self.database), DuplicateService(self.database)
        self.erasure = ErasureService(self.database, self.store)

    def crash(self) -> None:
        """Lose the process, keep the files as they stand, and start again."""
        files = {file: file.read_bytes() for file in self.path.parent.glob(f"{self.path.name}*") if file.is_file()}
        self.store._lock.release()
        self.store.engine.dispose()
        for file, content in files.items():
            file.write_bytes(content)
        self.open()

    def restore(self, backup: Path) -> None:
        """Go back to a backup; the laptop is another device from then on."""
        self.store.close()
        restore_backup(backup, self.path, key=KEY, cupboard=KeyCupboard(self.path.parent / "keys"), clock=self.clock)
        self.open()

    def meet(self, receiver: Receiver, workshop_id: str | None = None) -> None:
        """Set up the exchange with a receiver; the peer's id is its name."""
        self.receivers[receiver.name] = receiver
        with self.database.write_local() as session:
            where = (receiver.name, receiver.kind, "Merkez", URL, None, None, "", 0, 0, workshop_id)
            add_peer(session, PeerRecord(*where, None, None, "2026-11-21T09:00:00.000Z", None, True))

    def exchange(self, peer_id: str = "room", **options: Any) -> Exchange:
        """A round that is yet to be run."""
        transport = self.receivers[peer_id].transport(self.name)
        return Exchange(
            self.database,
            peer_id,
            transport,
            lambda step: step(),
            after=self._after,
            **{"allow_deletions": True} | options,
        )

    def sync(self, peer_id: str = "room", **options: Any) -> Outcomes:
        """A round with a receiver."""
        done = self.exchange(peer_id, **options).run()
        if done.erased:
            self.store.rewrite()
        return done

    def _after(self, taken: Taken) -> list[ChangeSet]:
        followed = repoint(self.database, taken.redirected) if taken.redirected else None  # type: ignore[arg-type]
        return bring_back(self.database, taken) + ([followed] if followed is not None else [])

    def hand_over(self, other: "Laptop") -> None:
        """Give another laptop everything by stick, as JSON."""
        ops = [op_from_json(json.loads(json.dumps(op_to_json(op), ensure_ascii=False))) for op in self.all_ops()]
        _changes, taken = other.database.receive(ops, "bundle", fold)
        if taken.gone or taken.redirected:
            other._after(taken)
        if taken.erased:
            other.store.rewrite()

    def take(self, *ops: Op, origin: str = "bundle") -> Taken:
        """Take in operations that came from elsewhere."""
        return self.database.receive(ops, origin, fold)[1]

    def all_ops(self) -> list[Op]:
        """Everything in the log, with keys, in the order of its coming."""
        with self.database.read() as session:
            ids = {row[0] for row in session.query(ChangeRow.entity_id)}
            place = dict(session.query(ChangeRow.id, ChangeRow.position).all())  # type: ignore[arg-type]
            ops = [op for some in history_of(session, ids).values() for op in some]
            return sorted(in_the_open(session, ops), key=lambda op: place[op.id])

    def record(self, kind: str = "room") -> PeerRecord:
        """What the store knows of a peer."""
        with self.database.read() as session:
            found = peer(session, kind)
        assert found is not None
        return found

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Rows of a query, for looking."""
        with self.store.connect_read_only() as raw:
            return [row[0] if len(row) == 1 else tuple(row) for row in raw.execute(sql, values).fetchall()]

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def make_template(folder: Path) -> Path:
    """An empty store to be copied: making one from scratch takes a third of a second."""
    path = folder / "template.db"
    open_store(path, key=KEY, cupboard=KeyCupboard(folder / "keys")).close()
    return path


def make_laptop(template: Path, folder: Path, name: str, device: str = "", clock: FixedClock | None = None) -> Laptop:
    """A laptop with an empty store of its own, open."""
    home = folder / name
    home.mkdir()
    path = home / "çalıştay.db"
    shutil.copy(template, path)
    shutil.copy(template.with_name(f"{template.name}.key"), path.with_name(f"{path.name}.key"))
    raw = connect(path, KEY, pragmas=False)
    raw.execute("UPDATE meta SET value = ? WHERE key = 'device_id'", (device or f"device-{name}",))
    raw.close()
    laptop = Laptop(name, path, clock or FixedClock())
    laptop.open()
    return laptop
