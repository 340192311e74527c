"""What the kinds of rows are called, one and many."""

from collections.abc import Mapping
from typing import Final

from app.common.messages import N_
from app.i18n import Translator
from app.records import Kind

_MANY: Final[Mapping[str, str]] = {
    Kind.WORKSHOP: N_("Workshops"),
    Kind.FIRM: N_("Firms"),
    Kind.ATTENDANCE: N_("Attendances"),
    Kind.PARTICIPANT: N_("Participants"),
    Kind.CARD: N_("Cards"),
    Kind.INTEREST: N_("Raised hands"),
    Kind.SYNERGY: N_("Synergies"),
    Kind.SYNERGY_CARD: N_("Cards of synergies"),
    Kind.STAGE_CHANGE: N_("Stage changes"),
    Kind.DECISION: N_("Decisions"),
    Kind.EXPORT: N_("Exported files"),
}
_ONE: Final[Mapping[str, str]] = {
    Kind.WORKSHOP: N_("Workshop"),
    Kind.FIRM: N_("Firm"),
    Kind.ATTENDANCE: N_("Attendance"),
    Kind.PARTICIPANT: N_("Participant"),
    Kind.CARD: N_("Card"),
    Kind.INTEREST: N_("Raised hand"),
    Kind.SYNERGY: N_("Synergy"),
    Kind.SYNERGY_CARD: N_("Card of a synergy"),
    Kind.STAGE_CHANGE: N_("Stage change"),
    Kind.DECISION: N_("Decision"),
    Kind.EXPORT: N_("Exported file"),
}
ICONS: Final[Mapping[str, str]] = {
    Kind.WORKSHOP: "workshop",
    Kind.FIRM: "firm",
    Kind.ATTENDANCE: "visit",
    Kind.PARTICIPANT: "participant",
    Kind.CARD: "card",
    Kind.INTEREST: "hand-raise",
    Kind.SYNERGY: "match",
    Kind.DECISION: "check",
    Kind.EXPORT: "page",
}


def kinds_word(entity: str, t: Translator) -> str:
    """Rows of a kind, many; a kind that this version does not know keeps its name."""
    return t(_MANY.get(entity, entity))


def kind_word(entity: str, t: Translator) -> str:
    """A row of a kind."""
    return t(_ONE.get(entity, entity))


def kind_icon(entity: str) -> str:
    """The icon of a kind."""
    return ICONS.get(entity, "card")
