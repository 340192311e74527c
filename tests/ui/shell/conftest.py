"""A filled store, and the real window on it, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.context import UiContext
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from tests.ui.furnished import Furnished, furnished

PAGES = (
    "workshop",
    "capture",
    "firms",
    "cards",
    "matches",
    "board",
    "reports",
    "sync",
    "knowledge",
    "settings",
    "import",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Furnished]:
    with furnished(tmp_path) as made:
        yield made


@pytest.fixture
def window(ui: UiContext, desk: Furnished, qapp: QApplication) -> Iterator[MainWindow]:
    made = MainWindow(ui, desk.services, page_table(desk.services), workshop_id=desk.workshop_id)
    made.resize(1093, 614)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents()
    QTest.qWait(60)
