"""The rows that the operations add up to, kept beside the log so that reading them costs nothing."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.engine import Connection

from app.operations import RowState
from app.records import Kind
from app.sync.wire import WireError, checked_id
from central.persons import Row
from central.tables import insert, record

# Kinds of rows that are understood; others are kept and passed on, without a row.
RECORDED = frozenset(kind.value for kind in Kind)
_FACETS = {Kind.CARD.value: "direction", Kind.SYNERGY.value: "stage"}
_LONGEST_FACET = 40


def write(connection: Connection, dataset: str, rows: Sequence[Row]) -> None:
    """Bring the records of the rows up to their operations. One of which nothing may stand here any more goes."""
    values = []
    for row in rows:
        if row.entity not in RECORDED:
            continue
        if any(one.groups for one in row.ops.values()):
            values.append(_values(dataset, row))
        else:
            _remove(connection, dataset, row)
    if values:
        statement = insert(connection, record)
        changed = {name: statement.excluded[name] for name in ("workshop_id", "live", "facet", "body")}
        statement = statement.on_conflict_do_update(index_elements=["dataset", "entity", "id"], set_=changed)
        connection.execute(statement, values)


def _values(dataset: str, row: Row) -> dict[str, Any]:
    state = row.state()
    columns = state.columns
    return {
        "dataset": dataset,
        "entity": row.entity,
        "id": row.entity_id,
        "workshop_id": _workshop(row, columns),
        "live": state.live,
        "facet": _facet(row.entity, columns),
        "body": _body(state, columns),
    }


def _body(state: RowState, columns: Mapping[str, Any]) -> str:
    value = {"values": columns, "revived": state.revived, "erased": state.erased}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _workshop(row: Row, columns: Mapping[str, Any]) -> str | None:
    try:
        return checked_id(columns.get("workshop_id"), "workshop_id")
    except WireError:
        return None


def _facet(entity: str, columns: Mapping[str, Any]) -> str | None:
    value = columns.get(_FACETS.get(entity, ""))
    return value if isinstance(value, str) and len(value) <= _LONGEST_FACET else None


def _remove(connection: Connection, dataset: str, row: Row) -> None:
    here = (record.c.dataset == dataset, record.c.entity == row.entity, record.c.id == row.entity_id)
    connection.execute(delete(record).where(*here))
