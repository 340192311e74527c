"""Draws the workshop report as a PDF: totals with their rule, synergies with their reasons, haves and wants, firms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

from app.common.turkish import sort_key
from app.exchange.atomic_file import atomic_file
from app.exchange.pdf_cover import draw_cover
from app.exchange.pdf_fonts import STRONG
from app.exchange.pdf_marks import draw_band, draw_direction, draw_stage
from app.exchange.pdf_pages import LEFT, RIGHT, Pages
from app.exchange.pdf_table import Piece, TableCell, TableColumn, draw_table, plain
from app.exchange.report import ReportCard, ReportSynergy, WorkshopReport
from app.i18n import Translator, translator
from app.i18n.formats import format_date, format_number, format_quantity
from app.i18n.labels import LABELS
from app.records import Direction, Stage

_WIDTH: Final = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class WrittenPdf:
    """What was written: pages, and how many letters the font did not have (drawn as a box)."""

    pages: int
    replaced: int


def write_report_pdf(report: WorkshopReport, path: Path, language: str | None = None) -> WrittenPdf:
    """Write the report as PDF, worded in `language` (the report's own where it is not given).

    Raises InputError where the file cannot be written; nothing half is left.
    """
    drawing = _drawn(report, language)
    with atomic_file(path) as file:
        drawing.pages.write(file, report.title, drawing.language, drawing.footer)
    return WrittenPdf(len(drawing.pages.pages), drawing.pages.type.replaced)


def report_pdf_bytes(report: WorkshopReport, language: str | None = None) -> bytes:
    """The same PDF in memory, for looking at it without leaving a plain file behind."""
    drawing = _drawn(report, language)
    held = BytesIO()
    drawing.pages.write(held, report.title, drawing.language, drawing.footer)
    return held.getvalue()


def _drawn(report: WorkshopReport, language: str | None) -> _ReportDrawing:
    t = translator(language or report.language)
    drawing = _ReportDrawing(report, t)
    draw_cover(drawing.pages, report, t)
    drawing.synergies()
    for direction in Direction:
        drawing.cards(direction)
    drawing.firms()
    drawing.missing_letters()
    return drawing


class _ReportDrawing:
    """One report on its pages."""

    def __init__(self, report: WorkshopReport, t: Translator) -> None:
        self._report = report
        self._t = t
        self.language = t.language
        self.pages = Pages()
        self._firms = {firm.id: firm for firm in report.firms}

    def synergies(self) -> None:
        """The table of synergies with the reason of each, surest first, those that are further on before ideas."""
        t = self._t
        if not self._report.synergies:
            return
        self.pages.heading(t("Synergies"), t("giver → resource → taker"))
        columns = [
            TableColumn(t("Giver"), 98),
            TableColumn(t("Resource"), 108),
            TableColumn(t("Taker"), 108),
            TableColumn(t("State of affairs"), 92),
            TableColumn(t("Reason"), _WIDTH + 9 - 406),
        ]
        draw_table(self.pages, columns, (self._synergy(synergy) for synergy in _ordered(self._report.synergies)))

    def _synergy(self, synergy: ReportSynergy) -> list[TableCell]:
        t = self._t
        amount = format_quantity(synergy.quantity, synergy.unit, synergy.period, t.language)
        wanted = Piece(synergy.wanted, small=True, color="text.tertiary")
        state = [Piece(t(LABELS[synergy.stage]))]
        if synergy.band is not None:
            state.append(Piece(t(LABELS[synergy.band]), small=True, color="text.tertiary"))
        reason = [Piece(synergy.reason or t("Linked by hand."), color="text.secondary")]
        if synergy.next_step:
            reason.append(Piece(t("Next: {step}", step=synergy.next_step), small=True, color="text.tertiary"))
        return [
            _named(synergy.giver, synergy.giver_sector),
            TableCell(
                (
                    Piece(synergy.resource, strong=True),
                    *([Piece(amount, small=True, color="text.tertiary")] if amount else []),
                )
            ),
            TableCell((Piece(synergy.taker), wanted)),
            TableCell(tuple(state), partial(self._state_mark, synergy), indent=14),
            TableCell(tuple(reason)),
        ]

    def _state_mark(self, synergy: ReportSynergy, x: float, baseline: float) -> None:
        draw_stage(self.pages, x, baseline - 7.3, synergy.stage)
        if synergy.band is not None:
            draw_band(self.pages, x, baseline + 11, synergy.band)

    def cards(self, direction: Direction) -> None:
        """All cards of one direction, by firm."""
        t = self._t
        cards = [card for card in self._report.cards if card.direction is direction]
        if not cards:
            return
        title = t("Want to give") if direction is Direction.HAVE else t("Want to take")
        self.pages.heading(title, t.plural("{n} card", "{n} cards", len(cards)))
        columns = [
            TableColumn(t("Resource"), 178),
            TableColumn(t("Quantity"), 92, right=True),
            TableColumn(t("Description"), 144),
            TableColumn(t("Firm"), _WIDTH + 9 - 414),
        ]
        cards.sort(key=lambda card: (sort_key(self._firm_name(card)), card.number or 0, sort_key(card.title), card.id))
        draw_table(self.pages, columns, (self._card(card) for card in cards))

    def _card(self, card: ReportCard) -> list[TableCell]:
        t = self._t
        amount = format_quantity(card.quantity, card.unit, card.period, t.language)
        kind = [t(LABELS[card.category])] if card.category else []
        kind += [_spaced_code(card.code)] if card.code else []
        kind += [t("hazardous")] if card.hazardous else []
        pieces = [Piece(card.title, strong=True)]
        if kind:
            pieces.append(Piece(" · ".join(kind), small=True, color="text.tertiary"))
        quantity = [Piece(amount)] if amount else []
        if amount and card.quantity_unconfirmed:
            quantity.append(Piece(t("to be confirmed"), small=True, color="text.tertiary"))
        firm = self._firms.get(card.firm_id)
        where = (firm.district or firm.province) if firm else None
        return [
            TableCell(tuple(pieces), partial(self._direction_mark, card.direction), indent=14),
            TableCell(tuple(quantity)),
            plain(card.description, "text.secondary"),
            _named(self._firm_name(card), where),
        ]

    def _direction_mark(self, direction: Direction, x: float, baseline: float) -> None:
        draw_direction(self.pages, x, baseline - 7.3, direction)

    def _firm_name(self, card: ReportCard) -> str:
        firm = self._firms.get(card.firm_id)
        return firm.name if firm else ""

    def firms(self) -> None:
        """The firms with the number of their cards."""
        t, report = self._t, self._report
        if not report.firms:
            return
        self.pages.heading(t("Firms"), format_number(len(report.firms), t.language))
        counts = Counter((card.firm_id, card.direction) for card in report.cards)
        columns = [
            TableColumn(t("No."), 34, right=True),
            TableColumn(t("Firm"), 190),
            TableColumn(t("Sector"), 150),
            TableColumn(t("Place"), 90),
            TableColumn(t("Have"), 30, right=True),
            TableColumn(t("Want"), _WIDTH + 9 - 494, right=True),
        ]
        draw_table(self.pages, columns, self._firm_rows(counts))

    def _firm_rows(self, counts: Counter[tuple[str, Direction]]) -> Iterator[list[TableCell]]:
        firms = sorted(
            self._report.firms, key=lambda firm: (firm.number is None, firm.number or 0, sort_key(firm.name))
        )
        for firm in firms:
            places = [place for place in (firm.district, firm.osb if firm.osb != firm.district else None) if place]
            yield [
                plain(
                    format_number(firm.number, self._t.language) if firm.number is not None else None, "text.tertiary"
                ),
                TableCell((Piece(firm.name, strong=True),)),
                plain(firm.sector, "text.secondary"),
                plain(", ".join(places) or firm.province, "text.secondary"),
                *(plain(str(counts[firm.id, direction])) for direction in Direction),
            ]

    def missing_letters(self) -> None:
        """Say how many letters could not be drawn, if any."""
        replaced = self.pages.type.replaced
        if replaced:
            self.pages.y += 8
            text = self._t.plural(
                "{n} letter that the font does not have is drawn as a box.",
                "{n} letters that the font does not have are drawn as boxes.",
                replaced,
            )
            self.pages.paragraph(text, size=8.2)

    def footer(self, pages: Pages, page: int, of: int) -> None:
        """Program, workshop, day and page number."""
        t, y = self._t, 806.0
        pages.line(LEFT, RIGHT, y, "line")
        width = pages.text(LEFT, y + 13, "Sinerji Masası", font=STRONG, size=8, color="text.tertiary")
        day = format_date(self._report.held_on or self._report.made_on, t.language)
        title = pages.type.fitted(f"{self._report.title}, {day}", "FiraSans", 8, _WIDTH - width - 110)
        pages.text(LEFT + width + 10, y + 13, title, size=8, color="text.tertiary")
        number = t("Page {page} / {of}", page=page, of=of)
        pages.text(RIGHT, y + 13, number, size=8, color="text.tertiary", right=True)


def _named(name: str, remark: str | None) -> TableCell:
    pieces = (Piece(name), Piece(remark, small=True, color="text.tertiary")) if remark else (Piece(name),)
    return TableCell(pieces)


def _spaced_code(code: str) -> str:
    """A waste code as it is printed: 02 03 01."""
    return " ".join(code[place : place + 2] for place in range(0, len(code), 2)) if code.isdigit() else code


def _ordered(synergies: Sequence[ReportSynergy]) -> list[ReportSynergy]:
    stages = (
        Stage.COMPLETED,
        Stage.IMPLEMENTATION,
        Stage.NEGOTIATION,
        Stage.DISCUSSION,
        Stage.IDEA,
        Stage.ON_HOLD,
        Stage.LOST,
    )
    return sorted(
        synergies,
        key=lambda synergy: (stages.index(synergy.stage), -(synergy.score or 0.0), sort_key(synergy.resource)),
    )
