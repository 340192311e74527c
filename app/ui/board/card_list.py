"""The list of one column or tray: keys, clicks, drags and drops become signals; cards are painted by its delegate."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from app.ui.board.card_keys import KeyAct, carry_key, key_act
from app.ui.board.card_painter import LIFT_MARGIN, SYNERGY_HEIGHT, TRAY_HEIGHT, CardLook, CardPainter
from app.ui.board.carry import By, Carry
from app.ui.board.delegate import CardDelegate
from app.ui.board.drop_line import paint_drop_line
from app.ui.board.drop_target import DropTarget
from app.ui.board.edge_scroller import EdgeScroller
from app.ui.board.mime import decode
from app.ui.board.models import ID_ROLE, CardListModel
from app.ui.context import UiContext


class CardList(QListView):
    """A list view of cards. `target` is the place of the board that this list belongs to."""

    chosen: ClassVar[Signal] = Signal(str)  # a person made this card current
    opened: ClassVar[Signal] = Signal(str)  # Enter or a click
    left: ClassVar[Signal] = Signal(int)  # arrow key across: -1 or 1
    pushed: ClassVar[Signal] = Signal(str, int, int)  # Ctrl+arrow: id, across, down
    menu_wanted: ClassVar[Signal] = Signal(str, QPoint)
    remove_wanted: ClassVar[Signal] = Signal(str)
    dragged_over: ClassVar[Signal] = Signal(QPoint)  # global place of a drag above this list

    def __init__(self, ui: UiContext, model: CardListModel[Any], carry: Carry, onto: bool) -> None:
        """`onto`: drops land on a card (trays), not between cards (columns)."""
        super().__init__()
        self.ui = ui
        self.cards = model
        self.carry = carry
        self.target: DropTarget | None = None
        self.drop_row: int | None = None
        self.hovered = -1
        self._onto = onto
        self._empty_text = ""
        self.painter = CardPainter(ui)
        self.setItemDelegate(CardDelegate(self, self._paint_card, TRAY_HEIGHT if onto else SYNERGY_HEIGHT, ui))
        self._pressed = QPoint()
        self._press_on_grip = -1
        self._pressed_id = ""
        self._edges = EdgeScroller(self)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "cards")
        self.viewport().setAutoFillBackground(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        carry.begun_or_ended.connect(self.viewport().update)

    # what stands in it

    def current_id(self) -> str | None:
        """The id of the current card."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def choose(self, key: str) -> bool:
        """Make this card current, select it and scroll to it; False where it is not shown."""
        row = self.cards.row_of(key)
        if row < 0:
            return False
        self.setCurrentIndex(self.cards.index(row))
        self.scrollTo(self.cards.index(row))
        return True

    def choose_near(self, y: int) -> None:
        """Make the card at this height of the viewport current, or the nearest one."""
        if not self.cards.rows:
            return
        index = self.indexAt(QPoint(self.viewport().width() // 2, y))
        self.setCurrentIndex(index if index.isValid() else self.cards.index(len(self.cards.rows) - 1))

    def forget(self) -> None:
        """No card of this list is current."""
        if self.currentIndex().isValid() or self.selectionModel().hasSelection():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def show_rows(self, rows: list[Any]) -> None:
        """Show these rows; the current card and the scroll position stay."""
        key, offset = self.current_id(), self.verticalScrollBar().value()
        self.cards.show(rows)
        if key is not None and self.current_id() != key:
            row = self.cards.row_of(key)
            if row >= 0:
                self.setCurrentIndex(self.cards.index(row))
            else:
                self.forget()
        self.verticalScrollBar().setValue(offset)

    def set_empty_text(self, text: str) -> None:
        """What stands in the list while it holds no card."""
        self._empty_text = text
        self.viewport().update()

    def restyle(self) -> None:
        """Lay the rows out again for another text size."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # places

    def row_at(self, y: int) -> int:
        """The row that a drop at this height of the viewport is about: before it, or onto it (-1 = no card there)."""
        count = len(self.cards.rows)
        if self._onto:
            index = self.indexAt(QPoint(self.viewport().width() // 2, y))
            return index.row() if index.isValid() else -1
        height = self.sizeHintForRow(0) if count else 1
        return max(0, min(count, round((y + self.verticalOffset()) / height)))

    def show_drop(self, row: int | None) -> None:
        """Draw the drop line above `row` (or mark the card there); None takes it away."""
        if row == self.drop_row:
            return
        before, self.drop_row = self.drop_row, row
        for place in (before, row):
            self._update_place(place)
        if row is not None and self.carry.by is not By.DRAG and self.cards.rows:
            self.scrollTo(self.cards.index(min(row, len(self.cards.rows) - 1)))

    def _update_place(self, row: int | None) -> None:
        """Paint the drop line above a row (or the card there) again, and nothing else."""
        if row is None:
            return
        if self._onto:
            self.viewport().update(self.visualRect(self.cards.index(row)))
        else:
            self.viewport().update(0, self._line_y(row) - 4, self.viewport().width(), 8)

    def drop_place(self, page: QWidget) -> QPoint:
        """Where the place that is shown lies on the page: the line, or the lower edge of the card."""
        row = self.drop_row if self.drop_row is not None else 0
        y = self.visualRect(self.cards.index(row)).bottom() - 8 if self._onto else self._line_y(row)
        return self.viewport().mapTo(page, QPoint(0, y))

    def card_rect(self, index: QModelIndex) -> QRect:
        """Where the card of a row is painted, in the viewport."""
        return self.delegate_rect(self.visualRect(index))

    def delegate_rect(self, area: QRect) -> QRect:
        """The card inside its row: the gap is split above and below, the sides leave room for the drop line's dots."""
        gap = self.ui.theme.px(3)
        right = 1 if self.verticalScrollBar().isVisible() else 7
        return area.adjusted(7, gap, -right, -gap)

    # mouse

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self.carry.active and self.target is not None:
            self.carry.aim(self.target, self.row_at(event.position().toPoint().y()))
            self.carry.drop()
            event.accept()
            return
        self._pressed = event.position().toPoint()
        index = self.indexAt(self._pressed)
        self._press_on_grip = index.row() if self.on_grip(index, self._pressed) else -1
        super().mousePressEvent(event)
        self._pressed_id = str(index.data(ID_ROLE)) if index.isValid() else ""
        if index.isValid():
            self.chosen.emit(str(index.data(ID_ROLE)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._press_on_grip >= 0 and index.row() == self._press_on_grip:
            self.lift(index, By.CLICKS)
        elif index.isValid() and str(index.data(ID_ROLE)) == self._pressed_id:
            self.opened.emit(self._pressed_id)
        self._press_on_grip, self._pressed_id = -1, ""

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        place = event.position().toPoint()
        if self.carry.active and self.carry.by is not By.DRAG and self.target is not None:
            self.carry.aim(self.target, self.row_at(place.y()))
            self.dragged_over.emit(event.globalPosition().toPoint())
            return
        self._hover(self.indexAt(place).row())
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        index = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.menu_wanted.emit(str(index.data(ID_ROLE)), self.menu_place(index))

    def on_grip(self, index: QModelIndex, place: QPoint) -> bool:
        """Whether a place of the viewport is on the grip of this card."""
        if not index.isValid():
            return False
        return self.painter.grip_rect(self.card_rect(index)).contains(place)

    def lift(self, index: QModelIndex, by: By) -> None:
        """Pick the card up; arrows or the pointer choose its place."""
        if index.isValid() and self.target is not None:
            row = self.cards.rows[index.row()]
            self.carry.lift(self.cards.payload([row]), self.cards.text(row), by, self.target, index.row())

    def look(self, row: int, selected: bool) -> CardLook:
        """The state that the card of a row is painted in."""
        hover = row == self.hovered and not self.carry.active
        current = self.hasFocus() and row == self.currentIndex().row()
        return CardLook(
            selected=selected,
            focused=current,
            hover=hover,
            ghost=self.carry.carries(self.cards.key_of(self.cards.rows[row])),
            target=self._onto and row == self.drop_row,
            grip=hover or (current and not self.carry.active),
        )

    def lift_id(self, key: str, by: By) -> None:
        """Pick up the card with this id."""
        row = self.cards.row_of(key)
        if row >= 0:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.lift(self.cards.index(row), by)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def menu_place(self, index: QModelIndex) -> QPoint:
        """Where the menu of a card opens, on the screen."""
        rect = self.card_rect(index)
        return self.viewport().mapToGlobal(QPoint(rect.left() + 24, rect.top() + 24))

    # keys

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not (carry_key(self.carry, event) if self.carry.active else self._act(event)):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key asks for on the current card."""
        asked, current, index = key_act(event), self.current_id(), self.currentIndex()
        if asked is None or (current is None and asked[0] is not KeyAct.ASIDE):
            return False
        act, across, down = asked
        if act is KeyAct.ASIDE:
            self.left.emit(across)
        elif act is KeyAct.PUSH:
            self.pushed.emit(current, across, down)
        elif act is KeyAct.LIFT:
            self.lift(index, By.KEYS)
        elif act is KeyAct.MENU:
            self.menu_wanted.emit(current, self.menu_place(index))
        else:
            (self.opened if act is KeyAct.OPEN else self.remove_wanted).emit(current)
        return True

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier, /
    ) -> QModelIndex:  # called by the view for Up, Down, Home, End, Page Up and Page Down only
        index = super().moveCursor(action, modifiers)
        if index.isValid():
            self.chosen.emit(str(index.data(ID_ROLE)))
        return index

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if (
            not self.currentIndex().isValid()
            and self.cards.rows
            and event.reason() is not Qt.FocusReason.MouseFocusReason
        ):
            self.setCurrentIndex(self.cards.index(0))
            self.chosen.emit(str(self.currentIndex().data(ID_ROLE)))
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    # drag and drop

    @override
    def startDrag(self, actions: Qt.DropAction, /) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        self.lift(index, By.DRAG)
        self.carry.hot_spot = self._pressed - self.card_rect(index).topLeft()
        self.carry.height = self.card_rect(index).height()
        drag = QDrag(self)
        drag.setMimeData(self.cards.mimeData([index]))
        drag.setPixmap(self.painter.lifted(self.cards.rows[index.row()], self.cards.texts, self.card_rect(index), self))
        drag.setHotSpot(self.carry.hot_spot + QPoint(LIFT_MARGIN, LIFT_MARGIN))
        drag.exec(Qt.DropAction.MoveAction)
        self._pressed_id = ""
        self._edges.stop()
        self.carry.end()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """A drag of ours is always let in: Qt sends no moves to a list that refused the first place."""
        self._drag_over(event)
        if decode(event.mimeData()) is not None:
            event.accept()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        self._drag_over(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        self._edges.stop()
        self.carry.aim_nowhere()
        self.show_drop(None)
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        """The model decides and emits what is wanted; the store answers, and only its answer moves the card."""
        self._edges.stop()
        row = self.row_at(event.position().toPoint().y())
        parent = self.cards.index(row) if self._onto and row >= 0 else QModelIndex()
        taken = self.cards.dropMimeData(
            event.mimeData(), Qt.DropAction.MoveAction, -1 if self._onto else row, 0, parent
        )
        self.carry.end()
        self.show_drop(None)
        if taken:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _drag_over(self, event: QDragMoveEvent) -> None:
        place = event.position().toPoint()
        row = self.row_at(place.y())
        payload = decode(event.mimeData())
        if payload is None or self.target is None or not self.target.takes(payload, row):
            self.carry.aim_nowhere()
            self.show_drop(None)
            event.ignore()
        else:
            if not self.carry.aim(self.target, row):
                self.show_drop(row)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        self.dragged_over.emit(self.viewport().mapToGlobal(place))
        self._edges.near(place.y())

    # paint

    def _paint_card(self, painter: QPainter, area: QRect, row: int, selected: bool) -> None:
        self.painter.card(
            painter, self.delegate_rect(area), self.cards.rows[row], self.cards.texts, self.look(row, selected)
        )

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self.cards.rows:
            area = self.viewport().rect().adjusted(12, self.ui.theme.px(18), -12, 0)
            painter.setPen(self.ui.theme.color("text.tertiary"))
            painter.setFont(self.ui.theme.font(12))
            top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, top, self._empty_text)
        if self.drop_row is not None and not self._onto:
            right = self.viewport().width() - (4 if self.verticalScrollBar().isVisible() else 7)
            paint_drop_line(painter, self._line_y(self.drop_row), 7, right, self.ui.theme)
        painter.end()

    def _line_y(self, row: int) -> int:
        """The middle of the gap above a row (of the card's upper edge in a tray), inside the viewport."""
        count = len(self.cards.rows)
        if row < count:
            y = self.visualRect(self.cards.index(row)).top()
        else:
            y = self.visualRect(self.cards.index(count - 1)).bottom() + 1 if count else 3
        return max(3, min(y, self.viewport().height() - 4))
