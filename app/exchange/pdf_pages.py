"""Pages of a PDF as lists of drawings: laid out first, drawn when the number of pages is known.

Measures are points, from the left and from the top of an A4 page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, BinaryIO, Final

from app.exchange.pdf_fonts import REGULAR, STRONG, Typesetter

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
LEFT: Final = 39.0
RIGHT: Final = PAGE_WIDTH - 39.0
TOP: Final = 36.0
BOTTOM: Final = PAGE_HEIGHT - 50.0  # the last line of content; the footer stands below

BODY: Final = 8.6
SMALL: Final = 8.0
LEADING: Final = 1.32  # line to line, as a share of the size

# The light theme of the window.
COLORS: Final = {
    "text": "#1A1E28",
    "text.secondary": "#454D5E",
    "text.tertiary": "#5B6375",
    "line.subtle": "#E7EAF0",
    "line": "#D6DBE4",
    "line.strong": "#828B9C",
    "sunken": "#F7F8FA",
    "accent": "#3450CC",
    "accent.text": "#2C49C0",
    "have": "#0B7C84",
    "want": "#B7590A",
    "band.strong": "#1B7A43",
    "band.likely": "#6A7F12",
    "band.weak": "#727B8C",
    "band.off": "#C9CFDA",
    "stage.idea": "#697386",
    "stage.discussion": "#1D74BA",
    "stage.negotiation": "#7549C8",
    "stage.implementation": "#AC3383",
    "stage.completed": "#1B7A43",
    "stage.on_hold": "#8A6D1E",
    "stage.lost": "#A54236",
    "white": "#FFFFFF",
}

Drawing = Callable[[Any], None]


@cache
def ink(name: str) -> Any:
    """A colour of `COLORS` as the canvas takes it; reading it from its text each time is a quarter of the work."""
    from reportlab.lib.colors import HexColor

    return HexColor(COLORS[name])


class Pages:
    """Collects the drawings of a document, page by page. `y` is where the next thing goes."""

    def __init__(self) -> None:
        self.type = Typesetter()
        self.pages: list[list[Drawing]] = []
        self.y = TOP
        self.new_page()

    def new_page(self) -> None:
        """Go to the top of a new page."""
        self.pages.append([])
        self.y = TOP

    def room(self, height: float) -> bool:
        """Whether `height` points still fit on this page."""
        return self.y + height <= BOTTOM

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = REGULAR,
        size: float = BODY,
        color: str = "text",
        right: bool = False,
    ) -> float:
        """Draw one line with its baseline at `y`; `right` = it ends at `x`. Returns its width."""
        line = self.type.printable(text)
        width = self.type.width(line, font, size)
        start = x - width if right else x

        def draw(canvas: Any) -> None:
            canvas.setFont(font, size)
            canvas.setFillColor(ink(color))
            canvas.drawString(start, PAGE_HEIGHT - y, line)

        self.pages[-1].append(draw)
        return width

    def paragraph(
        self, text: str, *, width: float = RIGHT - LEFT, size: float = BODY, color: str = "text.secondary"
    ) -> None:
        """Draw text in lines at the left margin, over the end of the page where needed."""
        for line in self.type.lines(text, REGULAR, size, width):
            if not self.room(size * LEADING):
                self.new_page()
            self.y += size * LEADING
            self.text(LEFT, self.y, line, size=size, color=color)

    def heading(self, text: str, remark: str = "", keep: float = 60.0) -> None:
        """Draw the title of a section, on a new page where it would stand alone at the foot of this one."""
        if not self.room(34 + keep):
            self.new_page()
        elif self.y > TOP:
            self.y += 16
        self.y += 12
        width = self.text(LEFT, self.y, text, font=STRONG, size=10.4)
        if remark:
            self.text(LEFT + width + 7, self.y, remark, size=8.2, color="text.tertiary")
        self.y += 6

    def line(self, x1: float, x2: float, y: float, color: str = "line", thickness: float = 0.6) -> None:
        """Draw a level line."""

        def draw(canvas: Any) -> None:
            canvas.setStrokeColor(ink(color))
            canvas.setLineWidth(thickness)
            canvas.line(x1, PAGE_HEIGHT - y, x2, PAGE_HEIGHT - y)

        self.pages[-1].append(draw)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", stroke: str = "", radius: float = 0.0
    ) -> None:
        """Draw a rectangle whose top left corner is at (x, y)."""

        def draw(canvas: Any) -> None:
            if fill:
                canvas.setFillColor(ink(fill))
            if stroke:
                canvas.setStrokeColor(ink(stroke))
                canvas.setLineWidth(0.7)
            canvas.roundRect(x, PAGE_HEIGHT - y - height, width, height, radius, stroke=bool(stroke), fill=bool(fill))

        self.pages[-1].append(draw)

    def draw(self, drawing: Drawing) -> None:
        """Add a drawing of its own kind; it works on the canvas, whose y counts from the foot of the page."""
        self.pages[-1].append(drawing)

    def write(self, file: BinaryIO, title: str, language: str, footer: Callable[[Pages, int, int], None]) -> None:
        """Draw everything into `file`; `footer(pages, page, of)` adds what stands at the foot of each page."""
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # streams as they are: a fifth smaller and faster than as letters
        laid_out, self.pages = self.pages, []
        # Without time stamps the same report gives the same bytes.
        canvas = Canvas(file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, lang=language)
        canvas.setTitle(self.type.printable(title))
        canvas.setCreator("Sinerji Masası")
        for number, drawings in enumerate(laid_out, start=1):
            self.pages.append([])
            footer(self, number, len(laid_out))
            for draw in (*drawings, *self.pages[-1]):
                draw(canvas)
            canvas.showPage()
        canvas.save()
        self.pages = laid_out
