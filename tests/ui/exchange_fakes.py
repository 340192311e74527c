"""An exchange with other stores that never leaves the test: it answers what it was given and notes what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reportlab.graphics.barcode import qrencoder

from app.common.errors import AppError, InputError
from app.common.messages import N_
from app.records import ChangeSet, Kind, WorkshopId
from app.services import Services
from app.services.sync_rows import (
    ConflictRow,
    ConflictSide,
    HubInfo,
    Peer,
    PeerKind,
    PeerState,
    Presence,
    Preview,
    PreviewLine,
    SetAside,
    SyncEntry,
    SyncStatus,
)
from app.sync.bundle import LOCKED, WRONG_CODE
from app.sync.lens import REASON_AUDIENCE, REASON_CONSENT, REASON_PEOPLE, REASON_WORKING

NOW = datetime.now().astimezone().replace(microsecond=0)


def ago(seconds: float) -> str:
    """The ISO moment so many seconds before the test began."""
    return (NOW - timedelta(seconds=seconds)).isoformat()


TABLES = (
    ("Masa 1", 14, 0, 2),
    ("Masa 2", 22, 0, 5),
    ("Masa 3 (Işıl)", 9, 3, 12),
    ("Masa 4", 17, 0, 4),
    ("Masa 5", 12, 0, 8),
    ("Masa 6", 6, 41, 94),
    ("Masa 7", 15, 0, 3),
    ("Masa 8", 11, 0, 6),
    ("Masa 9", 19, 1, 1),
    ("Masa 10", 8, 0, 9),
    ("Masa 11", 13, 0, 7),
)
PRESENT = tuple(
    Presence(f"device-{place}", name, place, cards, unsynced, seconds)
    for place, (name, cards, unsynced, seconds) in enumerate(TABLES, 1)
)
ROOM = Peer(
    "room", PeerKind.ROOM, "Masa 1", "https://192.168.1.20:8743", WorkshopId("w"), True, PeerState.SYNCED, 0, 0, ago(4),
    present=PRESENT,
)  # fmt: skip
PLATFORM = Peer(
    "platform", PeerKind.PLATFORM, "Sinerji Platformu", "https://sinerji.example.org", None, True, PeerState.HELD,
    12, 2, ago(5400), held=37,
)  # fmt: skip
STATUS = SyncStatus(unsynced=12, conflicts=3, peers=(ROOM, PLATFORM))
ALONE = SyncStatus(unsynced=12, conflicts=0, peers=())

_AMOUNT = {"quantity": "6000", "unit": "t", "period": "year", "quantity_unconfirmed": 0}
CONFLICTS = (
    ConflictRow(
        Kind.CARD.value, "card-1", "amount", "atık döküm kumu", WorkshopId("w"), ago(300), "loser-1",
        ConflictSide(_AMOUNT, "Masa 4 (Çağrı)", ago(320), "Edit card"),
        ConflictSide({**_AMOUNT, "quantity": "600", "period": "month"}, "Masa 1 (Işıl)", ago(380), "Edit card"),
    ),
    ConflictRow(
        Kind.SYNERGY.value, "synergy-1", "stage", "düzcam kırığı → cullet", WorkshopId("w"), ago(900), "loser-2",
        ConflictSide({"stage": "negotiation", "stage_since": ago(950), "lost_reason": None, "review_on": None},
                     "Masa 7 (Ömer)", ago(950), "Move synergy"),
        ConflictSide({"stage": "lost", "stage_since": ago(960), "lost_reason": "distance", "review_on": None},
                     "Masa 2 (İpek)", ago(960), "Move synergy"),
    ),
    ConflictRow(
        Kind.CARD.value, "card-2", "row", "ılık soğutma suyu", WorkshopId("w"), ago(90000), "loser-3",
        ConflictSide({}, "Masa 3 (Işıl)", ago(90100), "Edit card"),
        ConflictSide({}, "Masa 6 (Şükran)", ago(90050), "Delete card"),
    ),
)  # fmt: skip
PREVIEW = Preview(
    (
        PreviewLine(Kind.WORKSHOP.value, 1, 0, 0, ()),
        PreviewLine(Kind.FIRM.value, 87, 14, 8, ((REASON_CONSENT, 8), (REASON_WORKING, 14))),
        PreviewLine(Kind.PARTICIPANT.value, 112, 0, 114, ((REASON_PEOPLE, 114),)),
        PreviewLine(Kind.CARD.value, 590, 0, 47, ((REASON_AUDIENCE, 29), (REASON_CONSENT, 18))),
        PreviewLine(Kind.SYNERGY.value, 641, 0, 44, ((REASON_AUDIENCE, 44),)),
    ),
    1204,
    ("izmir-calistay-kitabi.xlsx", "izmir-raporu.pdf"),
)
ASIDE = (
    SetAside("change-1", Kind.CARD.value, "card-9", "ocak cürufu", "Edit card", "malformed", "quantity", ago(7000)),
    SetAside("change-2", Kind.FIRM.value, "firm-9", "Iğdır Tuz", "Edit firm", "role", None, ago(7100)),
)
LOG = (
    SyncEntry(ago(4), "Masa 1", "info", N_("Sent: {n}"), {"n": 3}),
    SyncEntry(ago(60), "Masa 1", "merge", N_("Two edits of one row fit together"), {}),
    SyncEntry(ago(300), "Masa 1", "conflict", N_("Two people changed “{title}”"), {"title": "atık döküm kumu"}),
    SyncEntry(ago(900), "Sinerji Platformu", "warning", N_("Held back: {n} deletions"), {"n": 37}),
    SyncEntry(ago(5400), "Sinerji Platformu", "info", N_("Synced"), {}),
    SyncEntry(ago(90000), "Sinerji Platformu", "error", N_("Refused"), {}),
    *(SyncEntry(ago(100000 + 60 * n), "Masa 1", "info", N_("Received: {n}"), {"n": n}) for n in range(1, 40)),
)


def _qr(text: str) -> tuple[tuple[bool, ...], ...]:
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


QR = _qr("sinerji://room?a=192.168.1.20:8743&c=7K4P-2QXM-W9BD-MQ4T")
HUB = HubInfo(
    WorkshopId("w"), ("192.168.1.20:8743", "10.0.0.4:8743"), "7K4P-2QXM-W9BD-MQ4T", QR, ("Masa 2", "Masa 3", "Masa 4"),
    N_("Windows may block other laptops: allow Sinerji Masası on private networks in its firewall."),
)  # fmt: skip


def nothing(operation: str) -> ChangeSet:
    """A change that touches no row."""
    return ChangeSet(operation, "operation", ())


@dataclass
class FakeSync:
    """`asked` notes every call that does something; `refuse` is raised by the next call that reaches out."""

    state: SyncStatus = ALONE
    open_conflicts: list[ConflictRow] = field(default_factory=list)
    entries: tuple[SyncEntry, ...] = ()
    shown_preview: Preview = field(default_factory=lambda: Preview((), 0, ()))
    aside: list[SetAside] = field(default_factory=list)
    refuse: AppError | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    followers: list[Callable[[SyncStatus], None]] = field(default_factory=list)
    receivers: list[Callable[[ChangeSet], None]] = field(default_factory=list)

    def tell(self, state: SyncStatus) -> None:
        """As the exchange does after a round."""
        self.state = state
        for follower in self.followers:
            follower(state)

    def bring(self, changes: ChangeSet) -> None:
        """As the exchange does when others changed something."""
        for receiver in self.receivers:
            receiver(changes)

    def start(self, execute: Callable[[Callable[[], Any]], Any]) -> None:
        self.asked.append(("start",))

    def stop(self) -> None:
        self.asked.append(("stop",))

    def status(self) -> SyncStatus:
        return self.state

    def log(self, limit: int = 500, levels: frozenset[str] | None = None) -> list[SyncEntry]:
        return [one for one in self.entries if levels is None or one.level in levels][:limit]

    def conflicts(self) -> list[ConflictRow]:
        return list(self.open_conflicts)

    def swap(self, conflict: ConflictRow) -> ChangeSet:
        self.asked.append(("swap", conflict.entity_id, conflict.shown))
        self.open_conflicts = [
            replace(one, shown=one.kept, kept=one.shown) if one == conflict else one for one in self.open_conflicts
        ]
        return nothing("Show the other value")

    def keep(self, conflict: ConflictRow) -> ChangeSet:
        self.asked.append(("keep", conflict.entity_id, conflict.shown))
        self.open_conflicts.remove(conflict)
        return nothing("Keep the shown value")

    def preview(self, peer_id: str) -> Preview:
        return self.shown_preview

    def set_aside(self, peer_id: str) -> list[SetAside]:
        return list(self.aside)

    def send_again(self, peer_id: str) -> None:
        self.asked.append(("send again", peer_id))
        self.aside = []

    def export_set_aside(self, peer_id: str, path: Path) -> Path:
        self.asked.append(("export", peer_id, path))
        return path

    def _reach(self, *what: Any) -> None:
        if self.refuse is not None:
            refuse, self.refuse = self.refuse, None
            raise refuse
        self.asked.append(what)

    def join(self, address: str, code: str, name: str) -> Peer:
        self._reach("join", address, code, name)
        self.state = replace(self.state, peers=(*self.state.peers, ROOM))
        return ROOM

    def add_platform(self, url: str, token: str) -> Peer:
        self._reach("platform", url, token)
        self.state = replace(self.state, peers=(*self.state.peers, PLATFORM))
        return PLATFORM

    def leave(self, peer_id: str) -> None:
        self.asked.append(("leave", peer_id))
        self.state = replace(self.state, peers=tuple(peer for peer in self.state.peers if peer.id != peer_id))

    def allow_deletions(self, peer_id: str) -> None:
        self.asked.append(("allow", peer_id))

    def refuse_deletions(self, peer_id: str) -> None:
        self.asked.append(("refuse", peer_id))

    def now(self) -> None:
        self.asked.append(("now",))

    def follow(self, callback: Callable[[SyncStatus], None]) -> None:
        self.followers.append(callback)

    def receive_into(self, callback: Callable[[ChangeSet], None]) -> None:
        self.receivers.append(callback)


@dataclass
class FakeHub:
    """A hub that opens no port."""

    running: HubInfo | None = None
    codes: list[str] = field(default_factory=lambda: ["AAAA-BBBB"])

    def start(self, workshop_id: WorkshopId, name: str = "") -> HubInfo:
        self.running = replace(HUB, workshop_id=workshop_id, firewall=None)
        return self.running

    def stop(self) -> None:
        self.running = None

    def info(self) -> HubInfo | None:
        return self.running

    def new_code(self) -> HubInfo:
        assert self.running is not None
        self.running = replace(self.running, code=self.codes.pop())
        return self.running


@dataclass
class FakeBundles:
    """Bundles as names only; one that has a code opens with it and nothing else."""

    code: str | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def write(self, path: Path, workshop_id: WorkshopId) -> SimpleNamespace:
        self.asked.append(("write", path, workshop_id))
        return SimpleNamespace(path=path, code="QD4T-9MRE-K7WA-2XHP", operations=1204)

    def read(self, path: Path, code: str | None) -> tuple[ChangeSet, SimpleNamespace]:
        self.asked.append(("read", path, code))
        if code != self.code:
            raise InputError(LOCKED if code is None else WRONG_CODE, path=path)
        return nothing("Read a bundle"), SimpleNamespace(operations=1204, new=88, conflicts=0, workshops=("İzmir",))


def with_exchange(
    services: Services, sync: FakeSync | None = None, hub: FakeHub | None = None, bundles: FakeBundles | None = None
) -> Any:
    """The use cases of a store with an exchange that is not real."""
    kept = {one.name: getattr(services, one.name) for one in fields(services)}
    kept |= {"sync": sync or FakeSync(), "hub": hub or FakeHub(), "bundles": bundles or FakeBundles()}
    return SimpleNamespace(**kept)


def busy() -> dict[str, Any]:
    """An exchange in the middle of a workshop: for pictures."""
    return {
        "sync": FakeSync(STATUS, list(CONFLICTS), LOG, PREVIEW, list(ASIDE)),
        "hub": FakeHub(HUB),
        "bundles": FakeBundles(),
    }
