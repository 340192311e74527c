"""Which exported files a peer may have and has not been given."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.oplog import Key
from app.model.peers import PeerRecord, blob, sent_blobs
from app.model.preparing import Looking
from app.model.tables import SYNCED, ExportRow
from app.operations import Lens
from app.records import Kind


def wanted_blobs(session: Session, peer: PeerRecord, lens: Lens) -> list[tuple[str, bytes]]:
    """SHA-256 and content of files that may go: to a room all of its workshop; to a platform only files of workshops of
    which everything may go, for a file cannot be thinned out."""
    query = select(ExportRow.sha256, ExportRow.workshop_id).where(ExportRow.deleted_at.is_(None))
    if peer.workshop_id is not None:
        query = query.where(ExportRow.workshop_id == peer.workshop_id)
    there = sent_blobs(session, peer.id)
    wanted = [(row[0], row[1]) for row in session.execute(query) if row[0] not in there]
    found = []
    for sha256, workshop_id in wanted:
        content = blob(session, sha256)
        if content is not None and (peer.kind == "room" or _all_may_go(session, peer, lens, workshop_id)):
            found.append((sha256, content))
    return found


def _all_may_go(session: Session, peer: PeerRecord, lens: Lens, workshop_id: str) -> bool:
    looking = Looking(session, peer, lens)
    keys: list[Key] = []
    for kind in (Kind.CARD, Kind.PARTICIPANT):
        table = SYNCED[kind]
        rows = session.scalars(select(table.id).where(table.workshop_id == workshop_id, table.deleted_at.is_(None)))  # type: ignore[attr-defined]
        keys += [(kind.value, row_id) for row_id in rows]
    looking.judge(keys)
    return all(level is not None and level.name == "whole" for level in looking.levels.values())
