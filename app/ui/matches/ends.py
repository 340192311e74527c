"""The two ends of a match side by side: what one firm gives, what the other needs, and how far apart they are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.i18n import Translator
from app.i18n.formats import format_quantity
from app.records import Direction
from app.services.rows import CardRow, Suggestion
from app.ui.card_words import direction_word, distance_words, place_words, state_word
from app.ui.context import UiContext
from app.ui.paint import chip_width, draw_chip, draw_direction, elide

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_HEIGHT, _BETWEEN = 126, 64
_EDGE = 4


class EndCard(QWidget):
    """One card: direction in colour, shape and word; number and table; title, firm and place, description, facts."""

    def __init__(self, ui: UiContext, direction: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._direction = direction
        self._row: CardRow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: CardRow | None) -> None:
        """Show a card, or nothing."""
        self._row = row
        if row is not None:
            facts = ", ".join(text for text, _style in facts_of(row, self._ui.language.t))
            spoken = [direction_word(self._direction, self._ui.language.t), row.card.title, row.firm.name]
            spoken += [place_words(row.firm), row.card.description or "", facts]
            self.setAccessibleName(". ".join(part for part in spoken if part))
            self.setToolTip("\n".join(part for part in (row.card.title, row.firm.name, row.card.description) if part))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, self._px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter)
        if self._row is not None:
            left, right = self._px(14), self.width() - self._px(12)
            self._content(painter, self._row, left, right - left)

    def _frame(self, painter: QPainter) -> None:
        theme = self._ui.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        painter.setPen(QPen(theme.color("border.default"), 1))
        painter.setBrush(theme.color("surface.panel"))
        painter.drawPath(shape)
        painter.save()
        painter.setClipPath(shape)
        color = theme.color(f"{self._direction.value}.base")
        height = self.height()
        if self._direction is Direction.HAVE:
            painter.fillRect(QRectF(0, 0, _EDGE, height), color)
        else:  # a double line: the edge itself tells giver from taker without colour
            painter.fillRect(QRectF(0, 0, 1.4, height), color)
            painter.fillRect(QRectF(2.6, 0, 1.4, height), color)
        painter.restore()

    def _content(self, painter: QPainter, row: CardRow, left: int, width: int) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        top = self._px(9)
        self._head(painter, row, QRect(left, top, width, self._px(18)))
        top += self._px(18 + 3)
        self._text(painter, QRect(left, top, width, self._px(20)), row.card.title, 15, 600, "text.primary")
        top += self._px(20 + 2)
        firm = row.firm.name
        font = theme.font(12, 500)
        firm_width = min(width, QFontMetrics(font).horizontalAdvance(firm) + 2)
        self._text(painter, QRect(left, top, firm_width, self._px(16)), firm, 12, 500, "text.secondary")
        place = place_words(row.firm)
        if place and width - firm_width > self._px(30):
            rest = QRect(left + firm_width, top, width - firm_width, self._px(16))
            self._text(painter, rest, f" · {place}", 12, 400, "text.secondary")
        top += self._px(16 + 2)
        said = row.card.description or t("nothing more was written")
        token = "text.secondary" if row.card.description else "text.tertiary"
        self._text(painter, QRect(left, top, width, self._px(16)), said, 12, 400, token)
        top += self._px(16 + 6)
        x = left
        for text, style in facts_of(row, t):
            if x + chip_width(text, theme) > left + width:
                break
            x += draw_chip(painter, x, top, text, theme, style) + self._px(5)

    def _head(self, painter: QPainter, row: CardRow, rect: QRect) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        size = self._px(14)
        glyph = QRect(rect.left(), rect.center().y() - size // 2, size, size)
        draw_direction(painter, glyph, self._direction, theme)
        word = direction_word(self._direction, t)
        self._text(painter, rect.adjusted(size + self._px(6), 0, 0, 0), word, 13, 600, f"{self._direction.value}.text")
        taken = size + self._px(14) + QFontMetrics(theme.font(13, 600)).horizontalAdvance(word)
        where = " · ".join(_numbers(row, t))
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        room = rect.adjusted(taken, 0, 0, 0)
        painter.drawText(room, _RIGHT, elide(where, painter.fontMetrics(), room.width()))

    def _text(self, painter: QPainter, rect: QRect, text: str, px: int, weight: int, token: str) -> None:
        painter.setFont(self._ui.theme.font(px, weight))
        painter.setPen(self._ui.theme.color(token))
        painter.drawText(
            rect, _MIDDLE, painter.fontMetrics().elidedText(_flat(text), Qt.TextElideMode.ElideRight, rect.width())
        )

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)


class Between(QWidget):
    """The arrow between the ends, with the distance."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_distance(self, suggestion: Suggestion | None) -> None:
        """Show how far the two firms are apart; the same zone is said in words."""
        self._lines = []
        if suggestion is not None:
            t = self._ui.language.t
            osb = suggestion.have.firm.osb
            if osb and osb == suggestion.want.firm.osb:
                self._lines.append(t("same OSB"))
            self._lines.append(distance_words(suggestion.match.distance_km, t))
        self.setAccessibleName(", ".join(self._lines))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(_BETWEEN), self._ui.theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lines:
            return
        theme = self._ui.theme
        painter = QPainter(self)
        size, line = theme.px(20), theme.px(14)
        rows = [
            part for text in self._lines for part in _wrapped(text, QFontMetrics(theme.font(11, 500)), self.width())
        ]
        top = (self.height() - size - theme.px(3) - line * len(rows)) // 2
        pixmap = self._ui.icons.pixmap("arrow-right", size, "text.tertiary", self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - size) / 2, top), pixmap)
        painter.setFont(theme.font(11, 500))
        painter.setPen(theme.color("text.tertiary"))
        top += size + theme.px(3)
        for text in rows:
            painter.drawText(QRect(0, top, self.width(), line), _CENTRE, text)
            top += line


class Ends(QWidget):
    """Have, arrow, want."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._have, self._want = EndCard(ui, Direction.HAVE), EndCard(ui, Direction.WANT)
        self._between = Between(ui)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(0)
        row.addWidget(self._have, 1)
        row.addWidget(self._between)
        row.addWidget(self._want, 1)

    def show_suggestion(self, suggestion: Suggestion | None) -> None:
        """Show the cards of a suggestion."""
        self._have.show_row(None if suggestion is None else suggestion.have)
        self._want.show_row(None if suggestion is None else suggestion.want)
        self._between.show_distance(suggestion)


def facts_of(row: CardRow, t: Translator) -> list[tuple[str, str]]:
    """The chips of a card with their styles: what is known is solid, what is not is dashed."""
    card = row.card
    quantity = format_quantity(card.quantity, card.unit, card.period, t.language)
    facts = [(quantity, "line") if quantity else (t("no quantity"), "dash")]
    if card.hazardous:
        facts.append((t("hazardous"), "danger"))
    facts.append(
        (f"{card.code[:2]} {card.code[2:4]} {card.code[4:]}".strip(), "line") if card.code else (t("no code"), "dash")
    )
    facts += [(value, "line") for value in (state_word(card.state or "", t), card.condition, card.quality) if value]
    return facts


def _numbers(row: CardRow, t: Translator) -> list[str]:
    parts = []
    if row.card.number is not None:
        parts.append(t("Card {n}", n=row.card.number))
    table = row.card.table_no or (row.attendance.table_no if row.attendance is not None else None)
    if table is not None:
        parts.append(t("Table {n}", n=table))
    return parts


def _flat(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def _wrapped(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    if metrics.horizontalAdvance(text) <= width or " " not in text:
        return [text]
    first, _, rest = text.rpartition(" ")
    return [*_wrapped(first, metrics, width), rest]
