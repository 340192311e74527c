"""Paints the rows of the list of matches: band headings and have → want pairs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.i18n.formats import format_number
from app.records import Direction, Stage
from app.services.rows import CardRow, Suggestion
from app.ui.card_words import band_word, score_words
from app.ui.context import UiContext
from app.ui.matches.listing import Heading, MatchState, state_of
from app.ui.matches.model import MatchModel
from app.ui.paint import draw_direction, draw_meter, draw_stage_ring
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 54, 28
_PAD, _GAP, _NARROW_GAP, _NARROW = 12, 10, 6, 500
_SCORE, _GLYPH, _ARROW, _STATE = 34, 15, 14, 20
_STATE_ICONS = {MatchState.LATER: "later", MatchState.WRONG: "cross", MatchState.BLOCKED: "exclude"}


class MatchDelegate(QStyledItemDelegate):
    """Row of 54: meter over score · have half · arrow · want half · state. Two lines: title, firm."""

    def __init__(self, ui: UiContext, view: QAbstractItemView, model: MatchModel) -> None:
        super().__init__(view)
        self._ui, self._view, self._model = ui, view, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        heading = isinstance(self._model.rows[index.row()], Heading)  # asked of every row after each change
        height = _HEADING if heading else _ROW
        return QSize(200, self._ui.theme.px(height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        if option.rect.bottom() > self._view.viewport().height():
            return  # whole rows only: what is cut at the bottom waits for the next scroll step
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, option.rect, row)
        elif row is not None:
            self._ground(painter, option)
            self._pair(painter, option.rect, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        theme = self._ui.theme
        painter.fillRect(rect, theme.color("surface.sunken"))
        self._hairline(painter, rect)
        left = rect.left() + theme.px(_PAD)
        draw_meter(painter, _box(left, rect.center().y(), theme.px(14), theme.px(12)), row.band, theme)
        left += theme.px(14 + 8)
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("text.secondary"))
        word = band_word(row.band, self._ui.language.t)
        painter.drawText(QRect(left, rect.top(), rect.width(), rect.height()), _MIDDLE, word)
        left += painter.fontMetrics().horizontalAdvance(word) + theme.px(8)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        number = format_number(row.count, self._ui.language.code)
        painter.drawText(QRect(left, rect.top(), rect.width(), rect.height()), _MIDDLE, number)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = self._ui.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if selected else "surface.hover"))
        self._hairline(painter, rect)
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        if has_keyboard(option):
            draw_row_focus(painter, rect, theme)

    def _hairline(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._ui.theme.color("border.subtle"))

    def _pair(self, painter: QPainter, rect: QRect, row: Suggestion) -> None:
        px = self._ui.theme.px
        left, gap = rect.left() + px(_PAD), px(_GAP if rect.width() >= px(_NARROW) else _NARROW_GAP)
        self._score(painter, QRect(left, rect.top(), px(_SCORE), rect.height()), row)
        left += px(_SCORE) + gap
        free = rect.right() + 1 - px(_PAD) - px(_STATE) - px(_ARROW) - 3 * gap - left
        half = free // 2
        self._half(painter, QRect(left, rect.top(), half, rect.height()), row.have, Direction.HAVE)
        left += half + gap
        arrow = self._ui.icons.pixmap("arrow-right", px(_ARROW), "text.tertiary", painter.device().devicePixelRatio())
        painter.drawPixmap(QPoint(left, rect.center().y() - px(_ARROW) // 2), arrow)
        left += px(_ARROW) + gap
        self._half(painter, QRect(left, rect.top(), half, rect.height()), row.want, Direction.WANT)
        self._state(painter, QRect(rect.right() + 1 - px(_PAD + _STATE), rect.top(), px(_STATE), rect.height()), row)

    def _score(self, painter: QPainter, rect: QRect, row: Suggestion) -> None:
        theme = self._ui.theme
        middle = rect.center().x()
        top = rect.center().y() - theme.px(15)
        meter = QRect(middle - theme.px(7) + 1, top, theme.px(14), theme.px(12))
        draw_meter(painter, meter, row.match.band, theme)
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.color("text.secondary"))
        number = score_words(row.match.score, self._ui.language.t)
        painter.drawText(QRect(rect.left(), top + theme.px(15), rect.width(), theme.px(14)), _CENTRE, number)

    def _half(self, painter: QPainter, rect: QRect, row: CardRow, direction: Direction) -> None:
        theme = self._ui.theme
        top = rect.center().y() - theme.px(18)
        glyph = QRect(rect.left(), top + (theme.px(18) - theme.px(_GLYPH)) // 2, theme.px(_GLYPH), theme.px(_GLYPH))
        draw_direction(painter, glyph, direction, theme)
        left = rect.left() + theme.px(_GLYPH + 8)
        width = rect.right() + 1 - left
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        self._line(painter, QRect(left, top, width, theme.px(18)), row.card.title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        self._line(painter, QRect(left, top + theme.px(19), width, theme.px(16)), row.firm.name)

    def _state(self, painter: QPainter, rect: QRect, row: Suggestion) -> None:
        theme, ratio = self._ui.theme, painter.device().devicePixelRatio()
        size = theme.px(16)
        place = QRect(rect.right() + 1 - size, rect.center().y() - size // 2, size, size)
        state = state_of(row)
        if row.synergy is not None:
            ring = place.adjusted(1, 1, -1, -1)
            draw_stage_ring(painter, ring, Stage(row.synergy.stage), theme)
        elif state in _STATE_ICONS:
            painter.drawPixmap(
                place.topLeft(), self._ui.icons.pixmap(_STATE_ICONS[state], size, "text.tertiary", ratio)
            )
        elif row.hands:
            painter.drawPixmap(place.topLeft(), self._ui.icons.pixmap("hand-raise", size, "text.tertiary", ratio))

    @staticmethod
    def _line(painter: QPainter, rect: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, shown)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def _box(left: int, middle: int, width: int, height: int) -> QRect:
    return QRect(left, middle - height // 2, width, height)
