"""What the keys do in a list of the board: one table while a card is carried, one while none is."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.common.messages import N_
from app.ui.board.carry import Carry
from app.ui.page import PageKey

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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


BOARD_KEYS: Final = (
    PageKey(("←", "→", "↑", "↓"), N_("To the card beside")),
    PageKey(("Ctrl", "←", "→"), N_("Move to the stage beside")),
    PageKey(("Ctrl", "↑", "↓"), N_("Move up or down")),
    PageKey(("Space",), N_("Pick up; choose with the arrows; put down")),
    PageKey(("M",), N_("Move to…")),
    PageKey(("↵",), N_("Open beside the board")),
    PageKey(("Del",), N_("Take off the board")),
    PageKey(("K",), N_("Show or hide the cards")),
    PageKey(("/",), N_("Search the board")),
    PageKey(("Esc",), N_("Put back what was picked up")),
)


class KeyAct(Enum):
    """What a key asks for on the current card."""

    ASIDE = "aside"  # to the card beside, with the step across
    PUSH = "push"  # move the card, with the steps across and down
    LIFT = "lift"
    OPEN = "open"
    MENU = "menu"
    REMOVE = "remove"


_PLAIN_KEYS = {
    Qt.Key.Key_Space: KeyAct.LIFT,
    Qt.Key.Key_Return: KeyAct.OPEN,
    Qt.Key.Key_Enter: KeyAct.OPEN,
    Qt.Key.Key_M: KeyAct.MENU,
    Qt.Key.Key_Delete: KeyAct.REMOVE,
}


def key_act(event: QKeyEvent) -> tuple[KeyAct, int, int] | None:
    """What a key asks for, with steps across and down; None where the list itself takes it (up, down, Home, End …)."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _ARROWS and modifiers == Qt.KeyboardModifier.ControlModifier:
        return (KeyAct.PUSH, *_ARROWS[key])
    if modifiers != Qt.KeyboardModifier.NoModifier:
        return None
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return (KeyAct.ASIDE, *_ARROWS[key])
    act = _PLAIN_KEYS.get(key)
    return None if act is None else (act, 0, 0)
