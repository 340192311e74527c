"""Paints the rows about cards without a partner: the list of them, and sectors with their firms."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from app.i18n.formats import format_number
from app.services.pool_rows import LonelyCard, PossibleSector
from app.ui.card_words import direction_word, quantity_words
from app.ui.matches.lonely_rows import FirmOf, SideHeading
from app.ui.matches.lonely_words import evidence_words, hope_words, reason_words, where_words
from app.ui.matches.row_delegate import RIGHT, RowDelegate
from app.ui.paint import chip_width, draw_chip, draw_direction

_ROW, _HEADING, _SECTOR, _FIRM = 54, 28, 48, 32
_PAD, _GLYPH, _INDENT, _CODE = 12, 15, 44, 32
_CHIP = 20


class LonelyDelegate(RowDelegate):
    """Row of 54: direction, title over firm, quantity over what hope there is."""

    @override
    def _is_heading(self, row: object) -> bool:
        return isinstance(row, SideHeading)

    @override
    def _height(self, row: object) -> int:
        return _HEADING if isinstance(row, SideHeading) else _ROW

    @override
    def _paint_row(self, painter: QPainter, rect: QRect, row: object) -> None:
        if isinstance(row, SideHeading):
            self._heading(painter, rect, row)
        elif isinstance(row, LonelyCard):
            self._card(painter, rect, row)

    def _heading(self, painter: QPainter, rect: QRect, row: SideHeading) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        painter.fillRect(rect, theme.color("surface.sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        left, size = rect.left() + self._px(_PAD), self._px(13)
        draw_direction(painter, QRect(left, rect.center().y() - size // 2, size, size), row.direction, theme)
        area = rect.adjusted(self._px(_PAD + 13 + 8), 0, 0, 0)
        taken = self._words(painter, area, direction_word(row.direction, t), 12, 600, "text.secondary")
        number = format_number(row.count, t.language)
        self._words(painter, area.adjusted(taken + self._px(8), 0, 0, 0), number, 12, 400, "text.tertiary")

    def _card(self, painter: QPainter, rect: QRect, row: LonelyCard) -> None:
        t, card = self._ui.language.t, row.row.card
        top, left = rect.center().y() - self._px(18), rect.left() + self._px(_PAD)
        glyph = QRect(left, top + self._px(1), self._px(_GLYPH), self._px(_GLYPH))
        draw_direction(painter, glyph, card.direction, self._ui.theme)
        upper = QRect(left, top, rect.right() + 1 - self._px(_PAD) - left, self._px(18))
        upper.setLeft(left + self._px(_GLYPH + 8))
        lower = QRect(upper.left(), top + self._px(19), upper.width(), self._px(16))
        amount = quantity_words(card, t)
        token = "text.secondary" if card.quantity is not None else "text.tertiary"
        taken = self._words(painter, upper, amount, 12, 400, token, RIGHT)
        self._words(painter, upper.adjusted(0, 0, -taken - self._px(10), 0), card.title, 13, 500, "text.primary")
        token = "accent.text" if row.firms else "text.tertiary"
        taken = self._words(painter, lower, hope_words(row, t), 12, 500 if row.firms else 400, token, RIGHT)
        firm = lower.adjusted(0, 0, -taken - self._px(10), 0)
        self._words(painter, firm, row.row.firm.name, 12, 400, "text.tertiary")


class AnswerDelegate(RowDelegate):
    """A sector in two lines with its reason, its firms below it."""

    @override
    def _height(self, row: object) -> int:
        return _FIRM if isinstance(row, FirmOf) else _SECTOR

    @override
    def _paint_row(self, painter: QPainter, rect: QRect, row: object) -> None:
        if isinstance(row, FirmOf):
            self._firm(painter, rect, row)
        elif isinstance(row, PossibleSector):
            self._sector(painter, rect, row)

    def _sector(self, painter: QPainter, rect: QRect, row: PossibleSector) -> None:
        t = self._ui.language.t
        left, right = rect.left() + self._px(14), rect.right() + 1 - self._px(14)
        top = rect.center().y() - self._px(18)
        code = QRect(left, top, self._px(_CODE), self._px(18))
        self._words(painter, code, row.ref.id, 13, 600, "text.tertiary")
        upper = QRect(left + self._px(_CODE), top, right - left - self._px(_CODE), self._px(18))
        words, style = evidence_words(row, t)
        chip = chip_width(words, self._ui.theme)
        if upper.width() > 3 * chip:
            draw_chip(painter, right - chip, top - 1, words, self._ui.theme, style)
            upper.setRight(right - chip - self._px(8))
        self._words(painter, upper, row.name, 13, 600, "text.primary")
        lower = QRect(upper.left(), top + self._px(19), right - upper.left(), self._px(16))
        if not row.firms:
            none = t("no firm in the room")
            lower.setRight(right - self._words(painter, lower, none, 12, 400, "text.tertiary", RIGHT) - self._px(10))
        self._words(painter, lower, reason_words(row, t), 12, 400, "text.secondary")

    def _firm(self, painter: QPainter, rect: QRect, row: FirmOf) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        area = rect.adjusted(self._px(_INDENT + 2), 0, -self._px(14), 0)
        size = self._px(14)
        icon = self._ui.icons.pixmap("firm", size, "text.tertiary", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(area.left(), rect.center().y() - size // 2), icon)
        area.setLeft(area.left() + size + self._px(8))
        area.setRight(
            area.right() - self._words(painter, area, where_words(row.near, t), 12, 400, "text.tertiary", RIGHT)
        )
        if not row.near.exact:
            words = t("same division only")
            chip = chip_width(words, theme)
            if area.width() > 2 * chip:
                y = rect.center().y() - self._px(_CHIP) // 2
                draw_chip(painter, area.right() - chip - self._px(8), y, words, theme, "dash")
                area.setRight(area.right() - chip - self._px(8))
        self._words(painter, area.adjusted(0, 0, -self._px(8), 0), row.near.firm.name, 13, 500, "text.primary")
