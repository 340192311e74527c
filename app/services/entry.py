"""From a line as typed to a card: what was understood becomes fields, the line itself is kept beside them."""

from typing import Any

from app.i18n.card_line import UnderstoodLine, understand
from app.i18n.units import unit_label
from app.records import Direction, FirmId, WorkshopId
from app.services.rows import NewCard

# As the import writes it: the European List of Waste.
CODE_SYSTEM = "ewc"


def card_from_line(
    workshop_id: WorkshopId,
    firm_id: FirmId,
    direction: Direction,
    line: str,
    language: str = "tr",
    **overrides: Any,
) -> NewCard:
    """The card that a typed line means; `overrides` are fields that somebody set by hand (the second reading of a
    number, a table …) and win over what was understood."""
    understood = understand(line, language)
    return NewCard(
        **{
            **_fields(understood, language),
            "workshop_id": workshop_id,
            "firm_id": firm_id,
            "direction": direction,
            "as_typed": line,
            **overrides,
        }
    )


def _fields(understood: UnderstoodLine, language: str) -> dict[str, Any]:
    return {
        "title": understood.title,
        "description": understood.description or None,
        "quantity": understood.quantity,
        "quantity_unconfirmed": understood.other_quantity is not None,
        "unit": understood.unit,
        "period": understood.period,
        "state": understood.state,
        "condition": understood.condition,
        "hazardous": understood.hazardous,
        "code": understood.code,
        "code_system": CODE_SYSTEM if understood.code is not None else None,
        "quality": _range(understood, language),
    }


def _range(understood: UnderstoodLine, language: str) -> str | None:
    """Of a range the card's quantity is the lower end; the upper one is not lost."""
    if understood.upper is None or understood.quantity is None:
        return None
    unit = unit_label(understood.unit, language) if understood.unit else ""
    return f"{understood.quantity:f}–{understood.upper:f} {unit}".strip()
