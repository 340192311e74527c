"""What came before its turn waits here until the numbers in between have come."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Row

from app.operations import Op
from app.sync.wire import Withdrawal, withdrawal_from_json
from central import op_log, persons
from central.intake import Intake
from central.op_log import Delivery, Logged
from central.tables import insert, parked

_OP, _VOID, _WITHDRAWAL = "op", "void", "withdrawal"
_AT_ONCE = 500


def keep(
    connection: Connection,
    intake: Intake,
    dataset: str,
    sender: str,
    numbered: Mapping[int, Op | None],
    withdrawn: Sequence[Withdrawal],
    end: int,
) -> None:
    """Park a batch: operations by number (None: rejected, only its number counts), and what is to be withdrawn after
    number `end`. What waits already stays as it is."""
    stem = {"dataset": dataset, "sender": sender}
    plain = {"position": 0, "kind": _VOID, "entity_id": None, "body": None, "key": None}
    known = intake.rows_of(one for one in numbered.values() if one is not None)
    rows: list[dict[str, Any]] = []
    for number, one in numbered.items():
        row = stem | plain | {"number": number}
        if one is not None:
            key = one.key if persons.may_hold_key(one, known[one.entity, one.entity_id].ops) else None
            row |= {"kind": _OP, "entity_id": one.entity_id, "body": op_log.body_of(one), "key": key}
        rows.append(row)
    for position, withdrawal in enumerate(withdrawn, 1):
        body = {"entity": withdrawal.entity, "entity_id": withdrawal.entity_id, "groups": list(withdrawal.groups)}
        row = {"number": end, "position": position, "kind": _WITHDRAWAL, "body": json.dumps(body)}
        rows.append(stem | plain | row)
    if rows:
        connection.execute(insert(connection, parked).on_conflict_do_nothing(), rows)


def make_way(connection: Connection, dataset: str, sender: str, numbered: Mapping[int, Op | None]) -> None:
    """Drop waiting operations whose numbers come now. Where one of them was another operation, the sender has counted
    anew in the meantime: all that waits of him is void, and he sends it again."""
    here = (parked.c.dataset == dataset, parked.c.sender == sender)
    some = (parked.c.number.in_(list(numbered)), parked.c.kind == _OP)
    for row in connection.execute(select(parked).where(*here, *some)).all():
        one = numbered[row.number]
        if one is None or one.id != op_log.op_of(row.body).id:
            connection.execute(delete(parked).where(*here))
            return
    connection.execute(delete(parked).where(*here, parked.c.number.in_(list(numbered)), parked.c.position == 0))


def take_waiting(connection: Connection, intake: Intake, dataset: str, sender: str, last: int) -> int:
    """Take what follows number `last` without a gap. Returns the number that is the last one then."""
    here = (parked.c.dataset == dataset, parked.c.sender == sender)
    while True:
        query = select(parked).where(*here).order_by(parked.c.number, parked.c.position).limit(_AT_ONCE)
        ready, last = _ready(connection.execute(query).all(), last)
        if not ready:
            return last
        _take(intake, ready)
        for row in ready:
            place = (parked.c.number == row.number, parked.c.position == row.position)
            connection.execute(delete(parked).where(*here, *place))


def drop_keys_of_forgotten(connection: Connection, intake: Intake, dataset: str) -> None:
    """Take the keys from waiting operations on persons who were erased in the meantime."""
    here = (parked.c.dataset == dataset, parked.c.entity_id.in_(sorted(intake.erased)), parked.c.key.is_not(None))
    waiting = [(row, op_log.op_of(row.body)) for row in connection.execute(select(parked).where(*here))]
    known = intake.rows_of(one for _row, one in waiting)
    for row, one in waiting:
        ops = known[one.entity, one.entity_id].ops | {other.id: other for _row, other in waiting}
        if not persons.may_hold_key(one, ops):
            place = (parked.c.dataset == dataset, parked.c.sender == row.sender, parked.c.number == row.number)
            connection.execute(update(parked).where(*place, parked.c.position == row.position).values(key=None))


def _ready(waiting: Sequence[Row[Any]], last: int) -> tuple[list[Row[Any]], int]:
    ready = []
    for row in waiting:
        if row.number > last + 1 or (row.kind == _WITHDRAWAL and row.number > last):
            break
        last = max(last, row.number)
        ready.append(row)
    return ready, last


def _take(intake: Intake, ready: Sequence[Row[Any]]) -> None:
    """Take them in order; a withdrawal comes after the operations before it."""
    ops: list[Logged] = []
    for row in ready:
        if row.kind == _OP:
            ops.append(Logged(replace(op_log.op_of(row.body), key=row.key), Delivery(row.sender, row.number)))
        elif row.kind == _WITHDRAWAL:
            intake.take(ops)
            ops = []
            intake.withdraw([withdrawal_from_json(json.loads(row.body))])
    intake.take(ops)
