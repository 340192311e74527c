"""What the capture screen reads of a workshop, in one go."""

from dataclasses import dataclass

from app.records import Counters, Draft, WorkshopId
from app.services import Services
from app.services.rows import CardRow
from app.ui.capture.firm_directory import FirmDirectory
from app.ui.capture.form_state import slot_of

RECENT = 40


@dataclass(frozen=True, slots=True)
class Room:
    """The newest cards and the counters; firms and draft where they were asked for."""

    workshop_id: WorkshopId
    firms: FirmDirectory | None
    recent: list[CardRow]
    counters: Counters
    draft: Draft | None


def read_room(services: Services, workshop_id: WorkshopId, *, firms: bool, draft: bool) -> Room:
    """Read it; on the database thread."""
    return Room(
        workshop_id,
        FirmDirectory(services.firms.rows(workshop_id)) if firms else None,
        services.cards.recent(workshop_id, RECENT),
        services.workshops.counters(workshop_id),
        services.drafts.load(slot_of(workshop_id)) if draft else None,
    )
