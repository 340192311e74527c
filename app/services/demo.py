"""The demonstration: the sample brought in, its sure suggestions accepted, some synergies moved on.

So every screen has something to show. Invented, and done once for each store.
"""

from datetime import timedelta

from app.common.clock import Clock
from app.records import Band, LostReason, Stage, SynergyId, WorkshopId
from app.services import Services
from app.services.rows import SynergyRow

# How many of the accepted synergies have come how far, best first.
_STORY = (
    (Stage.IMPLEMENTATION, 5),
    (Stage.NEGOTIATION, 9),
    (Stage.DISCUSSION, 18),
    (Stage.COMPLETED, 3),
    (Stage.ON_HOLD, 4),
    (Stage.LOST, 3),
)
# Data of a Turkish workshop, like its cards: not translated.
_STEPS = ("Numune gönder", "Çevre görevlisini ara", "Analiz raporunu iste", "Ziyaret günü belirle")
_OWNERS = ("Işıl", "Çağrı", "Ömer", "İpek")


def prepare_demo(services: Services, clock: Clock) -> WorkshopId:
    """Fill an empty store with the demonstration; a store that has it stays as it is. The sample's workshop."""
    if not services.sample.is_loaded():
        services.sample.load()
    workshop = next(one for one in services.workshops.list() if one.sample)
    if not services.workshops.counters(workshop.id).potential_synergies:
        services.suggestions.accept_all(workshop.id, (Band.STRONG,))
        services.suggestions.save_vectors(workshop.id)
        _tell_story(services, workshop.id, clock)
    return workshop.id


def _tell_story(services: Services, workshop_id: WorkshopId, clock: Clock) -> None:
    ideas: list[SynergyRow] = services.board.board(workshop_id).columns[Stage.IDEA]
    # Every third one, so that what is left in the first column still has strong ones among them.
    chosen = iter(ideas[::3])
    today = clock.now().date()
    number = 0
    for stage, how_many in _STORY:
        for row, _ in zip(chosen, range(how_many), strict=False):
            review = (today + timedelta(days=60)).isoformat() if stage is Stage.ON_HOLD else None
            lost = LostReason.DISTANCE if stage is Stage.LOST else None
            services.board.move(row.synergy.id, stage, lost_reason=lost, review_on=review)
            if stage in (Stage.DISCUSSION, Stage.NEGOTIATION):
                due = (today + timedelta(days=3 + number)).isoformat()
                _assign(services, row.synergy.id, number, due)
                number += 1


def _assign(services: Services, synergy_id: SynergyId, number: int, due_on: str) -> None:
    services.board.edit(
        synergy_id, owner=_OWNERS[number % len(_OWNERS)], next_step=_STEPS[number % len(_STEPS)], due_on=due_on
    )
