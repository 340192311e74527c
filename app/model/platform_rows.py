"""The rows of a workshop as far as somebody may see them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.model.groups import PRIVATE_COLUMNS, group_of
from app.model.oplog import chunks
from app.model.outright import rows_of_workshop
from app.model.peers import PeerRecord
from app.model.preparing import Looking
from app.model.tables import SYNCED
from app.operations import Lens
from app.records import Kind


def visible_columns() -> dict[str, list[str]]:
    """The columns of each kind of row that can be shown to others at all."""
    return {kind.value: _columns(kind) for kind in SYNCED}


def visible_rows(
    session: Session, workshop_id: str, kind_of_peer: str, lens: Lens
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Kind and columns of the living rows of a workshop, without what `lens` holds back."""
    reader = PeerRecord("", kind_of_peer, "", "", None, None, "", 0, 0, None, None, None, "", None, active=False)
    looking = Looking(session, reader, lens)
    keys = rows_of_workshop(session, workshop_id)
    looking.judge(keys)
    for kind, row_class in SYNCED.items():
        table = inspect(row_class).local_table
        for some in chunks(sorted(row_id for entity, row_id in keys if entity == kind.value)):
            living = select(table).where(table.c.id.in_(some), table.c.deleted_at.is_(None)).order_by(table.c.id)
            for row in session.execute(living).mappings():
                level = looking.levels.get((kind.value, row["id"]))
                if level is not None:
                    shown = {
                        name: row[name] for name in _columns(kind) if name == "id" or level.lets(group_of(kind, name))
                    }
                    yield kind.value, shown


def _columns(kind: Kind) -> list[str]:
    row_class = SYNCED[kind]
    hidden = PRIVATE_COLUMNS | {"deleted_at", "personal_key"} | set(row_class.searchable.values())
    return [column.key for column in inspect(row_class).columns if column.key not in hidden]
