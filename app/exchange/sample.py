"""The İzmir sample as records: the files of `resources/sample/izmir`, extended deterministically.

Nothing here is drawn from a clock or from chance: the same call gives the same rows on every machine. The files hold no
people; those are invented here, so that no table of names lies anywhere.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from app.common.ids import derived_id
from app.common.resources import resource_path
from app.exchange.sample_hands import raised_hands
from app.exchange.sample_people import contact, invented_tax_number
from app.i18n.numbers import parse_number
from app.i18n.units import read_unit
from app.records import (
    Attendance,
    Audience,
    CardId,
    Category,
    Direction,
    Firm,
    FirmId,
    Interest,
    Participant,
    ParticipantId,
    PlatformConsent,
    ResourceCard,
    Workshop,
    WorkshopId,
)

HANDS: Final = 120
TABLES: Final = 10
SOURCE: Final = "sample"
CONSENT_VERSION: Final = "2026-1"
_HELD_ON: Final = "2026-10-15"
_DOORS: Final = datetime(2026, 10, 15, 5, 30, tzinfo=UTC)  # half past eight in İzmir
_FIRST_CARD: Final = _DOORS + timedelta(hours=2)
_MANISA: Final = frozenset({"Yunusemre", "Turgutlu"})
# Of a hundred cards: most may go everywhere, a few stay with the facilitators.
_AUDIENCES: Final = {Audience.PUBLIC: 70, Audience.PARTICIPANTS: 16, Audience.ROOM: 9, Audience.ORGANISER: 5}
_PLATFORM: Final = {PlatformConsent.CARDS: 60, PlatformConsent.CARDS_AND_PEOPLE: 25, PlatformConsent.NOTHING: 15}
_CONSENTS: Final = {True: 74, False: 11, None: 15}

_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class SampleData:
    """All rows of an invented workshop, marked as a sample; every reference resolves within it."""

    workshop: Workshop
    firms: tuple[Firm, ...]
    attendances: tuple[Attendance, ...]
    participants: tuple[Participant, ...]
    cards: tuple[ResourceCard, ...]
    interests: tuple[Interest, ...]


def sample_rows() -> SampleData:
    """The workshop: 109 firms, 226 participants, 637 cards (400 haves, 237 wants), 120 raised hands."""
    workshop = Workshop(
        WorkshopId(derived_id("sample", "izmir")),
        "İzmir Sinerji Çalıştayı",
        held_on=_HELD_ON,
        place="İzmir",
        sample=True,
    )
    dice = random.Random("sample 0")  # noqa: S311 - repeatable on purpose
    firms = tuple(_firms(workshop.id, dice))
    participants = tuple(_participants(workshop.id, firms, dice))
    cards = tuple(_cards(workshop.id, dice))
    attendances = _attendances(workshop.id, firms)
    tables = {attendance.firm_id: attendance.table_no for attendance in attendances}
    seated = [
        replace(card, number=number, table_no=tables[card.firm_id], created_at=_moment(_FIRST_CARD, number * 18))
        for number, card in enumerate(cards, 1)
    ]
    interests = tuple(
        Interest(derived_id("interest", card_id, firm_id), workshop.id, card_id, firm_id)
        for card_id, firm_id in raised_hands(seated, HANDS)
    )
    return SampleData(workshop, firms, attendances, participants, tuple(seated), interests)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource_path("sample", "izmir", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _firms(workshop_id: WorkshopId, dice: random.Random) -> Iterator[Firm]:
    for row in _rows("firms.csv"):
        yield Firm(
            id=FirmId(derived_id(workshop_id, row["firm_id"])),
            name=row["name"],
            sector=row["sector_tr"] or None,
            nace=row["nace"] or None,
            tax_number=invented_tax_number(dice) if dice.random() < 0.9 else None,
            province="Manisa" if row["district"] in _MANISA else "İzmir",
            district=row["district"] or None,
            osb=row["osb"] or None,
            employees=int(row["employees"]) if row["employees"] else None,
            platform_consent=_drawn(dice, _PLATFORM),
            external_id=row["firm_id"],
            source=SOURCE,
        )


def _participants(workshop_id: WorkshopId, firms: tuple[Firm, ...], dice: random.Random) -> Iterator[Participant]:
    by_id = {firm.id: firm for firm in firms}
    for number, row in enumerate(_rows("participants.csv"), 1):
        firm = by_id[FirmId(derived_id(workshop_id, row["firm_id"]))]
        person = contact(dice, number, firm.name)
        consent = _drawn(dice, _CONSENTS)
        asked = consent is not None
        yield Participant(
            id=ParticipantId(derived_id(workshop_id, row["participant_id"])),
            workshop_id=workshop_id,
            firm_id=firm.id,
            role=row["role"] or None,
            name=person.name,
            phone=person.phone,
            email=person.email,
            consent=consent,
            consent_version=CONSENT_VERSION if asked else None,
            consent_at=_moment(_DOORS, 60 * dice.randrange(60)) if asked else None,
            external_id=row["participant_id"],
            source=SOURCE,
        )


def _cards(workshop_id: WorkshopId, dice: random.Random) -> Iterator[ResourceCard]:
    for row in _rows("cards.csv"):
        amount = read_unit(row["unit"], row["period"])
        yield ResourceCard(
            id=CardId(derived_id(workshop_id, row["card_id"])),
            workshop_id=workshop_id,
            firm_id=FirmId(derived_id(workshop_id, row["firm_id"])),
            direction=Direction(row["kind"]),
            title=row["title"],
            description=row["description"] or None,
            category=Category(row["category"]) if row["category"] else None,
            code_system="ewc" if row["ewc"] else None,
            code=row["ewc"] or None,
            hazardous={"yes": True, "no": False}.get(row["hazardous"]),
            quantity=_quantity(row["quantity"]),
            unit=amount.unit,
            period=amount.period,
            audience=_drawn(dice, _AUDIENCES),
            notes=row["notes"] or None,
            external_id=row["card_id"],
            source=SOURCE,
        )


def _quantity(text: str) -> Decimal | None:
    reading = parse_number(text, ".")
    return reading.value if reading else None


def _attendances(workshop_id: WorkshopId, firms: tuple[Firm, ...]) -> tuple[Attendance, ...]:
    """Badge numbers in the order of the list, neighbours at different tables, nine of ten arrived within an hour."""
    dice = random.Random("seats")  # noqa: S311 - repeatable on purpose
    seats = [1 + place % TABLES for place in range(len(firms))]
    dice.shuffle(seats)
    return tuple(
        Attendance(
            derived_id("attendance", workshop_id, firm.id),
            workshop_id,
            firm.id,
            number=number,
            table_no=table,
            arrived_at=_moment(_DOORS, dice.randrange(3600)) if dice.random() < 0.92 else None,
        )
        for number, (firm, table) in enumerate(zip(firms, seats, strict=True), 1)
    )


def _drawn(dice: random.Random, shares: dict[_Choice, int]) -> _Choice:
    return dice.choices(list(shares), weights=list(shares.values()))[0]


def _moment(start: datetime, seconds: int) -> str:
    """ISO text in UTC with milliseconds, as all moments are stored."""
    return (start + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
