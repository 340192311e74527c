"""Columns and groups of rows, and what stands in them, in words."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from app.common.messages import N_
from app.i18n import Translator
from app.i18n.formats import format_date, format_number, format_quantity
from app.i18n.labels import LABELS, NO, YES
from app.records import Audience, Category, Direction, Kind, LostReason, Period, PlatformConsent, Stage, Verdict
from app.ui.card_words import state_word

_GROUPS: Final[Mapping[str, str]] = {
    "amount": N_("Quantity"),
    "code": N_("Waste code"),
    "validity": N_("Validity"),
    "place": N_("Place"),
    "seat": N_("Seat"),
    "contact": N_("Contact"),
    "consent": N_("Consent"),
    "stage": N_("Stage"),
    "next": N_("Next step"),
    "frozen": N_("Score"),
    "verdict": N_("Verdict"),
    "row": N_("Deleted and edited"),
}
_COLUMNS: Final[Mapping[str, str]] = {
    "name": N_("Name"),
    "title": N_("Resource"),
    "description": N_("Description"),
    "direction": N_("Have or want"),
    "category": N_("Category"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
    "period": N_("Period"),
    "quantity_unconfirmed": N_("Quantity to be confirmed"),
    "code": N_("Waste code"),
    "hazardous": N_("Hazardous"),
    "state": N_("Physical state"),
    "condition": N_("Condition"),
    "quality": N_("Quality"),
    "current_route": N_("Current route"),
    "place": N_("Place"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "audience": N_("Who may see it"),
    "as_typed": N_("As typed"),
    "notes": N_("Notes"),
    "number": N_("No."),
    "table_no": N_("Table"),
    "arrived_at": N_("Arrived"),
    "sector": N_("Sector"),
    "nace": N_("NACE"),
    "tax_number": N_("Tax number"),
    "province": N_("Province"),
    "district": N_("District"),
    "osb": N_("Industrial zone"),
    "site": N_("Site"),
    "employees": N_("Employees"),
    "platform_consent": N_("To the central platform"),
    "role": N_("Role"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "consent": N_("Consent"),
    "consent_version": N_("Consent text"),
    "consent_at": N_("Consent given"),
    "held_on": N_("Date"),
    "stage": N_("Stage"),
    "stage_since": N_("Since"),
    "lost_reason": N_("Reason"),
    "review_on": N_("Look again on"),
    "owner": N_("Who"),
    "next_step": N_("Next step"),
    "due_on": N_("Until"),
    "score": N_("Score"),
    "verdict": N_("Verdict"),
    "reason": N_("Reason"),
}
_VERDICTS: Final[Mapping[str, str]] = {
    Verdict.ACCEPTED: N_("accepted"),
    Verdict.LATER: N_("later"),
    Verdict.WRONG: N_("wrong"),
}
_CODED: Final[Mapping[str, type[StrEnum]]] = {
    "direction": Direction,
    "category": Category,
    "period": Period,
    "audience": Audience,
    "platform_consent": PlatformConsent,
    "stage": Stage,
    "lost_reason": LostReason,
    "reason": LostReason,
}
_FLAGS: Final = frozenset({"hazardous", "consent", "quantity_unconfirmed", "sample"})
# What the machine keeps beside a value: never what two people mean by it.
_UNSAID: Final = frozenset({"code_system", "stage_since", "consent_at", "at", "reasons", "score"})


def field_word(entity: str, field: str, t: Translator) -> str:
    """A group or a column by name; one that this version does not know keeps its name."""
    if field == "stage" and entity != Kind.SYNERGY:
        return t(_COLUMNS.get(field, field))
    return t(_GROUPS[field] if field in _GROUPS else _COLUMNS.get(field, field))


def value_lines(group: str, values: Mapping[str, Any], t: Translator, *, shown: bool) -> list[tuple[str, str]]:
    """A group's value as (name, words) lines; the name is "" where it is the group's own.

    `shown` tells which side of a conflict it is: a row that was deleted and edited is shown, without values.
    """
    if group == "row":
        return [("", t("kept, with the edit") if shown else t("deleted"))]
    if group == "amount":
        return [("", _amount(values, t))]
    said = {name: value for name, value in values.items() if name not in _UNSAID}
    lines = [(t(_COLUMNS.get(name, name)), value_word(name, value, t)) for name, value in said.items()]
    if len(lines) == 1:
        return [("", lines[0][1])]
    return [(name, words) for (name, words), value in zip(lines, said.values(), strict=True) if value is not None] or [
        ("", t("not said"))
    ]


def value_words(group: str, values: Mapping[str, Any], t: Translator, *, shown: bool) -> str:
    """A group's value in one line."""
    lines = value_lines(group, values, t, shown=shown)
    return ", ".join(f"{name}: {words}" if name else words for name, words in lines)


def value_word(column: str, value: Any, t: Translator) -> str:
    """What stands in a column; never blank."""
    if value is None or value == "":
        return t("not said")
    if column in _FLAGS:
        return t(YES) if value else t(NO)
    if column == "verdict":
        return t(_VERDICTS.get(value, str(value)))
    if column in _CODED:
        return _coded(column, value, t)
    if column == "state":
        return state_word(str(value), t)
    if column.endswith(("_on", "_at", "_from", "_until")):
        return format_date(str(value), t.language)
    if column == "quantity":
        return format_number(Decimal(str(value)), t.language)
    return str(value)


def _coded(column: str, value: Any, t: Translator) -> str:
    try:
        return t(LABELS[_CODED[column](value)])
    except (ValueError, KeyError):
        return str(value)


def _amount(values: Mapping[str, Any], t: Translator) -> str:
    raw, period = values.get("quantity"), values.get("period")
    try:
        quantity = None if raw is None else Decimal(str(raw))
        words = format_quantity(quantity, values.get("unit"), Period(period) if period else None, t.language)
    except (InvalidOperation, ValueError):
        words = str(raw)
    if words is None:
        return t("no quantity")
    return t("{quantity} (to be confirmed)", quantity=words) if values.get("quantity_unconfirmed") else words
