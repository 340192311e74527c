"""The fixed vocabularies of the board in the reader's language."""

from __future__ import annotations

from typing import Final

from app.common.messages import N_
from app.i18n.labels import LABELS
from app.records import Direction, LostReason, Origin, Stage

STAGE_NAMES: Final = {stage: LABELS[stage] for stage in Stage}

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

LOST_REASONS: Final = {reason: LABELS[reason] for reason in LostReason}
