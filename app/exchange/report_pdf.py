"""Draws the workshop report as a PDF: totals with their rule, synergies with their reasons, haves and wants, firms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

from app.common.turkish import sort_key
from app.exchange.atomic_file import atomic_file
from app.exchange.pdf_fonts import STRONG
from app.exchange.pdf_marks import draw_band, draw_direction, draw_logo, draw_stage
from app.exchange.pdf_pages import LEFT, RIGHT, TOP, Pages
from app.exchange.pdf_table import Piece, TableCell, TableColumn, draw_table, plain
from app.exchange.report import ReportCard, ReportCounter, ReportSynergy, WorkshopReport
from app.i18n import Translator, translator
from app.i18n.formats import format_date, format_number, format_quantity
from app.i18n.labels import LABELS
from app.records import Band, Category, Direction, Stage

_WIDTH: Final = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class WrittenPdf:
    """What was written: pages, and how many letters the font did not have (drawn as a box)."""

    pages: int
    replaced: int


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of a small bar chart; `draw_mark(x, middle)` draws what stands before its label."""

    label: str
    count: int
    color: str
    draw_mark: Callable[[float, float], None]


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
    drawing = _ReportDrawing(report, translator(language or report.language))
    drawing.cover()
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

    def cover(self) -> None:
        """Title, totals with their rule, and how cards and synergies are spread."""
        self._title()
        self._counters()
        self._rules()
        self._charts()

    def _title(self) -> None:
        pages, report, t = self.pages, self._report, self._t
        draw_logo(pages, LEFT, TOP)
        lines = pages.type.lines(report.title, STRONG, 16, _WIDTH - 190)
        y = TOP + 13
        for place, line in enumerate(lines[:3]):
            pages.text(LEFT + 36, y + place * 19, line, font=STRONG, size=16)
        y += (max(1, min(3, len(lines))) - 1) * 19
        pages.text(LEFT + 36, y + 13, t("Workshop report"), color="text.secondary")
        held = format_date(report.held_on, t.language) if report.held_on else None
        for place, text in enumerate([text for text in (held, report.place) if text]):
            fitted = pages.type.fitted(text, "FiraSans", 8.6, 140)
            pages.text(RIGHT, TOP + 9 + place * 13, fitted, color="text.secondary", right=True)
        pages.y = y + 23
        pages.line(LEFT, RIGHT, pages.y, "accent", 1.5)
        pages.y += 13

    def _counters(self) -> None:
        pages, counters = self.pages, self._report.counters
        for start in range(0, len(counters), 4):
            row = counters[start : start + 4]
            width = _WIDTH / len(row)
            pages.box(LEFT, pages.y, _WIDTH, 54, stroke="line", radius=6)
            for place, counter in enumerate(row):
                self._counter(LEFT + place * width, width, counter, divided=place > 0)
            pages.y += 60

    def _counter(self, x: float, width: float, counter: ReportCounter, *, divided: bool) -> None:
        pages = self.pages
        if divided:
            top = pages.y
            pages.box(x, top, 0.01, 54, stroke="line")
        number = format_number(counter.value, self._t.language)
        pages.text(
            x + 11, pages.y + 27, number, font=STRONG, size=22, color="accent.text" if counter.accent else "text"
        )
        label = pages.type.fitted(counter.label, "FiraSans", 8.6, width - 20)
        pages.text(x + 11, pages.y + 43, label)

    def _rules(self) -> None:
        report, t = self._report, self._t
        for counter in report.counters:
            if counter.rule:
                self.pages.paragraph(counter.rule, size=8.2)
        if report.open_suggestions is not None:
            text = t.plural(
                "{n} open suggestion waits for a decision.",
                "{n} open suggestions wait for a decision.",
                report.open_suggestions,
            )
            self.pages.paragraph(text, size=8.2)
        for note in report.notes:
            self.pages.paragraph(note, size=8.2)

    def _charts(self) -> None:
        pages, t = self.pages, self._t
        pages.heading(t("Stages"), keep=130)
        start = pages.y
        stages = Counter(synergy.stage for synergy in self._report.synergies)
        bars = [
            _Bar(t(LABELS[stage]), stages[stage], f"stage.{stage}", partial(self._stage_mark, stage)) for stage in Stage
        ]
        self._bars(LEFT, start, bars)
        bands = Counter(synergy.band for synergy in self._report.synergies if synergy.band)
        middle = LEFT + _WIDTH / 2 + 8
        pages.text(middle, start - 6, t("Bands"), font=STRONG, size=10.4)
        bars = [_Bar(t(LABELS[band]), bands[band], f"band.{band}", partial(self._band_mark, band)) for band in Band]
        self._bars(middle, start, bars)
        pages.y = start + 7 * 15.5
        self._categories()

    def _stage_mark(self, stage: Stage, x: float, middle: float) -> None:
        draw_stage(self.pages, x, middle - 4.5, stage)

    def _band_mark(self, band: Band, x: float, middle: float) -> None:
        draw_band(self.pages, x, middle + 4, band)

    def _bars(self, x: float, y: float, bars: Sequence[_Bar]) -> None:
        most = max([1, *(bar.count for bar in bars)])
        for place, bar in enumerate(bars):
            middle = y + 9 + place * 15.5
            bar.draw_mark(x, middle)
            self.pages.text(x + 16, middle + 3, self.pages.type.fitted(bar.label, "FiraSans", 8.6, 74))
            length = 105 * bar.count / most
            if bar.count:
                self.pages.box(x + 94, middle - 3, max(1.5, length), 6, fill=bar.color, radius=1.5 if length > 4 else 0)
            number = format_number(bar.count, self._t.language)
            self.pages.text(x + 94 + (length + 6 if bar.count else 0), middle + 3, number, font=STRONG)

    def _categories(self) -> None:
        """Cards by category, haves and wants side by side."""
        pages, t = self.pages, self._t
        kinds = Counter((card.category, card.direction) for card in self._report.cards)
        shown: list[Category | None] = [
            kind for kind in Category if kinds[kind, Direction.HAVE] or kinds[kind, Direction.WANT]
        ]
        if kinds[None, Direction.HAVE] or kinds[None, Direction.WANT]:
            shown.append(None)
        if not shown:
            return
        pages.heading(t("Resource cards"), t("have and want, by category"), keep=len(shown) * 15.5)
        most = max(kinds.values())
        for place, direction in enumerate(Direction):
            x = LEFT + 110 + place * (_WIDTH - 110) / 2
            draw_direction(pages, x, pages.y + 4, direction)
            pages.text(x + 13, pages.y + 11, t(LABELS[direction]), font=STRONG, size=8, color=f"{direction}")
        pages.y += 17
        for kind in shown:
            middle = pages.y + 6
            label = t(LABELS[kind]) if kind else t("not said")
            pages.text(LEFT, middle + 3, pages.type.fitted(label, "FiraSans", 8.6, 104))
            for place, direction in enumerate(Direction):
                count = kinds[kind, direction]
                x = LEFT + 110 + place * (_WIDTH - 110) / 2
                length = 150 * count / most
                if count:
                    pages.box(x, middle - 3, max(1.5, length), 6, fill=direction.value, radius=1.5 if length > 4 else 0)
                number = format_number(count, t.language)
                pages.text(x + (length + 6 if count else 0), middle + 3, number, font=STRONG)
            pages.y += 15.5

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
