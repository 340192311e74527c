"""The cards of a pool as a list: those that take part, what it comes to, and those that are not counted, with why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.i18n.formats import format_number
from app.records import CardId
from app.services.pool_rows import PoolLeftOut, PoolLine, PoolView
from app.ui.context import UiContext
from app.ui.matches.pool_words import WHY, balance_words, line_amount, line_tip
from app.ui.paint import elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.snap_list import KeyList

_ROW, _PAD, _SHOWN = 22, 4, 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Balance:
    """What the pool comes to: "Eksik", "30 t/ay"."""

    word: str
    amount: str


@dataclass(frozen=True, slots=True)
class NotCounted:
    """The line above the cards that fit but are not counted."""

    count: int


Row = PoolLine | PoolLeftOut | Balance | NotCounted


class PoolModel(RowList[Row]):
    """The rows of one pool."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    def show_pool(self, view: PoolView | None) -> None:
        """Show another pool, or none."""
        rows: list[Row] = []
        if view is not None:
            rows += view.lines
            rows += [Balance(*said) for said in balance_words(view, self._ui.language.t)]
            if view.left_out:
                rows += [NotCounted(len(view.left_out)), *view.left_out]
        self.replace(rows)

    @override
    def key_of(self, row: Row) -> object:
        return row.row.card.id if isinstance(row, PoolLine | PoolLeftOut) else row

    @override
    def spoken(self, row: Row) -> str:
        t = self._ui.language.t
        if isinstance(row, PoolLine):
            return ", ".join([line_amount(row, t), *line_tip(row, t).split("\n")])
        if isinstance(row, PoolLeftOut):
            return ", ".join([row.row.card.title, row.row.firm.name, t(WHY[row.why])])
        if isinstance(row, Balance):
            return f"{row.word}: {row.amount}"
        return f"{t('Not counted')} {format_number(row.count, t.language)}"

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = self.rows[index.row()]
            if isinstance(row, PoolLine):
                return line_tip(row, self._ui.language.t)
            if isinstance(row, Balance):
                return self.spoken(row)
            return self.spoken(row).replace(", ", "\n") if isinstance(row, PoolLeftOut) else None
        return super().data(index, role)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Only cards can be gone to."""
        if not index.isValid() or not isinstance(self.rows[index.row()], PoolLine | PoolLeftOut):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._ui, self._view = ui, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(100, self._ui.theme.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        if option.rect.bottom() > self._view.viewport().height():
            return  # whole rows only
        row: Row = index.data(ROW_ROLE)
        theme, t = self._ui.theme, self._ui.language.t
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        if isinstance(row, PoolLine | PoolLeftOut):
            self._ground(painter, option)
        area = rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        if isinstance(row, PoolLine):
            self._card(painter, area, row, line_amount(row, t), "text.primary", 500)
        elif isinstance(row, PoolLeftOut):
            self._card(painter, area, row, t(WHY[row.why]), "text.tertiary", 400)
        elif isinstance(row, Balance):
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme.color("border.subtle"))
            taken = self._words(painter, area, row.word, _MIDDLE, 600, "text.primary")
            left = area.adjusted(taken + theme.px(8), 0, 0, 0)
            self._words(painter, left, row.amount, _RIGHT, 600, "text.primary")
        else:
            said = f"{t('Not counted')}  {format_number(row.count, t.language)}"
            self._words(painter, area, said, _MIDDLE, 500, "text.tertiary", 11)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._ui.theme
        keyed = has_keyboard(option)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if keyed or hovered:
            painter.fillRect(option.rect, theme.color("surface.selected" if keyed else "surface.hover"))
        if keyed:
            draw_row_focus(painter, option.rect, theme)

    def _card(
        self, painter: QPainter, area: QRect, row: PoolLine | PoolLeftOut, amount: str, token: str, weight: int
    ) -> None:
        """The title, the firm where there is room for some of it, the amount at the right."""
        theme = self._ui.theme
        taken = self._words(painter, area, amount, _RIGHT, weight, token)
        left = area.adjusted(0, 0, -taken - theme.px(8), 0)
        title = self._words(painter, left, row.row.card.title, _MIDDLE, 400, token)
        rest = left.adjusted(title + theme.px(5), 0, 0, 0)
        if rest.width() > theme.px(34):
            self._words(painter, rest, row.row.firm.name, _MIDDLE, 400, "text.tertiary")

    def _words(
        self, painter: QPainter, area: QRect, text: str, align: Qt.AlignmentFlag, weight: int, token: str, px: int = 12
    ) -> int:
        """Draw a text as far as it fits; its width."""
        font = self._ui.theme.font(px, weight)
        shown = elide(text, QFontMetrics(font), area.width())
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(token))
        painter.drawText(area, align, shown)
        return QFontMetrics(font).horizontalAdvance(shown)


class PoolList(KeyList):
    """`opened(card id)` on Enter and double click, `turned` on H, `left` on Esc."""

    opened = Signal(object)
    turned = Signal()
    left = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(self._on_key)
        self._ui = ui
        self.pool = PoolModel(ui)
        self.setModel(self.pool)
        self.setItemDelegate(_Delegate(ui, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListView { background: transparent; }")
        self.doubleClicked.connect(self._open)

    def show_pool(self, view: PoolView | None) -> None:
        """Show another pool."""
        self.pool.show_pool(view)
        if view is not None and view.lines:
            self.setCurrentIndex(self.pool.index(0))
        self.setVisible(bool(self.pool.rowCount()))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, self.pool.rowCount() * self._ui.theme.px(_ROW))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, min(self.pool.rowCount(), _SHOWN) * self._ui.theme.px(_ROW))

    def _open(self, index: Index) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(row, PoolLine | PoolLeftOut):
            self.opened.emit(CardId(row.row.card.id))

    def _on_key(self, key: str) -> bool:
        if key == "enter":
            self._open(self.currentIndex())
        elif key == "h":
            self.turned.emit()
        elif key == "esc":
            self.left.emit()
        else:
            return False
        return True
