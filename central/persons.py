"""Personal groups: sealed in the log, opened only for the row, gone with the key.

A person has one key in a dataset, whoever made it first. An operation may bring or keep a key only where its author
had seen every erasure of the person: what was written without knowing of it never comes back.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from app.common.sealing import KEY_BYTES, new_personal_key, seal, unseal
from app.operations import ERASED, Op, RowState
from app.sync.merge import PERSONAL, fold
from central.op_log import Delivery
from central.tables import insert, person_key

_ENTITIES = frozenset(entity for entity, _group in PERSONAL)
_SEALED = "sealed"


@dataclass(slots=True)
class Row:
    """A row while operations on it are taken: `ops` as they stand in the log, `key` (base64) what opens them,
    `brought` how each of them came."""

    entity: str
    entity_id: str
    ops: dict[str, Op] = field(default_factory=dict)
    key: str | None = None
    first_key: str | None = None
    brought: dict[str, Delivery] = field(default_factory=dict)

    @property
    def personal(self) -> bool:
        """Whether rows of this kind hold personal groups."""
        return self.entity in _ENTITIES

    def opened(self, one: Op) -> Op:
        """`one` with its personal groups readable, where the key opens them."""
        return opened(one, self.key) if self.personal else one

    def state(self, ops: Iterable[Op] | None = None) -> RowState:
        """What the operations (all, if not given) say of the row."""
        return fold([self.opened(one) for one in (self.ops.values() if ops is None else ops)])


def has_personal(entity: str) -> bool:
    """Whether rows of this kind hold personal groups."""
    return entity in _ENTITIES


def readable_group(one: Op) -> str | None:
    """The name of a personal group that stands unsealed, None where there is none."""
    for entity, group in PERSONAL:
        if one.entity == entity and group in one.groups and not isinstance(one.groups[group].get(_SEALED), str):
            return group
    return None


def usable_key(key: str | None) -> bool:
    """Whether `key` is the base64 of a personal key."""
    return key is None or _raw(key) is not None


def opened(one: Op, key: str | None) -> Op:
    """The operation with what `key` opens. Contents of another shape than a group's stay sealed."""
    raw = None if key is None else _raw(key)
    if raw is None:
        return one
    groups = dict(one.groups)
    for group in _sealed_groups(one):
        values = _contents(groups[group][_SEALED], raw)
        if values is not None:
            groups[group] = values
    return replace(one, groups=groups)


def admit(row: Row, one: Op) -> Op:
    """Take the key that comes with an operation, or seal its groups anew under the key that the row has already.

    Returns it as it is to be stored, and as it now stands in `row.ops`; its own key is dropped.
    """
    offered, one = one.key, replace(one, key=None)
    if offered is not None and _sealed_groups(one) and may_hold_key(one, row.ops):
        if row.key is None:
            row.key = _new_key() if _opens_forgotten(row, offered) else offered
        if row.key != offered:
            one = _sealed_anew(one, offered, row.key)
    row.ops[one.id] = one
    return one


def forget(row: Row) -> list[Op]:
    """Let the key go after an erasure. Where somebody entered the person again knowing of it, that is sealed under a
    new key, so that the old one opens nothing any more; returns the operations whose text changed so."""
    if row.key is None:
        return []
    old, row.key = row.key, None
    kept = [one for one in row.ops.values() if _sealed_groups(one) and may_hold_key(one, row.ops)]
    changed = [one for one in kept if opened(one, old) != one]
    if not changed:
        return []
    row.key = _new_key()
    again = [_sealed_anew(one, old, row.key) for one in changed]
    row.ops.update({one.id: one for one in again})
    return again


def may_hold_key(one: Op, ops: Mapping[str, Op]) -> bool:
    """Whether the author of `one` had seen every erasure among `ops`."""
    erasures = {other.id for other in ops.values() if ERASED in other.groups}
    return not erasures or erasures <= _seen_by(one, ops)


def kept_keys(connection: Connection, dataset: str, ids: Sequence[str]) -> dict[str, str]:
    """The keys of the persons that have one."""
    if not ids:
        return {}
    query = select(person_key.c.entity_id, person_key.c.key)
    rows = connection.execute(query.where(person_key.c.dataset == dataset, person_key.c.entity_id.in_(ids)))
    return {row.entity_id: row.key for row in rows}


def save_key(connection: Connection, dataset: str, row: Row) -> None:
    """Write the key of a row as it is now: new, another, or none."""
    if row.key == row.first_key:
        return
    here = (person_key.c.dataset == dataset, person_key.c.entity_id == row.entity_id)
    connection.execute(delete(person_key).where(*here))
    if row.key is not None:
        connection.execute(insert(connection, person_key).values(dataset=dataset, entity_id=row.entity_id, key=row.key))


def is_sealed(one: Op) -> bool:
    """Whether any of the operation's personal groups stands sealed."""
    return bool(_sealed_groups(one))


def _opens_forgotten(row: Row, key: str) -> bool:
    """Whether `key` would open what was written without knowing of an erasure."""
    return any(not may_hold_key(one, row.ops) and opened(one, key) != one for one in row.ops.values())


def _new_key() -> str:
    return base64.b64encode(new_personal_key()).decode("ascii")


def _sealed_groups(one: Op) -> list[str]:
    return [
        group
        for entity, group in PERSONAL
        if one.entity == entity and isinstance(one.groups.get(group, {}).get(_SEALED), str)
    ]


def _sealed_anew(one: Op, old: str, new: str) -> Op:
    old_raw, new_raw = _raw(old), _raw(new)
    groups = dict(one.groups)
    for group in _sealed_groups(one):
        values = None if old_raw is None else _contents(groups[group][_SEALED], old_raw)
        if values is not None and new_raw is not None:
            groups[group] = {_SEALED: seal(values, new_raw)}
    return replace(one, groups=groups)


def _contents(text: str, raw: bytes) -> dict[str, Any] | None:
    try:
        values = unseal(text, raw)
    except (ValueError, RecursionError):  # sealed, but no JSON: whoever made it, it is no group
        return None
    if values is None or not all(isinstance(values.get(side, {}), dict) for side in ("old", "new")):
        return None
    return values


def _raw(key: str) -> bytes | None:
    try:
        raw = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == KEY_BYTES else None


def _seen_by(one: Op, ops: Mapping[str, Op]) -> set[str]:
    """The operations that the author of `one` had seen: its parents, theirs, and so on."""
    seen: set[str] = set()
    waiting = list(one.parents)
    while waiting:
        parent = waiting.pop()
        if parent in seen or parent not in ops:
            continue
        seen.add(parent)
        waiting.extend(ops[parent].parents)
    return seen
