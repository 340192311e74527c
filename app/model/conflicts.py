"""Conflicts that wait for a decision, with both values and who wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.oplog import changes_by_id, history_of, opened, personal_keys
from app.model.sync_tables import ConflictRow
from app.model.tables import SYNCED
from app.model.work import Work
from app.operations import ROW, Op
from app.records import Kind

# The column by which a person knows a row.
_TITLES = {Kind.WORKSHOP: "name", Kind.FIRM: "name", Kind.CARD: "title", Kind.PARTICIPANT: "name"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values; for a row that came back the act that speaks for it, or the deletion."""

    values: Mapping[str, Any]
    op: Op | None


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """See ConflictRow of the tables."""

    entity: str
    entity_id: str
    group: str
    title: str
    workshop_id: str | None
    found_at: str
    loser: str
    shown: Side
    kept: Side


def count_conflicts(session: Session) -> int:
    """How many wait."""
    return session.scalar(select(func.count()).select_from(ConflictRow)) or 0


def open_conflicts(session: Session) -> list[OpenConflict]:
    """The conflicts that wait, newest first."""
    rows = session.scalars(select(ConflictRow).order_by(ConflictRow.found_at.desc(), ConflictRow.entity_id)).all()
    ops = changes_by_id(session, {one for row in rows for one in (row.winner, row.loser) if one})
    keys = personal_keys(session, {row.entity_id for row in rows})
    return [_conflict(session, row, ops, keys) for row in rows]


def settle(work: Work, conflict: tuple[str, str, str, str], *, swap: bool) -> None:
    """Decide a conflict, given as (entity, id, group, loser): show the other value, or let the shown one stay.
    StaleError where the row is gone."""
    entity, entity_id, group, loser = conflict
    kind = Kind(entity)
    if group == ROW:
        if swap:
            work.remove(kind, entity_id)
        else:
            work.capture.confirm(work.row(kind, entity_id), ROW)
        return
    row = work.row(kind, entity_id)
    if not swap:
        work.capture.confirm(row, group)
        return
    ops = changes_by_id(work.session, [loser])
    key = personal_keys(work.session, [entity_id]).get(entity_id)
    for column, value in opened(ops[loser], key).groups[group]["new"].items():
        setattr(row, column, value)


def _conflict(session: Session, row: ConflictRow, ops: Mapping[str, Op], keys: Mapping[str, str]) -> OpenConflict:
    found: Any = session.get(SYNCED[Kind(row.entity)], row.entity_id)
    shown, kept = _sides(session, row, ops, keys)
    return OpenConflict(
        row.entity,
        row.entity_id,
        row.field_group,
        _title(session, row.entity, found),
        getattr(found, "workshop_id", None),
        row.found_at,
        row.loser,
        shown,
        kept,
    )


def _sides(session: Session, row: ConflictRow, ops: Mapping[str, Op], keys: Mapping[str, str]) -> tuple[Side, Side]:
    if row.field_group == ROW:
        history = history_of(session, [row.entity_id]).get((row.entity, row.entity_id), [])
        gone = [op for op in history if op.groups.get(ROW, {}).get("new") == "gone"]
        alive = [op for op in history if op not in gone]
        return Side({}, alive[-1] if alive else None), Side({}, gone[-1] if gone else None)
    sides = []
    for change_id in (row.winner, row.loser):
        op = ops.get(change_id)
        readable = None if op is None else opened(op, keys.get(row.entity_id))
        sides.append(Side({} if readable is None else readable.groups.get(row.field_group, {}).get("new", {}), op))
    return sides[0], sides[1]


def _title(session: Session, entity: str, row: Any) -> str:
    """What a person calls the row: its own title, else those of the cards that it joins."""
    if row is None:
        return ""
    column = _TITLES.get(Kind(entity))
    if column is not None:
        return getattr(row, column) or ""
    if hasattr(row, "have_id"):
        cards = [session.get(SYNCED[Kind.CARD], card) for card in (row.have_id, row.want_id)]
        return " → ".join(getattr(card, "title", "") for card in cards)
    firm: Any = session.get(SYNCED[Kind.FIRM], row.firm_id) if hasattr(row, "firm_id") else None
    return "" if firm is None else firm.name
