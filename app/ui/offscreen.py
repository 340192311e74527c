"""Drawing without a display, without the remark that Qt's off-screen platform makes about every window."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_REMARK = "propagateSizeHints"  # said of every window with a smallest size; it means nothing off-screen


@contextmanager
def without_remarks() -> Iterator[None]:
    """Keep that remark to ourselves; every other message of Qt goes where it went before."""

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if text is None or _REMARK in text:
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
