"""Sees every flush and notes what it does to synced rows: the one source of the log, undo, screens and outbox."""

import base64
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE

from app.common.sealing import seal
from app.model.engine import MAY_WRITE
from app.model.groups import PERSONAL, columns_of, group_of
from app.model.tables import Synced
from app.operations import ERASED, ROW
from app.records import Kind, RowChange

# Columns that never stand in the log: they follow from others, or would open what the log seals.
_NOT_LOGGED = frozenset({"id", "deleted_at", "personal_key"})


@cache
def logged_columns(row_class: type[Synced]) -> tuple[str, ...]:
    """The columns of a synced table whose values the log holds."""
    derived = set(row_class.searchable.values())
    return tuple(column.key for column in inspect(row_class).columns if column.key not in _NOT_LOGGED | derived)


def current_values(row: Synced) -> dict[str, Any]:
    """The logged columns of a row as they are now."""
    return {name: getattr(row, name) for name in logged_columns(type(row))}


class Capture:
    """Collects the row changes of one session; a row changed twice is noted once, first before and last after."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: dict[tuple[Kind, str], RowChange] = {}
        self._columns: dict[tuple[Kind, str], tuple[Mapping[str, Any] | None, Mapping[str, Any]]] = {}
        self._keys: dict[str, bytes] = {}
        self._erased: set[str] = set()
        self._confirmed: dict[tuple[Kind, str], set[str]] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush_postexec", self._after_flush)

    def changes(self) -> tuple[RowChange, ...]:
        """What changed so far, without rows that ended as they began (but for those that were confirmed)."""
        confirmed = self._confirmed
        return tuple(one for key, one in self._changes.items() if one.before != one.after or key in confirmed)

    def confirm(self, row: Synced, group: str) -> None:
        """Log a group as it stands, as if it had just been chosen: of two values that clashed this one stays. `group`
        "row" confirms that the row lives."""
        self._confirmed.setdefault((row.entity, row.id), set()).add(group)
        self._note(row, _earlier_values(row), current_values(row))

    def note_new(self, row_class: type[Synced], values: Mapping[str, Any]) -> None:
        """Note a row that was inserted as plain values, past the session: it came from elsewhere and is not logged."""
        after = {name: values[name] for name in logged_columns(row_class)}
        self._changes[row_class.entity, values["id"]] = RowChange(row_class.entity, values["id"], None, after)

    def groups_json(self, change: RowChange) -> str:
        """The log's form of a change: old and new values by group, personal groups sealed."""
        confirmed = self._confirmed.get((change.kind, change.id), set()) - {ROW}
        groups = _groups(change, self._columns[change.kind, change.id], confirmed, self._keys.get(change.id))
        if change.id in self._erased:
            groups[ERASED] = {"new": {}}
        return json.dumps(groups, ensure_ascii=False, sort_keys=True)

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        session.connection().info[MAY_WRITE] = True
        for row in session.new:
            if isinstance(row, Synced):
                row.derive()
                self._note(row, None, None if row.deleted_at else current_values(row))
        # SQLAlchemy tells them in any order; the log is to be the same for the same act.
        changed = [row for row in session.dirty if isinstance(row, Synced)]
        for row in sorted(changed, key=lambda row: (row.entity, row.id)):
            if session.is_modified(row):
                row.derive()
                self._note(row, _earlier_values(row), None if row.deleted_at else current_values(row))
        for row in session.deleted:
            if isinstance(row, Synced):
                raise RuntimeError(f"{row.entity} rows are marked as deleted, never removed")

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        session.connection().info[MAY_WRITE] = False

    def _note(self, row: Synced, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        key = (row.entity, row.id)
        first = self._changes.get(key)
        self._changes[key] = RowChange(row.entity, row.id, first.before if first else before, after)
        earlier_columns = self._columns[key][0] if first else _stored_values(row)
        self._columns[key] = (earlier_columns, current_values(row) if after is None else after)
        # An erasure takes the key away in this very flush: what it logs must still be sealed, under the key that goes.
        now, earlier = getattr(row, "personal_key", None), _earlier_key(row)
        if now or earlier:
            self._keys[row.id] = base64.b64decode(now or earlier or "")
        if earlier and not now:
            self._erased.add(row.id)


def _stored_values(row: Synced) -> dict[str, Any] | None:
    """The logged columns as they were when the row was read, marked as deleted or not; None for a new row."""
    state = inspect(row)
    if not state.persistent:
        return None
    return {name: _earlier(state.attrs[name]) for name in logged_columns(type(row))}


def _earlier_values(row: Synced) -> dict[str, Any] | None:
    """The same for a row that lived, else None."""
    return None if _earlier(inspect(row).attrs["deleted_at"]) is not None else _stored_values(row)


def _earlier_key(row: Synced) -> str | None:
    return _earlier(inspect(row).attrs["personal_key"]) if hasattr(row, "personal_key") else None


def _earlier(attribute: Any) -> Any:
    deleted = attribute.history.deleted
    if not deleted:
        return attribute.value
    return None if deleted[0] is NO_VALUE else deleted[0]


def _groups(
    change: RowChange,
    columns: tuple[Mapping[str, Any] | None, Mapping[str, Any]],
    confirmed: set[str],
    key: bytes | None,
) -> dict[str, Any]:
    """`columns` are the row's before and after, whether it lived or not: a row that comes back keeps what it said, and
    what it says no longer has to be told."""
    before, after = columns
    groups: dict[str, Any] = {}
    if change.before is None or change.after is None:
        groups[ROW] = {"old": _life(change.before), "new": _life(change.after)}
    # A group is one value: where one of its columns changed, all of them are logged.
    touched = {
        group_of(change.kind, column)
        for column, value in after.items()
        if value != (before[column] if before is not None else None)
    } | confirmed
    for group in touched:
        names = columns_of(change.kind, group)
        groups[group] = {"new": {name: after[name] for name in names}}
        if before is not None:
            groups[group]["old"] = {name: before[name] for name in names}
    for kind, group in PERSONAL:
        if kind is change.kind and group in groups:
            if key is None:
                raise RuntimeError("personal data would stand readable in the log")
            groups[group] = {"sealed": seal(groups[group], key)}
    return groups


def _life(values: Mapping[str, Any] | None) -> str:
    return "gone" if values is None else "live"
