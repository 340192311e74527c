"""From the form to the store and back: the card that a form means, the form that a stored card gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.common.turkish import clean_text
from app.i18n.card_line import understand
from app.i18n.formats import PERIOD_SUFFIX
from app.records import Direction, FirmId, ResourceCard, WorkshopId
from app.services.entry import CODE_SYSTEM, card_from_line
from app.services.rows import CardRow, NewCard
from app.ui.capture.form_state import FormState

# What a correction may change: whatever the line says, and where it stands.
_LINE_FIELDS = (
    "direction", "title", "description", "quantity", "quantity_unconfirmed", "unit", "period", "state", "condition",
    "hazardous", "quality", "as_typed", "table_no", "code", "code_system",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A line on its way to the store. `firm_id` is None while its firm is still being added under `firm_name`."""

    workshop_id: WorkshopId
    firm_id: FirmId | None
    firm_name: str
    direction: Direction
    line: str
    language: str
    reading: bool | None = None
    table_no: int | None = None
    code: str | None = None

    def card(self) -> NewCard:
        """The card that the line means; a chosen reading of a doubtful number is no doubt any more, and a code typed
        on the line goes before one that was taken from a suggestion."""
        if self.firm_id is None:
            raise ValueError("the firm of this card is not stored yet")
        line = clean_text(self.line)
        found = understand(line, self.language)
        settled: dict[str, Any] = {"table_no": self.table_no}
        if not found.title:  # nothing but an amount: the line itself is the best title there is
            settled["title"] = line
        if self.reading is not None and found.other_quantity is not None:
            settled["quantity"] = found.other_quantity if self.reading else found.quantity
            settled["quantity_unconfirmed"] = False
        if self.code is not None and found.code is None:
            settled["code"], settled["code_system"] = self.code, CODE_SYSTEM
        return card_from_line(self.workshop_id, self.firm_id, self.direction, line, self.language, **settled)

    @property
    def title(self) -> str:
        """The title that the line gives."""
        return understand(clean_text(self.line), self.language).title or clean_text(self.line)

    def kept(self) -> str:
        """As text, for the draft."""
        return json.dumps({**asdict(self), "direction": self.direction.value}, ensure_ascii=False)

    @classmethod
    def from_kept(cls, text: str) -> NewEntry:
        """Read back what `kept` wrote."""
        fields = json.loads(text)
        return cls(**{**fields, "direction": Direction(fields["direction"])})


def entry_of(state: FormState, workshop_id: WorkshopId, language: str) -> NewEntry:
    """What the form means."""
    return NewEntry(
        workshop_id=workshop_id,
        firm_id=state.firm_id,
        firm_name=state.firm_text,
        direction=state.direction,
        line=state.line,
        language=language,
        reading=state.reading,
        table_no=state.table_no,
        code=state.code,
    )


def changed_fields(row: CardRow, state: FormState, language: str) -> dict[str, Any]:
    """The fields of a stored card on which the corrected form differs from the form that it gave.

    What the line never said (an imported category, a code …) and what nobody touched stays as it is.
    """
    before = _meant(line_of(row, state, language), language)
    after = _meant(state, language)
    names = (*_LINE_FIELDS, "firm_id")
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _meant(state: FormState, language: str) -> NewCard:
    return entry_of(state, WorkshopId(state.workshop_id or ""), language).card()


def line_of(row: CardRow, before: FormState, language: str) -> FormState:
    """The form that shows a stored card; locks stay as they were. A card that was never typed as a line (it was
    imported) is written out as one."""
    card = row.card
    line = card.as_typed or _written(card, language)
    other = understand(line, language).other_quantity
    confirmed = other is not None and other == card.quantity
    return replace(
        before,
        workshop_id=card.workshop_id,
        firm_id=card.firm_id,
        firm_text="",
        direction=card.direction,
        line=line,
        table_no=card.table_no,
        code=card.code,
        reading=None if card.quantity_unconfirmed else confirmed,
    )


def _written(card: ResourceCard, language: str) -> str:
    """Without thousands marks, so that the number reads in one way only."""
    amount = ""
    if card.quantity is not None:
        number = f"{card.quantity:f}".replace(".", "," if language == "tr" else ".")
        period = PERIOD_SUFFIX[language][card.period] if card.period is not None else ""
        amount = f"{number} {card.unit or ''}".rstrip() + period
    return ", ".join(part for part in (card.title, amount, card.description) if part)
