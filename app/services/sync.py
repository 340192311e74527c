"""The exchange with other stores: with whom, how it stands, what is decided in it. Goes on in the background while the
window is open; the command line runs single rounds."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.common.clock import iso
from app.common.errors import InputError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.whole_file import write_whole
from app.model import conflicts, peers
from app.model.bringing_back import bring_back
from app.model.database import Database
from app.model.oplog import changes_by_id
from app.model.peers import LogLine, PeerRecord
from app.model.receiving import Taken
from app.model.repositories import local
from app.model.store import Store
from app.model.sync_tokens import keep_token, token_for
from app.records import ChangeSet, FirmId, Kind, WorkshopId
from app.services.merging import repoint
from app.services.sync_preview import preview
from app.services.sync_rows import (
    ConflictRow,
    ConflictSide,
    Peer,
    PeerKind,
    PeerState,
    Preview,
    SetAside,
    SyncEntry,
    SyncStatus,
)
from app.services.sync_worker import PeerWorker, Told, Work
from app.sync.answers import Refused, Unreachable
from app.sync.exchange import Exchange, Execute, Outcomes
from app.sync.joining import join_room
from app.sync.wire import op_to_json

if TYPE_CHECKING:
    from app.sync.transport import Transport

T = TypeVar("T")

GONE = N_("This connection is no longer there.")
NO_URL = N_("The address of the platform begins with https:// (or http:// for one on this machine).")
JOINED = N_("Joined the room at {url}.")
ADDED = N_("Connected with {url}.")
LEFT = N_("The connection was removed.")
UNREACHABLE_NOW = N_("{url} cannot be reached ({why}); nothing was lost, try again later.")
_LAPTOP = "sync.laptop"
_LOCAL_HOSTS = ("http://127.0.0.1", "http://localhost", "http://[::1]")


def _directly(work: Callable[[], T]) -> T:
    return work()


class SyncService:
    """Use cases of the exchange. `table` tells the number of this laptop's table, where it is known."""

    def __init__(self, database: Database, store: Store, actor: str = "") -> None:
        self._database, self._store, self._actor = database, store, actor
        self._execute: Execute[Any] = _directly
        self._workers: dict[str, PeerWorker] = {}
        self._guard = threading.RLock()
        self._running = False
        self._followers: list[Callable[[SyncStatus], None]] = []
        self._receivers: list[Callable[[ChangeSet], None]] = []
        self.table: int | None = None
        self._counted: dict[str, tuple[int, int]] = {}  # by peer: cards made here, operations that wait
        database.follow(self._stored)

    # in the background

    def start(self, execute: Execute[Any]) -> None:
        """Begin to exchange with every peer; `execute` runs a function on the one thread that may write."""
        self._execute = execute
        self._running = True
        for peer in self._peers():
            self._start_worker(peer)

    def stop(self) -> None:
        """End the background exchange; what was under way goes on at the next start."""
        self._running = False
        with self._guard:
            workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.stop()
        self._execute = _directly

    def now(self) -> None:
        """Exchange at once with everybody, also where we were refused or wait."""
        for worker in self._all_workers():
            worker.insist()

    def follow(self, follower: Callable[[SyncStatus], None]) -> None:
        """Call `follower` with the status after everything that changes it; on any thread."""
        self._followers.append(follower)

    def receive_into(self, receiver: Callable[[ChangeSet], None]) -> None:
        """Call `receiver` with what others changed, once it is stored; on any thread."""
        self._receivers.append(receiver)

    def round(self, peer_id: str, *, allow_deletions: bool = False) -> Outcomes:
        """One exchange with a peer, now, on this thread. AppError with a sentence where it is refused; what was done
        until then is done."""
        peer = self._peer(peer_id)
        try:
            with self._connect(peer) as transport:
                return self._exchange(peer, transport, allow_deletions)
        except Unreachable as error:
            raise InputError(UNREACHABLE_NOW, url=peer.url, why=error.why) from error

    # what there is

    def status(self) -> SyncStatus:
        """How everything stands."""
        with self._database.read() as session:
            known = peers.peers(session)
            waiting = {peer.id: peers.waiting(session, peer) for peer in known}
            aside = {peer.id: peers.count_set_aside(session, peer.id) for peer in known}
            unsynced, open_conflicts = self._database.unsynced(), conflicts.count_conflicts(session)
        shown = tuple(self._shown(peer, waiting[peer.id], aside[peer.id]) for peer in known)
        return SyncStatus(unsynced, open_conflicts, shown)

    def log(self, limit: int = 500, levels: frozenset[str] | None = None) -> list[SyncEntry]:
        """What happened, newest first."""
        with self._database.read() as session:
            names = {peer.id: peer.name for peer in peers.peers(session, only_active=False)}
            lines = peers.log_lines(session, limit, levels)
        return [SyncEntry(one.at, names.get(one.peer_id or ""), one.level, one.message, one.params) for one in lines]

    def conflicts(self) -> list[ConflictRow]:
        """What two people changed without knowing of each other, and nobody has decided yet; newest first."""
        with self._database.read() as session:
            return [_conflict_row(one) for one in conflicts.open_conflicts(session)]

    def preview(self, peer_id: str) -> Preview:
        """What goes to a peer, what stays here and why."""
        with self._database.read() as session:
            return preview(session, self._peer(peer_id))

    def set_aside(self, peer_id: str) -> list[SetAside]:
        """What a peer refused."""
        with self._database.read() as session:
            found = peers.set_aside(session, peer_id)
            ops = changes_by_id(session, [one[0] for one in found])
        return [
            SetAside(change, op.entity, op.entity_id, op.entity_id, op.name, code, field, at)
            for change, code, field, at in found
            if (op := ops.get(change)) is not None
        ]

    # what is done

    def join(self, address: str, code: str, name: str) -> Peer:
        """Come into the room whose hub is at `address`. InputError with a sentence where that does not work."""
        entrance = join_room(address, code, self._store.device_id, name)
        self.name_laptop(name)
        for before in self._peers():
            if before.kind == PeerKind.ROOM and before.workshop_id == entrance.workshop_id:
                self.leave(before.id)  # another laptop is the hub now
        peer = self._new_peer(PeerKind.ROOM, entrance.name or entrance.url.split("//")[1], entrance.url)
        peer = replace(
            peer,
            dataset=entrance.dataset,
            workshop_id=entrance.workshop_id,
            certificate=entrance.certificate,
            room_key=entrance.room_key,
        )
        return self._add(peer, entrance.token, JOINED)

    def add_platform(self, url: str, token: str, name: str | None = None) -> Peer:
        """Exchange with a platform from now on. It is asked first who it is. AppError where it refuses."""
        from app.sync.transport import Transport

        url = url.strip().rstrip("/")
        if not url.startswith(("https://", *_LOCAL_HOSTS)):
            raise InputError(NO_URL)
        peer = self.known(url) or self._new_peer(PeerKind.PLATFORM, name or url.split("//")[1], url)
        try:
            with Transport(url, token.strip(), peer.certificate) as transport:
                status = transport.status()
        except Unreachable as error:
            raise InputError(UNREACHABLE_NOW, url=url, why=error.why) from error
        if status.kind not in set(PeerKind):
            raise Refused(N_("What answers at {url} is neither a room nor a platform."), url=url)
        if peer.dataset is None:
            peer = replace(peer, kind=status.kind, workshop_id=status.workshop)
        return self._add(peer, token.strip(), ADDED)

    def add_own_hub(self, url: str, token: str, certificate: str, workshop_id: WorkshopId, name: str) -> Peer:
        """Exchange with the hub that runs on this laptop."""
        with self._database.read() as session:
            earlier = [one for one in peers.peers(session, only_active=False) if _is_own_hub(one, workshop_id)]
        peer = earlier[0] if earlier else self._new_peer(PeerKind.ROOM, name, url)
        return self._add(replace(peer, url=url, workshop_id=workshop_id, certificate=certificate), token, None)

    def name_laptop(self, name: str) -> None:
        """How this laptop is called in a room."""
        self.write_local(lambda session: local.remember(session, _LAPTOP, name))

    def laptop_name(self) -> str:
        """How this laptop is called in a room; the machine's own name where nobody has said."""
        with self._database.read() as session:
            kept = local.recall(session, _LAPTOP)
        return kept if isinstance(kept, str) and kept else socket.gethostname()

    def pause(self, peer_id: str) -> None:
        """Stop exchanging with a peer that may come back."""
        self._end_worker(peer_id)
        self.write_local(lambda session: peers.change_peer(session, peer_id, active=0))
        self._announce()

    def known(self, url: str) -> PeerRecord | None:
        """The peer at this address, None where there is none."""
        return next((peer for peer in self._peers() if peer.url == url.rstrip("/")), None)

    def leave(self, peer_id: str) -> None:
        """Stop exchanging with a peer; everything that came stays."""
        self._end_worker(peer_id)

        def forget(session: Any) -> None:
            peers.change_peer(session, peer_id, active=0)
            peers.begin_again(session, peer_id, None, 0)
            peers.note(session, self._line(peer_id, LEFT))

        self.write_local(forget)
        self._announce()

    def allow_deletions(self, peer_id: str) -> None:
        """The deletions that are held are meant: let them in."""
        worker = self._workers.get(peer_id)
        if worker is not None:
            worker.allow_deletions()

    def refuse_deletions(self, peer_id: str) -> None:
        """They are not meant: the connection ends, nothing is deleted here, and what we have goes up when it is set up
        anew."""
        self.leave(peer_id)

    def send_again(self, peer_id: str) -> None:
        """Try once more what a peer refused."""
        self.write_local(lambda session: peers.send_again(session, peer_id))
        self._wake()

    def export_set_aside(self, peer_id: str, path: Path) -> Path:
        """Write what a peer refused into a file that its administrator can read; personal groups stay sealed."""
        with self._database.read() as session:
            found = {one[0]: one for one in peers.set_aside(session, peer_id)}
            ops = changes_by_id(session, found)
        listed = [
            {"code": found[one][1], "field": found[one][2], "at": found[one][3], "op": op_to_json(op)}
            for one, op in ops.items()
        ]
        write_whole(path, json.dumps(listed, ensure_ascii=False, indent=1).encode())
        return path

    def swap(self, conflict: ConflictRow) -> ChangeSet:
        """Show the other value; the one that was shown is in the log."""
        return self._settle(conflict, swap=True)

    def keep(self, conflict: ConflictRow) -> ChangeSet:
        """Let the shown value stay, for everybody."""
        return self._settle(conflict, swap=False)

    def _settle(self, conflict: ConflictRow, *, swap: bool) -> ChangeSet:
        name = N_("Take the other value") if swap else N_("Keep the shown value")
        with self._database.write(name) as work:
            key = (conflict.entity, conflict.entity_id, conflict.group, conflict.loser)
            conflicts.settle(work, key, swap=swap)
        return work.changes

    # inside

    def _exchange(self, peer: PeerRecord, transport: Transport, allow: bool) -> Outcomes:
        exchange = Exchange(
            self._database, peer.id, transport, self._execute, after=self._repair, allow_deletions=allow
        )
        try:
            return exchange.run()
        finally:
            self._hand_on(exchange.outcomes)

    def _hand_on(self, outcomes: Outcomes) -> None:
        """Tell the screens what came in, also where the round was cut off later."""
        self._counted = {}
        if outcomes.erased:
            self._execute(self._store.rewrite)
        for changes in outcomes.changes:
            for receiver in self._receivers:
                receiver(changes)
        if outcomes.changes or outcomes.pushed:
            self._announce()

    def _repair(self, taken: Taken) -> list[ChangeSet]:
        done = bring_back(self._database, taken)
        moved = repoint(self._database, [FirmId(one) for one in taken.redirected]) if taken.redirected else None
        return done if moved is None else [*done, moved]

    def _stored(self, changes: ChangeSet) -> None:
        """Send what was stored here at once; what came from one peer is only news for the others."""
        self._counted = {}
        if not self._running:
            return
        if changes.operation_id or len(self._all_workers()) > 1:
            self._wake()
        if changes.operation_id:
            self._announce()

    def _wake(self) -> None:
        for worker in self._all_workers():
            worker.wake()

    def _all_workers(self) -> list[PeerWorker]:
        with self._guard:
            return list(self._workers.values())

    def _announce(self) -> None:
        if not self._followers:
            return
        status = self.status()
        for follower in self._followers:
            follower(status)

    def _end_worker(self, peer_id: str) -> None:
        with self._guard:
            worker = self._workers.pop(peer_id, None)
        if worker is not None:
            worker.stop()

    def _start_worker(self, peer: PeerRecord) -> None:
        work = Work(
            connect=lambda: self._connect(peer),
            round=lambda transport, allow: self._exchange(peer, transport, allow),
            presence=lambda: self._presence(peer),
            told=self._announce,
        )
        worker = PeerWorker(peer, work)
        with self._guard:
            before = self._workers.pop(peer.id, None)
            self._workers[peer.id] = worker
        if before is not None:
            before.stop()
        worker.start()

    def _connect(self, peer: PeerRecord) -> Transport:
        from app.sync.transport import Transport

        def read() -> str | None:
            with self._database.read() as session:
                return token_for(session, peer.id)

        return Transport(peer.url, read(), peer.certificate)

    def _presence(self, peer: PeerRecord) -> dict[str, Any]:
        """What we tell the room of ourselves; counted anew only when something was stored or sent."""
        if peer.id not in self._counted:
            with self._database.read() as session:
                cards = peers.own_cards(session, peer.workshop_id, self._database.device)
                waiting = peers.waiting(session, peers.peer(session, peer.id) or peer)
            self._counted[peer.id] = (cards, waiting)
        cards, waiting = self._counted[peer.id]
        return {"name": self.laptop_name(), "table": self.table, "cards": cards, "unsynced": waiting}

    def _add(self, peer: PeerRecord, token: str, message: str | None) -> Peer:
        def store(session: Any) -> None:
            if peers.peer(session, peer.id) is None:
                peers.add_peer(session, peer)
            else:
                peers.change_peer(session, peer.id, url=peer.url, certificate=peer.certificate, active=1)
            keep_token(session, peer.id, token)
            if message is not None:
                peers.note(session, self._line(peer.id, message, url=peer.url))

        self.write_local(store)
        if self._running:
            self._start_worker(self._peer(peer.id))
        self._announce()
        return next(one for one in self.status().peers if one.id == peer.id)

    def _new_peer(self, kind: PeerKind, name: str, url: str) -> PeerRecord:
        moment = iso(self._database.clock.now())
        return PeerRecord(
            new_id(), kind.value, name, url, None, None, "", 0, 0, None, None, None, moment, None, active=True
        )

    def _peers(self) -> list[PeerRecord]:
        with self._database.read() as session:
            return peers.peers(session)

    def _peer(self, peer_id: str) -> PeerRecord:
        with self._database.read() as session:
            found = peers.peer(session, peer_id)
        if found is None:
            raise InputError(GONE)
        return found

    def write_local(self, work: Callable[[Any], None]) -> None:
        """Run `work` in a transaction for rows of this laptop, on the thread that may write."""

        def run() -> None:
            with self._database.write_local() as session:
                work(session)

        self._execute(run)

    def _line(self, peer_id: str, message: str, **params: Any) -> LogLine:
        return LogLine(iso(self._database.clock.now()), peer_id, "info", message, params)

    def _shown(self, peer: PeerRecord, waiting: int, aside: int) -> Peer:
        worker = self._workers.get(peer.id)
        told = worker.told if worker is not None else Told(PeerState.NEVER)
        wait = None if told.next_try is None else max(0, round(told.next_try - time.monotonic()))
        workshop = None if peer.workshop_id is None else WorkshopId(peer.workshop_id)
        return Peer(
            peer.id,
            PeerKind(peer.kind),
            peer.name,
            peer.url,
            workshop,
            peer.active,
            told.state,
            waiting,
            aside,
            peer.last_ok_at,
            told.message,
            told.params,
            wait,
            told.held,
            told.present,
        )


def _is_own_hub(peer: PeerRecord, workshop_id: str) -> bool:
    return peer.url.startswith("https://127.0.0.1:") and peer.workshop_id == workshop_id


def _conflict_row(one: conflicts.OpenConflict) -> ConflictRow:
    return ConflictRow(
        entity=one.entity,
        entity_id=one.entity_id,
        group=one.group,
        title=one.title or Kind(one.entity).value,
        workshop_id=None if one.workshop_id is None else WorkshopId(one.workshop_id),
        found_at=one.found_at,
        loser=one.loser,
        shown=_side(one.shown),
        kept=_side(one.kept),
    )


def _side(side: conflicts.Side) -> ConflictSide:
    op = side.op
    return ConflictSide(side.values, op.actor if op else "", op.at if op else "", op.name if op else "")
