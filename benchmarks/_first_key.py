"""Child process: starts the program as a user does and leaves when the first key stands painted in the card entry.

`python -m benchmarks._first_key STORE KEY STARTED`; STARTED is the parent's `time.monotonic()`. Prints the seconds.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main(path: Path, key: str, started: float) -> None:
    """Open the window on the store at `path` and type one key into it."""
    os.environ["SINERJI_KEY"] = key
    from app.bootstrap import open_window

    def type_first_key(*_: object) -> int:
        """Stands in for the event loop: what `QApplication.exec` would do until the first key is painted."""
        from PySide6.QtWidgets import QApplication

        from app.ui.capture.entry_line import EntryLine
        from app.ui.main_window import MainWindow
        from benchmarks.ui import PaintWatch, type_key

        [window] = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        window.show_page("capture")
        entry = window.page("capture").findChild(EntryLine)
        if entry is None:
            raise LookupError("the card entry has no line to type into")
        while not entry.isVisible() or not entry.isEnabled():
            QApplication.processEvents()
        entry.setFocus()
        type_key(entry, PaintWatch(entry.viewport()), "t")
        print(time.monotonic() - started, flush=True)
        window.close()
        return 0

    from PySide6.QtWidgets import QApplication

    QApplication.exec = type_first_key  # type: ignore[method-assign]
    open_window(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
