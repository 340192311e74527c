"""Taking back one logged change, after making sure that the row is still as the change left it."""

import base64
import json
from typing import Any

from app.common.errors import StaleError
from app.common.messages import N_
from app.common.sealing import unseal
from app.model.tables import SYNCED, ChangeRow, Synced
from app.model.work import Work
from app.operations import ERASED, ROW
from app.records import Kind

_STALE = N_("This step can no longer be undone: the same row has been changed since by somebody else.")
_ERASED = N_("This step can no longer be undone: the person's data has been erased.")


def revert_change(work: Work, change: ChangeRow) -> None:
    """Set the changed groups back to their old values. StaleError where the row has moved on."""
    row = work.session.get(SYNCED[Kind(change.entity)], change.entity_id)
    if row is None:
        raise StaleError(_STALE)
    groups: dict[str, Any] = json.loads(change.groups)
    if ERASED in groups:
        raise StaleError(_ERASED)
    life = groups.pop(ROW, None)
    if life is not None:
        _revert_life(work, row, life)
    elif row.deleted_at is not None:
        raise StaleError(_STALE)  # what is set on a row that is gone would reach nobody
    if life is not None and life["old"] == "gone":
        return  # the row goes as a whole and keeps its values, for redo
    for group in groups.values():
        _revert_group(row, group)


def _revert_life(work: Work, row: Synced, life: dict[str, str]) -> None:
    if (row.deleted_at is None) != (life["new"] == "live"):
        raise StaleError(_STALE)
    row.deleted_at = None if life["old"] == "live" else work.now


def _revert_group(row: Synced, group: dict[str, Any]) -> None:
    if "sealed" in group:
        key: str | None = getattr(row, "personal_key", None)
        opened = unseal(group["sealed"], base64.b64decode(key) if key else None)
        if opened is None:
            raise StaleError(_ERASED)
        group = opened
    for column, value in group["new"].items():
        if getattr(row, column) != value:
            raise StaleError(_STALE)
    for column, value in group["old"].items():
        setattr(row, column, value)
