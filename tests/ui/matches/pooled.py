"""A workshop in which several offers meet one need, and some cards meet nothing."""

from __future__ import annotations

from decimal import Decimal

from app.records import Direction, FirmId, Kind, Period, WorkshopId
from app.services import Services
from app.services.rows import NewCard
from tests.ui.matches.desk import Desk

HAVE, WANT = Direction.HAVE, Direction.WANT
# firm, NACE, direction, title, quantity, unit, period
CARDS = (
    ("Işık Döküm", "24.51", HAVE, "atık döküm kumu", "40", "t", Period.MONTH),
    ("Şişli Döküm", "24.51", HAVE, "atık döküm kumu", "70", "t", Period.MONTH),
    ("Iğdır Döküm", "24.51", HAVE, "atık döküm kumu", "300", "adet", None),
    ("Öz Döküm", "24.51", HAVE, "atık döküm kumu", None, None, None),
    ("Çınar Beton", "23.61", WANT, "döküm kumu alınır", "100", "t", Period.MONTH),
    ("İnci Zeytin", "10.41", HAVE, "ÇİNKO KÜLÜ", "3", "t", Period.YEAR),
    ("Ege Çinko", "24.43", HAVE, "bıngıl IŞIL bıngıl", None, None, None),
    ("Uğur Ofis", "71.12", WANT, "uçucu kül", "5", "t", Period.YEAR),
)


def furnish_pool(services: Services) -> Desk:
    """The cards above, each of a firm of its own."""
    workshop_id = WorkshopId(services.workshops.create("Iğdır Sinerji Çalıştayı").created(Kind.WORKSHOP)[0])
    for name, nace, side, title, quantity, unit, period in CARDS:
        firm = FirmId(services.firms.add(workshop_id, name, nace=nace).created(Kind.FIRM)[0])
        number = None if quantity is None else Decimal(quantity)
        services.cards.add(NewCard(workshop_id, firm, side, title, quantity=number, unit=unit, period=period))
    return Desk(services, workshop_id)
