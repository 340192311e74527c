"""Shapes that carry meaning, drawn alike everywhere: direction glyph, band meter, stage ring, chip.

The shapes are designed in small boxes (16 × 16, the meter 14 × 12) and scaled into the rectangle that is given.
"""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from app.records import Band, Direction, Stage
from app.ui.theme import Theme

CHIP_HEIGHT: Final = 20
RETURN: Final = "↵"
_CHIP_PAD: Final = 6
_BARS: Final = {Band.STRONG: 3, Band.LIKELY: 2, Band.WEAK: 1}
_FILLED: Final = {Stage.DISCUSSION: 0.25, Stage.NEGOTIATION: 0.5, Stage.IMPLEMENTATION: 0.75}


def stage_token(stage: Stage) -> str:
    """The name of a stage in the token table: `stage.{name}.base` and so on."""
    return {Stage.ON_HOLD: "hold"}.get(stage, stage.value)


def _enter(painter: QPainter, rect: QRect | QRectF, width: float, height: float) -> None:
    """Save the painter and map the design box of `width` × `height` into the middle of `rect`."""
    area = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    factor = min(area.width() / width, area.height() / height)
    painter.translate(area.center().x() - width * factor / 2, area.center().y() - height * factor / 2)
    painter.scale(factor, factor)


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def draw_direction(painter: QPainter, rect: QRect | QRectF, direction: Direction, theme: Theme) -> None:
    """A have is a filled square with an arrow out, a want a hollow circle with an arrow in."""
    _enter(painter, rect, 16, 16)
    arrow = QPainterPath()
    if direction is Direction.HAVE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("have.base"))
        painter.drawRoundedRect(QRectF(1, 1, 14, 14), 3.4, 3.4)
        arrow.moveTo(5.6, 10.4)
        arrow.lineTo(10.4, 5.6)
        arrow.moveTo(6.4, 5.6)
        arrow.lineTo(10.4, 5.6)
        arrow.lineTo(10.4, 9.6)
        color = theme.color("have.on")
    else:
        painter.setPen(QPen(theme.color("want.base"), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(8, 8), 6.6, 6.6)
        arrow.moveTo(10.4, 5.6)
        arrow.lineTo(5.6, 10.4)
        arrow.moveTo(5.6, 6.4)
        arrow.lineTo(5.6, 10.4)
        arrow.lineTo(9.6, 10.4)
        color = theme.color("want.text")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color, 1.7))
    painter.drawPath(arrow)
    painter.restore()


def draw_meter(painter: QPainter, rect: QRect | QRectF, band: Band, theme: Theme) -> None:
    """Three bars of rising height, as many filled as the band is strong."""
    _enter(painter, rect, 14, 12)
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(3):
        token = f"band.{band.value}.base" if place < _BARS[band] else "border.control"
        painter.setBrush(theme.color(token))
        painter.drawRoundedRect(QRectF(place * 5, 8 - place * 4, 3.6, 4 + place * 4), 1, 1)
    painter.restore()


def draw_stage_ring(painter: QPainter, rect: QRect | QRectF, stage: Stage, theme: Theme) -> None:
    """A ring that fills by quarters on the way, then check, pause or cross."""
    _enter(painter, rect, 16, 16)
    color = theme.color(f"stage.{stage_token(stage)}.base")
    if stage in (Stage.COMPLETED, Stage.LOST):
        _draw_end(painter, stage, color, theme.color("surface.panel"))
    else:
        _draw_ring(painter, stage, color)
    painter.restore()


def _draw_end(painter: QPainter, stage: Stage, color: QColor, mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(8, 8), 7, 7)
    painter.setPen(_pen(mark, 1.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stage is Stage.COMPLETED:
        painter.drawPolyline([QPointF(4.9, 8.3), QPointF(7.1, 10.5), QPointF(11.1, 6)])
    else:
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))


def _draw_ring(painter: QPainter, stage: Stage, color: QColor) -> None:
    ring = QPen(color, 1.6)
    ring.setCapStyle(Qt.PenCapStyle.FlatCap)  # a square cap would close the gaps of the dashes
    if stage is Stage.IDEA:
        ring.setDashPattern([2.3 / 1.6, 1.9 / 1.6])
    painter.setPen(ring)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), 6.25, 6.25)
    if stage is Stage.ON_HOLD:
        painter.setPen(_pen(color, 1.7))
        painter.drawLine(QPointF(6.4, 5.8), QPointF(6.4, 10.2))
        painter.drawLine(QPointF(9.6, 5.8), QPointF(9.6, 10.2))
        return
    part = _FILLED.get(stage)
    if part is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPie(QRectF(4, 4, 8, 8), 90 * 16, -math.floor(part * 360 * 16))


# style → tokens of ground, border (None = none) and text
_CHIPS: Final[dict[str, tuple[str | None, str | None, str]]] = {
    "fact": ("surface.hover", None, "text.secondary"),
    "line": ("surface.panel", "border.default", "text.secondary"),
    "dash": (None, "border.strong", "text.secondary"),
    "sample": ("warning.tint", None, "warning.text"),
    "accent": ("accent.tint", None, "accent.text"),
    "have": ("have.tint", None, "have.text"),
    "want": ("want.tint", None, "want.text"),
    "danger": ("danger.tint", None, "danger.text"),
    "warning": ("warning.tint", None, "warning.text"),
    "success": ("success.tint", None, "success.text"),
    **{band.value: (f"band.{band.value}.tint", None, f"band.{band.value}.text") for band in Band},
    **{stage.value: (f"stage.{stage_token(stage)}.tint", None, f"stage.{stage_token(stage)}.text") for stage in Stage},
}


def chip_text_token(style: str) -> str:
    """The token of a chip's text, for an icon that shall stand inside it."""
    return _CHIPS[style][2]


def chip_width(text: str, theme: Theme, icon_width: int = 0) -> int:
    """How wide `draw_chip` will draw this text."""
    gap = theme.px(4) if icon_width and text else 0
    words = QFontMetrics(theme.font(11, 500)).horizontalAdvance(text)
    return words + gap + icon_width + 2 * theme.px(_CHIP_PAD)


def draw_chip(
    painter: QPainter, x: int, y: int, text: str, theme: Theme, style: str = "fact", icon: QPixmap | None = None
) -> int:
    """Draw a chip with its top left corner at (x, y) and return its width; styles are the keys of `_CHIPS`.

    Facts are solid, what is missing is dashed ("dash"); bands and stages go by their values.
    """
    ground, border, words = _CHIPS[style]
    icon_width = round(icon.width() / icon.devicePixelRatio()) if icon is not None else 0
    width = chip_width(text, theme, icon_width)
    height = theme.px(CHIP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(Qt.PenStyle.NoPen)
    if border is not None:
        pen = QPen(theme.color(border), 1, Qt.PenStyle.DashLine if style == "dash" else Qt.PenStyle.SolidLine)
        if style == "dash":
            pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, width - 1, height - 1), 4, 4)
    left = x + theme.px(_CHIP_PAD)
    if icon is not None:
        painter.drawPixmap(QPointF(left, y + (height - icon_width) / 2), icon)
        left += icon_width + theme.px(4)
    painter.setPen(theme.color(words))
    painter.setFont(theme.font(11, 500))
    painter.drawText(QRect(left, y, width, height), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return width


def draw_keys(painter: QPainter, x: int, middle: int, keys: tuple[str, ...], theme: Theme, token: str) -> int:
    """Draw key caps from (x, vertical middle) in the colour of `token`; returns their width together."""
    metrics = QFontMetrics(theme.font(11, 500))
    height = theme.px(17)
    left = x
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(11, 500))
    for key in keys:
        width = _key_width(metrics, key, theme)
        box = QRectF(left + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
        edge = theme.color(token)
        edge.setAlphaF(0.42 if token.endswith(".on") else 0.35)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.color(token))
        if key == RETURN:
            _draw_return(painter, box)
        else:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
        left += width + theme.px(2)
    painter.restore()
    return left - x - theme.px(2)


def _draw_return(painter: QPainter, box: QRectF) -> None:
    """The arrow of the return key, which the font does not have."""
    unit, middle = box.height() / 17, box.center()
    right, left, bottom = middle.x() + 4 * unit, middle.x() - 4 * unit, middle.y() + 1.5 * unit
    arrow = QPainterPath(QPointF(right, middle.y() - 3.5 * unit))
    arrow.lineTo(right, bottom)
    arrow.lineTo(left, bottom)
    arrow.moveTo(left + 2.6 * unit, bottom - 2.6 * unit)
    arrow.lineTo(left, bottom)
    arrow.lineTo(left + 2.6 * unit, bottom + 2.6 * unit)
    painter.setPen(_pen(painter.pen().color(), 1.2 * unit))
    painter.drawPath(arrow)


def keys_width(keys: tuple[str, ...], theme: Theme) -> int:
    """How wide `draw_keys` draws these key caps."""
    metrics = QFontMetrics(theme.font(11, 500))
    return sum(_key_width(metrics, key, theme) + theme.px(2) for key in keys) - theme.px(2) if keys else 0


def _key_width(metrics: QFontMetrics, key: str, theme: Theme) -> int:
    if key == RETURN:
        return theme.px(20)
    return max(theme.px(18), metrics.horizontalAdvance(key) + 2 * theme.px(4) + 1)


def elide(text: str, metrics: QFontMetrics, width: int) -> str:
    """`text` cut at its end with an ellipsis so that it fits `width`; line breaks become blanks."""
    return metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
