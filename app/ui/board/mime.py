"""What travels in a drag: which cards, as our own mime type; other programs get the titles as plain text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QByteArray, QMimeData

from app.records import Direction

MIME_TYPE = "application/x-sinerji-board+json"
PayloadKind = Literal["have", "want", "synergy"]
_KINDS: tuple[PayloadKind, ...] = ("have", "want", "synergy")


@dataclass(frozen=True, slots=True)
class Payload:
    """Cards on the move, by id (rows shift while a drag lasts): resource cards of one direction, or synergies."""

    kind: PayloadKind
    ids: tuple[str, ...]

    @property
    def direction(self) -> Direction | None:
        """The direction of resource cards; None for synergies."""
        return None if self.kind == "synergy" else Direction(self.kind)


def encode(payload: Payload, text: str) -> QMimeData:
    """The drag's data; `text` is what a note or a spreadsheet receives."""
    data = QMimeData()
    content = json.dumps({"kind": payload.kind, "ids": list(payload.ids)})
    data.setData(MIME_TYPE, QByteArray(content.encode("utf-8")))
    data.setText(text)
    return data


def decode(data: QMimeData) -> Payload | None:
    """What `encode` wrote; None for anything else, also for damaged data of our type."""
    if not data.hasFormat(MIME_TYPE):
        return None
    try:
        content = json.loads(bytes(data.data(MIME_TYPE).data()).decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    kind = content.get("kind") if isinstance(content, dict) else None
    ids = content.get("ids") if isinstance(content, dict) else None
    if kind not in _KINDS or not isinstance(ids, list) or not ids or not all(isinstance(key, str) for key in ids):
        return None
    return Payload(kind, tuple(ids))
