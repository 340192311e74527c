import logging
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.common.errors import InputError
from app.ui.application import FaultHook
from app.ui.context import UiContext
from app.ui.crash_dialog import CrashDialog
from app.ui.crash_report import crash_report

SECRET = "gizli kart metni: Iğdır tuzu 0532 000 00 00"


def fault() -> BaseException:
    try:
        try:
            card_text = SECRET
            raise InputError("The title {title} is too long", title=card_text)
        except InputError as cause:
            raise ValueError(f"bad card: {SECRET}") from cause
    except ValueError as error:
        return error


def test_report_names_the_place_and_the_kinds_but_nothing_typed() -> None:
    error = fault()
    report = crash_report(error, error.__traceback__)
    assert "builtins.ValueError" in report
    assert "InputError: The title {title} is too long" in report
    assert "test_crash.py" in report
    assert "Iğdır" not in report
    assert "0532" not in report


def test_the_report_can_be_copied(ui: UiContext) -> None:
    dialog = CrashDialog(ui, "Sinerji Masası\nValueError\n")
    dialog.show()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Sinerji Masası\nValueError\n"
    assert dialog.findChild(QPlainTextEdit).isReadOnly()
    dialog.close()
    dialog.deleteLater()


def test_one_dialog_at_a_time_and_every_fault_in_the_log(
    ui: UiContext, caplog: pytest.LogCaptureFixture, qapp: QApplication
) -> None:
    hook = FaultHook(ui)
    error = fault()
    with caplog.at_level(logging.CRITICAL):
        hook(type(error), error, error.__traceback__)
        hook(type(error), error, error.__traceback__)
    dialogs = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, CrashDialog) and widget.isVisible()]
    assert len(dialogs) == 1
    assert len(caplog.records) == 2
    dialogs[0].accept()
    qapp.sendPostedEvents()
    assert sys.excepthook is not hook
