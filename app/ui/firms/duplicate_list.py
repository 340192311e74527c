"""The list of firms that may be one: each pair side by side, what differs stands out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QTransform
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.common.turkish import match_key
from app.i18n import Translator
from app.i18n.formats import format_number
from app.records import Direction
from app.services.duplicates import DuplicateFirms
from app.services.rows import FirmRow
from app.ui.context import UiContext
from app.ui.firms.columns import place_words
from app.ui.paint import draw_chip, draw_direction, elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, RowList
from app.ui.snap_list import KeyList
from app.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROW, _PAD, _ARROW, _GAP = 116, 14, 16, 14
_REASON, _NAME, _LINE = 32, 20, 18  # heights
_GLYPH = 13
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def halves(rect: QRect, theme: Theme) -> tuple[QRect, QRect]:
    """Where the firm that stays stands, and the one that is merged into it."""
    pad, between = theme.px(_PAD), theme.px(_ARROW + 2 * _GAP)
    half = (rect.width() - 2 * pad - between) // 2
    left = QRect(rect.left() + pad, rect.top(), half, rect.height())
    return left, left.translated(half + between, 0)


def turned(row: DuplicateFirms) -> DuplicateFirms:
    """The pair with the other firm on the left."""
    return replace(row, left=row.right, right=row.left)


class DuplicateModel(RowList[DuplicateFirms]):
    """The pairs on show; `spoken` words one for a screen reader."""

    def __init__(self, spoken: Callable[[DuplicateFirms], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken

    @override
    def key_of(self, row: DuplicateFirms) -> Hashable:
        return row.pair

    @override
    def spoken(self, row: DuplicateFirms) -> str:
        return self._spoken(row)


class DuplicateList(KeyList):
    """`turn_asked` by the arrow keys that point aside; the other keys go where `on_key` takes them."""

    turn_asked = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turn_asked.emit()
        else:
            super().keyPressEvent(event)


class DuplicateDelegate(QStyledItemDelegate):
    """Row of 116: the reason, and below it the two firms with their names, sectors, places, tax numbers and counts."""

    def __init__(self, ui: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._ui, self._view = ui, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(200, self._ui.theme.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row, rect, theme = index.data(ROW_ROLE), option.rect, self._ui.theme
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        words = self._ui.language.t(row.reason, **row.params)
        draw_chip(painter, rect.left() + theme.px(_PAD), rect.top() + theme.px(9), words, theme)
        left, right = halves(rect, theme)
        self._firm(painter, left, row.left, row.right)
        self._firm(painter, right, row.right, row.left)
        self._arrow(painter, left, rect)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = self._ui.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface.selected" if selected else "surface.hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        if has_keyboard(option):
            draw_row_focus(painter, rect, theme)

    def _arrow(self, painter: QPainter, left: QRect, rect: QRect) -> None:
        """It points to the firm that stays."""
        px = self._ui.theme.px
        ratio = painter.device().devicePixelRatio()
        arrow = self._ui.icons.pixmap("arrow-right", px(_ARROW), "text.tertiary", ratio)
        top = rect.top() + px(_REASON) + (px(_NAME) - px(_ARROW)) // 2
        painter.drawPixmap(QPoint(left.right() + px(_GAP), top), arrow.transformed(QTransform().scale(-1, 1)))

    def _firm(self, painter: QPainter, rect: QRect, row: FirmRow, other: FirmRow) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        px = theme.px
        line = QRect(rect.left(), rect.top() + px(_REASON), rect.width(), px(_NAME))
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.color("text.primary"))
        painter.drawText(line, _MIDDLE, elide(row.firm.name, painter.fontMetrics(), line.width()))
        line = QRect(line.left(), line.bottom() + 1, line.width(), px(_LINE))
        for parts in _lines(row, other, t):
            self._parts(painter, line, parts)
            line = line.translated(0, px(_LINE))
        self._counts(painter, line, row)

    def _parts(self, painter: QPainter, line: QRect, parts: Sequence[tuple[str, str]]) -> None:
        """Pieces of a line in the colours of their tokens, as far as there is room."""
        theme = self._ui.theme
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(theme.font(12))
        x = line.left()
        for place, (words, token) in enumerate(parts):
            for piece, colour in ((" · ", "text.tertiary"), (words, token))[0 if place else 1 :]:
                shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, max(0, line.right() - x))
                painter.setPen(theme.color(colour))
                painter.drawText(QRect(x, line.top(), line.right() - x + 1, line.height()), _MIDDLE, shown)
                x += metrics.horizontalAdvance(shown)

    def _counts(self, painter: QPainter, line: QRect, row: FirmRow) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        metrics = QFontMetrics(theme.font(12))
        size, x = theme.px(_GLYPH), line.left()
        for direction, count in ((Direction.HAVE, row.haves), (Direction.WANT, row.wants)):
            words = format_number(count, t.language)
            draw_direction(painter, QRect(x, line.center().y() - size // 2 + 1, size, size), direction, theme)
            x += size + theme.px(5)
            painter.setPen(theme.color("text.secondary" if count else "text.tertiary"))
            painter.drawText(QRect(x, line.top(), line.right() - x + 1, line.height()), _MIDDLE, words)
            x += metrics.horizontalAdvance(words) + theme.px(10)
        seat = row.attendance
        parts = [t.plural("{n} person", "{n} persons", row.people)]
        parts += [t("badge {n}", n=seat.number)] if seat.number is not None else []
        parts += [t("table {n}", n=seat.table_no)] if seat.table_no is not None else []
        rest = QRect(x, line.top(), line.right() - x + 1, line.height())
        self._parts(painter, rest, [(words, "text.secondary") for words in parts])


def _lines(row: FirmRow, other: FirmRow, t: Translator) -> list[list[tuple[str, str]]]:
    """Sector; place and tax number. What both say alike steps back, what is missing is said."""
    return [
        [_part(row.firm.sector, other.firm.sector, t("no sector"))],
        [
            _part(place_words(row), place_words(other), t("no place")),
            _part(_tax(row, t), _tax(other, t), t("no tax no.")),
        ],
    ]


def _tax(row: FirmRow, t: Translator) -> str | None:
    number = row.firm.tax_number
    return t("tax no. {number}", number=number) if number else None


def _part(said: str | None, there: str | None, missing: str) -> tuple[str, str]:
    if not said:
        return missing, "text.tertiary"
    return said, "text.tertiary" if match_key(said) == match_key(there or "") else "text.primary"


class DuplicateHead(QWidget):
    """The words over the two halves of a list's rows."""

    def __init__(self, ui: UiContext, view: QAbstractItemView) -> None:
        super().__init__()
        self._ui, self._view = ui, view
        view.verticalScrollBar().rangeChanged.connect(lambda: self.update())  # it takes room from the rows
        ui.theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the text size again."""
        self.setFixedHeight(self._ui.theme.px(28))

    @override
    def paintEvent(self, event: object, /) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface.sunken"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("border.default"))
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.color("text.tertiary"))
        rows = QRect(0, 0, self._view.viewport().width(), self.height())
        for rect, words in zip(halves(rows, theme), (t("Stays"), t("Is merged into it")), strict=True):
            painter.drawText(rect, _MIDDLE, elide(words, painter.fontMetrics(), rect.width()))
        painter.end()
