"""What the exchange with other stores shows of itself: read models of its screens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.records import WorkshopId


class PeerKind(StrEnum):
    """With whom we exchange."""

    ROOM = "room"  # a laptop of the room that is its hub: everything of one workshop goes
    PLATFORM = "platform"  # the central platform: what audience and consent allow


class PeerState(StrEnum):
    """How the exchange with a peer stands."""

    NEVER = "never"  # nothing has been tried since the program started
    SYNCED = "synced"  # all that we have is there, all that is there we have
    WORKING = "working"
    WAITING = "waiting"  # could not be reached; it is tried again
    HELD = "held"  # an unusual number of deletions has come: a person decides
    REFUSED = "refused"  # it refuses us (token, other data, version): a person must act


@dataclass(frozen=True, slots=True)
class Presence:
    """A laptop of the room, as the hub last heard of it; `seconds` ago."""

    device: str
    name: str
    table: int | None
    cards: int
    unsynced: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody we exchange with. `message` (English source string) with `params` says what is wrong, None = nothing.

    `waiting` operations wait to go there, `set_aside` were refused one by one; `retry_in` seconds until the next try;
    `held` how many deletions wait for a decision.
    """

    id: str
    kind: PeerKind
    name: str
    url: str
    workshop_id: WorkshopId | None
    active: bool
    state: PeerState
    waiting: int
    set_aside: int
    last_ok_at: str | None
    message: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    retry_in: int | None = None
    held: int = 0
    present: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Everything that the window shows of the exchange at a glance. `unsynced` is the number of rows of the outbox."""

    unsynced: int
    conflicts: int
    peers: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class SyncEntry:
    """A line of the sync log: `level` is "info", "merge", "conflict", "warning" or "error"; message and params are an
    English source string and its placeholders."""

    at: str
    peer: str | None
    level: str
    message: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One of two values of a group: what it says (column → value as stored), who wrote it, when (ISO), in which use
    case (English source string)."""

    values: Mapping[str, Any]
    actor: str
    at: str
    operation: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two people changed the same thing without knowing of each other. `title` names the row (a card's title, a firm's
    name …) in `entity` (a Kind); `group` is the field group, "row" where a deleted row came back."""

    entity: str
    entity_id: str
    group: str
    title: str
    workshop_id: WorkshopId | None
    found_at: str
    loser: str
    shown: ConflictSide
    kept: ConflictSide


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """How many rows of a kind (a Kind's value) go out whole, in part, or stay here; `reasons`: (English source string,
    count) why."""

    entity: str
    whole: int
    part: int
    kept: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent to a peer: by kind of row, operations waiting, and the exported files that go along."""

    lines: tuple[PreviewLine, ...]
    operations: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """An operation that a peer refused for good: `code` and `field` are its words."""

    change_id: str
    entity: str
    entity_id: str
    title: str
    operation: str
    code: str
    field: str | None
    at: str


@dataclass(frozen=True, slots=True)
class HubInfo:
    """The hub on this laptop, running. `addresses` are host:port, best first; `code` lets one laptop join; `qr` is the
    square of dark modules that says address and code; `joined` names laptops that used a code."""

    workshop_id: WorkshopId
    addresses: tuple[str, ...]
    code: str
    qr: tuple[tuple[bool, ...], ...]
    joined: tuple[str, ...]
    firewall: str | None = None  # English source string: why other laptops may not get through
