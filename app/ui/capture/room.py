"""What the capture screen reads of a workshop, in one go."""

from dataclasses import dataclass

from app.records import Counters, Draft, WorkshopId
from app.services import Services
from app.services.rows import CardRow, FirmRow
from app.ui.capture.form_state import SLOT

RECENT = 40


@dataclass(frozen=True, slots=True)
class Room:
    """Firms, the newest cards, counters, and the draft where it was asked for."""

    workshop_id: WorkshopId
    firms: list[FirmRow]
    recent: list[CardRow]
    counters: Counters
    draft: Draft | None


def read_room(services: Services, workshop_id: WorkshopId, *, with_draft: bool) -> Room:
    """Read it; on the database thread."""
    return Room(
        workshop_id,
        services.firms.rows(workshop_id),
        services.cards.recent(workshop_id, RECENT),
        services.workshops.counters(workshop_id),
        services.drafts.load(SLOT) if with_draft else None,
    )
