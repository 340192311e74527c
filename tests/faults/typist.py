"""The real program with a typist inside: `python -m tests.faults.typist STORE type|look`.

`type` opens the real window on the store and types cards into the real form without end, writing a line of JSON to the
standard output for each key ("at": monotonic seconds, and the form as it then stood) and each stored card
("stored": its title). It never stops by itself: it is meant to be killed. `look` opens the window again, writes what
came back, and leaves.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap import open_desk
from app.ui import application
from app.ui.capture.page import CapturePage
from app.ui.main_window import MainWindow

_LINES = (
    "ıslak İncir posası haftada 2 ton",
    "döküm kumu yılda 6000 ton, elekten geçmiş",
    "çiğ süt artığı 12,5 t/yıl, şişede",
    "kırık cam 20 big bag/ay, PVC içermeyen",
)
_KEY_MS = 40


def say(**what: object) -> None:
    """One line to the parent, at once: a buffer would die with the process."""
    os.write(1, (json.dumps(what, ensure_ascii=False) + "\n").encode())


def form_of(page: CapturePage) -> dict[str, object]:
    """What must come back."""
    state = page.form.state
    return {
        "line": state.line,
        "cursor": state.cursor,
        "firm": state.firm_id,
        "text": state.firm_text,
        "in": state.focus,
    }


class Typist(QObject):
    """Presses one key every forty milliseconds into whatever has the keyboard."""

    def __init__(self, page: CapturePage) -> None:
        super().__init__(page)
        self._page = page
        self._card = 0
        self._keys: list[str] = []
        page._saving.stored.connect(lambda _card, entry: say(stored=entry.line))
        self._timer = QTimer(self, interval=_KEY_MS)
        self._timer.timeout.connect(self._press)
        self._timer.start()

    def _press(self) -> None:
        if not self._keys:
            number, line = self._card % 5 + 1, f"{_LINES[self._card % len(_LINES)]} no {self._card}"
            self._keys = [*str(number), "\r", *line, "\r"]
            self._card += 1
        letter = self._keys.pop(0)
        target = QApplication.focusWidget()
        if target is not None:
            key = Qt.Key.Key_Return if letter == "\r" else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
            say(at=time.monotonic(), form=form_of(self._page))


class WatchedWindow(MainWindow):
    """The window, on the capture screen as soon as that has read its draft."""

    looking = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_page("capture")
        self._wait = QTimer(self, interval=10)
        self._wait.timeout.connect(self._begin_when_ready)
        self._wait.start()

    def _begin_when_ready(self) -> None:
        page = self.page("capture")
        assert isinstance(page, CapturePage)
        if not page.form.isEnabled():
            return
        self._wait.stop()
        page.focus_first()
        if self.looking:
            stored = [row.card.as_typed for row in self.services.cards.rows(page.workshop_id)]
            say(form=form_of(page), stored=stored)
            self.close()
        else:
            Typist(page)


def main(store: str, what: str) -> int:
    WatchedWindow.looking = what == "look"
    application.MainWindow = WatchedWindow
    with open_desk(Path(store)) as desk:
        return application.run_window(desk.services)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
