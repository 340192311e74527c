"""The first page of the workshop report: totals with their rule, and how synergies and cards are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.exchange.pdf_fonts import REGULAR, STRONG
from app.exchange.pdf_marks import draw_band, draw_direction, draw_logo, draw_stage
from app.exchange.pdf_pages import BODY, LEFT, RIGHT, TOP, Pages
from app.exchange.report import ReportCounter, WorkshopReport
from app.i18n import Translator
from app.i18n.formats import format_date, format_number
from app.i18n.labels import LABELS
from app.records import Band, Category, Direction, Stage

WIDTH = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of a small bar chart; `draw_mark(x, middle)` draws what stands before its label."""

    label: str
    count: int
    color: str
    draw_mark: Callable[[float, float], None]


def draw_cover(pages: Pages, report: WorkshopReport, t: Translator) -> None:
    """Draw title, totals with their rule, and the small charts; what follows goes below them."""
    cover = _Cover(pages, report, t)
    cover.title()
    cover.counters()
    cover.rules()
    cover.charts()
    cover.categories()


class _Cover:
    """The parts of the first page, from the top down."""

    def __init__(self, pages: Pages, report: WorkshopReport, t: Translator) -> None:
        self._pages = pages
        self._report = report
        self._t = t

    def title(self) -> None:
        pages, report, t = self._pages, self._report, self._t
        draw_logo(pages, LEFT, TOP)
        lines = pages.type.lines(report.title, STRONG, 16, WIDTH - 190)
        y = TOP + 13
        for place, line in enumerate(lines[:3]):
            pages.text(LEFT + 36, y + place * 19, line, font=STRONG, size=16)
        y += (max(1, min(3, len(lines))) - 1) * 19
        pages.text(LEFT + 36, y + 13, t("Workshop report"), color="text.secondary")
        held = format_date(report.held_on, t.language) if report.held_on else None
        for place, text in enumerate([text for text in (held, report.place) if text]):
            fitted = pages.type.fitted(text, REGULAR, BODY, 140)
            pages.text(RIGHT, TOP + 9 + place * 13, fitted, color="text.secondary", right=True)
        pages.y = y + 23
        pages.line(LEFT, RIGHT, pages.y, "accent", 1.5)
        pages.y += 13

    def counters(self) -> None:
        pages, counters = self._pages, self._report.counters
        for start in range(0, len(counters), 4):
            row = counters[start : start + 4]
            width = WIDTH / len(row)
            pages.box(LEFT, pages.y, WIDTH, 54, stroke="line", radius=6)
            for place, counter in enumerate(row):
                self._counter(LEFT + place * width, width, counter, divided=place > 0)
            pages.y += 60

    def _counter(self, x: float, width: float, counter: ReportCounter, *, divided: bool) -> None:
        pages = self._pages
        if divided:
            top = pages.y
            pages.box(x, top, 0.01, 54, stroke="line")
        number = format_number(counter.value, self._t.language)
        pages.text(
            x + 11, pages.y + 27, number, font=STRONG, size=22, color="accent.text" if counter.accent else "text"
        )
        label = pages.type.fitted(counter.label, REGULAR, BODY, width - 20)
        pages.text(x + 11, pages.y + 43, label)

    def rules(self) -> None:
        report, t = self._report, self._t
        for counter in report.counters:
            if counter.rule:
                self._pages.paragraph(counter.rule, size=8.2)
        if report.open_suggestions is not None:
            text = t.plural(
                "{n} open suggestion waits for a decision.",
                "{n} open suggestions wait for a decision.",
                report.open_suggestions,
            )
            self._pages.paragraph(text, size=8.2)
        for note in report.notes:
            self._pages.paragraph(note, size=8.2)

    def charts(self) -> None:
        pages, t = self._pages, self._t
        pages.heading(t("Stages"), keep=130)
        start = pages.y
        stages = Counter(synergy.stage for synergy in self._report.synergies)
        bars = [
            _Bar(t(LABELS[stage]), stages[stage], f"stage.{stage}", partial(self._stage_mark, stage)) for stage in Stage
        ]
        self._bars(LEFT, start, bars)
        bands = Counter(synergy.band for synergy in self._report.synergies if synergy.band)
        middle = LEFT + WIDTH / 2 + 8
        pages.text(middle, start - 6, t("Bands"), font=STRONG, size=10.4)
        bars = [_Bar(t(LABELS[band]), bands[band], f"band.{band}", partial(self._band_mark, band)) for band in Band]
        self._bars(middle, start, bars)
        pages.y = start + 7 * 15.5

    def _stage_mark(self, stage: Stage, x: float, middle: float) -> None:
        draw_stage(self._pages, x, middle - 4.5, stage)

    def _band_mark(self, band: Band, x: float, middle: float) -> None:
        draw_band(self._pages, x, middle + 4, band)

    def _bars(self, x: float, y: float, bars: Sequence[_Bar]) -> None:
        most = max([1, *(bar.count for bar in bars)])
        for place, bar in enumerate(bars):
            middle = y + 9 + place * 15.5
            bar.draw_mark(x, middle)
            self._pages.text(x + 16, middle + 3, self._pages.type.fitted(bar.label, REGULAR, BODY, 74))
            length = 105 * bar.count / most
            if bar.count:
                self._pages.box(
                    x + 94, middle - 3, max(1.5, length), 6, fill=bar.color, radius=1.5 if length > 4 else 0
                )
            number = format_number(bar.count, self._t.language)
            self._pages.text(x + 94 + (length + 6 if bar.count else 0), middle + 3, number, font=STRONG)

    def categories(self) -> None:
        """Cards by category, haves and wants side by side."""
        pages, t = self._pages, self._t
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
            x = LEFT + 110 + place * (WIDTH - 110) / 2
            draw_direction(pages, x, pages.y + 4, direction)
            pages.text(x + 13, pages.y + 11, t(LABELS[direction]), font=STRONG, size=8, color=f"{direction}")
        pages.y += 17
        for kind in shown:
            middle = pages.y + 6
            label = t(LABELS[kind]) if kind else t("not said")
            pages.text(LEFT, middle + 3, pages.type.fitted(label, REGULAR, BODY, 104))
            for place, direction in enumerate(Direction):
                count = kinds[kind, direction]
                x = LEFT + 110 + place * (WIDTH - 110) / 2
                length = 150 * count / most
                if count:
                    pages.box(x, middle - 3, max(1.5, length), 6, fill=direction.value, radius=1.5 if length > 4 else 0)
                number = format_number(count, t.language)
                pages.text(x + (length + 6 if count else 0), middle + 3, number, font=STRONG)
            pages.y += 15.5
