"""The fixed vocabularies of the board in the reader's language."""

from __future__ import annotations

from typing import Final

from app.common.messages import N_
from app.records import Direction, LostReason, Origin, Stage

STAGE_NAMES: Final = {
    Stage.IDEA: N_("Idea"),
    Stage.DISCUSSION: N_("Discussion"),
    Stage.NEGOTIATION: N_("Negotiation"),
    Stage.IMPLEMENTATION: N_("Implementation"),
    Stage.COMPLETED: N_("Completed"),
    Stage.ON_HOLD: N_("On hold"),
    Stage.LOST: N_("Lost"),
}

# Where the stages stand on the board, left to right; the last three are strips until they are opened.
STAGE_ORDER: Final = tuple(STAGE_NAMES)
CLOSED_STAGES: Final = (Stage.COMPLETED, Stage.ON_HOLD, Stage.LOST)

# Days after which a synergy that stands still is shown as old; closed stages have no such age.
OLD_AFTER_DAYS: Final = {
    Stage.IDEA: 30,
    Stage.DISCUSSION: 21,
    Stage.NEGOTIATION: 30,
    Stage.IMPLEMENTATION: 60,
}

TRAY_NAMES: Final = {Direction.HAVE: N_("Givers"), Direction.WANT: N_("Takers")}

ORIGIN_NAMES: Final = {
    Origin.PARTICIPANT: N_("A participant raised a hand"),
    Origin.FACILITATOR: N_("A facilitator linked the cards"),
    Origin.ENGINE: N_("Suggested by the program"),
}

LOST_REASONS: Final = {
    LostReason.QUALITY: N_("Quality does not fit"),
    LostReason.QUANTITY: N_("Quantity or continuity"),
    LostReason.DISTANCE: N_("Transport or distance"),
    LostReason.PRICE: N_("Price"),
    LostReason.INVESTMENT: N_("Investment needed"),
    LostReason.PERMIT: N_("Waste law or permit"),
    LostReason.HAZARD: N_("Hazardous content"),
    LostReason.TRUST: N_("Confidentiality or trust"),
    LostReason.SOLVED: N_("Already solved"),
    LostReason.GONE: N_("Resource is gone"),
    LostReason.NO_ANSWER: N_("No answer"),
    LostReason.NOT_PRIORITY: N_("Not a priority"),
    LostReason.WRONG_MATCH: N_("Wrong match"),
}
