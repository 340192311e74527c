"""Keeps the hint beside a carried card, and words what happens to it for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.ui.board.carry import By, Carry
from app.ui.board.hint import CarryHint
from app.ui.context import UiContext


class HintPlacing(QObject):
    """Listens to the carry; `said` carries sentences to announce."""

    said = Signal(str)

    def __init__(self, ui: UiContext, page: QWidget, carry: Carry) -> None:
        super().__init__(page)
        self._ui = ui
        self._page = page
        self._carry = carry
        self._pointer = QPoint(0, 0)
        self.hint = CarryHint(ui, page)
        carry.changed.connect(self._show)
        carry.lifted.connect(self._say_lifted)
        carry.aimed.connect(self._say_aimed)
        carry.left.connect(self._say_left)

    def follow(self, pointer: QPoint) -> None:
        """The pointer is here (on the screen) with a card."""
        self._pointer = self._page.mapFromGlobal(pointer)
        self._show()

    def _show(self) -> None:
        carry = self._carry
        t = self._ui.language.t
        if not carry.active or (carry.by is By.DRAG and carry.target is None):
            self.hint.hide()
            return
        self.hint.show_at(self._place(), self._words(), t("Esc gives up"))

    def _words(self) -> str:
        carry = self._carry
        t = self._ui.language.t
        if carry.target is not None and carry.payload is not None:
            return carry.target.drop_hint(carry.payload, carry.row)
        return t("Click the new place of: {title}", title=_short(carry.title))

    def _place(self) -> QPoint:
        carry = self._carry
        if carry.by is By.KEYS and carry.target is not None:
            return carry.target.drop_place(self._page) + QPoint(24, 10)
        if carry.by is By.DRAG:
            return self._pointer - carry.hot_spot + QPoint(46, carry.height + 6)
        return self._pointer + QPoint(14, 20)

    def _say_lifted(self) -> None:
        if self._carry.by is not By.DRAG:
            t = self._ui.language.t
            self.said.emit(
                t("Picked up: {title}. Arrows choose the place, Space drops, Esc gives up.", title=self._carry.title)
            )

    def _say_aimed(self) -> None:
        if self._carry.by is By.KEYS and self._carry.payload is not None and self._carry.target is not None:
            t = self._ui.language.t
            self.said.emit(t("{hint}, place {n}", hint=self._words(), n=self._carry.row + 1))

    def _say_left(self, title: str) -> None:
        self.said.emit(self._ui.language.t("Left where it was: {title}", title=title))


def _short(title: str) -> str:
    return title if len(title) <= 32 else title[:31].rstrip() + "…"
