"""What the tests of the board share: a small workshop, drags as events, places in a list."""

from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.records import CardId, Direction, Kind, Period, Stage, SynergyId, WorkshopId
from app.services import Services
from app.services.rows import SynergyRow
from app.ui.board.card_list import CardList
from app.ui.board.page import BoardPage

CARDS = (
    ("pirina", Direction.HAVE, 0, Decimal(900), "t", Period.YEAR),
    ("ISI fazlası", Direction.HAVE, 1, None, None, None),
    ("düzcam kırığı", Direction.HAVE, 2, Decimal(160), "t", Period.MONTH),
    ("çam talaşı + kıymık", Direction.HAVE, 3, Decimal(70), "m3", Period.MONTH),
    ("yaş pirina alınır", Direction.WANT, 3, Decimal(500), "t", Period.YEAR),
    ("ılık su", Direction.WANT, 2, None, None, None),
    ("cullet", Direction.WANT, 1, None, None, None),
    ("İğne yapraklı talaş", Direction.WANT, 0, None, None, None),
)
FIRMS = ("Iğdır Zeytinyağı", "İnci Elyaf", "Şişe ve Düzcam İşleme", "Çınar Biyokütle")


@dataclass
class Desk:
    """A store with four firms and eight cards, none linked yet; ids by title."""

    services: Services
    workshop_id: WorkshopId
    cards: dict[str, CardId] = field(default_factory=dict)

    def link(self, have: str, want: str) -> SynergyId:
        changes = self.services.board.link(self.cards[have], self.cards[want])
        return SynergyId(changes.created(Kind.SYNERGY)[0])

    def stored(self, stage: Stage) -> list[SynergyRow]:
        """What the store holds in a stage, top to bottom, read anew."""
        return self.services.board.board(self.workshop_id).columns[stage]

    def titles(self, stage: Stage) -> list[str]:
        return [row.have.card.title for row in self.stored(stage)]


class Dragging:
    """A drag as events: pressed on the real view, then entering, moving and dropping over another one."""

    def __init__(self, view: CardList, title: str) -> None:
        row = next(place for place, one in enumerate(view.cards.rows) if view.cards.text(one) == title)
        index = view.cards.index(row)
        self.press_at = view.card_rect(index).center()
        viewport = view.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=self.press_at)
        pressed = view.indexAt(self.press_at)
        assert pressed == view.currentIndex()
        self.data: QMimeData = view.cards.mimeData([pressed])
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))

    def enter(self, target: QWidget, at: QPoint) -> bool:
        event = QDragEnterEvent(
            at, Qt.DropAction.MoveAction, self.data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def move(self, target: QWidget, at: QPoint) -> bool:
        event = QDragMoveEvent(
            at, Qt.DropAction.MoveAction, self.data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def leave(self, target: QWidget) -> None:
        QApplication.sendEvent(target, QDragLeaveEvent())

    def drop(self, target: QWidget, at: QPoint) -> bool:
        event = QDropEvent(
            QPointF(at),
            Qt.DropAction.MoveAction,
            self.data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QEvent.Type.Drop,
        )
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def carry(self, target: QWidget, at: QPoint) -> bool:
        """Enter, move, drop; whether the drop was taken."""
        self.enter(target, at)
        self.move(target, at)
        return self.drop(target, at)


def column(page: BoardPage, stage: Stage) -> CardList:
    """The list of a stage."""
    return page.canvas.columns[stage].view


def tray(page: BoardPage, direction: Direction) -> CardList:
    """The list of a tray."""
    return page.canvas.trays[direction].view


def shown(view: CardList) -> list[str]:
    """The titles in a list, top to bottom."""
    return [view.cards.text(row) for row in view.cards.rows]


def place_above(view: CardList, row: int) -> QPoint:
    """A point of the viewport just above the card of a row (the row count = below the last card)."""
    if row < len(view.cards.rows):
        rect = view.visualRect(view.cards.index(row))
        return QPoint(rect.center().x(), rect.top() + 4)
    last = view.visualRect(view.cards.index(row - 1)) if row else view.viewport().rect().adjusted(0, 0, 0, -600)
    return QPoint(last.center().x(), last.bottom() + 20 if row else 20)


def place_on(view: CardList, title: str) -> QPoint:
    """The middle of the card with this title."""
    row = next(place for place, one in enumerate(view.cards.rows) if view.cards.text(one) == title)
    return view.card_rect(view.cards.index(row)).center()


def type_text(widget: QWidget, text: str) -> None:
    """Type into a widget key by key; unlike Qt's own helper also Turkish letters."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
