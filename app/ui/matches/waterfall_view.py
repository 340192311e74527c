"""The waterfall drawn: one row for each effect, a sum row, zero and the limit of the band as lines through all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from app.i18n.formats import format_number
from app.records import Band
from app.ui.card_words import score_words
from app.ui.context import UiContext
from app.ui.matches.waterfall import Step, Waterfall, fold
from app.ui.paint import elide

_ROW, _TIGHT_ROW, _LOW_ROW, _SUM, _LOW_SUM = 42, 36, 27, 52, 46
_PAD, _GAP, _VALUE = 14, 10, 46
_AXIS, _NARROW_AXIS, _NARROW = 196, 110, 400
_FEWEST = 7  # rows that are never folded, whatever the room
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WaterfallView(QWidget):
    """Draws a `Waterfall` in the room it has: two lines a row, else one, else the smallest effects folded into one."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._all: Waterfall | None = None
        self._band = Band.WEAK
        self._limit: float | None = None
        self._limit_word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_waterfall(self, found: Waterfall | None, band: Band, limit: float | None, limit_word: str) -> None:
        """Draw these rows; `limit` is the log-odds where a band begins, `limit_word` its name."""
        self._all, self._band, self._limit, self._limit_word = found, band, limit, limit_word
        rows = min(_FEWEST, len(found.steps)) if found is not None else 0
        self.setMinimumHeight(rows * self._px(_LOW_ROW) + self._px(_LOW_SUM))
        self.setAccessibleName(self.spoken())
        self.update()

    def spoken(self) -> str:
        """Every row and the sum in words."""
        if self._all is None:
            return ""
        rows = [f"{step.label}, {step.detail}: {self._points(step.points)}" for step in self._all.steps]
        return "; ".join([*rows, f"{self._ui.language.t('Total')}: {self._points(self._all.total)}"])

    @property
    def drawn(self) -> Waterfall | None:
        """The rows as they are drawn, folded where there is no room for all."""
        if self._all is None:
            return None
        t = self._ui.language.t
        rows = (self.height() - self._px(_LOW_SUM)) // self._px(_LOW_ROW)
        return fold(self._all, rows, lambda n: t.plural("{n} small effect", "{n} small effects", n))

    def _row_height(self, rows: int) -> tuple[int, int, bool]:
        """Heights of a row and of the sum row, and whether a row has two lines."""
        room = (self.height() - self._px(_SUM)) // max(1, rows)
        if room >= self._px(_TIGHT_ROW):
            return min(room, self._px(_ROW)), self._px(_SUM), True
        low = (self.height() - self._px(_LOW_SUM)) // max(1, rows)
        return min(max(low, self._px(_LOW_ROW)), self._px(_TIGHT_ROW)), self._px(_LOW_SUM), False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        found = self.drawn
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, sum_height, tall = self._row_height(len(found.steps))
        top = 0
        for step in found.steps:
            self._row(painter, QRect(0, top, self.width(), height), step, found, tall=tall)
            top += height
        self._sum(painter, QRect(0, top, self.width(), sum_height), found)

    def _row(self, painter: QPainter, rect: QRect, step: Step, found: Waterfall, *, tall: bool) -> None:
        theme = self._ui.theme
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        axis = self._axis(rect)
        self._lines(painter, axis, found)
        token = "border.strong" if step.base else "danger.base" if step.points < 0 else "accent.base"
        bar = 11 if tall else 9
        self._bar(painter, axis, found, step.start, step.end, token, bar)
        self._words(painter, rect, step.label, step.detail, tall=tall)
        self._value(painter, rect, step.points, 500)

    def _sum(self, painter: QPainter, rect: QRect, found: Waterfall) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        painter.fillRect(rect, theme.color("surface.sunken"))
        axis = self._axis(rect)
        self._lines(painter, axis, found)
        upper = axis.adjusted(0, 0, 0, -self._px(14)) if self._limit_word else axis
        self._bar(painter, upper, found, 0.0, found.total, f"band.{self._band.value}.base", 13)
        score = score_words(found.score, t)
        self._words(painter, rect, t("Total"), t("as a probability {score}", score=score), tall=True, strong=True)
        self._value(painter, rect, found.total, 600)
        if self._limit is not None and self._limit_word:
            self._limit_label(painter, axis, found)

    def _limit_label(self, painter: QPainter, axis: QRect, found: Waterfall) -> None:
        theme = self._ui.theme
        font = theme.font(11, 500)
        width = QFontMetrics(font).horizontalAdvance(self._limit_word)
        x = self._x(axis, found, self._limit or 0.0)
        left = x + 4 if x + 4 + width <= axis.right() else x - 4 - width
        painter.setFont(font)
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(QRectF(left, axis.bottom() - self._px(17), width + 2, self._px(16)), _MIDDLE, self._limit_word)

    def _words(
        self, painter: QPainter, rect: QRect, label: str, detail: str, *, tall: bool, strong: bool = False
    ) -> None:
        theme = self._ui.theme
        left = rect.left() + self._px(_PAD)
        width = self._axis(rect).left() - self._px(_GAP) - left
        font, small = theme.font(13, 600 if strong else 500), theme.font(12)
        line = self._px(17)
        top = rect.center().y() - line if tall else rect.center().y() - line // 2
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        painter.drawText(QRect(left, top, width, line), _MIDDLE, elide(label, QFontMetrics(font), width))
        if not tall:
            taken = QFontMetrics(font).horizontalAdvance(label) + self._px(8)
            left, width = left + taken, width - taken
        else:
            top += line
        if width > self._px(24):
            painter.setFont(small)
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(QRect(left, top, width, line), _MIDDLE, elide(detail, QFontMetrics(small), width))

    def _value(self, painter: QPainter, rect: QRect, points: float, weight: int) -> None:
        painter.setFont(self._ui.theme.font(13, weight))
        painter.setPen(self._ui.theme.color("text.primary"))
        painter.drawText(rect.adjusted(0, 0, -self._px(_PAD), 0), _RIGHT, self._points(points))

    def _bar(
        self, painter: QPainter, axis: QRect, found: Waterfall, start: float, end: float, token: str, height: int
    ) -> None:
        low, high = sorted((self._x(axis, found, start), self._x(axis, found, end)))
        tall = self._px(height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color(token))
        painter.drawRoundedRect(QRectF(low, axis.center().y() - tall / 2, max(2.0, high - low), tall), 2, 2)

    def _lines(self, painter: QPainter, axis: QRect, found: Waterfall) -> None:
        theme = self._ui.theme
        zero = round(self._x(axis, found, 0.0)) + 0.5
        painter.setPen(QPen(theme.color("border.default"), 1))
        painter.drawLine(QPointF(zero, axis.top()), QPointF(zero, axis.bottom() + 1))
        if self._limit is not None:
            x = round(self._x(axis, found, self._limit)) + 0.5
            color = theme.color(f"band.{self._band.value}.base")
            color.setAlphaF(0.7)
            dotted = QPen(color, 1)
            dotted.setDashPattern([2, 3])
            painter.setPen(dotted)
            painter.drawLine(QPointF(x, axis.top()), QPointF(x, axis.bottom() + 1))

    def _axis(self, rect: QRect) -> QRect:
        least = self._px(_AXIS if self.width() >= self._px(_NARROW) else _NARROW_AXIS)
        width = min(max(least, self.width() // 3), self.width() * 2 // 5)
        right = rect.right() + 1 - self._px(_PAD + _VALUE + _GAP)
        return QRect(right - width, rect.top(), width, rect.height())

    def _x(self, axis: QRect, found: Waterfall, points: float) -> float:
        low, high = min(found.low, self._limit or 0.0), max(found.high, self._limit or 0.0)
        span = (high - low) or 1.0
        return axis.left() + 6 + (points - low) / span * (axis.width() - 12)

    def _points(self, points: float) -> str:
        number = format_number(abs(points), self._ui.language.code, 2)
        return f"{'−' if round(points, 2) < 0 else '+'}{number}"

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.drawn
            row = -1 if found is None else event.pos().y() // self._row_height(len(found.steps))[0]
            if found is not None and 0 <= row < len(found.steps):
                step = found.steps[row]
                QToolTip.showText(event.globalPos(), f"{step.label}: {step.detail}", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
