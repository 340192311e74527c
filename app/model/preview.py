"""Everything that a peer may have, counted before anything goes."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.oplog import Key
from app.model.peers import PeerRecord
from app.model.preparing import Looking
from app.model.tables import SYNCED, ExportRow
from app.operations import Lens, Level


def all_levels(session: Session, peer: PeerRecord, lens: Lens) -> Mapping[Key, Level | None]:
    """The level of every living row of the workshops that a peer gets."""
    looking = Looking(session, peer, lens)
    keys: list[Key] = []
    for kind, table in SYNCED.items():
        keys += [(kind.value, row_id) for row_id in session.scalars(select(table.id).where(table.deleted_at.is_(None)))]
    looking.judge(keys)
    if peer.workshop_id is None:
        return looking.levels
    return {key: level for key, level in looking.levels.items() if level is not None}


def counted(levels: Mapping[Key, Level | None]) -> dict[str, tuple[int, int, int, Counter[str]]]:
    """By kind of row: how many go whole, in part, not at all, and why not."""
    tables: dict[str, tuple[int, int, int, Counter[str]]] = {}
    for (entity, _row_id), level in levels.items():
        whole, part, kept, reasons = tables.get(entity, (0, 0, 0, Counter()))
        if level is None:
            kept += 1
        elif level.name == "whole":
            whole += 1
        else:
            part += 1
            reasons[level.reason or ""] += 1
        tables[entity] = (whole, part, kept, reasons)
    return tables


def file_names(session: Session, workshop_id: str | None) -> list[str]:
    """The exported files of the workshops that a peer gets, newest first."""
    query: Any = select(ExportRow.file_name).where(ExportRow.deleted_at.is_(None)).order_by(ExportRow.made_at.desc())
    return list(session.scalars(query if workshop_id is None else query.where(ExportRow.workshop_id == workshop_id)))
