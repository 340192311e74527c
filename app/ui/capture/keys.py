"""The keys of the capture screen, wherever in it the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from app.ui.capture.page import CapturePage


def connect_keys(page: CapturePage) -> None:
    """Give the page its shortcuts; they reach no further than the page."""
    keys: dict[str, Callable[[], object]] = {
        "F2": page.form.direction.flip,
        "F6": page.live.focus_list,
        "Alt+Down": page.recent.focus_list,
        "Alt+Up": page.focus_first,
        "Alt+M": page.form.next_reading,
        "Ctrl+L": page.form.firm.lock.toggle,
        "Ctrl+D": page.repeat,
        **{f"Alt+{number}": partial(page.take_nth, number) for number in range(1, 10)},
    }
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
