"""Workshops and their counters."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.model.repositories.fetching import fetch, fetch_one
from app.model.tables import AttendanceRow, CardRow, ChangeRow, ParticipantRow, SynergyRow
from app.records import Counters, Direction, Stage, Workshop


def all_workshops(session: Session) -> list[Workshop]:
    """Every workshop, the one made first on this laptop first.

    The log tells, not the id: the id of an imported workshop follows from its name.
    """
    found = fetch(session, Workshop)
    first = select(ChangeRow.entity_id, func.min(ChangeRow.position)).group_by(ChangeRow.entity_id)
    logged = session.execute(first.where(ChangeRow.entity_id.in_([workshop.id for workshop in found])))
    made = {row[0]: row[1] for row in logged}
    return sorted(found, key=lambda workshop: (made.get(workshop.id, 0), workshop.id))


def get(session: Session, workshop_id: str) -> Workshop | None:
    """One workshop."""
    return fetch_one(session, Workshop, workshop_id)


def counters(session: Session, workshop_id: str) -> Counters:
    """What the workshop holds, without the open suggestions, which only matching knows."""

    def count(table: Any, *where: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table)
        query = query.where(table.workshop_id == workshop_id, table.deleted_at.is_(None), *where)
        return session.scalar(query) or 0

    haves = count(CardRow, CardRow.direction == Direction.HAVE.value)
    wants = count(CardRow, CardRow.direction == Direction.WANT.value)
    return Counters(
        firms=count(AttendanceRow),
        participants=count(ParticipantRow),
        cards=haves + wants,
        haves=haves,
        wants=wants,
        potential_synergies=count(SynergyRow, SynergyRow.stage != Stage.LOST.value),
    )
