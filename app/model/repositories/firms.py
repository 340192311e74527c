"""Firms, their attendance and their people."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.repositories.fetching import fetch, fetch_one
from app.model.tables import AttendanceRow, CardRow, FirmRow, ParticipantRow
from app.records import Attendance, Direction, Firm, Participant


def of_workshop(session: Session, workshop_id: str) -> list[tuple[Firm, Attendance]]:
    """The firms that attend a workshop, by badge number."""
    attendances = fetch(session, Attendance, AttendanceRow.workshop_id == workshop_id)
    attending = select(AttendanceRow.firm_id).where(AttendanceRow.workshop_id == workshop_id)
    firms = {firm.id: firm for firm in fetch(session, Firm, FirmRow.id.in_(attending))}
    pairs = [(firms[one.firm_id], one) for one in attendances if one.firm_id in firms]
    return sorted(pairs, key=lambda pair: (pair[1].number is None, pair[1].number or 0, pair[0].id))


def get(session: Session, firm_id: str) -> Firm | None:
    """One firm."""
    return fetch_one(session, Firm, firm_id)


def everywhere(session: Session) -> list[Firm]:
    """Every firm of the store, whichever workshops it attended."""
    return fetch(session, Firm)


def attendance(session: Session, workshop_id: str, firm_id: str) -> Attendance | None:
    """A firm's attendance of a workshop."""
    found = fetch(session, Attendance, AttendanceRow.workshop_id == workshop_id, AttendanceRow.firm_id == firm_id)
    return found[0] if found else None


def people(session: Session, workshop_id: str) -> list[Participant]:
    """The participants of a workshop."""
    return fetch(session, Participant, ParticipantRow.workshop_id == workshop_id)


def tallies(session: Session, workshop_id: str) -> dict[str, tuple[int, int, int]]:
    """Haves, wants and people of each firm of a workshop."""
    haves: Counter[str] = Counter()
    wants: Counter[str] = Counter()
    cards = select(CardRow.firm_id, CardRow.direction).where(
        CardRow.workshop_id == workshop_id, CardRow.deleted_at.is_(None)
    )
    for firm_id, direction in session.execute(cards):
        (haves if direction == Direction.HAVE.value else wants)[firm_id] += 1
    persons = select(ParticipantRow.firm_id).where(
        ParticipantRow.workshop_id == workshop_id, ParticipantRow.deleted_at.is_(None)
    )
    heads = Counter(session.scalars(persons))
    return {firm: (haves[firm], wants[firm], heads[firm]) for firm in haves.keys() | wants.keys() | heads.keys()}
