"""The line that shows where a card would go."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter

from app.ui.theme import Theme


def paint_drop_line(painter: QPainter, y: int, left: int, right: int, theme: Theme) -> None:
    """2 px from `left` to `right` with a dot at each end; its middle at `y`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("drag.line"))
    painter.drawRect(left, y - 1, right - left, 2)
    painter.drawEllipse(QPoint(left, y), 3, 3)
    painter.drawEllipse(QPoint(right, y), 3, 3)
