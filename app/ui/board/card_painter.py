"""Paints the two kinds of cards of the board into a rectangle; used by the lists and for the picture of a drag."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.records import Direction
from app.services.rows import SynergyRow
from app.ui.board.card_texts import CardTexts, SynergyTexts, TrayTexts
from app.ui.board.contents import TrayRow
from app.ui.board.frames import paint_shadow
from app.ui.context import UiContext
from app.ui.paint import draw_direction, draw_meter

SYNERGY_HEIGHT: Final = 90
TRAY_HEIGHT: Final = 50
GAP: Final = 6
LIFT_MARGIN: Final = 10
_RADIUS: Final = 8
_MOST_FRAMES: Final = 16
_MOST_CARDS: Final = 48  # of one list: more than are ever seen at once
_PAD: Final = 9
_GLYPH: Final = 14
_LINE: Final = 19


@dataclass(frozen=True, slots=True)
class CardLook:
    """The state that a card is painted in. `ghost` = its source while it moves; `lifted` = the picture that moves;
    `target` = a drop would land on it; `grip` = show where it can be picked up by a click."""

    selected: bool = False
    focused: bool = False
    hover: bool = False
    ghost: bool = False
    lifted: bool = False
    target: bool = False
    grip: bool = False


class CardPainter:
    """Draws cards with the theme, icons and text size in force."""

    def __init__(self, ui: UiContext) -> None:
        self._ui = ui
        self._frames: dict[tuple[int, int, CardLook, str, float], QPixmap] = {}
        # The texts are kept beside the picture, so that no other texts can come to have their id.
        self._cards: OrderedDict[tuple[object, ...], tuple[SynergyTexts | TrayTexts, QPixmap]] = OrderedDict()

    def card(self, painter: QPainter, rect: QRect, row: SynergyRow | TrayRow, texts: CardTexts, look: CardLook) -> None:
        """A row of either kind, from a picture that is kept while its texts, size and state stay."""
        words = texts.synergy(row) if isinstance(row, SynergyRow) else texts.tray(row)
        theme = self._ui.theme
        ratio = max(painter.device().devicePixelRatio(), self._ui.icons.least_ratio)
        key = (id(words), rect.width(), rect.height(), look, theme.name, theme.scale, ratio)
        kept = self._cards.get(key)
        if kept is None:
            kept = self._cards[key] = (words, self._picture(rect, row, words, look, ratio))
            if len(self._cards) > _MOST_CARDS:
                self._cards.popitem(last=False)
        else:
            self._cards.move_to_end(key)
        painter.drawPixmap(rect.topLeft(), kept[1])

    def _picture(
        self, card: QRect, row: SynergyRow | TrayRow, words: SynergyTexts | TrayTexts, look: CardLook, ratio: float
    ) -> QPixmap:
        """The card with the line of its shadow under it."""
        picture = _transparent(card.width(), card.height() + 2, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(0, 0, card.width(), card.height())
        if isinstance(words, SynergyTexts):
            self.synergy(painter, area, words, look)
        elif isinstance(row, TrayRow):
            self.tray(painter, area, row.row.card.direction, words, look)
        painter.end()
        return picture

    def lifted(self, row: SynergyRow | TrayRow, texts: CardTexts, card: QRect, view: QWidget) -> QPixmap:
        """The card as it hangs on the pointer, with the shadow of a thing that is lifted, `LIFT_MARGIN` around it."""
        ratio = view.devicePixelRatioF()
        rect = QRect(LIFT_MARGIN, LIFT_MARGIN, card.width(), card.height())
        full = rect.adjusted(0, 0, LIFT_MARGIN, LIFT_MARGIN)
        picture = _transparent(full.right() + 1, full.bottom() + 1, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shadow(painter, QRectF(rect), _RADIUS, LIFT_MARGIN, dark=self._ui.theme.is_dark)
        self.card(painter, rect, row, texts, CardLook(lifted=True))
        painter.end()
        return picture

    def synergy(self, painter: QPainter, rect: QRect, texts: SynergyTexts, look: CardLook) -> None:
        """Have line, want line, firms and a foot with meter, score, quantity, icon and age."""
        self._begin(painter, rect, look)
        px = self._ui.theme.px
        left, right = rect.left() + px(_PAD), rect.right() + 1 - px(_PAD)
        top = rect.top() + px(8)
        end = self._grip(painter, rect, look)
        self._title(painter, left, end, top, Direction.HAVE, texts.have)
        self._title(painter, left, right, top + px(_LINE), Direction.WANT, texts.want)
        self._firms(painter, QRect(left, top + px(39), right - left, px(16)), texts)
        self._foot(painter, QRect(left, top + px(58), right - left, px(18)), texts)
        painter.restore()

    def tray(self, painter: QPainter, rect: QRect, direction: Direction, texts: TrayTexts, look: CardLook) -> None:
        """Title with the number of synergies at its right, under it the firm with the quantity at its right."""
        self._begin(painter, rect, look)
        px = self._ui.theme.px
        left, right = rect.left() + px(_PAD), self._grip(painter, rect, look)
        top = rect.top() + px(6)
        if texts.links:
            right -= self._links(painter, right, top, texts.links) + px(6)
        self._title(painter, left, right, top, direction, texts.title, quiet=texts.links is not None)
        second, right = top + px(_LINE), rect.right() + 1 - px(_PAD)
        if texts.quantity:
            right -= self._right(painter, right, second, px(16), texts.quantity, "text.secondary") + px(6)
        indent = px(_GLYPH + 6)
        self._text(painter, QRect(left + indent, second, right - left - indent, px(16)), texts.firm, 11, 400)
        painter.restore()

    def _links(self, painter: QPainter, right: int, top: int, number: str) -> int:
        """A link and how many, ending at `right`; returns the width."""
        px = self._ui.theme.px
        width, size = self._right(painter, right, top, px(_LINE), number, "accent.text"), px(12)
        pixmap = self._ui.icons.pixmap("link", size, "accent.text")
        painter.drawPixmap(QPointF(right - width - px(3) - size, top + (px(_LINE) - size) / 2), pixmap)
        return width + px(3) + size

    def grip_rect(self, rect: QRect) -> QRect:
        """The place of a card where a click picks it up: at least 24 wide and high."""
        size = max(24, self._ui.theme.px(24))
        return QRect(rect.right() + 1 - size, rect.top(), size, size)

    def _begin(self, painter: QPainter, rect: QRect, look: CardLook) -> None:
        """Ground and edge of the card; leaves the painter saved, faded for the source of a move."""
        painter.save()
        frame = replace(look, grip=False)
        theme = self._ui.theme
        ratio = max(painter.device().devicePixelRatio(), self._ui.icons.least_ratio)
        key = (rect.width(), rect.height(), frame, theme.name, ratio)
        picture = self._frames.get(key)
        if picture is None:
            if len(self._frames) >= _MOST_FRAMES:
                self._frames.clear()
            picture = self._frames[key] = self._frame(rect, frame, ratio)
        painter.drawPixmap(rect.topLeft(), picture)
        if look.ghost:
            painter.setOpacity(0.45)

    def _frame(self, card: QRect, look: CardLook, ratio: float) -> QPixmap:
        """Ground, edge and shadow alone: large round shapes cost more than all the text on them."""
        picture = _transparent(card.width(), card.height() + 2, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._ui.theme.color
        box = QRectF(0, 0, card.width(), card.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        if look.ghost:
            pen = QPen(color("border.strong"), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        else:
            if not look.lifted:
                self._shadow(painter, box)
            ground, edge, width = self._edge(look)
            inset = (width - 1) / 2
            painter.setBrush(color(ground))
            painter.setPen(QPen(color(edge), width))
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), _RADIUS - inset, _RADIUS - inset)
        painter.end()
        return picture

    def _edge(self, look: CardLook) -> tuple[str, str, int]:
        """Tokens of ground and edge, and the edge's width."""
        if look.target:
            return "drag.tint", "drag.line", 2
        ground = "surface.hover" if look.hover else "surface.panel"
        if look.selected:
            ground = "surface.selected"
        if look.focused:
            return ground, "focus.ring", 2
        if look.selected or look.lifted:
            return ground, "accent.base", 1
        return ground, "border.control" if look.hover else "border.default", 1

    def _shadow(self, painter: QPainter, box: QRectF) -> None:
        """Elevation 1: a soft darker line under the card."""
        shade = QColor(0, 0, 0, 90) if self._ui.theme.is_dark else QColor(23, 27, 38, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(box.translated(0, 1), _RADIUS, _RADIUS)

    def _grip(self, painter: QPainter, rect: QRect, look: CardLook) -> int:
        """The dots of the grip where they are shown; returns where the first line ends."""
        px = self._ui.theme.px
        if not look.grip:
            return rect.right() + 1 - px(_PAD)
        place = self.grip_rect(rect)
        size = px(14)
        pixmap = self._ui.icons.pixmap("drag", size, "text.tertiary")
        painter.drawPixmap(QPointF(place.center().x() - size / 2, rect.top() + px(9)), pixmap)
        return place.left()

    def _title(
        self, painter: QPainter, left: int, right: int, top: int, direction: Direction, text: str, quiet: bool = False
    ) -> None:
        px = self._ui.theme.px
        glyph = px(_GLYPH)
        offset = (px(_LINE) - glyph) / 2
        draw_direction(painter, QRectF(left, top + offset, glyph, glyph), direction, self._ui.theme)
        start = left + glyph + px(6)
        token = "text.secondary" if quiet else "text.primary"
        self._text(painter, QRect(start, top, right - start, px(_LINE)), text, 13, 400 if quiet else 500, token)

    def _firms(self, painter: QPainter, area: QRect, texts: SynergyTexts) -> None:
        """Giver, arrow, taker: each keeps at least its half where both are long."""
        px = self._ui.theme.px
        metrics = QFontMetrics(self._ui.theme.font(11))
        arrow, gap = px(12), px(3)
        room = area.width() - arrow - 2 * gap
        giver, taker = metrics.horizontalAdvance(texts.giver), metrics.horizontalAdvance(texts.taker)
        first = giver if giver + taker <= room else min(giver, max(room // 2, room - taker))
        shown = metrics.elidedText(texts.giver, Qt.TextElideMode.ElideRight, first)
        self._text(painter, QRect(area.left(), area.top(), first, area.height()), texts.giver, 11, 400)
        x = area.left() + metrics.horizontalAdvance(shown) + gap
        pixmap = self._ui.icons.pixmap("arrow-right", arrow, "text.tertiary")
        painter.drawPixmap(QPointF(x, area.top() + (area.height() - arrow) / 2), pixmap)
        x += arrow + gap
        self._text(painter, QRect(x, area.top(), area.right() + 1 - x, area.height()), texts.taker, 11, 400)

    def _foot(self, painter: QPainter, area: QRect, texts: SynergyTexts) -> None:
        """Meter and score at the left, age at the right; between them icon and quantity, where they fit whole."""
        px = self._ui.theme.px
        right = area.right() + 1 - self._age(painter, area, texts) - px(5)
        left = area.left() + self._score(painter, area, texts) + px(8)
        weight = 500 if texts.quantity else 400
        words = texts.quantity or texts.no_quantity
        width = QFontMetrics(self._ui.theme.font(11, weight)).horizontalAdvance(words) + 1
        size = px(14)
        if texts.icon and right - left >= size + (px(5) + width if texts.quantity else 0):
            right -= size
            pixmap = self._ui.icons.pixmap(texts.icon, size, "text.tertiary")
            painter.drawPixmap(QPointF(right, area.top() + (area.height() - size) / 2), pixmap)
            right -= px(5)
        if right - left >= width:
            ink = "text.secondary" if texts.quantity else "text.tertiary"
            self._text(painter, QRect(right - width, area.top(), width, area.height()), words, 11, weight, ink)

    def _score(self, painter: QPainter, area: QRect, texts: SynergyTexts) -> int:
        """Meter and score, or that a person linked the cards; returns the width."""
        px = self._ui.theme.px
        left = area.left()
        if texts.band is not None:
            meter = QRectF(left, area.top() + (area.height() - px(12)) / 2, px(14), px(12))
            draw_meter(painter, meter, texts.band, self._ui.theme)
            left += px(19)
        words = texts.score or texts.no_score
        width = QFontMetrics(self._ui.theme.font(11, 500)).horizontalAdvance(words)
        token = "text.secondary" if texts.score else "text.tertiary"
        self._text(painter, QRect(left, area.top(), width + 1, area.height()), words, 11, 500, token)
        return left + width - area.left()

    def _age(self, painter: QPainter, area: QRect, texts: SynergyTexts) -> int:
        """Days in the stage, in an amber pill when they are many; returns the width."""
        px = self._ui.theme.px
        width = QFontMetrics(self._ui.theme.font(11, 500)).horizontalAdvance(texts.age)
        if not texts.old:
            return self._right(painter, area.right() + 1, area.top(), area.height(), texts.age, "text.tertiary")
        width += px(8)
        pill = QRectF(area.right() + 1 - width, area.top() + px(1), width, px(16))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("warning.tint"))
        painter.drawRoundedRect(pill, 3, 3)
        painter.setPen(self._ui.theme.color("warning.text"))
        painter.setFont(self._ui.theme.font(11, 500))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, texts.age)
        return width

    def _right(self, painter: QPainter, right: int, top: int, height: int, text: str, token: str) -> int:
        """Small text that ends at `right`; returns its width."""
        width = QFontMetrics(self._ui.theme.font(11, 500)).horizontalAdvance(text)
        self._text(painter, QRect(right - width - 1, top, width + 1, height), text, 11, 500, token)
        return width

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        px: int,
        weight: int,
        ink: str = "text.tertiary",
    ) -> None:
        font = self._ui.theme.font(px, weight)
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(ink))
        shown = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


def _transparent(width: int, height: int, ratio: float) -> QPixmap:
    """An empty picture of this size in logical pixels."""
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
