"""A small workshop in which a handful of pairs fit well."""

from __future__ import annotations

from dataclasses import dataclass

from app.records import Direction, FirmId, Kind, WorkshopId
from app.services import Services
from app.services.rows import NewCard

PAIRS = (
    ("döküm kumu", "döküm kumu alınır"),
    ("kırık cam", "kırık cam alınır"),
    ("incir sapı", "incir sapı aranıyor"),
    ("ıslak çamur", "ıslak çamur alırız"),
    ("ahşap palet", "ahşap palet lazım"),
)


@dataclass(frozen=True)
class Desk:
    """The use cases of an open store and the workshop in it."""

    services: Services
    workshop_id: WorkshopId


def furnish(services: Services) -> Desk:
    """Two firms for each pair: one gives, the other takes."""
    workshop_id = WorkshopId(services.workshops.create("İzmir Sinerji Çalıştayı").created(Kind.WORKSHOP)[0])
    for number, titles in enumerate(PAIRS):
        for side, title in zip(Direction, titles, strict=True):
            name = f"{'Işık' if side is Direction.HAVE else 'Çınar'} Sanayi {number}"
            firm = FirmId(services.firms.add(workshop_id, name).created(Kind.FIRM)[0])
            services.cards.add(NewCard(workshop_id, firm, side, title))
    return Desk(services, workshop_id)
