"""A column folded to a strip of 34: it shows its ring, count and turned name, takes drops, and unfolds when pressed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from app.ui.board.carry import By, Carry
from app.ui.board.drop_target import DropTarget
from app.ui.board.frames import PaintGlyph, paint_frame
from app.ui.board.mime import Payload, decode
from app.ui.context import UiContext
from app.ui.widgets.painted_button import PaintedButton

WIDTH = 34
GLYPH_GAP = 6


class Strip(PaintedButton):
    """`clicked` unfolds it. Drops count as drops at the end of the column that it stands for."""

    dragged_over: ClassVar[Signal] = Signal(QPoint)

    def __init__(
        self, ui: UiContext, line: str, glyph: PaintGlyph, carry: Carry | None = None, *, glyphs: int = 1
    ) -> None:
        """`glyphs`: how many shapes `glyph` draws, one under the other."""
        super().__init__()
        self._ui = ui
        self._line = line
        self._glyph = glyph
        self._glyphs = glyphs
        self._carry = carry
        self._count = ""
        self._is_target = False
        self.target: DropTarget | None = None
        self.setAcceptDrops(carry is not None)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def say(self, name: str, count: str) -> None:
        """Word the strip."""
        self.setText(name)
        self._count = count
        self.setAccessibleName(f"{name} {count}".strip())
        self.setToolTip(self.accessibleName())
        self.update()

    def mark(self, target: bool) -> None:
        """Show whether a drop would land here."""
        self._is_target = target
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(WIDTH), self._ui.theme.px(160))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(WIDTH), self._ui.theme.px(60))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """As in the lists: let in first, decided at every move."""
        self._drag_over(event)
        if decode(event.mimeData()) is not None:
            event.accept()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        self._drag_over(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        if self._carry is not None:
            self._carry.aim_nowhere()
        self.mark(False)

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        payload = decode(event.mimeData())
        place = self._place(payload)
        if payload is not None and place is not None and self.target is not None and self.target.drop(payload, place):
            event.acceptProposedAction()
        else:
            event.ignore()
        if self._carry is not None:
            self._carry.end()
        self.mark(False)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        carry = self._carry
        if carry is not None and carry.active and carry.by is not By.DRAG and self.target is not None:
            place = self._place(carry.payload)
            if place is not None:
                carry.aim(self.target, place)
            self.dragged_over.emit(event.globalPosition().toPoint())
        super().mouseMoveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        carry = self._carry
        if carry is not None and carry.active and self.target is not None:
            place = self._place(carry.payload)
            if place is not None and carry.aim(self.target, place):
                carry.drop()
            event.accept()
            return
        super().mousePressEvent(event)

    def _place(self, payload: Payload | None) -> int | None:
        """The end of the column, where it takes this card."""
        if payload is None or self.target is None:
            return None
        return self.target.first_place(payload, 1_000_000)

    def _drag_over(self, event: QDragMoveEvent) -> None:
        place = self._place(decode(event.mimeData()))
        if place is None or self.target is None:
            event.ignore()
        else:
            if self._carry is None or not self._carry.aim(self.target, place):
                self.mark(True)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        self.dragged_over.emit(self.mapToGlobal(event.position().toPoint()))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_frame(self, self._ui, self._line, self._is_target)
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        glyph, top = theme.px(14), theme.px(12)
        self._glyph(painter, QRectF((self.width() - glyph) / 2, top, glyph, glyph))
        top += self._glyphs * glyph + (self._glyphs - 1) * GLYPH_GAP + theme.px(8)
        painter.setFont(theme.font(11, 500))
        painter.setPen(theme.color("text.secondary"))
        if self._count:
            painter.drawText(QRectF(0, top, self.width(), theme.px(14)), Qt.AlignmentFlag.AlignCenter, self._count)
            top += theme.px(22)
        font = theme.font(13, 600)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.translate(self.width() / 2, top)
        painter.rotate(90)
        room = self.height() - top - theme.px(8)
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        half = metrics.height() / 2
        painter.drawText(QRectF(0, -half, room, 2 * half), Qt.AlignmentFlag.AlignVCenter, name)
        painter.resetTransform()
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(theme.color("focus.ring" if self.hasFocus() else "border.strong"), 2 if self.hasFocus() else 1)
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        painter.end()
