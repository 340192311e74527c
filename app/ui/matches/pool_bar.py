"""The bar of a pool: what each card brings, one beside the other, and a mark at what is asked for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.services.pool_rows import PoolView
from app.ui.context import UiContext

_BAR, _LABEL, _GAP, _OVER = 16, 15, 2, 4
_SHADES = (1.0, 0.72, 0.5, 0.36)
_LEAST = 3.0  # even a small share is seen


class PoolBar(QWidget):
    """Solid as far as an amount is sure, paler as far as it may go; an open frame where something is missing."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._view: PoolView | None = None
        self._mark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def show_pool(self, view: PoolView, mark: str) -> None:
        """Draw a pool; `mark` names the amount that is asked for."""
        self._view, self._mark = view, mark if view.wanted is not None else ""
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        label = self._ui.theme.px(_LABEL) if self._mark else 0
        return QSize(120, self._ui.theme.px(_BAR) + 2 * _OVER + label)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wanted = float(view.wanted or 0)
        most = max(wanted, float(view.total.high))
        if most <= 0:
            return
        per_unit = (self.width() - 2) / most
        end = self._segments(painter, view, per_unit)
        if wanted:
            at = wanted * per_unit
            if at - end > _LEAST:
                self._gap(painter, end, at)
            self._draw_mark(painter, at, view)

    def _segments(self, painter: QPainter, view: PoolView, per_unit: float) -> float:
        """Draw the shares; where the last one ends."""
        theme = self._ui.theme
        base = theme.color(f"{view.direction.other.value}.base")
        height, left = theme.px(_BAR), 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        for place, line in enumerate(view.lines):
            sure, most = float(line.whole.low) * per_unit, float(line.whole.high) * per_unit
            color = QColor(base)
            color.setAlphaF(_SHADES[min(place, len(_SHADES) - 1)])
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(left, _OVER, max(_LEAST, sure - _GAP), height), 3, 3)
            if most - sure > 1:
                pale = QColor(base)
                pale.setAlphaF(0.18)
                painter.setBrush(pale)
                painter.drawRoundedRect(QRectF(left + sure - _GAP, _OVER, most - sure, height), 3, 3)
            left += max(_LEAST + _GAP, most)
        return left

    def _gap(self, painter: QPainter, start: float, end: float) -> None:
        pen = QPen(self._ui.theme.color("border.strong"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(start + 0.5, _OVER + 0.5, end - start - 1, self._ui.theme.px(_BAR) - 1), 3, 3)

    def _draw_mark(self, painter: QPainter, at: float, view: PoolView) -> None:
        theme = self._ui.theme
        side = view.direction.value
        x, bottom = min(at, self.width() - 1.5), theme.px(_BAR) + 2 * _OVER
        painter.setPen(QPen(theme.color(f"{side}.base"), 2))
        painter.drawLine(QRectF(x, 0, 0, bottom).topLeft(), QRectF(x, 0, 0, bottom).bottomLeft())
        font = theme.font(11, 500)
        width = QFontMetrics(font).horizontalAdvance(self._mark) + 2
        left = round(min(max(0.0, x - width + 1), float(self.width() - width)))
        painter.setFont(font)
        painter.setPen(theme.color(f"{side}.text"))
        painter.drawText(QRect(left, bottom, width, theme.px(_LABEL)), Qt.AlignmentFlag.AlignVCenter, self._mark)
