"""A small panel on the board that asks one question, never a box in front of the room: Esc leaves all as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.board.frames import paint_shadow
from app.ui.context import UiContext
from app.ui.paint import draw_keys, elide, keys_width
from app.ui.widgets import Button, ElidedLabel, label
from app.ui.widgets.painted_button import PaintedButton

_KEYS = "1234567890"
_RADIUS = 10
SHADOW = 12  # of the panel's own margin, for its shadow


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what is given back, its words, and a detail at the right."""

    key: str
    words: str
    detail: str = ""


class ChoiceRow(PaintedButton):
    """A row of 30 with an answer and the key that chooses it."""

    def __init__(self, ui: UiContext, choice: Choice, cap: str) -> None:
        super().__init__()
        self._ui = ui
        self._choice = choice
        self._cap = cap
        self.setText(choice.words)
        self.setAccessibleName(f"{choice.words} {choice.detail}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        width = QFontMetrics(theme.font(13)).horizontalAdvance(self._choice.words + self._choice.detail)
        return QSize(width + theme.px(64), theme.px(30))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(1, 1, -1, -1)
        ground = "surface.selected" if self.hasFocus() else "surface.hover" if self.underMouse() else None
        painter.setPen(theme.color("focus.ring") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 6, 6)
        right = area.right() - theme.px(8)
        if self._cap:
            right -= keys_width((self._cap,), theme)
            draw_keys(painter, right, area.center().y() + 1, (self._cap,), theme, "text.tertiary")
            right -= theme.px(8)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._choice.detail:
            font = theme.font(12)
            width = QFontMetrics(font).horizontalAdvance(self._choice.detail)
            painter.setFont(font)
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(
                QRect(right - width - 1, area.top(), width + 2, area.height()), middle, self._choice.detail
            )
            right -= width + theme.px(8)
        font = theme.font(13)
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        room = QRect(area.left() + theme.px(8), area.top(), right - area.left() - theme.px(8), area.height())
        painter.drawText(room, middle, elide(self._choice.words, QFontMetrics(font), room.width()))
        painter.end()


class ChoicePanel(QWidget):
    """Question, answers with keys, and where asked for a field that is read by `read` (None = cannot be read).

    `chosen` carries the key of the answer or what the field was read as; `cancelled` when it is left.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._read: Callable[[str], str | None] | None = None
        self.rows: list[ChoiceRow] = []
        self._question = label("", "strong", wrap=True)
        self._about = ElidedLabel("", "dim")
        self.field = QLineEdit()
        self.field.returnPressed.connect(self._take_field)
        self.field.textEdited.connect(lambda: self._mark_field(True))
        self.button = Button(ui, role="primary")
        self.button.clicked.connect(self._take_field)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._entry = QHBoxLayout()
        self._entry.setSpacing(6)
        self._entry.addWidget(self.field, 1)
        self._entry.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 10, SHADOW + 12, SHADOW + 12)
        column.setSpacing(4)
        column.addWidget(self._question)
        column.addWidget(self._about)
        column.addLayout(self._rows)
        column.addLayout(self._entry)
        self.hide()

    def ask(
        self,
        question: str,
        about: str,
        choices: Sequence[Choice],
        *,
        placeholder: str = "",
        go: str = "",
        read: Callable[[str], str | None] | None = None,
    ) -> None:
        """Show the question and give the first answer the keyboard."""
        self._clear()
        self._question.setText(question)
        self._about.setText(about)
        self.setAccessibleName(f"{question} {about}")
        for place, choice in enumerate(choices):
            row = ChoiceRow(self._ui, choice, _KEYS[place] if place < len(_KEYS) else "")
            row.clicked.connect(lambda _checked=False, key=choice.key: self._take(key))
            self._rows.addWidget(row)
            self.rows.append(row)
        self._read = read
        self.field.setVisible(read is not None)
        self.field.setPlaceholderText(placeholder)
        self.field.clear()
        self._mark_field(True)
        self.button.setVisible(read is not None)
        self.button.setText(go)
        self.show()
        self.adjustSize()
        self.raise_()
        self.rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self, right: int, top: int, bounds: QRect) -> None:
        """Stand with the right upper corner at this place of the parent, inside `bounds`."""
        width = max(self.sizeHint().width(), self._ui.theme.px(280))
        height = self.sizeHint().height()
        x = max(bounds.left(), min(right - width, bounds.right() - width))
        y = max(bounds.top(), min(top, bounds.bottom() - height))
        self.setGeometry(QRect(QPoint(x, y), QSize(width, height)))

    def cancel(self) -> None:
        """Leave everything as it was."""
        if self.isVisible():
            self.hide()
            self.cancelled.emit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SHADOW + 0.5, SHADOW + 0.5, -SHADOW - 0.5, -SHADOW - 0.5)
        paint_shadow(painter, box, _RADIUS, SHADOW, dark=theme.is_dark)
        painter.setPen(theme.color("border.control"))
        painter.setBrush(theme.color("surface.raised"))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        place = _KEYS.find(event.text()) if event.text() else -1
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif 0 <= place < len(self.rows):
            self.rows[place].click()
        else:
            super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        self.hide()
        self.chosen.emit(key)

    def _take_field(self) -> None:
        value = self._read(self.field.text()) if self._read is not None else None
        if value is None:
            self._mark_field(False)
            self.field.setFocus()
        else:
            self._take(value)

    def _mark_field(self, good: bool) -> None:
        self.field.setProperty("invalid", "false" if good else "true")
        self.field.style().polish(self.field)

    def _clear(self) -> None:
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()
