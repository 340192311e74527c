"""With whom this store exchanges, how far that has come, and the log of it. All of it stays on this laptop."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from app.model.sync_tables import (
    BlobRow,
    OutgoingRow,
    SetAsideRow,
    ShownRow,
    SyncLogRow,
    SyncPeerRow,
    WithdrawalRow,
)
from app.model.tables import CardRow, ChangeRow, OutboxOpRow

LOG_LINES = 5_000
FORMER = "-"  # the origin of what came from a peer whose database was replaced


@dataclass(frozen=True, slots=True)
class PeerRecord:
    """A peer as the store knows it; see SyncPeerRow."""

    id: str
    kind: str
    name: str
    url: str
    dataset: str | None
    epoch: str | None
    cursor: str
    position: int
    sent: int
    workshop_id: str | None
    certificate: str | None
    room_key: str | None
    added_at: str
    last_ok_at: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the sync log."""

    at: str
    peer_id: str | None
    level: str
    message: str
    params: Mapping[str, Any]


def add_peer(session: Session, peer: PeerRecord) -> None:
    """Begin to exchange with somebody."""
    values = {name: getattr(peer, name) for name in PeerRecord.__slots__}
    session.add(SyncPeerRow(**values | {"active": int(peer.active)}))
    session.flush()


def peers(session: Session, *, only_active: bool = True) -> list[PeerRecord]:
    """The peers, in the order in which they were added."""
    query = select(SyncPeerRow).order_by(SyncPeerRow.added_at, SyncPeerRow.id)
    if only_active:
        query = query.where(SyncPeerRow.active == 1)
    return [_peer(row) for row in session.scalars(query)]


def peer(session: Session, peer_id: str) -> PeerRecord | None:
    """One peer."""
    row = session.get(SyncPeerRow, peer_id)
    return None if row is None else _peer(row)


def change_peer(session: Session, peer_id: str, **values: Any) -> None:
    """Set columns of a peer."""
    row = session.get(SyncPeerRow, peer_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def begin_again(session: Session, peer_id: str, epoch: str | None, last: int) -> None:
    """Forget how far the exchange had come: everything is compared anew, which changes nothing that is the same."""
    for table in (OutgoingRow, ShownRow, WithdrawalRow):
        session.execute(delete(table).where(table.peer_id == peer_id))
    # What came from it may be gone there: whoever has it brings it back.
    session.execute(update(ChangeRow).where(ChangeRow.origin == peer_id).values(origin=FORMER))
    change_peer(session, peer_id, epoch=epoch, cursor="", position=0, sent=last)


def outgoing(session: Session, peer_id: str, limit: int | None = None) -> list[tuple[int, str]]:
    """Number and change of what is prepared for a peer, in order."""
    query = select(OutgoingRow.number, OutgoingRow.change_id).where(OutgoingRow.peer_id == peer_id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(OutgoingRow.number).limit(limit))]


def withdrawals(session: Session, peer_id: str, limit: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """Entity, id and groups (none = all) of what a peer is to forget, at most `limit` rows."""
    query = select(WithdrawalRow.entity, WithdrawalRow.entity_id, WithdrawalRow.groups)
    query = query.where(WithdrawalRow.peer_id == peer_id).order_by(WithdrawalRow.entity_id)
    found = session.execute(query.limit(limit))
    return [(row[0], row[1], tuple(json.loads(row[2]))) for row in found]


def renumber(session: Session, peer_id: str, last: int) -> None:
    """Give what is prepared new numbers that follow `last`: the peer has taken others under ours."""
    prepared = outgoing(session, peer_id)
    session.execute(delete(OutgoingRow).where(OutgoingRow.peer_id == peer_id))
    session.add_all(
        OutgoingRow(peer_id=peer_id, number=last + place, change_id=change_id)
        for place, (_number, change_id) in enumerate(prepared, 1)
    )
    session.flush()
    change_peer(session, peer_id, sent=last)


def confirm(session: Session, peer_id: str, up_to: int, refused: Mapping[str, tuple[str, str | None]], at: str) -> None:
    """The peer has taken everything up to this number, but for what it refused (change → code, field)."""
    taken = [change_id for number, change_id in outgoing(session, peer_id) if number <= up_to]
    for change_id, (code, field) in refused.items():
        session.merge(SetAsideRow(peer_id=peer_id, change_id=change_id, code=code, field=field, at=at))
    session.execute(delete(OutgoingRow).where(OutgoingRow.peer_id == peer_id, OutgoingRow.number <= up_to))
    confirmed = [change_id for change_id in taken if change_id not in refused]
    for start in range(0, len(confirmed), 500):
        some = confirmed[start : start + 500]
        session.execute(delete(OutboxOpRow).where(OutboxOpRow.change_id.in_(some)))
        if refused:
            continue
        session.execute(delete(SetAsideRow).where(SetAsideRow.peer_id == peer_id, SetAsideRow.change_id.in_(some)))
    change_peer(session, peer_id, sent=up_to)
    session.flush()


def set_aside(session: Session, peer_id: str) -> list[tuple[str, str, str | None, str]]:
    """Change, code, field and moment of what a peer refused."""
    query = select(SetAsideRow.change_id, SetAsideRow.code, SetAsideRow.field, SetAsideRow.at)
    return [tuple(row) for row in session.execute(query.where(SetAsideRow.peer_id == peer_id))]  # type: ignore[misc]


def count_set_aside(session: Session, peer_id: str) -> int:
    """How many operations a peer refused."""
    return session.scalar(select(func.count()).select_from(SetAsideRow).where(SetAsideRow.peer_id == peer_id)) or 0


def waiting(session: Session, record: PeerRecord) -> int:
    """How many operations wait for a peer: prepared ones and those that are yet to be looked at (an upper bound)."""
    prepared = select(func.count()).select_from(OutgoingRow).where(OutgoingRow.peer_id == record.id)
    later = select(func.count()).select_from(ChangeRow).join(OutboxOpRow, OutboxOpRow.change_id == ChangeRow.id)
    return (session.scalar(prepared) or 0) + (session.scalar(later.where(ChangeRow.position > record.position)) or 0)


def note(session: Session, line: LogLine) -> None:
    """Write into the sync log."""
    session.add(
        SyncLogRow(
            at=line.at,
            peer_id=line.peer_id,
            level=line.level,
            message=line.message,
            params=json.dumps(dict(line.params), ensure_ascii=False),
        )
    )
    session.flush()


def trim_log(session: Session) -> None:
    """Let the oldest lines of the sync log go."""
    newest = session.scalar(select(func.max(SyncLogRow.id))) or 0
    session.execute(delete(SyncLogRow).where(SyncLogRow.id <= newest - LOG_LINES))


def log_lines(session: Session, limit: int, levels: frozenset[str] | None = None) -> list[LogLine]:
    """The newest lines of the sync log, newest first."""
    query = select(SyncLogRow).order_by(SyncLogRow.id.desc()).limit(limit)
    if levels is not None:
        query = query.where(SyncLogRow.level.in_(levels))
    return [
        LogLine(row.at, row.peer_id, row.level, row.message, json.loads(row.params)) for row in session.scalars(query)
    ]


def drop_withdrawals(session: Session, peer_id: str, entity_ids: Collection[str]) -> None:
    """The peer has forgotten what it was told to of these rows."""
    here = WithdrawalRow.peer_id == peer_id
    session.execute(delete(WithdrawalRow).where(here, WithdrawalRow.entity_id.in_(entity_ids)))


def sent_blobs(session: Session, peer_id: str) -> frozenset[str]:
    """The exported files that a peer was given."""
    query = select(ShownRow.entity_id).where(ShownRow.peer_id == peer_id, ShownRow.entity == "blob")
    return frozenset(session.scalars(query))


def note_sent_blob(session: Session, peer_id: str, sha256: str) -> None:
    """An exported file has arrived at a peer."""
    session.merge(ShownRow(peer_id=peer_id, entity_id=sha256, entity="blob", level="whole"))


def keep_blob(session: Session, sha256: str, content: bytes) -> None:
    """Keep the content of an exported file until it has gone up."""
    session.merge(BlobRow(sha256=sha256, content=content))


def blob(session: Session, sha256: str) -> bytes | None:
    """The content of an exported file, None where it is not kept."""
    return session.scalar(select(BlobRow.content).where(BlobRow.sha256 == sha256))


def _peer(row: SyncPeerRow) -> PeerRecord:
    values = {name: getattr(row, name) for name in PeerRecord.__slots__}
    return PeerRecord(**values | {"active": bool(row.active)})


def own_cards(session: Session, workshop_id: str | None, device: str) -> int:
    """How many living cards of a workshop were made on this laptop."""
    made_here = exists().where(ChangeRow.entity_id == CardRow.id, ChangeRow.device == device, ChangeRow.parents == "[]")
    query = select(func.count()).select_from(CardRow).where(CardRow.deleted_at.is_(None), made_here)
    return session.scalar(query if workshop_id is None else query.where(CardRow.workshop_id == workshop_id)) or 0


def send_again(session: Session, peer_id: str) -> None:
    """Put what a peer refused at the end of what is prepared for it."""
    refused = [change_id for change_id, *_rest in set_aside(session, peer_id)]
    record = session.get(SyncPeerRow, peer_id)
    last = session.scalar(select(func.max(OutgoingRow.number)).where(OutgoingRow.peer_id == peer_id))
    start = max(last or 0, record.sent if record is not None else 0) + 1
    for number, change_id in enumerate(refused, start):
        session.add(OutgoingRow(peer_id=peer_id, number=number, change_id=change_id))
    session.execute(delete(SetAsideRow).where(SetAsideRow.peer_id == peer_id))
    session.flush()


def room_keys(session: Session) -> list[str]:
    """The keys (hex) of rooms that this laptop was in: bundles of those open without a code."""
    query = select(SyncPeerRow.room_key).where(SyncPeerRow.room_key.is_not(None)).order_by(SyncPeerRow.added_at.desc())
    return [key for key in session.scalars(query) if key is not None]
