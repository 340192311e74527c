"""What the keys do in a list of the board: one table while a card is carried, one while none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.board.carry import By, Carry

if TYPE_CHECKING:
    from app.ui.board.card_list import CardList

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.NoModifier


def carry_key(carry: Carry, event: QKeyEvent) -> bool:
    """A key while a card is on its way: arrows choose, Space and Enter drop, Esc gives up; only Tab gets through."""
    key = Qt.Key(event.key())
    if key in _ARROWS:
        carry.step(*_ARROWS[key])
    elif key == Qt.Key.Key_Space or key in _ENTER:
        carry.drop()
    elif key == Qt.Key.Key_Escape:
        carry.cancel()
    else:
        return key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    return True


def card_key(view: CardList, event: QKeyEvent) -> bool:
    """A key on the current card; False where the list itself should take it (arrows up and down, Home, End …)."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and modifiers == _PLAIN:
        view.left.emit(_ARROWS[key][0])
        return True
    current = view.current_id()
    if current is None:
        return False
    if key in _ARROWS and modifiers == Qt.KeyboardModifier.ControlModifier:
        view.pushed.emit(current, *_ARROWS[key])
        return True
    return modifiers == _PLAIN and _plain_key(view, key, current)


def _plain_key(view: CardList, key: Qt.Key, current: str) -> bool:
    if key == Qt.Key.Key_Space:
        view.lift(view.currentIndex(), By.KEYS)
    elif key in _ENTER:
        view.opened.emit(current)
    elif key == Qt.Key.Key_M:
        view.menu_wanted.emit(current, view.menu_place(view.currentIndex()))
    elif key == Qt.Key.Key_Delete:
        view.remove_wanted.emit(current)
    else:
        return False
    return True
