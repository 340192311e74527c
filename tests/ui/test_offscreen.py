"""The off-screen platform's remark is dropped; what else Qt has to say is heard."""

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from app.ui.offscreen import without_remarks


def test_only_the_remark_is_dropped() -> None:
    heard: list[str] = []

    def hear(kind: QtMsgType, context: object, text: str) -> None:
        heard.append(text)

    before = qInstallMessageHandler(hear)
    try:
        with without_remarks():
            qWarning("This plugin does not support propagateSizeHints()")
            qWarning("QPainter::begin: nothing to paint on")
        qWarning("afterwards propagateSizeHints")
    finally:
        qInstallMessageHandler(before)
    assert heard == ["QPainter::begin: nothing to paint on", "afterwards propagateSizeHints"]


def test_without_a_listener_a_message_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    before = qInstallMessageHandler(None)
    try:
        with without_remarks():
            qWarning("QFont: no such face")
    finally:
        qInstallMessageHandler(before)
    assert capsys.readouterr().err == "QFont: no such face\n"
