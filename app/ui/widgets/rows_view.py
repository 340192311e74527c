"""The table that shows a `RowsModel`: dense rows, hairlines, the whole row under the mouse and under the keyboard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
CellPainter = Callable[[QPainter, QRect, Any], None]
_ROW = 30
_PAD = 10
_LEAST = 160
_SIDES = {
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class RowsDelegate(QStyledItemDelegate):
    """Paints text cells in the look; `painters` draw the cells of their column key themselves (glyphs, chips)."""

    def __init__(self, ui: UiContext, view: "RowsView", painters: dict[str, CellPainter], strong: str) -> None:
        super().__init__(view)
        self._ui = ui
        self._view = view
        self._painters = painters
        self._strong = strong
        self._height = 0
        ui.theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """Colours and fonts are looked up once for a theme, not for each of the hundreds of cells of a repaint."""
        theme = self._ui.theme
        self._height = theme.px(_ROW)
        self._selected, self._hovered = theme.color("surface.selected"), theme.color("surface.hover")
        self._accent, self._line = theme.color("accent.base"), theme.color("border.subtle")
        self._ink, self._pale = theme.color("text.primary"), theme.color("text.secondary")
        self._fonts = {strong: theme.font(13, 500 if strong else 400) for strong in (False, True)}
        self._metrics = {strong: QFontMetrics(font) for strong, font in self._fonts.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect
        place = index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
            if place == 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._accent)
        elif index.row() == self._view.hovered:
            painter.fillRect(rect, self._hovered)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        column = self._view.rows.columns[place]
        drawn = self._painters.get(column.key)
        if drawn is not None:
            painter.save()
            drawn(painter, rect, index.data(ROW_ROLE))
            painter.restore()
            return
        strong = column.key == self._strong
        painter.setFont(self._fonts[strong])
        painter.setPen(self._ink if strong or column.right else self._pale)
        area = rect.adjusted(_PAD, 0, -_PAD, 0)
        words = elide(index.data() or "", self._metrics[strong], area.width())
        painter.drawText(area, _SIDES[column.right], words)


class RowsView(QTableView):
    """`opened(row)` on Enter and double click, `chosen(row)` when the current row moves, `deleted(row)` on Delete.

    Arrow keys, Home, End and paging move by rows; typing letters goes to the search field (see `typed`).
    """

    opened = Signal(object)
    chosen = Signal(object)
    deleted = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        ui: UiContext,
        rows: RowsModel[Any],
        painters: dict[str, CellPainter] | None = None,
        strong: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self.rows = rows
        self.hovered = -1
        self.setModel(rows)
        self.setItemDelegate(RowsDelegate(ui, self, painters or {}, strong))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsMovable(False)
        head.setHighlightSections(False)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self._emit(self.opened, index.row()))
        self.viewport().installEventFilter(self)
        self._kept: tuple[str | None, str | None] = (None, None)
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._keep_current)
        self.restyle()

    def restyle(self) -> None:
        """Take text size and colours again."""
        self.verticalHeader().setDefaultSectionSize(self._ui.theme.px(_ROW))
        self.verticalHeader().setMinimumSectionSize(self._ui.theme.px(_ROW))
        self.horizontalHeader().setFixedHeight(self._ui.theme.px(_ROW))
        self._share_width()
        self.viewport().update()

    def current_row(self) -> Any:
        """The row that the keyboard is on; None where there is none."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def choose(self, row_id: str) -> bool:
        """Put the keyboard on a row; False where it is not shown."""
        place = self.rows.place_of(row_id)
        if place is None:
            return False
        self._go(place)
        return True

    def choose_first(self) -> None:
        """Put the keyboard on the first row where it is on none."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self._go(0)

    def _go(self, place: int) -> None:
        self.selectRow(place)
        self.scrollTo(self.rows.index(place, 0))

    def _remember(self) -> None:
        """Where the keyboard and the top of the view are, while other rows come in under the same question."""
        first = self.rowAt(0)
        keep = self.rows.refilling
        self._kept = (self.rows.id_at(self.currentIndex().row()), self.rows.id_at(first)) if keep else (None, None)

    def _keep_current(self) -> None:
        self.hovered = -1
        current, first = (self.rows.place_of(one) if one is not None else None for one in self._kept)
        if current is not None:
            self.selectRow(current)
        if first is not None:
            self.scrollTo(self.rows.index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _emit(self, signal: Any, place: int) -> None:
        row = self.rows.row(place)
        if row is not None:
            signal.emit(row)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self._emit(self.chosen, current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit(self.opened, place)
        elif event.key() == Qt.Key.Key_Delete:
            self._emit(self.deleted, place)
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(self.rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover(self.rowAt(int(event.position().y())))
        elif event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return False

    def _hover(self, place: int) -> None:
        if place == self.hovered:
            return
        for row in (self.hovered, place):
            if row >= 0:
                top, height = self.rowViewportPosition(row), self.rowHeight(row)
                self.viewport().update(QRect(QPoint(0, top), QSize(self.viewport().width(), height)))
        self.hovered = place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Fixed columns keep their width, the others share what is left; where that is too little, columns leave."""
        theme, width = self._ui.theme, self.viewport().width()
        columns = list(self.rows.columns)
        while (share := self._share(columns, width)) < theme.px(_LEAST) and (last := max(c.leaves for c in columns)):
            columns = [column for column in columns if column.leaves != last]
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, column not in columns)
            self.setColumnWidth(place, theme.px(column.width) if column.width else share)

    def _share(self, columns: list[Column[Any]], width: int) -> int:
        fixed = sum(self._ui.theme.px(column.width) for column in columns)
        return max(40, (width - fixed) // max(1, sum(not column.width for column in columns)))
