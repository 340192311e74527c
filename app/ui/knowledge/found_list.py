"""The rows that were found, by table and best first; without a search some examples of what to look for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.i18n.formats import format_number
from app.services.knowledge_rows import Found, Hit, RowKind
from app.ui.context import UiContext
from app.ui.knowledge.words import KINDS
from app.ui.paint import elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.snap_list import KeyList

_ROW, _HEADING, _PAD, _LEAD, _CORNER = 30, 28, 12, 74, 9
_PAGE = 10
_WALK = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a table's rows: how many there are and how many of them stand below; no table = the examples."""

    kind: RowKind | None
    total: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """Something to look for."""

    text: str


Row = Heading | Hit | Example


def rows_of(found: Found) -> list[Row]:
    """The lines of the list."""
    rows: list[Row] = []
    for group in found.groups:
        rows.append(Heading(group.kind, group.total, len(group.hits)))
        rows.extend(group.hits)
    return rows


class FoundModel(RowList[Row]):
    """Headings and rows."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: Row) -> object:
        if isinstance(row, Hit):
            return row.link.ref
        return row.kind if isinstance(row, Heading) else row.text

    @override
    def text(self, row: Row) -> str:
        t = self._ui.language.t
        if isinstance(row, Example):
            return row.text
        if isinstance(row, Heading):
            return t("Examples") if row.kind is None else t(KINDS[row.kind][2])
        return row.link.name

    @override
    def spoken(self, row: Row) -> str:
        if not isinstance(row, Hit):
            return self.text(row)
        kind = self._ui.language.t(KINDS[row.link.ref.kind][1])
        return ", ".join(part for part in (row.link.lead, row.link.name, row.note, kind) if part)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Headings take no part in moving through the list."""
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, view: QAbstractItemView, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._view = ui, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        heading = isinstance(index.data(ROW_ROLE), Heading)
        return QSize(120, self._ui.theme.px(_HEADING if heading else _ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        if option.rect.bottom() > self._view.viewport().height():
            return  # whole rows only
        row: Row = index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, Heading):
            self._heading(painter, option.rect, row, index.data())
        else:
            self._ground(painter, option)
            if isinstance(row, Example):
                self._example(painter, option.rect, row)
            else:
                self._hit(painter, option.rect, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Heading, name: str) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface.sunken"))
        if rect.top() <= 0:  # in the round corners of the panel
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, -_CORNER), _CORNER, _CORNER)
            painter.fillRect(rect.adjusted(0, _CORNER, 0, 0), theme.color("surface.sunken"))
        else:
            painter.drawRect(rect)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        left, size = rect.left() + theme.px(_PAD), theme.px(14)
        icon = KINDS[row.kind][0] if row.kind else "search"
        pixmap = self._ui.icons.pixmap(icon, size, "text.secondary", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - size) / 2), pixmap)
        left += size + theme.px(8)
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(QRect(left, rect.top(), rect.width(), rect.height()), _MIDDLE, name)
        left += painter.fontMetrics().horizontalAdvance(name) + theme.px(8)
        if row.kind is None:
            return
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        count = format_number(row.total, self._ui.language.code)
        painter.drawText(QRect(left, rect.top(), rect.width(), rect.height()), _MIDDLE, count)
        if row.shown < row.total:
            left += painter.fontMetrics().horizontalAdvance(count) + theme.px(8)
            words = t("the best {n}", n=format_number(row.shown, self._ui.language.code))
            area = QRect(left, rect.top(), rect.right() - theme.px(_PAD) - left, rect.height())
            painter.drawText(area, _RIGHT, elide(words, painter.fontMetrics(), area.width()))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = self._ui.theme, QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if current else "surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.color("accent.base"))
            if has_keyboard(option):
                draw_row_focus(painter, rect, theme)

    def _example(self, painter: QPainter, rect: QRect, row: Example) -> None:
        theme = self._ui.theme
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text.link"))
        area = rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        painter.drawText(area, _MIDDLE, elide(row.text, painter.fontMetrics(), area.width()))

    def _hit(self, painter: QPainter, rect: QRect, row: Hit) -> None:
        theme, link = self._ui.theme, row.link
        left, right = rect.left() + theme.px(_PAD), rect.right() - theme.px(_PAD)
        if link.lead:
            painter.setFont(theme.font(12, 500))
            painter.setPen(theme.color("danger.text" if link.hazardous else "text.secondary"))
            painter.drawText(QRect(left, rect.top(), theme.px(_LEAD), rect.height()), _MIDDLE, link.lead)
            wide = link.ref.kind is RowKind.CODE
            left += theme.px(_LEAD) if wide else theme.px(50)
        if row.note:
            painter.setFont(theme.font(12))
            metrics = QFontMetrics(painter.font())
            note = elide(row.note, metrics, round((right - left) * 0.42))
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _RIGHT, note)
            right -= metrics.horizontalAdvance(note) + theme.px(10)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        name = elide(link.name, QFontMetrics(painter.font()), right - left)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _MIDDLE, name)


class FoundView(KeyList):
    """`chosen(row)` when another row becomes the current one, `opened(row)` on Enter, → and double click, `typed(text)`
    for what belongs into the search field."""

    chosen = Signal(object)
    opened = Signal(object)
    typed = Signal(str)
    left = Signal()

    def __init__(self, ui: UiContext, model: FoundModel) -> None:
        super().__init__(self._on_key)
        self.found = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, self, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def current_row(self) -> Row | None:
        """The row that the keyboard is on."""
        row: Row | None = self.currentIndex().data(ROW_ROLE)
        return row

    def choose_first(self) -> None:
        """Make the first row below the first heading the current one."""
        if self.found.rowCount() > 1:
            self.setCurrentIndex(self.found.index(1))
            self.scrollToTop()

    def step(self, by: int) -> None:
        """Go on by some rows, headings passed over."""
        rows, place = self.found.rows, self.currentIndex().row()
        sign = 1 if by > 0 else -1
        for _ in range(abs(by)):
            following = place + sign
            while 0 <= following < len(rows) and isinstance(rows[following], Heading):
                following += sign
            if not 0 <= following < len(rows):
                break
            place = following
        if place >= 0:
            self.setCurrentIndex(self.found.index(place))
            if place == 1:  # the heading above the first row belongs to it
                self.scrollToTop()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = current.data(ROW_ROLE) if current.isValid() else None
        if row is not None:
            self.chosen.emit(row)

    def _on_key(self, key: str) -> bool:
        row = self.current_row()
        if key == "enter" and row is not None:
            self.opened.emit(row)
        elif key == "esc":
            self.left.emit()
        elif len(key) == 1 and key.isprintable():
            self.typed.emit(key)
        else:
            return False
        return True


class ArrowWalk(QObject):
    """Lets the arrow keys of the search field walk through the rows, while the keyboard stays in the field."""

    def __init__(self, view: FoundView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.modifiers():
            return False
        by = _WALK.get(Qt.Key(event.key()))
        if by is None:
            return False
        if self._view.currentIndex().isValid():
            self._view.step(by)
        else:
            self._view.choose_first()
        return True
