"""A small workshop on the real use cases of a temporary store, with Turkish letters where they hurt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import open_store
from app.records import CardId, Category, Direction, FirmId, Kind, Period, WorkshopId
from app.services import Services
from app.services.rows import NewCard

FIRMS = ("Zeytin İşleme", "Çınar Döküm", "ışık Seramik", "Iğdır Tuz", "Şahin Cam")
CARDS = (
    (0, Direction.HAVE, "PİRİNA", "900", "t", Period.YEAR, "020301"),
    (1, Direction.HAVE, "atık döküm kumu", "6000", "t", Period.YEAR, "100908"),
    (2, Direction.WANT, "silis kumu", None, None, None, None),
    (3, Direction.HAVE, "ıslak tuz çamuru", "12.5", "t", Period.MONTH, None),
    (4, Direction.WANT, "Cam kırığı alınır", "160", "t", Period.MONTH, None),
)


@dataclass
class Furnished:
    """The use cases, the workshop and what is in it, by name."""

    services: Services
    workshop_id: WorkshopId
    firms: dict[str, FirmId] = field(default_factory=dict)
    cards: dict[str, CardId] = field(default_factory=dict)


@contextmanager
def furnished(folder: Path) -> Iterator[Furnished]:
    """Open a store in `folder` and fill it."""
    with open_store(folder / "store.db", key=new_key()) as store:
        services = build_services(store, "Işıl")
        created = services.workshops.create("İzmir Sinerji Çalıştayı", held_on="2026-11-21")
        made = Furnished(services, WorkshopId(created.created(Kind.WORKSHOP)[0]))
        for place, name in enumerate(FIRMS):
            changes = services.firms.add(
                made.workshop_id, name, sector="Sanayi", district="Çiğli", table_no=place % 2 + 1
            )
            made.firms[name] = FirmId(changes.created(Kind.FIRM)[0])
        for firm, direction, title, quantity, unit, period, code in CARDS:
            card = NewCard(
                made.workshop_id,
                made.firms[FIRMS[firm]],
                direction,
                title,
                category=Category.BYPRODUCT_WASTE,
                quantity=None if quantity is None else Decimal(quantity),
                unit=unit,
                period=period,
                code=code,
            )
            made.cards[title] = CardId(services.cards.add(card).created(Kind.CARD)[0])
        yield made
