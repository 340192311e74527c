"""Tables that run over pages: the header is repeated, rows stay together unless they are taller than a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.exchange.pdf_fonts import REGULAR, STRONG
from app.exchange.pdf_pages import BODY, BOTTOM, LEADING, LEFT, SMALL, TOP, Pages

GAP: Final = 9.0  # between columns
_PAD: Final = 3.8  # above and below the text of a row
_HEADER: Final = 17.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; its width in points includes the gap to the next one."""

    header: str
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in a cell; each piece starts on a line of its own."""

    text: str
    strong: bool = False
    small: bool = False
    color: str = "text"


@dataclass(frozen=True, slots=True)
class TableCell:
    """The pieces of a cell, and a mark drawn left of them: `mark(x, y)` gets the baseline of the first line."""

    pieces: tuple[Piece, ...]
    mark: Callable[[float, float], None] | None = None
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: str
    size: float
    color: str

    @property
    def height(self) -> float:
        return self.size * LEADING


def plain(text: str | None, color: str = "text") -> TableCell:
    """A cell with one piece of text."""
    return TableCell((Piece(text, color=color),) if text else ())


def draw_table(pages: Pages, columns: Sequence[TableColumn], rows: Iterable[Sequence[TableCell]]) -> None:
    """Draw a table from the left margin downwards."""
    _draw_header(pages, columns)
    for cells in rows:
        broken = [_lines(pages, column, cell) for column, cell in zip(columns, cells, strict=True)]
        height = max(sum(line.height for line in lines) for lines in broken) + 2 * _PAD
        if not pages.room(height):
            pages.new_page()
            _draw_header(pages, columns)
        first = True
        while first or any(broken):
            broken = _draw_part(pages, columns, cells, broken, first=first)
            first = False
            if any(broken):
                pages.new_page()
                _draw_header(pages, columns)
        pages.line(LEFT, LEFT + sum(column.width for column in columns) - GAP, pages.y, "line.subtle")


def _draw_header(pages: Pages, columns: Sequence[TableColumn]) -> None:
    if pages.y > TOP and not pages.room(_HEADER + 30):
        pages.new_page()
    x = LEFT
    for column in columns:
        place = x + column.width - GAP if column.right else x
        text = pages.type.fitted(column.header, STRONG, SMALL, column.width - GAP)
        pages.text(place, pages.y + 11, text, font=STRONG, size=SMALL, color="text.tertiary", right=column.right)
        x += column.width
    pages.y += _HEADER
    pages.line(LEFT, x - GAP, pages.y, "line.strong")


def _lines(pages: Pages, column: TableColumn, cell: TableCell) -> list[_Line]:
    lines = []
    width = column.width - GAP - cell.indent
    for piece in cell.pieces:
        font, size = STRONG if piece.strong else REGULAR, SMALL if piece.small else BODY
        lines += [_Line(text, font, size, piece.color) for text in pages.type.lines(piece.text, font, size, width)]
    return lines


def _draw_part(
    pages: Pages,
    columns: Sequence[TableColumn],
    cells: Sequence[TableCell],
    broken: Sequence[list[_Line]],
    *,
    first: bool,
) -> list[list[_Line]]:
    """Draw the lines of a row that fit on this page; returns the rest of each cell."""
    top, x, lowest = pages.y + _PAD, LEFT, pages.y + _PAD
    rest = []
    for column, cell, lines in zip(columns, cells, broken, strict=True):
        y, drawn = top, 0
        place = x + column.width - GAP if column.right else x + cell.indent
        for line in lines:
            if y + line.height > BOTTOM - _PAD:
                break
            y += line.height
            baseline = y - line.size * (LEADING - 1) / 2 - line.size * 0.16
            pages.text(place, baseline, line.text, font=line.font, size=line.size, color=line.color, right=column.right)
            drawn += 1
        if first and cell.mark is not None:
            cell.mark(x, top + BODY * 1.0)
        rest.append(lines[drawn:])
        lowest = max(lowest, y)
        x += column.width
    pages.y = lowest + _PAD
    return rest
