"""What must hold when a simulated room has come to rest, worked out in another way than the program does it."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import select

from app.common.sealing import unseal
from app.model.groups import PRIVATE_COLUMNS, group_of
from app.model.health import canonical_hash, hashed_columns
from app.model.oplog import _secret
from app.model.preparing import Looking
from app.model.receiving import _defaults
from app.model.tables import SYNCED
from app.operations import ERASED, ROW, Op
from app.records import Audience, Kind
from app.sync.lens import LENSES
from central.tables import record

_KINDS = {kind.value for kind in Kind}


def examine(room: Any) -> None:
    """Ask everything. AssertionError where something does not hold."""
    logs = [{op.id: op for op in laptop.all_ops()} for laptop in room.laptops]
    union = set().union(*logs)
    for receiver in room.receivers:
        held = receiver.ops()
        if receiver.kind == "room":
            assert set(held) == union, f"{receiver.name} lacks {sorted(union - set(held))}, more: {set(held) - union}"
    for laptop, log in zip(room.laptops, logs, strict=True):
        assert set(log) == union, f"{laptop.name} lacks {_told(held, union - set(log))}"
    lost = room.acknowledged - union - room.may_be_lost
    assert not lost, f"lost: {sorted(lost)}"
    for laptop in room.laptops:
        examine_rows(laptop)
        for table in ("outbox_op", "sync_outgoing", "sync_set_aside"):
            left = laptop.rows(f"SELECT * FROM {table}")
            assert not left, f"{laptop.name}: {table} {left}"
        assert laptop.rows("PRAGMA foreign_key_check") == []
    _same("hash", {laptop.name: _hash(laptop) for laptop in room.laptops})
    waiting = "SELECT entity_id FROM waiting_row WHERE entity <> 'resource_card' ORDER BY 1"
    _same("waiting", {laptop.name: str(laptop.rows(waiting)) for laptop in room.laptops} | {"nobody": "[]"})
    _same(
        "half-read", {laptop.name: str(laptop.rows("SELECT * FROM waiting_row ORDER BY 1")) for laptop in room.laptops}
    )
    conflicts = "SELECT entity_id, field_group, loser, winner FROM conflict ORDER BY 1, 2, 3"
    _same("conflicts", {laptop.name: str(laptop.rows(conflicts)) for laptop in room.laptops})
    for receiver in room.receivers:
        if receiver.kind == "room":
            _examine_receiver(receiver, room.laptops[0])
        else:
            _examine_platform(receiver, room.laptops[0])


def _same(what: str, values: Mapping[str, str]) -> None:
    assert len(set(values.values())) == 1, f"{what} differs: {values}"


def _hash(laptop: Any) -> str:
    with laptop.store.connect_read_only() as raw:
        return canonical_hash(raw)


def _told(held: Mapping[str, Op], ids: set[str]) -> list[str]:
    return [f"{held[one].entity} {held[one].entity_id} {one}" for one in sorted(ids) if one in held]


def _rows(laptop: Any) -> dict[tuple[str, str], Any]:
    found = {}
    with laptop.database.read() as session:
        for kind, table in SYNCED.items():
            for row in session.execute(select(table.__table__)).mappings():
                found[kind.value, row["id"]] = dict(row)
    return found


def examine_rows(laptop: Any) -> None:
    """Every row shows, group by group, the value of an operation that nobody replaced, as far as this laptop knows."""
    by_row: dict[tuple[str, str], list[Op]] = {}
    for op in laptop.all_ops():
        if op.entity in _KINDS:
            by_row.setdefault((op.entity, op.entity_id), []).append(op)
    rows = _rows(laptop)
    assert set(rows) == set(by_row), f"{laptop.name}: rows without log, or log without rows: {set(rows) ^ set(by_row)}"
    for key, ops in by_row.items():
        allowed = allowed_values(ops, rows[key].get("personal_key"))
        assert (rows[key]["deleted_at"] is None) == lives(ops), f"{laptop.name}: life of {key}"
        for group, choices in allowed.items():
            if group in PRIVATE_COLUMNS:
                continue
            columns = [name for name in next(iter(choices)) if name in rows[key]]
            shown = {name: rows[key][name] for name in columns}
            meant = [{name: _filled(key[0], name, one[name]) for name in columns} for one in choices]
            assert shown in meant, f"{laptop.name}: {key} {group} shows {shown}, may show {meant}"
        known = {name for choices in allowed.values() for one in choices for name in one}
        for name in set(rows[key]) - known - {"id", "deleted_at", "personal_key", "notes"}:
            if not name.endswith("_key"):
                assert rows[key][name] == _filled(key[0], name, None), f"{laptop.name}: {key} {name} came from nowhere"


def _filled(entity: str, name: str, value: Any) -> Any:
    column = SYNCED[Kind(entity)].__table__.columns[name]
    return _defaults(entity)[name] if value is None and not column.nullable else value


def _ancestors(ops: list[Op]) -> Any:
    known = {op.id: op for op in ops}

    @cache
    def seen(op_id: str) -> frozenset[str]:
        mine: set[str] = set()
        for parent in known[op_id].parents:
            if parent in known:
                mine |= {parent} | seen(parent)
        return frozenset(mine)

    return seen


def allowed_values(ops: list[Op], key: str | None) -> dict[str, list[Mapping[str, Any]]]:
    """For each group the values that a row may show."""
    seen = _ancestors(ops)
    erasures = {op.id for op in ops if ERASED in op.groups}
    values: dict[str, dict[str, Mapping[str, Any]]] = {}
    for op in ops:
        for group, value in op.groups.items():
            if "sealed" in value:
                value = unseal(value["sealed"], _secret(key)) or {}
            if group not in (ROW, ERASED) and "new" in value and is_known(value["new"]):
                values.setdefault(group, {})[op.id] = value["new"]
    if "contact" in values and ops[0].entity == Kind.PARTICIPANT.value:
        values["contact"] = {one: value for one, value in values["contact"].items() if erasures <= seen(one)}
    standing = {
        group: [value for one, value in setters.items() if not any(one in seen(other) for other in setters)]
        for group, setters in values.items()
    }
    if ops[0].entity == Kind.PARTICIPANT.value and not standing.get("contact"):
        standing["contact"] = [dict.fromkeys(("name", "phone", "email"))]
    return standing


def is_known(values: Mapping[str, Any]) -> bool:
    """Whether this program can read it; of what a newer one says otherwise no laptop may show anything."""
    return values.get("audience") is None or values["audience"] in set(Audience)


def lives(ops: list[Op]) -> bool:
    """Whether anything stands that no deletion had seen."""
    seen = _ancestors(ops)
    dead: set[str] = set()
    for op in ops:
        if op.groups.get(ROW, {}).get("new") == "gone":
            dead |= {op.id} | seen(op.id)
    return any(op.id not in dead for op in ops)


def _records(receiver: Any) -> dict[tuple[str, str], Any]:
    with receiver.database.read() as connection:
        return {(one.entity, one.id): one for one in connection.execute(select(record))}


def _examine_platform(platform: Any, laptop: Any) -> None:
    """A platform shows of each row what it may, as the laptops show it, and nothing else."""
    rows, theirs = _rows(laptop), _records(platform)
    with laptop.database.read() as session:
        looking = Looking(session, laptop.record(platform.name), LENSES["platform"])
        looking.judge(list(rows))
    for key, row in rows.items():
        level = looking.levels[key]
        assert (key in theirs) == (level is not None), f"platform: {key} is there: {key in theirs}"
        if level is None:
            continue
        said = json.loads(theirs[key].body)["values"]
        assert theirs[key].live == (row["deleted_at"] is None), f"platform: life of {key}"
        for name in hashed_columns(SYNCED[Kind(key[0])]):
            if name == "id":
                continue
            if not level.lets(group_of(Kind(key[0]), name)):
                assert name not in said, f"platform: {key} {name} is not for it ({level.name})"
            else:
                meant = _filled(key[0], name, said.get(name))
                if not is_known({name: meant}):
                    continue
                assert row[name] == meant, f"platform: {key} {name} {meant!r}, laptop {row[name]!r} ({level.name})"


def _examine_receiver(hub: Any, laptop: Any) -> None:
    """The receiver's rows, which it works out on its own, are those of the laptops."""
    rows, theirs = _rows(laptop), _records(hub)
    assert set(theirs) == set(rows)
    for key, one in theirs.items():
        assert one.live == (rows[key]["deleted_at"] is None), f"receiver: life of {key}"
        said = json.loads(one.body)["values"]
        assert not PRIVATE_COLUMNS & set(said), f"receiver: has been told notes of {key}"
        for name, value in said.items():
            if name in rows[key] and is_known({name: value}):
                meant = _filled(key[0], name, value)
                assert rows[key][name] == meant, f"receiver: {key} {name} {value!r}, laptop {rows[key][name]!r}"
