"""Reads the resource cards of a file: one a row, or haves and wants typed as lines beside a firm."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from app.common.ids import derived_id
from app.common.messages import N_
from app.common.turkish import clean_text, match_key
from app.exchange.cells import WasteCode, read_date, read_digits, read_flag, read_waste_code, read_whole
from app.exchange.import_rows import CardRow, Severity
from app.exchange.quantities import QuantityCells, QuantityReading, read_quantity
from app.exchange.sheet_rows import SheetRow
from app.exchange.words import is_unsaid, read_code, read_yes_no
from app.i18n.card_line import understand
from app.records import Audience, Category, Direction

_BULLET: Final = re.compile(r"^\s*(?:[-–—•·*►▪]+|\d{1,2}\s*[.)](?!\d))\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """One resource as a line of text with its direction."""

    direction: Direction
    text: str


class Cards:
    """The cards of one import. `decimal` is the decimal sign of the file, `None` = Turkish first, ask where unsure."""

    def __init__(self, decimal: str | None) -> None:
        self._decimal = decimal
        self.rows: dict[str, CardRow] = {}
        self._contents: dict[CardRow, int] = {}
        self._places: dict[tuple[str, ...], int] = {}

    def read(self, row: SheetRow, firm_id: str) -> None:
        """Take over a row of a list of cards."""
        title = row.text("title")
        direction = self._direction(row, title is not None)
        lines = [] if title is not None and direction is not None else self.lines(row)
        if lines:
            self.read_lines(row, firm_id, lines)
        elif title is None and row.text("description") is None:
            row.leave_out(N_("A card without the name of a resource was left out."))
        elif direction is None:
            row.leave_out(N_("A card was left out because it does not say whether the firm has or wants it."))
        else:
            self._add(row, self._card(row, firm_id, direction, title or row.text("description") or ""))

    def lines(self, row: SheetRow) -> list[_Line]:
        """What the columns "what it has" and "what it needs" hold, one resource a line."""
        found = []
        for field, direction in (("have", Direction.HAVE), ("want", Direction.WANT)):
            for cell in row.cells(field):
                if is_unsaid(cell.text):
                    continue
                texts = (_BULLET.sub("", text).strip() for text in re.split(r"[\n;]+", clean_text(cell.text)))
                found += [_Line(direction, text) for text in texts if text and read_yes_no(text) is None]
        return found

    def read_lines(self, row: SheetRow, firm_id: str, lines: list[_Line]) -> None:
        """Take over lines as cards; quantity, unit and period are understood from the line."""
        for line in lines:
            self._add(row, self._understood(row, firm_id, line.direction, line.text))

    def _direction(self, row: SheetRow, titled: bool) -> Direction | None:
        text = row.text("direction")
        if text is not None:
            found = read_code(Direction, text)
            if found is None:
                row.note(Severity.ERROR, N_("“{raw}” is neither have nor want."), row.header("direction"), text)
            return found
        if titled:
            # A cross under "Var" or "İhtiyaç" beside the name of the resource.
            for field, direction in (("have", Direction.HAVE), ("want", Direction.WANT)):
                mark = row.text(field)
                if mark is not None and read_yes_no(mark):
                    return direction
        return None

    def _card(self, row: SheetRow, firm_id: str, direction: Direction, title: str) -> CardRow:
        if not row.has_column("quantity", "unit", "period"):
            card = self._understood(row, firm_id, direction, title)
        else:
            card = self._with_quantity(row, CardRow("", firm_id, direction, title))
        code = row.read("code", read_waste_code)
        hazardous = self._hazardous(row, code)
        description = row.text("description") if row.text("title") is not None else None
        return replace(
            card,
            external_id=row.read("id", read_digits) or "",
            description=description or card.description,
            category=row.code("category", Category),
            code_system=code.system if code else None,
            code=code.code if code else None,
            hazardous=card.hazardous if hazardous is None else hazardous,
            state=row.text("state") or card.state,
            condition=row.text("condition") or card.condition,
            quality=row.text("quality"),
            current_route=row.text("current_route"),
            place=row.text("place"),
            valid_from=row.read("valid_from", read_date),
            valid_until=row.read("valid_until", read_date),
            audience=row.code("audience", Audience, unclear=Audience.ORGANISER),
            as_typed=row.text("as_typed") or card.as_typed,
            number=row.read("number", read_whole),
            table_no=row.read("table_no", read_whole),
            notes=row.text("notes"),
            sheet=row.sheet,
            row=row.number,
        )

    def _with_quantity(self, row: SheetRow, card: CardRow) -> CardRow:
        cells = QuantityCells(row.cell("quantity"), row.cell("unit"), row.cell("period"), row.header("quantity"))
        amount = read_quantity(cells, self._decimal)
        self._remark(row, amount)
        told = row.read("quantity_unconfirmed", read_flag)
        return replace(
            card,
            quantity=amount.quantity,
            unit=amount.unit,
            period=amount.period,
            quantity_unconfirmed=amount.unconfirmed if told is None else told,
            as_typed=amount.as_typed,
        )

    def _remark(self, row: SheetRow, amount: QuantityReading) -> None:
        for field, remark in amount.remarks:
            row.remark(field, remark)

    def _understood(self, row: SheetRow, firm_id: str, direction: Direction, text: str) -> CardRow:
        line = understand(text)
        quantity, other = line.quantity, line.other_quantity
        if self._decimal is not None and other is not None:
            quantity, other = (other if self._decimal == "." else quantity), None
        if other is not None:
            row.note(Severity.WARNING, N_("The number in “{raw}” has two readings: to be confirmed."), "", text)
        return CardRow(
            external_id="",
            firm_id=firm_id,
            direction=direction,
            title=line.title or text,
            description=line.description or None,
            hazardous=line.hazardous,
            quantity=quantity,
            unit=line.unit,
            period=line.period,
            quantity_unconfirmed=other is not None,
            state=line.state,
            condition=line.condition,
            as_typed=text if line.title != text else None,
            sheet=row.sheet,
            row=row.number,
        )

    def _hazardous(self, row: SheetRow, code: WasteCode | None) -> bool | None:
        told = row.read("hazardous", read_flag)
        if code is None or not code.starred:
            return told
        if told is False:
            row.note(
                Severity.WARNING,
                N_("The waste code “{raw}” has a star, the row says not hazardous: taken as hazardous."),
                row.header("code"),
                row.text("code") or "",
            )
        return True

    def _add(self, row: SheetRow, card: CardRow) -> None:
        content = replace(card, external_id="", number=None, sheet="", row=None)
        earlier = self._contents.get(content)
        if earlier is not None and not card.external_id:
            row.note(
                Severity.WARNING, N_("“{raw}” stands in the file twice, word for word: taken once."), "", card.title
            )
            return
        if earlier is not None:
            row.note(
                Severity.WARNING, N_("“{raw}” stands in the file twice with two ids: both were taken."), "", card.title
            )
        self._contents.setdefault(content, row.number)
        placed = card if card.external_id else replace(card, external_id=self._derived(card))
        if placed.external_id in self.rows:
            row.leave_out(N_("A second card with the id of an earlier row was left out: give it an id of its own."))
            return
        self.rows[placed.external_id] = placed

    def _derived(self, card: CardRow) -> str:
        """An id from firm, direction and title: the same list read again, even corrected, gives the same cards."""
        key = (card.firm_id, card.direction.value, match_key(card.title))
        self._places[key] = self._places.get(key, 0) + 1
        return derived_id("card", *key, str(self._places[key]))
