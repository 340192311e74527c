"""The entry form as plain data: what a draft keeps, and what comes back after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from app.records import CardId, Direction, FirmId, WorkshopId

Field = Literal["firm", "line"]


def slot_of(workshop_id: str | None) -> str:
    """The name under which the form's draft is kept: each workshop has one, so that none overwrites another."""
    return f"capture {workshop_id}" if workshop_id else "capture"


@dataclass(frozen=True, slots=True)
class FormState:
    """One moment of the form.

    `firm_text` is what stands in the firm field while no firm is chosen; `cursor` is the position in the field named by
    `focus`; `reading` is the choice made for a number with two readings (False the first, True the other); `card_id` is
    set while a stored card is being corrected; `code` is the waste code taken from a suggestion, or the one that the
    stored card has; `unsaved` keeps the entries that could not be stored, so that they
    outlive the program too.
    """

    workshop_id: WorkshopId | None = None
    firm_id: FirmId | None = None
    firm_text: str = ""
    firm_locked: bool = False
    direction: Direction = Direction.HAVE
    line: str = ""
    cursor: int = 0
    focus: Field = "firm"
    table_no: int | None = None
    table_locked: bool = False
    reading: bool | None = None
    card_id: CardId | None = None
    code: str | None = None
    unsaved: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost by forgetting it."""
        return not (self.line.strip() or self.firm_text.strip() or self.card_id or self.unsaved)

    def to_fields(self) -> dict[str, Any]:
        """As JSON types, for the draft."""
        return {**asdict(self), "direction": self.direction.value, "unsaved": list(self.unsaved)}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> FormState:
        """Read a draft, whichever version wrote it: what is missing or of another type keeps its default."""
        known: dict[str, Any] = {
            name: value for name, value in fields.items() if name in _READERS and _READERS[name](value)
        }
        if "direction" in known:
            known["direction"] = Direction(known["direction"])
        if "unsaved" in known:
            known["unsaved"] = tuple(known["unsaved"])
        state = cls(**known)
        limit = len(state.line if state.focus == "line" else state.firm_text)
        return replace(state, cursor=max(0, min(state.cursor, limit)))


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _text_or_none(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_READERS: Final[dict[str, Callable[[Any], bool]]] = {
    "workshop_id": _text_or_none,
    "firm_id": _text_or_none,
    "firm_text": _text,
    "firm_locked": _flag,
    "direction": lambda value: value in set(Direction),
    "line": _text,
    "cursor": _whole,
    "focus": lambda value: value in {"firm", "line"},
    "table_no": lambda value: value is None or _whole(value),
    "table_locked": _flag,
    "reading": lambda value: value is None or _flag(value),
    "card_id": _text_or_none,
    "code": _text_or_none,
    "unsaved": lambda value: isinstance(value, list) and all(isinstance(line, str) for line in value),
}
