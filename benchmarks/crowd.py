"""Invented workshops of any size for measuring: the same seed gives the same cards, another seed gives others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from app.common.ids import derived_id
from app.records import (
    Attendance,
    CardId,
    Category,
    Direction,
    Firm,
    FirmId,
    Period,
    ResourceCard,
    Workshop,
    WorkshopId,
)

_THINGS = (
    "alüminyum talaşı", "demir hurdası", "cam kırığı", "mermer çamuru", "döküm kumu", "uçucu kül", "zeytin pirinası",
    "üzüm cibresi", "peynir altı suyu", "soya küspesi", "kırpıntı kumaş", "iplik telefi", "karton koli", "ahşap palet",
    "odun talaşı", "HDPE bidon", "PET şişe", "streç film", "lastik tozu", "atık yağ", "boya çamuru", "çelik cürufu",
    "kireç", "alçı", "kil", "seramik ıskartası", "buhar", "sıcak su", "soğutma suyu", "basınçlı hava", "karbondioksit",
    "hidrojen", "depo alanı", "soğuk hava deposu", "tır dorsesi", "forklift", "CNC tezgâhı", "lazer kesim",
    "enerji etüdü", "laboratuvar analizi", "kaynakçı", "stajyer", "big bag", "IBC tank", "asit banyosu", "solvent",
    "tuz", "şeker pancarı küspesi",
)  # fmt: skip
_KINDS = (
    "temiz",
    "karışık",
    "ıslak",
    "kuru",
    "elenmiş",
    "preslenmiş",
    "ikinci el",
    "fazla",
    "İzmir çıkışlı",
    "yıkanmış",
)
_TAILS = ("", "fire", "ihtiyacı", "fazlası", "tedariki", "PVC içermeyen", "düzenli", "ayda bir alınacak", "dökme halde")
_PLACES = ("Aliağa", "Bornova", "Çiğli", "Gaziemir", "Işıkkent", "Kemalpaşa", "Menemen", "Tire", "Torbalı", "Ödemiş")
_UNITS = ("t", "kg", "m³", "adet", "palet", "big bag", "kWh", "L")
_PERIODS = (Period.YEAR, Period.MONTH, Period.WEEK, Period.ONCE)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A workshop with its firms and cards. Nobody in it exists."""

    workshop: Workshop
    firms: tuple[Firm, ...]
    attendances: tuple[Attendance, ...]
    cards: tuple[ResourceCard, ...]

    @property
    def haves(self) -> list[ResourceCard]:
        return [card for card in self.cards if card.direction is Direction.HAVE]

    @property
    def wants(self) -> list[ResourceCard]:
        return [card for card in self.cards if card.direction is Direction.WANT]

    def pairs(self, count: int, seed: int) -> list[tuple[CardId, CardId]]:
        """`count` different (have, want) of different firms."""
        random, haves, wants = Random(seed), self.haves, self.wants
        made: dict[tuple[CardId, CardId], None] = {}
        while len(made) < count:
            have, want = random.choice(haves), random.choice(wants)
            if have.firm_id != want.firm_id:
                made[have.id, want.id] = None
        return list(made)


MOMENT = "2026-11-21T09:00:00.000Z"


def line(random: Random) -> str:
    """What somebody might write on a card, as a title."""
    parts = (random.choice(_KINDS), random.choice(_THINGS), random.choice(_TAILS), f"parti {random.randrange(10_000)}")
    return " ".join(part for part in parts if part)


def crowd(cards: int, seed: int, firms: int | None = None) -> Crowd:
    """Invent a workshop of `cards` cards; about six cards a firm where `firms` is not given, haves : wants as 2 : 1."""
    random = Random(seed)
    workshop = Workshop(WorkshopId(derived_id("bench", str(seed), str(cards))), f"Ölçüm atölyesi {seed}", sample=True)
    made_firms = tuple(
        Firm(FirmId(derived_id("firm", workshop.id, str(number))), f"Işık {number} Sanayi A.Ş.", district=place)
        for number in range(1, (firms or max(2, cards // 6)) + 1)
        for place in [random.choice(_PLACES)]
    )
    seats = tuple(
        Attendance(derived_id("attendance", workshop.id, firm.id), workshop.id, firm.id, number)
        for number, firm in enumerate(made_firms, 1)
    )
    made_cards = tuple(
        ResourceCard(
            id=CardId(derived_id("card", workshop.id, str(number))),
            workshop_id=workshop.id,
            firm_id=random.choice(made_firms).id,
            direction=Direction.WANT if random.random() < 1 / 3 else Direction.HAVE,
            title=line(random),
            category=random.choice(list(Category)),
            quantity=Decimal(random.randrange(1, 5_000)),
            unit=random.choice(_UNITS),
            period=random.choice(_PERIODS),
            number=number,
            created_at=MOMENT,
        )
        for number in range(1, cards + 1)
    )
    return Crowd(workshop, made_firms, seats, made_cards)
