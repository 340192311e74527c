"""Bringing back what others deleted while something was written here that refers to it.

Only the laptop that wrote the newer row does so: what one of them does, all receive, and twelve need not do it at once.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.common.ids import derived_id
from app.common.messages import N_
from app.model.database import Database
from app.model.oplog import Key
from app.model.receiving import Taken, foreign_keys
from app.model.tables import SYNCED, ChangeRow
from app.model.work import Work
from app.records import ChangeSet, Kind

BRING_BACK = N_("Bring back what is still in use")

# Rows whose being there means that somebody counts on what they refer to.
_USES = {
    Kind.CARD: (Kind.SYNERGY, Kind.INTEREST),
    Kind.FIRM: (Kind.CARD, Kind.PARTICIPANT),
    Kind.WORKSHOP: (Kind.CARD, Kind.PARTICIPANT, Kind.ATTENDANCE),
}


def bring_back(database: Database, taken: Taken) -> list[ChangeSet]:
    """Revive the rows that died in `taken` although rows written on this laptop refer to them, with what those need to
    be seen. Nothing is written where there is nothing to revive."""
    with database.read() as session:
        needed = _needed(session, taken.gone, database.device)
    if not needed:
        return []
    with database.write(BRING_BACK, automatic=True) as work:
        for kind, row_id in sorted(needed):
            _revive(work, kind, row_id)
    return [work.changes] if work.changes.changes else []


def _needed(session: Session, gone: Iterable[Key], device: str) -> set[tuple[Kind, str]]:
    needed: set[tuple[Kind, str]] = set()
    for entity, row_id in gone:
        for kind in _USES.get(Kind(entity), ()):
            table: Any = SYNCED[kind]
            for column, target in foreign_keys(kind.value):
                if target == entity:
                    mine = exists().where(ChangeRow.entity_id == table.id, ChangeRow.device == device)
                    where = (getattr(table, column) == row_id, table.deleted_at.is_(None), mine)
                    for row in session.scalars(select(table).where(*where)):
                        needed |= {(Kind(entity), row_id)} | _surroundings(row)
    return needed


def _surroundings(row: Any) -> set[tuple[Kind, str]]:
    """What a card or a person must have around it to be seen: the workshop, the firm and its seat there."""
    found = {(Kind.WORKSHOP, row.workshop_id)}
    firm_id = getattr(row, "firm_id", None)
    if firm_id is not None:
        found |= {(Kind.FIRM, firm_id), (Kind.ATTENDANCE, derived_id("attendance", row.workshop_id, firm_id))}
    return found


def _revive(work: Work, kind: Kind, row_id: str) -> None:
    row: Any = work.session.get(SYNCED[kind], row_id)
    if row is not None and row.deleted_at is not None:
        row.deleted_at = None
