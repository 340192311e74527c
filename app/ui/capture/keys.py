"""Keys that hold wherever in a screen the cursor is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def connect_keys(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Give a screen its shortcuts; they reach no further than the screen."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
