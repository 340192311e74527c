"""What a dataset holds, for others to read: the feed of operations, and the rows that they add up to."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.sync.wire import op_from_json
from central import persons
from central.problems import Problem, malformed
from central.tables import counter, op, record

_CURSOR = re.compile(r"([0-9a-f]{1,32})\.([0-9]{1,18})")
# One answer holds about as much as this, so that no reader takes all the memory.
_MOST_BYTES = 4_000_000
_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries in order, each as its JSON text: what is stored so need not be taken apart to be sent. `end` is the
    place of the last one, `more` tells that others follow."""

    entries: list[str]
    end: Any
    more: bool


@dataclass(frozen=True, slots=True)
class Head:
    """How far a dataset has come: the newest place in the feed, and a number that changes with every change."""

    seq: int = 0
    version: int = 0


def head_of(connection: Connection, dataset: str) -> Head:
    """The head of `dataset`; one that has nothing yet stands at 0."""
    row = connection.execute(select(counter).where(counter.c.dataset == dataset)).one_or_none()
    return Head() if row is None else Head(row.last_seq, row.version)


def cursor(epoch: str, seq: int) -> str:
    """A place in the feed, for a reader to bring back."""
    return f"{epoch}.{seq}"


def place(text: str, epoch: str, head: Head) -> int:
    """The place that a cursor names. Problem 410 where it is one of another database, or of what was lost since."""
    if not text:
        return 0
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise malformed("cursor", "is no cursor of this receiver")
    if found[1] != epoch or int(found[2]) > head.seq:
        raise Problem(410, "epoch", "The cursor belongs to another database: begin from the start.", epoch=epoch)
    return int(found[2])


def changes(connection: Connection, dataset: str, after: int, limit: int, skip: str = "") -> Page:
    """Operations after a place, in the order of commits, with the keys that open them; without those that the device
    `skip` wrote."""

    def some(start: Any, many: int) -> list[tuple[Any, str]]:
        query = select(op.c.seq, op.c.entity, op.c.body)
        query = query.where(op.c.dataset == dataset, op.c.seq > start, op.c.device != skip)
        rows = connection.execute(query.order_by(op.c.seq).limit(many)).all()
        personal = {row.seq: json.loads(row.body) for row in rows if persons.has_personal(row.entity)}
        _attach_keys(connection, dataset, list(personal.values()))
        return [(row.seq, _json(personal[row.seq]) if row.seq in personal else row.body) for row in rows]

    return _page(some, after, limit)


def snapshot(connection: Connection, dataset: str, entity: str, after: str, limit: int) -> Page:
    """Rows of one kind by id, also those that are gone."""

    def some(start: Any, many: int) -> list[tuple[Any, str]]:
        query = select(record).where(record.c.dataset == dataset, record.c.entity == entity, record.c.id > start)
        return [(row.id, _row(row)) for row in connection.execute(query.order_by(record.c.id).limit(many))]

    return _page(some, after, limit)


def etag(epoch: str, version: int, *asked: object) -> str:
    """A weak tag that changes with every change of what was asked for."""
    text = json.dumps([epoch, version, *asked])
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def json_answer(stem: Mapping[str, Any], name: str, entries: Sequence[str]) -> str:
    """An object of JSON: `stem`, and under `name` the list of entries."""
    return f'{_json(dict(stem))[:-1]},"{name}":[{",".join(entries)}]}}'


def _page(some: Callable[[Any, int], list[tuple[Any, str]]], start: Any, limit: int) -> Page:
    """Entries after `start`, fetched a few at a time (place, JSON) until there are enough of them."""
    entries: list[str] = []
    size = 0
    while True:
        wanted = min(_AT_ONCE, limit + 1 - len(entries))
        found = some(start, wanted)
        for place_of, entry in found:
            size += len(entry)
            if len(entries) == limit or (entries and size > _MOST_BYTES):
                return Page(entries, start, True)
            entries.append(entry)
            start = place_of
        if len(found) < wanted:
            return Page(entries, start, False)


def _row(row: Any) -> str:
    head = _json({"id": row.id, "workshop_id": row.workshop_id, "live": bool(row.live)})
    return f"{head[:-1]},{row.body[1:]}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _attach_keys(connection: Connection, dataset: str, entries: Sequence[dict[str, Any]]) -> None:
    people = [one for one in entries if persons.has_personal(one["entity"]) and persons.is_sealed(op_from_json(one))]
    keys = persons.kept_keys(connection, dataset, sorted({one["entity_id"] for one in people}))
    for one in people:
        if one["entity_id"] in keys:
            one["key"] = keys[one["entity_id"]]
