"""The cards entered last, newest first: to see that they arrived, and to correct one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.i18n import Translator
from app.i18n.formats import format_number, format_time
from app.records import Band
from app.services.rows import CardRow
from app.ui.card_words import direction_word, quantity_words
from app.ui.context import UiContext
from app.ui.paint import draw_direction, draw_meter
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index, RowList

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROW, _PAD, _GAP, _TIME, _GLYPH, _FIRM, _NARROW_FIRM, _QUANTITY, _METER = 30, 12, 8, 36, 15, 172, 132, 116, 46


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A card with the best band and the number of its suggested matches; None while nobody has looked yet."""

    row: CardRow
    matches: int | None = None
    band: Band | None = None

    @property
    def key(self) -> str:
        """The card's id."""
        return self.row.card.id


class RecentModel(RowList[RecentRow]):
    """Newest first; changes row by row."""

    def __init__(self, speak: Callable[[RecentRow], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speak = speak

    @override
    def key_of(self, row: RecentRow) -> str:
        return row.key

    @override
    def spoken(self, row: RecentRow) -> str:
        return self._speak(row)

    def show_cards(self, cards: list[CardRow]) -> None:
        """Show these cards; those that stay keep their matches."""
        known = {row.key: row for row in self.rows}
        self.show([replace(known.get(card.card.id) or RecentRow(card), row=card) for card in cards])

    def show_matches(self, card_id: str, matches: int, band: Band | None) -> None:
        """Show how many suggestions a card has."""
        place = self.row_of(card_id)
        if place >= 0:
            self.put(place, replace(self.rows[place], matches=matches, band=band))


class RecentDelegate(QStyledItemDelegate):
    """Row of 30: time · glyph · title · firm · quantity · meter with the number of matches."""

    def __init__(self, ui: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.narrow = False
        self.fresh: str | None = None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(200, self._px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row: RecentRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, row)
        self._columns(painter, option.rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: RecentRow) -> None:
        theme, rect = self._ui.theme, option.rect
        focused = has_keyboard(option)
        if focused or row.key == self.fresh:
            painter.fillRect(rect, theme.color("surface.selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface.hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        if focused:
            draw_row_focus(painter, rect, theme)

    def _columns(self, painter: QPainter, rect: QRect, row: RecentRow) -> None:
        theme, t, card = self._ui.theme, self._ui.language.t, row.row.card
        left, right, gap = rect.left() + self._px(_PAD), rect.right() + 1 - self._px(_PAD), self._px(_GAP)
        moment = format_time(card.created_at, t.language) if card.created_at else ""
        self._text(painter, rect, left, self._px(_TIME), moment, 12, "text.tertiary")
        left += self._px(_TIME) + gap
        glyph = self._px(_GLYPH)
        draw_direction(painter, QRect(left, rect.center().y() - glyph // 2, glyph, glyph), card.direction, theme)
        left += glyph + gap
        self._matches(painter, QRect(right - self._px(_METER), rect.top(), self._px(_METER), rect.height()), row)
        right -= self._px(_METER) + gap
        known = card.quantity is not None
        self._text(
            painter, rect, right - self._px(_QUANTITY), self._px(_QUANTITY), quantity_words(card, t),
            13 if known else 12, "text.primary" if known else "text.tertiary", _RIGHT,
        )  # fmt: skip
        right -= self._px(_QUANTITY) + gap
        least = self._px(_NARROW_FIRM if self.narrow else _FIRM)
        firm = min(max(least, (right - left) // 3), (right - left) * 2 // 5)  # titles need the most room
        self._text(painter, rect, right - firm, firm, row.row.firm.name, 12, "text.secondary")
        right -= firm + gap
        self._text(painter, rect, left, right - left, card.title, 13, "text.primary")

    def _matches(self, painter: QPainter, rect: QRect, row: RecentRow) -> None:
        if row.matches is None or row.band is None:
            return
        theme = self._ui.theme
        number = format_number(row.matches, self._ui.language.code)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(rect, _RIGHT, number)
        width, height = self._px(14), self._px(12)
        left = rect.right() - painter.fontMetrics().horizontalAdvance(number) - self._px(5) - width
        draw_meter(painter, QRect(left, rect.center().y() - height // 2, width, height), row.band, theme)

    def _text(
        self, painter: QPainter, rect: QRect, left: int, width: int, text: str, px: int, token: str,
        align: Qt.AlignmentFlag = _MIDDLE,
    ) -> None:  # fmt: skip
        painter.setFont(self._ui.theme.font(px))
        painter.setPen(self._ui.theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, rect.top(), width, rect.height()), align, shown)

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)


def spoken(row: RecentRow, t: Translator) -> str:
    """A row for a screen reader."""
    card = row.row.card
    parts = [direction_word(card.direction, t), card.title, row.row.firm.name, quantity_words(card, t)]
    if row.matches is not None:
        parts.append(t.plural("{n} match", "{n} matches", row.matches))
    return ". ".join(parts)
