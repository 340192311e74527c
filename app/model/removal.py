"""Taking a whole workshop away: its rows are marked as deleted, in one operation that can be undone."""

from typing import Any

from app.model.mapping import KINDS
from app.model.repositories.fetching import fetch
from app.model.tables import SYNCED
from app.model.work import Work
from app.records import Attendance, Decision, Interest, Kind, Participant, ResourceCard, Synergy, WorkshopId

_OF_WORKSHOP: tuple[Any, ...] = (Decision, Synergy, Interest, ResourceCard, Participant, Attendance)


def remove_workshop(work: Work, workshop_id: WorkshopId) -> None:
    """Remove a workshop with all that belongs to it, and the firms that attended no other."""
    seats = fetch(work.session, Attendance)
    elsewhere = {seat.firm_id for seat in seats if seat.workshop_id != workshop_id}
    here = {seat.firm_id for seat in seats if seat.workshop_id == workshop_id}
    for record_class in _OF_WORKSHOP:
        table: Any = SYNCED[KINDS[record_class]]
        for record in fetch(work.session, record_class, table.workshop_id == workshop_id):
            work.remove(KINDS[record_class], record.id)
    for firm_id in sorted(here - elsewhere):
        work.remove(Kind.FIRM, firm_id)
    work.remove(Kind.WORKSHOP, workshop_id)
