"""Keys that hold wherever in a screen the cursor is."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.common.messages import N_
from app.ui.page import PageKey

CAPTURE_KEYS: Final = (
    PageKey(("↵",), N_("Save, next card")),
    PageKey(("Ctrl", "↵"), N_("Save, same firm; with a name not yet known: new firm")),
    PageKey(("F2",), N_("Have or want")),
    PageKey(("Ctrl", "L"), N_("Keep the firm for the next card")),
    PageKey(("Alt", "1…9"), N_("Put this live match on the board")),
    PageKey(("F6",), N_("Browse the live matches")),
    PageKey(("Alt", "↓"), N_("Correct a recent card")),
    PageKey(("Alt", "↑"), N_("Back to the entry")),
    PageKey(("Alt", "M"), N_("The other reading of a doubtful number")),
    PageKey(("Alt", "K"), N_("Take the suggested waste code, or give it back")),
    PageKey(("Ctrl", "D"), N_("Begin with the text of the newest card")),
    PageKey(("Esc", "Esc"), N_("Clear the form")),
)


def connect_keys(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Give a screen its shortcuts; they reach no further than the screen."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
