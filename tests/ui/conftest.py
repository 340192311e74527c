"""The window under test: offscreen, with our fonts, with work done at once, and with nothing left behind."""

import os
import threading
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QAbstractItemModel, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.ui.background import InlineTaskRunner
from app.ui.context import UiContext, make_context
from app.ui.fonts import load_fonts


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> tuple[str, ...]:
    """The application's faces, loaded once."""
    return load_fonts()


@pytest.fixture
def ui(qapp: QApplication, fonts: tuple[str, ...]) -> Iterator[UiContext]:
    """A Turkish, light context whose runner works at once; the theme is applied to the application."""
    context = make_context(InlineTaskRunner(), language="tr", theme="light")
    context.theme.apply()
    yield context
    context.theme.switch("light", 1.0)


@pytest.fixture(params=["tr", "en"])
def each_language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["light", "dark"])
def each_theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def model_tester(qapp: QApplication) -> Callable[[QAbstractItemModel], QAbstractItemModelTester]:
    """Watches an item model and fails the test on the first broken promise."""
    testers = []

    def watch(model: QAbstractItemModel) -> QAbstractItemModelTester:
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        testers.append(tester)
        return tester

    return watch


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """No thread of a runner outlives its test, and no timer goes on ticking in a top-level widget."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + 2
    while (left := [thread for thread in threading.enumerate() if thread not in before]) and time.monotonic() < end:
        time.sleep(0.01)
    assert not left, f"threads left behind: {left}"
    if QApplication.instance() is not None:
        ticking = [
            timer
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible()
            for timer in widget.findChildren(QTimer)
            if timer.isActive() and not timer.isSingleShot()
        ]
        assert not ticking, f"timers left behind: {ticking}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window that has a smallest size; it means nothing."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True))
