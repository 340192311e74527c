"""Paints a suggestion beside the form: meter and score, the other card, firm and distance, one sentence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.ui.capture.live_row import LiveRow
from app.ui.context import UiContext
from app.ui.paint import chip_width, draw_chip, draw_direction, draw_meter, draw_stage_ring, elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_PAD_X, _PAD_Y, _RANK, _GAP = 12, 9, 30, 10
_TITLE, _LINE, _CHIPS, _ACTIONS = 19, 16, 27, 35
_REMEMBERED = 200  # sentences
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class LiveDelegate(QStyledItemDelegate):
    """The current row is taller: it also has what should be asked (in a wide window) and room for its actions."""

    def __init__(self, ui: UiContext, view: QWidget) -> None:
        super().__init__(view)
        self._ui = ui
        self._view = view
        self.wide = True
        self.current = -1
        self._broken: dict[tuple[str, int, float], list[str]] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        row: LiveRow | None = index.data(ROW_ROLE)
        if row is None:
            return QSize(0, 0)
        width = self._view.width()
        if row.blocked:
            return QSize(width, self._px(46))
        lines = len(self._why_lines(row, width))
        height = 2 * _PAD_Y + _TITLE + 2 + _LINE + 3 + lines * _LINE
        if index.row() == self.current:
            height += _ACTIONS + (_CHIPS if self.wide and row.questions else 0)
        return QSize(width, self._px(height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row: LiveRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = index.row() == self.current
        self._ground(painter, option, row, current=current)
        if row.blocked:
            self._blocked(painter, option.rect, row)
        else:
            self._rank(painter, option.rect, row)
            self._content(painter, option.rect, row, current=current)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: LiveRow, *, current: bool) -> None:
        theme, rect = self._ui.theme, option.rect
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.blocked:
            painter.fillRect(rect, theme.color("surface.sunken"))
        elif current or hover:
            painter.fillRect(rect, theme.color("surface.selected" if current else "surface.hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        if current and not row.blocked:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        if has_keyboard(option):
            draw_row_focus(painter, rect, theme)

    def _blocked(self, painter: QPainter, rect: QRect, row: LiveRow) -> None:
        theme = self._ui.theme
        size = self._px(14)
        icon = self._ui.icons.pixmap("exclude", size, "text.tertiary", painter.device().devicePixelRatio())
        left = rect.left() + self._px(_PAD_X)
        painter.drawPixmap(QPoint(left + (self._px(_RANK) - size) // 2, rect.top() + self._px(9)), icon)
        left += self._px(_RANK + _GAP)
        width = rect.right() - self._px(_PAD_X) - left
        top = rect.top() + self._px(7)
        title = f"{row.partner.card.title}  "
        taken = self._text(painter, QRect(left, top, width, self._px(_LINE)), title, 12, 500, "text.primary")
        rest = QRect(left + taken, top, width - taken, self._px(_LINE))
        self._text(painter, rest, row.partner.firm.name, 12, 400, "text.tertiary")
        below = QRect(left, top + self._px(_LINE), width, self._px(_LINE))
        painter.setPen(theme.color("text.secondary"))
        self._text(painter, below, row.why, 12, 400, "text.secondary")

    def _rank(self, painter: QPainter, rect: QRect, row: LiveRow) -> None:
        theme = self._ui.theme
        left, width = rect.left() + self._px(_PAD_X), self._px(_RANK)
        top = rect.top() + self._px(_PAD_Y + 3)
        meter = QRect(left + (width - self._px(14)) // 2, top, self._px(14), self._px(12))
        draw_meter(painter, meter, row.suggestion.match.band, theme)
        score = QRect(left, top + self._px(15), width, self._px(14))
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(score, _CENTRE, row.score)
        if row.suggestion.synergy is not None:
            size = self._px(14)
            ring = QRect(left + (width - size) // 2, top + self._px(33), size, size)
            draw_stage_ring(painter, ring, row.suggestion.synergy.stage, theme)

    def _content(self, painter: QPainter, rect: QRect, row: LiveRow, *, current: bool) -> None:
        theme = self._ui.theme
        left, width = self._column(rect)
        top = rect.top() + self._px(_PAD_Y)
        glyph = self._px(15)
        draw_direction(painter, QRect(left, top + (self._px(_TITLE) - glyph) // 2, glyph, glyph), row.direction, theme)
        quantity = QFontMetrics(theme.font(13)).horizontalAdvance(row.quantity)
        known = row.partner.card.quantity is not None
        painter.setFont(theme.font(13 if known else 12))
        painter.setPen(theme.color("text.primary" if known else "text.tertiary"))
        painter.drawText(QRect(left, top, width, self._px(_TITLE)), _RIGHT, row.quantity)
        title_left = left + glyph + self._px(8)
        room = QRect(title_left, top, left + width - quantity - self._px(10) - title_left, self._px(_TITLE))
        self._text(painter, room, row.partner.card.title, 13, 600, "text.primary")
        top += self._px(_TITLE + 2)
        self._firm(painter, QRect(left, top, width, self._px(_LINE)), row)
        top += self._px(_LINE + 3)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.secondary"))
        for line in self._why_lines(row, rect.width()):
            painter.drawText(QRect(left, top, width, self._px(_LINE)), _MIDDLE, line)
            top += self._px(_LINE)
        if current and self.wide and row.questions:
            self._questions(painter, QRect(left, top + self._px(7), width, self._px(20)), row)

    def _firm(self, painter: QPainter, rect: QRect, row: LiveRow) -> None:
        metrics = QFontMetrics(self._ui.theme.font(12))
        place = f" · {row.place}"
        room = max(self._px(40), rect.width() - metrics.horizontalAdvance(place))
        name = QRect(rect.left(), rect.top(), room, rect.height())
        taken = self._text(painter, name, row.partner.firm.name, 12, 500, "text.secondary")
        rest = rect.adjusted(taken, 0, 0, 0)
        self._text(painter, rest, place, 12, 400, "text.tertiary")

    def _questions(self, painter: QPainter, rect: QRect, row: LiveRow) -> None:
        theme = self._ui.theme
        word = self._ui.language.t("To be asked")
        left = rect.left() + self._text(painter, rect, word, 12, 400, "text.tertiary") + self._px(8)
        for question in row.questions:
            room = rect.right() + 1 - left
            if chip_width(question, theme) > room:
                question = elide(question, QFontMetrics(theme.font(11, 500)), room - 2 * self._px(6))
                if room > self._px(60):
                    draw_chip(painter, left, rect.top(), question, theme, "line")
                break
            left += draw_chip(painter, left, rect.top(), question, theme, "line") + self._px(5)

    def _column(self, rect: QRect) -> tuple[int, int]:
        left = rect.left() + self._px(_PAD_X + _RANK + _GAP)
        return left, rect.right() + 1 - self._px(_PAD_X) - left

    def _why_lines(self, row: LiveRow, width: int) -> list[str]:
        """The sentence in at most two lines, the second one cut where it must be; broken once for each width."""
        key = (row.why, width, self._ui.theme.scale)
        found = self._broken.get(key)
        if found is None:
            if len(self._broken) > _REMEMBERED:
                self._broken.clear()
            found = self._broken[key] = self._break(row, width)
        return found

    def _break(self, row: LiveRow, width: int) -> list[str]:
        font = self._ui.theme.font(12)
        room = width - self._px(2 * _PAD_X + _RANK + _GAP)
        layout = QTextLayout(row.why, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        starts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, room))
            starts.append(line.textStart())
        layout.endLayout()
        if len(starts) <= 1:
            return [row.why] if row.why else []
        second = row.why[starts[1] :]
        return [row.why[: starts[1]].rstrip(), elide(second, QFontMetrics(font), room)]

    def _text(self, painter: QPainter, rect: QRect, text: str, px: int, weight: int, token: str) -> int:
        """Draw one line, cut to its place; returns the width that it took."""
        font = self._ui.theme.font(px, weight)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(token))
        painter.drawText(rect, _MIDDLE, shown)
        return metrics.horizontalAdvance(shown)

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)
