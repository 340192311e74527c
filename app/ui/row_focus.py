"""The ring of the row that the keyboard acts on: two pixels inside its edge."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme import Theme


def has_keyboard(option: QStyleOptionViewItem) -> bool:
    """Whether this row is the current one of the list that has the keyboard."""
    states = QStyle.StateFlag
    return bool(option.state & states.State_HasFocus) and bool(option.state & states.State_Active)


def draw_row_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the ring; over the row's ground, under its content."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus.ring"), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 2, 2)
    painter.restore()
