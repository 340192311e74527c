"""The form of one card beside the table."""

import re
from typing import Any

from PySide6.QtCore import Signal

from app.i18n.formats import format_number
from app.i18n.labels import LABELS
from app.i18n.numbers import parse_number
from app.i18n.units import find_unit, unit_label
from app.records import Audience, Category, Direction, Period
from app.services.entry import CODE_SYSTEM
from app.services.lookups import CodeName
from app.services.rows import CardRow
from app.ui.context import UiContext
from app.ui.widgets.labels import label
from app.ui.widgets.record_form import RecordForm


class CardForm(RecordForm):
    """Key fields of a card. A number with two readings is kept as unconfirmed and said so; an unknown unit or a code
    that is not six digits is kept as typed, with a word about it.

    `code_asked(code)` whenever a code is shown: `say_code` then says what the list calls it.
    """

    code_asked = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        t = ui.language
        self._hint = label("", "hint", wrap=True)
        self._hint.hide()
        self._code, self._code_title = "", label("", "small", wrap=True)
        self._code_title.hide()
        self.add_text("title", lambda: t.t("Resource"), str.strip)
        self.add_block("description", lambda: t.t("Description"))
        self.add_choice("direction", lambda: t.t("Direction"), lambda: self._options(Direction))
        self.add_choice("category", lambda: t.t("Category"), lambda: [(None, "–"), *self._options(Category)])
        self.add_text("quantity", lambda: t.t("Quantity"))
        self.column.addWidget(self._hint)
        self.add_text("unit", lambda: t.t("Unit"))
        self.add_choice("period", lambda: t.t("Period"), lambda: [(None, "–"), *self._options(Period)])
        self.add_text("code", lambda: t.t("Waste code"), _code)
        self.column.addWidget(self._code_title)
        self.add_choice("hazardous", lambda: t.t("Hazardous"), self._hazard)
        self.add_choice("audience", lambda: t.t("Who may see it"), lambda: self._options(Audience))
        self.add_block("notes", lambda: t.t("Private notes, never leave this computer"), 2)
        self.close_column()
        self.retranslate()

    def _options(self, kind: Any) -> list[tuple[Any, str]]:
        return [(value, self.ui.language.t(LABELS[value])) for value in kind]

    def _hazard(self) -> list[tuple[bool | None, str]]:
        t = self.ui.language.t
        return [(None, t("not known")), (True, t("Yes")), (False, t("No"))]

    def show_record(self, record_id: str, title: str, values: Any) -> None:
        if record_id != self.record_id:
            self._hint.hide()
        super().show_record(record_id, title, values)
        self._ask_code(values.get("code"))

    def _ask_code(self, code: str | None) -> None:
        if code is None:
            self._code_title.hide()
        if code != self._code:
            self._code_title.setText("")
        self._code = code or ""
        if code is not None:
            self.code_asked.emit(code)

    def say_code(self, code: str, name: CodeName | None) -> None:
        """What the list calls a code; an answer about another code than the one shown is dropped."""
        if code != self._code:
            return
        t = self.ui.language.t
        marked = f"{name.title.get(t.language)} *" if name is not None and name.hazardous else None
        self._code_title.setText(t("Unknown code") if name is None else marked or name.title.get(t.language))
        self._code_title.show()

    def changes_of(self, name: str, value: Any) -> dict[str, Any] | None:
        if name == "quantity":
            return self._quantity(value)
        if name == "unit":
            known = find_unit(value) if value else None
            self._say(self.ui.language.t("Unit not known, kept as typed") if value and known is None else "")
            return {"unit": known.code if known else value}
        if name == "code":
            doubtful = value is not None and re.fullmatch(r"\d{6}", value) is None
            self._say(self.ui.language.t("A waste code has six digits; kept as typed") if doubtful else "")
            self._ask_code(value)
            return {"code": value, "code_system": None if value is None else CODE_SYSTEM}
        return {name: value}

    def _quantity(self, text: str | None) -> dict[str, Any] | None:
        t = self.ui.language.t
        if text is None:
            self._say("")
            return {"quantity": None, "quantity_unconfirmed": False}
        reading = parse_number(text)
        if reading is None:
            self._say(t("Not a number; the card keeps its old quantity"))
            return None
        self._say("")
        if reading.other is not None:
            first, second = format_number(reading.value, t.language), format_number(reading.other, t.language)
            self._say(t("Taken as {first}; it could also mean {second}", first=first, second=second))
        return {"quantity": reading.value, "quantity_unconfirmed": reading.ambiguous}

    def _say(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))


def form_values(row: CardRow, ui: UiContext) -> tuple[str, str, dict[str, Any]]:
    """Id, heading and values of a card as the form shows them."""
    card = row.card
    quantity = None if card.quantity is None else format_number(card.quantity, ui.language.code)
    values = {
        "title": card.title,
        "description": card.description,
        "direction": card.direction,
        "category": card.category,
        "quantity": quantity,
        "unit": unit_label(card.unit, ui.language.code) if card.unit else None,
        "period": card.period,
        "code": card.code,
        "hazardous": card.hazardous,
        "audience": card.audience,
        "notes": card.notes,
    }
    heading = f"{card.number} · {row.firm.name}" if card.number is not None else row.firm.name
    return card.id, heading, values


def _code(text: str) -> str | None:
    """A waste code without blanks, dots and star; None where nothing is left."""
    return re.sub(r"[\s.*]", "", text) or None
