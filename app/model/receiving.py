"""Taking in what other stores wrote: their operations go into the log, and every row that they touch is worked out anew
from all that is known of it."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from sqlalchemy import Table, UniqueConstraint, insert, inspect, select
from sqlalchemy.orm import Session

from app.common.sealing import new_personal_key
from app.common.turkish import match_key
from app.model.change_capture import Capture
from app.model.engine import writing
from app.model.mapping import RECORDS, from_columns, to_column
from app.model.oplog import (
    Key,
    append,
    chunks,
    fill,
    history_of,
    known_ids,
    move_to_end,
    opened,
    personal_keys,
    rows_of_log,
    seal_under,
    sealed_anew,
    without_private,
)
from app.model.sync_tables import ConflictRow, WaitingRow
from app.model.tables import SYNCED, ParticipantRow, Synced
from app.operations import ROW, Clash, Op, RowState
from app.records import Kind

Fold = Callable[[Iterable[Op]], RowState]

# Rows are written in this order, so that what they refer to stands already.
ORDER = {kind.value: place for place, kind in enumerate(SYNCED)}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of operations: `new` were not known, `gone` are rows that died of them, `erased` people whom they
    made forgotten, `redirected` firms that were merged into others; `conflicts` counts what people should look at."""

    new: int
    known: int
    conflicts: int
    gone: tuple[Key, ...]
    erased: tuple[str, ...]
    redirected: tuple[str, ...]


class Receiving:
    """One batch inside its transaction; `now` is its moment."""

    def __init__(self, session: Session, capture: Capture, fold: Fold, now: str) -> None:
        self._session, self._capture, self._fold, self._now = session, capture, fold, now
        self._fresh: dict[str, list[dict[str, Any]]] = {}
        self._rows: dict[Key, Synced | None] = {}
        self._keys: dict[str, str] = {}
        self._renewed: dict[str, str | None] = {}
        self._waiting: dict[str, WaitingRow] = {}
        self._unreadable: set[Key] = set()
        self._in_part: set[Key] = set()
        self._gone: list[Key] = []
        self._erased: list[str] = []
        self._redirected: list[str] = []

    def take(self, ops: Sequence[Op], origin: str) -> Taken:
        """Put operations into log and rows. What is known already does no harm; what cannot stand yet waits."""
        session = self._session
        given = {op.id: without_private(op) for op in ops}
        known = known_ids(session, given)
        fresh = [op for op in given.values() if op.id not in known]
        fuller = [op for op in given.values() if known.get(op.id, False)]
        self._waiting = {row.entity_id: row for row in session.scalars(select(WaitingRow))}
        self._keys = {one: row.personal_key for one, row in self._waiting.items() if row.personal_key is not None}
        self._keys |= personal_keys(session, {op.entity_id for op in (*fresh, *fuller) if _is_person(op)})
        append(session, [self._in_our_hand(op) for op in fresh], origin)
        session.flush()
        filled = [op for op in fuller if fill(session, self._in_our_hand(op), origin)]
        touched = {op.entity_id for op in (*fresh, *filled)}
        conflicts = self._work_out(touched | self._waiting.keys()) if touched else 0
        session.flush()
        return Taken(
            new=len(fresh),
            known=len(given) - len(fresh),
            conflicts=conflicts,
            gone=tuple(self._gone),
            erased=tuple(self._erased),
            redirected=tuple(self._redirected),
        )

    def _in_our_hand(self, op: Op) -> Op:
        """Personal groups as our log holds them: under our own key of the person, else the one that came along."""
        if not _is_person(op):
            return replace(op, key=None)
        if op.key is not None:
            self._keys.setdefault(op.entity_id, op.key)
        return sealed_anew(op, op.key, self._keys.get(op.entity_id))

    def _work_out(self, entity_ids: Iterable[str]) -> int:
        histories = history_of(self._session, entity_ids)
        order = sorted((key for key in histories if key[0] in ORDER), key=lambda key: (ORDER[key[0]], key[1]))
        self._fetch(order)
        states = {key: self._state(histories[key]) for key in order}
        self._note_conflicts(states)
        standing = _References(self._session, [key for key in order if key not in self._unreadable], states).standing()
        for key in order:
            if key in standing:
                self._write(key, states[key])
        self._insert_fresh()
        waiting = [key for key in order if key not in standing or key in self._in_part]
        self._keep_waiting({key: states[key] for key in waiting})
        return sum(len(_for_people(key[0], state)) + state.revived for key, state in states.items())

    def _keep_waiting(self, left: Mapping[Key, RowState]) -> None:
        """Remember the rows that cannot stand yet, or only in part. Those that can from now on are looked at again for
        every peer."""
        session = self._session
        for key, state in left.items():
            row, waiting = self._rows[key], self._waiting.pop(key[1], None)
            if waiting is None:
                waiting = WaitingRow(entity_id=key[1], entity=key[0])
                session.add(waiting)
            if isinstance(row, ParticipantRow):
                self._guard_person(row, state)  # an erasure waits for nothing
            waiting.personal_key = self._keys.get(key[1]) if row is None else None
        if self._waiting:
            move_to_end(session, rows_of_log(session, self._waiting))
        for waiting in self._waiting.values():
            session.delete(waiting)

    def _fetch(self, keys: Iterable[Key]) -> None:
        by_kind: dict[str, list[str]] = {}
        for entity, entity_id in keys:
            by_kind.setdefault(entity, []).append(entity_id)
        for entity, ids in by_kind.items():
            row_class = SYNCED[Kind(entity)]
            self._rows.update({(entity, one): None for one in ids})
            for some in chunks(ids):
                for row in self._session.scalars(select(row_class).where(row_class.id.in_(some))):
                    self._rows[entity, row.id] = row

    def _state(self, ops: list[Op]) -> RowState:
        key = self._keys.get(ops[0].entity_id)
        if _is_person(ops[0]) and key is None:
            row = self._rows[ops[0].entity, ops[0].entity_id]
            key = getattr(row, "personal_key", None)
        readable = [opened(op, key) for op in ops]
        state = self._fold(readable)
        if state.erased and key is not None:
            self._change_lock(ops, state, key)
        return self._understood(readable, state)

    def _understood(self, ops: Sequence[Op], state: RowState) -> RowState:
        """The state without values that only a newer program can read, as long as each part of the row has another one.
        Otherwise the row waits. Either way the same operations say the same on every laptop like this one."""
        entity, entity_id = ops[0].entity, ops[0].entity_id
        if _readable(entity, state.columns):
            return state
        part = self._fold(
            replace(op, groups={name: one for name, one in op.groups.items() if _readable(entity, _values_of(one))})
            for op in ops
        )
        if part.groups.keys() == state.groups.keys():
            self._in_part.add((entity, entity_id))
            return part
        self._unreadable.add((entity, entity_id))
        return state

    def _change_lock(self, ops: Sequence[Op], state: RowState, key: str) -> None:
        """Where `key` opens what was written of a forgotten person by somebody who did not know: let it go. What was
        entered knowing of it is sealed under a new key."""
        readable = [op for op in ops if opened(op, key) != op]
        kept = [op for op in readable if op.id not in state.unaware]
        if len(kept) == len(readable):
            return
        self._renewed[ops[0].entity_id] = new = base64.b64encode(new_personal_key()).decode("ascii") if kept else None
        self._keys.pop(ops[0].entity_id, None)
        if new is not None:
            self._keys[ops[0].entity_id] = new
            seal_under(self._session, kept, key, new)

    def _write(self, key: Key, state: RowState) -> None:
        row = self._rows[key]
        columns = _known_columns(key[0], state.columns)
        if row is None:
            values = {"id": key[1], "deleted_at": None if state.live else self._now, **_defaults(key[0]), **columns}
            if key[0] == Kind.PARTICIPANT.value:
                self._rows[key] = person = ParticipantRow(**values)
                self._guard_person(person, state)
                self._session.add(person)
            else:
                self._fresh.setdefault(key[0], []).append(values)
            return
        if row.deleted_at is None and not state.live:
            self._gone.append(key)
        if columns.get("merged_into") and columns["merged_into"] != getattr(row, "merged_into", None):
            self._redirected.append(key[1])
        row.deleted_at = None if state.live else row.deleted_at or self._now
        for name, value in columns.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        if isinstance(row, ParticipantRow):
            self._guard_person(row, state)

    def _insert_fresh(self) -> None:
        """New rows go in as plain values: a whole workshop comes at once, and mapped objects take twice the time."""
        for entity, rows in self._fresh.items():
            row_class = SYNCED[Kind(entity)]
            for values in rows:
                values |= {key: match_key(values[name] or "") for name, key in row_class.searchable.items()}
                if values["deleted_at"] is None:
                    self._capture.note_new(row_class, values)
            with writing(self._session):
                self._session.execute(insert(_table(entity)), rows)

    def _guard_person(self, row: ParticipantRow, state: RowState) -> None:
        """Keep the key of a person whose data we have; drop key and data of one who is forgotten."""
        if row.personal_key is not None and (
            row.id in self._renewed or (state.erased and "contact" not in state.groups)
        ):
            self._erased.append(row.id)
            row.personal_key = self._renewed.get(row.id)
        if state.erased and "contact" not in state.groups:
            row.name = row.phone = row.email = row.personal_key = None
        elif row.personal_key is None:
            row.personal_key = self._keys.get(row.id)

    def _note_conflicts(self, states: Mapping[Key, RowState]) -> None:
        """The open conflicts of these rows, as they are now."""
        before: dict[tuple[str, str, str], ConflictRow] = {}
        for some in chunks(entity_id for _entity, entity_id in states):
            for row in self._session.scalars(select(ConflictRow).where(ConflictRow.entity_id.in_(some))):
                before[row.entity_id, row.field_group, row.loser] = row
        for (entity, entity_id), state in states.items():
            found = [(clash.group, clash.loser, clash.winner) for clash in _for_people(entity, state)]
            if state.revived:
                found.append((ROW, "", ""))
            for group, loser, winner in found:
                if (entity_id, group, loser) in before:
                    before.pop((entity_id, group, loser)).winner = winner
                    continue
                self._session.add(
                    ConflictRow(
                        entity_id=entity_id,
                        field_group=group,
                        loser=loser,
                        winner=winner,
                        entity=entity,
                        found_at=self._now,
                    )
                )
        for row in before.values():
            self._session.delete(row)


class _References:
    """Knows which rows can stand, so that none is written that refers to a missing one."""

    def __init__(self, session: Session, keys: Sequence[Key], states: Mapping[Key, RowState]) -> None:
        self._keys, self._states = keys, states
        wanted: dict[str, set[str]] = {}
        for key in keys:
            for column, table in foreign_keys(key[0]):
                target = states[key].columns.get(column)
                if target is not None:
                    wanted.setdefault(table, set()).add(target)
        self._standing: dict[str, set[str]] = {table: set() for table in ORDER}
        for table, ids in wanted.items():
            row_class = SYNCED[Kind(table)]
            for some in chunks(sorted(ids)):
                self._standing[table].update(session.scalars(select(row_class.id).where(row_class.id.in_(some))))
        self._places = _taken_places(session, keys, states)

    def standing(self) -> set[Key]:
        """The rows whose place no other row has and that refer to nothing that is missing. They may refer to each other
        in a circle: two firms that were merged into one another."""
        referring = self._closed(set(self._keys))
        return self._closed({key for key in self._keys if key in referring and self._has_place(key)})

    def _has_place(self, key: Key) -> bool:
        place = _place_of(key[0], self._states[key].columns)
        return place is None or self._places.setdefault((key[0], *place), key[1]) == key[1]

    def _closed(self, keys: set[Key]) -> set[Key]:
        """Those that refer only to each other and to rows that stand."""
        while True:
            closed = {key for key in keys if self._refers_to_none_missing(key, keys)}
            if len(closed) == len(keys):
                return closed
            keys = closed

    def _refers_to_none_missing(self, key: Key, others: set[Key]) -> bool:
        columns = self._states[key].columns
        for column, table in foreign_keys(key[0]):
            target = columns.get(column)
            if target is None:
                if _table(key[0]).columns[column].nullable or key[1] in self._standing[key[0]]:
                    continue  # it refers to nothing, or stands already and this part is not known
                return False
            if target not in self._standing[table] and (table, target) not in others:
                return False
        return True


def _table(entity: str) -> Table:
    table = inspect(SYNCED[Kind(entity)]).local_table
    if not isinstance(table, Table):
        raise TypeError(f"{entity} is no table")
    return table


def _place_of(entity: str, columns: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The values that only one row of this kind may have; None where there is no such rule or they are not known."""
    for constraint in _table(entity).constraints:
        if isinstance(constraint, UniqueConstraint):
            values = tuple(columns.get(column.name) for column in constraint.columns)
            return None if None in values else values
    return None


def _taken_places(session: Session, keys: Sequence[Key], states: Mapping[Key, RowState]) -> dict[tuple[Any, ...], str]:
    """Who has the places that these rows want."""
    wanted: dict[str, set[Any]] = {}
    for key in keys:
        place = _place_of(key[0], states[key].columns)
        if place is not None:
            wanted.setdefault(key[0], set()).add(place[0])
    taken: dict[tuple[Any, ...], str] = {}
    for entity, firsts in wanted.items():
        row_class: Any = SYNCED[Kind(entity)]
        [columns] = [list(one.columns) for one in _table(entity).constraints if isinstance(one, UniqueConstraint)]
        for some in chunks(sorted(firsts)):
            for row in session.execute(select(row_class.id, *columns).where(columns[0].in_(some))):
                taken[entity, *row[1:]] = row[0]
    return taken


def _for_people(entity: str, state: RowState) -> list[Clash]:
    """What people should look at: not what only a newer program could show and decide."""
    known = _types(entity).keys()
    return [clash for clash in state.clashes if clash.hard and clash.winning.keys() <= known]


@cache
def _types(entity: str) -> dict[str, tuple[type, ...]]:
    types = {column.key: column.type.python_type for column in inspect(SYNCED[Kind(entity)]).columns}
    return {name: (int, float) if one is float else (one,) for name, one in types.items()}


def _values_of(group: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a group sets; nothing where it has another meaning or stands sealed."""
    values = group.get("new")
    return values if isinstance(values, Mapping) else {}


def _readable(entity: str, columns: Mapping[str, Any]) -> bool:
    """Whether our program can make something of these values: a newer one, or a forger, may have sent others."""
    values = _defaults(entity) | _known_columns(entity, columns)
    types = _types(entity)
    if any(value is not None and not isinstance(value, types[name]) for name, value in values.items()):
        return False
    record = RECORDS.get(Kind(entity))
    if record is None:
        return True
    try:
        from_columns(record, {"id": "", **values})
    except (KeyError, ValueError, ArithmeticError):
        return False
    return True


@cache
def foreign_keys(entity: str) -> list[tuple[str, str]]:
    """The columns of a table that refer to other rows, with the tables that those stand in."""
    return [(one.parent.name, one.column.table.name) for one in _table(entity).foreign_keys]


def _known_columns(entity: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that this program's table has, none of them changed into something it cannot hold."""
    row_class = SYNCED[Kind(entity)]
    known = inspect(row_class).columns
    not_said = _defaults(entity)
    columns = {}
    for name, value in said.items():
        if (
            name in known
            and name not in {"id", "deleted_at", "personal_key"}
            and name not in row_class.searchable.values()
        ):
            columns[name] = not_said.get(name) if value is None and not known[name].nullable else value
    return columns


@cache
def _defaults(entity: str) -> dict[str, Any]:
    """A value for every column, for rows of which not everything is known (or may be shown here)."""
    row_class = SYNCED[Kind(entity)]
    record = RECORDS.get(Kind(entity))
    from_record = {one.name: to_column(one.default) for one in fields(record)} if record is not None else {}
    values: dict[str, Any] = {}
    for column in inspect(row_class).columns:
        if column.key in {"id", "deleted_at"}:
            continue
        value = from_record.get(column.key)
        if not isinstance(value, str | int | float):
            value = None
        if value is None and not column.nullable:
            value = _EMPTY.get((entity, column.key), 0 if column.type.python_type is int else "")
        values[column.key] = value
    return values


# Columns with a fixed vocabulary whose record names no default.
_EMPTY = {
    (Kind.CARD.value, "direction"): "have",
    (Kind.SYNERGY.value, "stage"): "idea",
    (Kind.SYNERGY.value, "origin"): "facilitator",
    (Kind.SYNERGY.value, "rank"): "V",
    (Kind.STAGE_CHANGE.value, "to_stage"): "idea",
    (Kind.DECISION.value, "verdict"): "later",
}


def _is_person(op: Op) -> bool:
    return op.entity == Kind.PARTICIPANT.value
