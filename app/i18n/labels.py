"""The English source strings that name the codes of records: categories, stages, reasons … and yes and no."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.common.messages import N_
from app.records import (
    Audience,
    Band,
    Category,
    Direction,
    LostReason,
    Origin,
    Period,
    PlatformConsent,
    Stage,
)

YES: Final = N_("Yes")
NO: Final = N_("No")

LABELS: Final[Mapping[StrEnum, str]] = {
    Direction.HAVE: N_("Have"),
    Direction.WANT: N_("Want"),
    Category.MATERIAL: N_("Material"),
    Category.BYPRODUCT_WASTE: N_("By-product, waste"),
    Category.ENERGY: N_("Energy"),
    Category.WATER: N_("Water"),
    Category.GAS: N_("Gas"),
    Category.LOGISTICS: N_("Logistics"),
    Category.SPACE: N_("Space"),
    Category.CAPACITY_EQUIPMENT: N_("Equipment, capacity"),
    Category.EXPERTISE_SERVICE: N_("Expertise, service"),
    Category.PEOPLE: N_("People"),
    Period.ONCE: N_("once"),
    Period.HOUR: N_("hour"),
    Period.DAY: N_("day"),
    Period.WEEK: N_("week"),
    Period.MONTH: N_("month"),
    Period.YEAR: N_("year"),
    Period.SEASON: N_("season"),
    Period.ON_DEMAND: N_("on demand"),
    Audience.ORGANISER: N_("Organisers only"),
    Audience.ROOM: N_("Room"),
    Audience.PARTICIPANTS: N_("Participants"),
    Audience.PUBLIC: N_("Public, anonymised"),
    PlatformConsent.NOTHING: N_("Nothing"),
    PlatformConsent.CARDS: N_("Cards"),
    PlatformConsent.CARDS_AND_PEOPLE: N_("Cards and people"),
    Stage.IDEA: N_("Idea"),
    Stage.DISCUSSION: N_("Discussion"),
    Stage.NEGOTIATION: N_("Negotiation"),
    Stage.IMPLEMENTATION: N_("Implementation"),
    Stage.COMPLETED: N_("Completed"),
    Stage.ON_HOLD: N_("On hold"),
    Stage.LOST: N_("Lost"),
    Origin.PARTICIPANT: N_("Participant"),
    Origin.FACILITATOR: N_("Facilitator"),
    Origin.ENGINE: N_("Engine"),
    Band.STRONG: N_("Strong"),
    Band.LIKELY: N_("Likely"),
    Band.WEAK: N_("Weak"),
    LostReason.QUALITY: N_("Quality does not fit"),
    LostReason.QUANTITY: N_("Quantity or continuity"),
    LostReason.DISTANCE: N_("Distance, transport"),
    LostReason.PRICE: N_("Price"),
    LostReason.INVESTMENT: N_("Investment needed"),
    LostReason.PERMIT: N_("Waste law, permit"),
    LostReason.HAZARD: N_("Hazardous content"),
    LostReason.TRUST: N_("Confidentiality, trust"),
    LostReason.SOLVED: N_("Already solved"),
    LostReason.GONE: N_("Resource gone"),
    LostReason.NO_ANSWER: N_("No answer"),
    LostReason.NOT_PRIORITY: N_("Not a priority"),
    LostReason.WRONG_MATCH: N_("Wrong match"),
}
