"""Paints a pair of a card of this workshop and one of an earlier workshop."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTransform
from typing_extensions import override

from app.i18n.formats import format_date
from app.i18n.reasons import sentence
from app.records import Direction
from app.services.rows import CardRow
from app.services.second_rows import EarlierMatch
from app.ui.card_words import score_words
from app.ui.matches.row_delegate import RowDelegate
from app.ui.paint import draw_direction, draw_meter

_ROW, _PAD, _GAP = 94, 12, 10
_SCORE, _GLYPH, _ARROW, _ICON = 34, 15, 14, 15
_TITLE, _FIRM, _LINE = 18, 18, 18
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class EarlierDelegate(RowDelegate):
    """Row of 94: score · this card · which way · earlier card; below them the workshop and why."""

    @override
    def _height(self, row: object) -> int:
        return _ROW

    @override
    def _paint_row(self, painter: QPainter, rect: QRect, row: object) -> None:
        if not isinstance(row, EarlierMatch):
            return
        px = self._px
        top = rect.top() + (rect.height() - px(_TITLE + _FIRM + 2 * _LINE)) // 2
        left, right = rect.left() + px(_PAD), rect.right() + 1 - px(_PAD)
        self._score(painter, QRect(left, top, px(_SCORE), px(_TITLE + _FIRM)), row)
        left += px(_SCORE + _GAP)
        half = (right - left - px(_ARROW + 2 * _GAP)) // 2
        self._half(painter, QRect(left, top, half, px(_TITLE + _FIRM)), row.own, 600)
        self._arrow(painter, left + half + px(_GAP), top, row)
        self._half(painter, QRect(right - half, top, half, px(_TITLE + _FIRM)), row.other, 500)
        line = QRect(left, top + px(_TITLE + _FIRM), right - left, px(_LINE))
        self._workshop(painter, line, row)
        why = line.translated(0, px(_LINE)).adjusted(px(_ICON + 8), 0, 0, 0)  # under the name
        self._words(painter, why, sentence(row.match, self._ui.language.t), 12, 400, "text.tertiary")

    def _score(self, painter: QPainter, rect: QRect, row: EarlierMatch) -> None:
        theme = self._ui.theme
        meter = QRect(rect.center().x() - self._px(7) + 1, rect.top() + self._px(3), self._px(14), self._px(12))
        draw_meter(painter, meter, row.match.band, theme)
        number = score_words(row.match.score, self._ui.language.t)
        area = QRect(rect.left(), rect.top() + self._px(_TITLE), rect.width(), self._px(_FIRM))
        self._words(painter, area, number, 11, 600, "text.secondary", _CENTRE)

    def _half(self, painter: QPainter, rect: QRect, row: CardRow, weight: int) -> None:
        size = self._px(_GLYPH)
        glyph = QRect(rect.left(), rect.top() + (self._px(_TITLE) - size) // 2, size, size)
        draw_direction(painter, glyph, row.card.direction, self._ui.theme)
        area = rect.adjusted(size + self._px(8), 0, 0, 0)
        upper = QRect(area.left(), area.top(), area.width(), self._px(_TITLE))
        lower = QRect(area.left(), area.top() + self._px(_TITLE), area.width(), self._px(_FIRM))
        self._words(painter, upper, row.card.title, 13, weight, "text.primary")
        self._words(painter, lower, row.firm.name, 12, 400, "text.tertiary")

    def _arrow(self, painter: QPainter, left: int, top: int, row: EarlierMatch) -> None:
        """From the card that gives to the one that takes."""
        size = self._px(_ARROW)
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._ui.icons.pixmap("arrow-right", size, "text.tertiary", ratio)
        if row.own.card.direction is Direction.WANT:
            pixmap = pixmap.transformed(QTransform().scale(-1, 1))
        painter.drawPixmap(QPoint(left, top + self._px(_TITLE + _FIRM) // 2 - size // 2), pixmap)

    def _workshop(self, painter: QPainter, rect: QRect, row: EarlierMatch) -> None:
        """Its name as far as there is room, the date always whole."""
        theme, t = self._ui.theme, self._ui.language.t
        date = f"· {format_date(row.workshop.held_on, t.language)}" if row.workshop.held_on else ""
        width = QFontMetrics(theme.font(12)).horizontalAdvance(date) + self._px(5)
        size = self._px(_ICON)
        icon = self._ui.icons.pixmap("workshop", size, "text.tertiary", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(rect.left(), rect.center().y() - size // 2), icon)
        area = rect.adjusted(size + self._px(8), 0, 0, 0)
        taken = self._words(painter, area.adjusted(0, 0, -width, 0), row.workshop.name, 12, 500, "text.secondary")
        self._words(painter, area.adjusted(taken + self._px(4), 0, 0, 0), date, 12, 400, "text.tertiary")
