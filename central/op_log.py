"""The operations of a dataset as the receiver keeps them: JSON without keys, in the order of the feed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Connection

from app.operations import Op
from app.sync.wire import op_from_json, op_to_json
from central.tables import counter, insert, op

# Row of the store: (entity, id).
RowId = tuple[str, str]
_CHUNK = 500  # ids in one statement


@dataclass(slots=True)
class Counter:
    """The counter row of a dataset while its writer holds it."""

    last_seq: int
    version: int

    def next_seq(self) -> int:
        """The next place in the feed."""
        self.last_seq += 1
        return self.last_seq


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who brought an operation, and with which of his numbers."""

    sender: str
    number: int

    def is_late(self, known: "Delivery") -> bool:
        """Whether this one was sent no later than what is known: it is a repetition."""
        return self.sender == known.sender and self.number <= known.number


@dataclass(frozen=True, slots=True)
class Logged:
    """An operation and how it came."""

    op: Op
    by: Delivery


def locked_counter(connection: Connection, dataset: str) -> Counter:
    """The counter of `dataset`, nobody else's until the transaction ends: so numbers follow the order of commits."""
    fresh = insert(connection, counter).values(dataset=dataset, last_seq=0, version=0)
    connection.execute(fresh.on_conflict_do_nothing())
    row = connection.execute(select(counter).where(counter.c.dataset == dataset).with_for_update()).one()
    return Counter(row.last_seq, row.version)


def save_counter(connection: Connection, dataset: str, held: Counter) -> None:
    """Write the counter back before the transaction ends."""
    values = {"last_seq": held.last_seq, "version": held.version}
    connection.execute(update(counter).where(counter.c.dataset == dataset).values(**values))


def body_of(one: Op) -> str:
    """An operation as it is stored. ValueError where JSON or a database cannot hold it."""
    value = op_to_json(one)
    value.pop("key", None)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text.encode()  # half a surrogate pair is no text
    if "\\u0000" in text:
        raise ValueError("holds a NUL")
    return text


def op_of(body: str) -> Op:
    """A stored operation."""
    return op_from_json(json.loads(body))


def ops_of_rows(connection: Connection, dataset: str, rows: Iterable[RowId]) -> dict[RowId, dict[str, Logged]]:
    """The operations on each of the rows, by their id."""
    found: dict[RowId, dict[str, Logged]] = {row: {} for row in rows}
    for ids in _chunks(sorted({entity_id for _entity, entity_id in found})):
        query = select(op.c.entity, op.c.entity_id, op.c.op_id, op.c.sender, op.c.number, op.c.body)
        query = query.where(op.c.dataset == dataset, op.c.entity_id.in_(ids)).order_by(op.c.seq)
        for row in connection.execute(query):
            known = found.get((row.entity, row.entity_id))
            if known is not None:
                known[row.op_id] = Logged(op_of(row.body), Delivery(row.sender, row.number))
    return found


def add(connection: Connection, dataset: str, ops: Sequence[tuple[int, Logged]]) -> set[str]:
    """Append operations with their places. Returns the ids that were taken: the others clash with one that is there,
    by id or by number of its device."""
    if not ops:
        return set()
    rows = [
        {
            "dataset": dataset,
            "seq": seq,
            "op_id": one.op.id,
            "device": one.op.device,
            "device_seq": one.op.device_seq,
            "entity": one.op.entity,
            "entity_id": one.op.entity_id,
            "sender": one.by.sender,
            "number": one.by.number,
            "body": body_of(one.op),
        }
        for seq, one in ops
    ]
    statement = insert(connection, op).on_conflict_do_nothing().returning(op.c.op_id)
    return set(connection.execute(statement, rows).scalars())


def strip(connection: Connection, dataset: str, ops: Iterable[Op]) -> None:
    """Write the bodies of known operations anew, in their places: readers who have them need not know."""
    rows = [{"of": one.id, "to_body": body_of(one)} for one in ops]
    if rows:
        statement = update(op).where(op.c.dataset == dataset, op.c.op_id == bindparam("of"))
        connection.execute(statement.values(body=bindparam("to_body")), rows)


def renew(connection: Connection, dataset: str, ops: Sequence[tuple[int, Logged]]) -> None:
    """Write known operations anew that say more than before, at the end of the feed."""
    rows = [
        {
            "of": one.op.id,
            "to_seq": seq,
            "to_sender": one.by.sender,
            "to_number": one.by.number,
            "to_body": body_of(one.op),
        }
        for seq, one in ops
    ]
    if rows:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in ("seq", "sender", "number", "body")}
        statement = update(op).where(op.c.dataset == dataset, op.c.op_id == bindparam("of")).values(values)
        connection.execute(statement, rows)


def known_ids(connection: Connection, dataset: str, ids: Sequence[str]) -> set[str]:
    """Which of the ids the log holds, on whatever row."""
    found: set[str] = set()
    for some in _chunks(ids):
        query = select(op.c.op_id).where(op.c.dataset == dataset, op.c.op_id.in_(some))
        found |= set(connection.execute(query).scalars())
    return found


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]
