"""Everything that belongs to a workshop, as operations: what a bundle holds."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.oplog import Key, changes_where, without_private
from app.model.peers import PeerRecord
from app.model.preparing import Looking
from app.model.tables import SYNCED
from app.operations import WHOLE, Lens, Level, Look, Op, Values


class _Everything:
    """The lens of somebody who may have all of it."""

    def level(self, entity: str, columns: Values, look: Look) -> Level | None:
        return WHOLE

    def through(self, op: Op, level: Level) -> Op:
        return op


_LENS: Lens = _Everything()


def operations_of(session: Session, workshop_id: str | None) -> list[Op]:
    """The operations on a workshop's rows and on all that those refer to (None: of the whole store), in the order of
    our log, without private notes."""
    keys = None if workshop_id is None else rows_of_workshop(session, workshop_id)
    ops = changes_where(session, None if keys is None else {row_id for _entity, row_id in keys})
    return [without_private(op) for op in ops]


def rows_of_workshop(session: Session, workshop_id: str) -> list[Key]:
    """The rows of a workshop, living or not, and all that they refer to."""
    nobody = PeerRecord("", "room", "", "", None, None, "", 0, 0, workshop_id, None, None, "", None, active=False)
    looking = Looking(session, nobody, _LENS)
    keys: list[Key] = []
    for kind, table in SYNCED.items():
        keys += [(kind.value, row_id) for row_id in session.scalars(select(table.id))]
    looking.judge(keys)
    return [key for key, level in looking.levels.items() if level is not None]
