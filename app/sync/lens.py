"""How much of a row may go to whom. Pure: rows as column values in, levels out.

A room's hub gets everything of its workshop. A central platform gets what the firm's consent and the card's audience
allow; of the rest it learns only that it is there, so that its counters are those of the laptop.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.common.messages import N_
from app.operations import ROW, WHOLE, Lens, Level, Look, Op, Values
from app.records import Audience, Kind, PlatformConsent

REASON_CONSENT = N_("the firm lets nothing go to the platform")
REASON_AUDIENCE = N_("the card is not meant for the platform")
REASON_PEOPLE = N_("people go only as a number without their consent")
REASON_WORKING = N_("who works on it and what comes next stays in the room")
REASON_DECISION = N_("what was decided on suggestions stays here")

_STUBS: dict[str, frozenset[str]] = {
    Kind.FIRM.value: frozenset(),
    Kind.PARTICIPANT.value: frozenset({"workshop_id", "firm_id"}),
    Kind.CARD.value: frozenset({"workshop_id", "firm_id", "direction", "created_at"}),
}
NO_CONSENT = Level("stub", only=_STUBS[Kind.FIRM.value], reason=REASON_CONSENT)
NO_PEOPLE = Level("stub", only=_STUBS[Kind.PARTICIPANT.value], reason=REASON_PEOPLE)
CARD_OF_SILENT_FIRM = Level("stub", only=_STUBS[Kind.CARD.value], reason=REASON_CONSENT)
CARD_OF_THE_ROOM = Level("stub", only=_STUBS[Kind.CARD.value], reason=REASON_AUDIENCE)
SYNERGY = Level("open", without=frozenset({"next", "frozen", "notes"}), reason=REASON_WORKING)
STAGE = Level("open", without=frozenset({"actor"}), reason=REASON_WORKING)


class RoomLens:
    """Everything; that private notes stay is no matter of the lens."""

    def level(self, entity: str, columns: Values, look: Look) -> Level | None:
        return WHOLE

    def through(self, op: Op, level: Level) -> Op:
        return op


class PlatformLens:
    """What audience and consent allow, without earlier values and without the names of those who typed."""

    def level(self, entity: str, columns: Values, look: Look) -> Level | None:
        match entity:
            case Kind.FIRM.value:
                return WHOLE if _consents(columns) else NO_CONSENT
            case Kind.PARTICIPANT.value:
                return self._person(columns, look)
            case Kind.CARD.value:
                return self._card(columns, look)
            case Kind.SYNERGY.value:
                return SYNERGY
            case Kind.STAGE_CHANGE.value:
                return STAGE
            case Kind.DECISION.value:
                return None
        return WHOLE

    def through(self, op: Op, level: Level) -> Op:
        groups: dict[str, Mapping[str, Any]] = {}
        for name, value in op.groups.items():
            if level.lets(name):
                groups[name] = value if name == ROW or "new" not in value else {"new": value["new"]}
        partial = op.partial or len(groups) < len(op.groups)
        actor = op.actor if op.entity == Kind.EXPORT.value else ""
        return replace(op, groups=groups, partial=partial, actor=actor)

    @staticmethod
    def _person(columns: Values, look: Look) -> Level:
        firm = look(Kind.FIRM.value, str(columns.get("firm_id")))
        if not any(columns.get(name) for name in ("name", "phone", "email")):
            return WHOLE if firm is not None and _consents(firm) else NO_PEOPLE  # a seat, not a person
        allowed = firm is not None and firm.get("platform_consent") == PlatformConsent.CARDS_AND_PEOPLE.value
        return WHOLE if allowed and columns.get("consent") == 1 else NO_PEOPLE

    @staticmethod
    def _card(columns: Values, look: Look) -> Level:
        firm = look(Kind.FIRM.value, str(columns.get("firm_id")))
        if firm is None or not _consents(firm):
            return CARD_OF_SILENT_FIRM
        return WHOLE if columns.get("audience") == Audience.PUBLIC.value else CARD_OF_THE_ROOM


def _consents(firm: Values) -> bool:
    return firm.get("platform_consent") != PlatformConsent.NOTHING.value


LENSES: dict[str, Lens] = {"room": RoomLens(), "platform": PlatformLens()}
