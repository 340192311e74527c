"""The log as operations: reading the history of rows, finding what the next change of a row follows, taking in what
other stores wrote."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import func, insert, select, true
from sqlalchemy.orm import Session

from app.common.sealing import KEY_BYTES, seal, unseal
from app.model.engine import writing
from app.model.groups import PERSONAL, PRIVATE_COLUMNS
from app.model.tables import ChangeRow, OperationRow, ParticipantRow
from app.operations import Op

_CHUNK = 500
T = TypeVar("T")
Key = tuple[str, str]  # entity, entity_id


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Pieces of a list that a query takes."""
    found = list(items)
    for start in range(0, len(found), size):
        yield found[start : start + size]


def heads_of(session: Session, entity_ids: Iterable[str]) -> dict[Key, list[str]]:
    """The changes of rows that no other change follows; rows without any are not in it."""
    known: dict[Key, list[str]] = {}
    followed: set[str] = set()
    for some in chunks(entity_ids):
        query = select(ChangeRow.id, ChangeRow.entity, ChangeRow.entity_id, ChangeRow.parents)
        for change_id, entity, entity_id, parents in session.execute(query.where(ChangeRow.entity_id.in_(some))):
            known.setdefault((entity, entity_id), []).append(change_id)
            followed.update(json.loads(parents))
    return {key: sorted(one for one in ids if one not in followed) for key, ids in known.items()}


def history_of(session: Session, entity_ids: Iterable[str]) -> dict[Key, list[Op]]:
    """Every change of these rows as operations, in the order of their coming, groups as the log holds them."""
    found: dict[Key, list[Op]] = {}
    for some in chunks(entity_ids):
        for op in _read(session, ChangeRow.entity_id.in_(some)):
            found.setdefault((op.entity, op.entity_id), []).append(op)
    return found


def changes_by_id(session: Session, change_ids: Iterable[str]) -> dict[str, Op]:
    """Changes as operations, by their id."""
    found: dict[str, Op] = {}
    for some in chunks(change_ids):
        found.update((op.id, op) for op in _read(session, ChangeRow.id.in_(some)))
    return found


def changes_where(session: Session, entity_ids: Iterable[str] | None = None) -> list[Op]:
    """Every change (None), or those of these rows, in the order of their coming."""
    if entity_ids is None:
        return list(_read(session, true()))
    return [op for some in chunks(sorted(entity_ids)) for op in _read(session, ChangeRow.entity_id.in_(some))]


def without_private(op: Op) -> Op:
    """The operation without private notes: they stand in the log for undo, and never travel."""
    private = op.groups.keys() & PRIVATE_COLUMNS
    return replace(op, groups={name: op.groups[name] for name in op.groups.keys() - private}) if private else op


def personal_keys(session: Session, entity_ids: Iterable[str]) -> dict[str, str]:
    """The keys (base64) of people who are not forgotten."""
    found: dict[str, str] = {}
    for some in chunks(entity_ids):
        query = select(ParticipantRow.id, ParticipantRow.personal_key).where(ParticipantRow.id.in_(some))
        found.update((row[0], row[1]) for row in session.execute(query) if row[1] is not None)
    return found


def known_ids(session: Session, change_ids: Iterable[str]) -> dict[str, bool]:
    """Of these changes, those that the log has, with whether parts of them were held back."""
    found: dict[str, bool] = {}
    for some in chunks(change_ids):
        query = select(ChangeRow.id, ChangeRow.partial).where(ChangeRow.id.in_(some))
        found.update((row[0], bool(row[1])) for row in session.execute(query))
    return found


def next_position(session: Session) -> int:
    """The place of the next change in the order of their coming."""
    return (session.scalar(select(func.max(ChangeRow.position))) or 0) + 1


def opened(op: Op, key: str | None) -> Op:
    """The operation with its personal groups readable; those that `key` does not open stay as they are."""
    secret = _secret(key)
    groups = {name: (unseal(value["sealed"], secret) or value) if "sealed" in value else value
              for name, value in op.groups.items()}  # fmt: skip
    return replace(op, groups=groups)


def sealed_anew(op: Op, theirs: str | None, ours: str | None) -> Op:
    """The operation with its personal groups sealed under our key of the person instead of the sender's; plain ones,
    which should not come, are sealed too. Without our key they are taken out."""
    secret = _secret(ours)
    groups: dict[str, Mapping[str, Any]] = {}
    partial = op.partial
    for name, value in op.groups.items():
        personal = any(kind.value == op.entity and group == name for kind, group in PERSONAL)
        if not personal and "sealed" not in value:
            groups[name] = value
            continue
        plain = unseal(value["sealed"], _secret(theirs)) if "sealed" in value else value
        if plain is not None and secret is not None:
            groups[name] = {"sealed": seal(plain, secret)}
        elif "sealed" in value and secret is None:
            groups[name] = value  # noise that nobody can read; the history keeps its shape
        else:
            partial = True
    return replace(op, groups=groups, key=None, partial=partial)


def append(session: Session, ops: Sequence[Op], origin: str) -> None:
    """Put operations that the log has not yet at its end; `origin` is the peer that they came from."""
    uses = {op.operation: op for op in ops}
    for some in chunks(uses):
        there = set(session.scalars(select(OperationRow.id).where(OperationRow.id.in_(some))))
        session.add_all(_operation_row(uses[one]) for one in some if one not in there)
    position = next_position(session)
    rows = [
        {
            "id": op.id,
            "operation_id": op.operation,
            "position": position + place,
            "device": op.device,
            "device_seq": op.device_seq,
            "hlc": op.hlc,
            "entity": op.entity,
            "entity_id": op.entity_id,
            "parents": json.dumps(list(op.parents)),
            "groups": _text(op.groups),
            "partial": int(op.partial),
            "origin": origin,
        }
        for place, op in enumerate(ops)
    ]
    _insert(session, rows)


def _insert(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put many changes into the log at once: as objects they would take several times as long."""
    if not rows:
        return
    session.flush()
    with writing(session):
        session.execute(insert(ChangeRow), rows)


def fill(session: Session, op: Op, origin: str) -> bool:
    """Complete a change of which parts had been held back. Tells whether it says more now: then it stands at the end of
    the log, for others are to hear of it too."""
    row = session.get(ChangeRow, op.id)
    if row is None:
        return False
    earlier: dict[str, Any] = json.loads(row.groups)
    groups = {**op.groups, **earlier}
    if groups.keys() == earlier.keys() and op.partial:
        return False
    row.groups, row.partial, row.origin = _text(groups), int(op.partial), origin
    move_to_end(session, [row])
    return True


def move_to_end(session: Session, changes: Iterable[ChangeRow]) -> None:
    """Give changes the last places of the log, so that they are looked at again for every peer."""
    session.flush()
    for position, row in enumerate(changes, next_position(session)):
        row.position = position
    session.flush()


def rows_of_log(session: Session, entity_ids: Iterable[str]) -> list[ChangeRow]:
    """The changes of these rows as the log holds them, in the order of their coming."""
    found: list[ChangeRow] = []
    for some in chunks(sorted(entity_ids)):
        found += session.scalars(select(ChangeRow).where(ChangeRow.entity_id.in_(some)))
    return sorted(found, key=lambda row: row.position)


def seal_under(session: Session, ops: Iterable[Op], old: str, new: str) -> None:
    """Seal the personal groups of these changes, which `old` opens, under another key."""
    for op in ops:
        row = session.get(ChangeRow, op.id)
        if row is not None:
            row.groups = _text(sealed_anew(op, old, new).groups)


_COLUMNS = (
    ChangeRow.id,
    ChangeRow.device,
    ChangeRow.device_seq,
    ChangeRow.operation_id,
    OperationRow.name,
    ChangeRow.entity,
    ChangeRow.entity_id,
    ChangeRow.parents,
    ChangeRow.hlc,
    OperationRow.at,
    OperationRow.actor,
    ChangeRow.groups,
    ChangeRow.partial,
)


def _read(session: Session, where: Any) -> Iterator[Op]:
    joined = select(*_COLUMNS).join(OperationRow, OperationRow.id == ChangeRow.operation_id)
    for row in session.execute(joined.where(where).order_by(ChangeRow.position)):
        yield Op(
            *row[:7],
            parents=tuple(json.loads(row[7])),
            hlc=row[8],
            at=row[9],
            actor=row[10],
            groups=json.loads(row[11]),
            partial=bool(row[12]),
        )


def _operation_row(op: Op) -> OperationRow:
    return OperationRow(
        id=op.operation, name=op.name, hlc=op.hlc, at=op.at, device=op.device, actor=op.actor, reverts=None, automatic=1
    )


def _text(groups: Mapping[str, Any]) -> str:
    return json.dumps(dict(groups), ensure_ascii=False, sort_keys=True)


def _secret(key: str | None) -> bytes | None:
    try:
        secret = base64.b64decode(key, validate=True) if key else None
    except (binascii.Error, ValueError):
        return None
    return secret if secret is not None and len(secret) == KEY_BYTES else None
