"""The small marks of the report, drawn as in the window: direction, band, stage, and the sign of the program."""

from __future__ import annotations

import math
from typing import Any, Final

from app.exchange.pdf_pages import PAGE_HEIGHT, Pages, ink
from app.records import Band, Direction, Stage

_BARS: Final = {Band.STRONG: 3, Band.LIKELY: 2, Band.WEAK: 1}
_PARTS: Final = {Stage.DISCUSSION: 0.25, Stage.NEGOTIATION: 0.5, Stage.IMPLEMENTATION: 0.75}


def draw_direction(pages: Pages, x: float, y: float, direction: Direction, size: float = 8.6) -> None:
    """A rounded square with an arrow: out of the firm (have) or into it (want). (x, y) is its top left corner."""
    pages.box(x, y, size, size, fill=direction.value, radius=size * 0.2)
    low, high = 0.3 * size, 0.7 * size
    bottom = PAGE_HEIGHT - y - size

    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(ink("white"))
        canvas.setLineWidth(size * 0.11)
        canvas.setLineCap(1)
        canvas.line(x + low, bottom + low, x + high, bottom + high)
        if direction is Direction.HAVE:
            canvas.line(x + low * 1.35, bottom + high, x + high, bottom + high)
            canvas.line(x + high, bottom + low * 1.35, x + high, bottom + high)
        else:
            canvas.line(x + low, bottom + low, x + high * 0.88, bottom + low)
            canvas.line(x + low, bottom + low, x + low, bottom + high * 0.88)

    pages.draw(draw)


def draw_band(pages: Pages, x: float, y: float, band: Band) -> None:
    """Three bars, as many in colour as the match is sure. (x, y) is the left end of their foot."""
    for place in range(3):
        height = 3.0 + place * 2.6
        color = f"band.{band.value}" if place < _BARS[band] else "band.off"
        pages.box(x + place * 3.5, y - height, 2.5, height, fill=color, radius=0.6)


def draw_stage(pages: Pages, x: float, y: float, stage: Stage, size: float = 9.0) -> None:
    """A ring filled by quarters; then check, pause and cross. (x, y) is its top left corner."""
    color = ink(f"stage.{stage.value}")
    radius = size / 2
    cx, cy = x + radius, PAGE_HEIGHT - y - radius

    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(color)
        canvas.setFillColor(color)
        canvas.setLineWidth(size * 0.09)
        if stage in (Stage.COMPLETED, Stage.LOST):
            canvas.circle(cx, cy, radius * 0.92, stroke=0, fill=1)
            canvas.setStrokeColor(ink("white"))
            canvas.setLineWidth(size * 0.11)
            for line in _signs(stage, cx, cy, radius):
                canvas.line(*line)
            return
        canvas.setDash([size * 0.14, size * 0.14] if stage is Stage.IDEA else [])
        canvas.circle(cx, cy, radius * 0.8, stroke=1, fill=0)
        canvas.setDash([])
        if stage in _PARTS:
            inner = radius * 0.52
            canvas.wedge(cx - inner, cy - inner, cx + inner, cy + inner, 90, -360 * _PARTS[stage], stroke=0, fill=1)
        if stage is Stage.ON_HOLD:
            for side in (-0.2, 0.2):
                canvas.line(cx + side * radius, cy - 0.3 * radius, cx + side * radius, cy + 0.3 * radius)

    pages.draw(draw)


def _signs(stage: Stage, cx: float, cy: float, radius: float) -> list[tuple[float, float, float, float]]:
    if stage is Stage.COMPLETED:
        foot = (cx - 0.1 * radius, cy - 0.32 * radius)
        return [(cx - 0.42 * radius, cy, *foot), (*foot, cx + 0.45 * radius, cy + 0.35 * radius)]
    arm = 0.34 * radius
    return [(cx - arm, cy - arm, cx + arm, cy + arm), (cx - arm, cy + arm, cx + arm, cy - arm)]


def draw_logo(pages: Pages, x: float, y: float, size: float = 27.0) -> None:
    """The sign of the program: what one has and what one wants, linked. (x, y) is its top left corner."""
    pages.box(x, y, size, size, fill="accent", radius=size * 0.22)
    bottom = PAGE_HEIGHT - y - size

    def draw(canvas: Any) -> None:
        canvas.setStrokeColor(ink("white"))
        canvas.setFillColor(ink("white"))
        canvas.setLineWidth(size * 0.075)
        start, end = 0.36 * size, 0.67 * size
        reach = size * 0.13 / math.sqrt(2)
        canvas.line(x + start, bottom + start, x + end - reach, bottom + end - reach)
        canvas.circle(x + end, bottom + end, size * 0.13, stroke=1, fill=0)
        canvas.roundRect(x + 0.22 * size, bottom + 0.22 * size, size * 0.27, size * 0.27, size * 0.06, stroke=0, fill=1)

    pages.draw(draw)
