"""The real window on a real store, with small tables."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.knowledge import read_knowledge
from app.services.knowledge import KnowledgeService
from app.ui.context import UiContext
from app.ui.knowledge.page import KnowledgePage
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from tests.ui.furnished import Furnished, furnished

TABLES = Path(__file__).parents[2] / "fixtures" / "knowledge"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Furnished]:
    with furnished(tmp_path) as made:
        knowledge = KnowledgeService(lambda: read_knowledge(TABLES)[0])
        yield replace(made, services=replace(made.services, knowledge=knowledge))


@pytest.fixture
def window(ui: UiContext, desk: Furnished, qapp: QApplication) -> Iterator[MainWindow]:
    made = MainWindow(ui, desk.services, page_table(desk.services), workshop_id=desk.workshop_id)
    made.resize(1093, 614)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents()
    QTest.qWait(60)


@pytest.fixture
def page(window: MainWindow) -> KnowledgePage:
    window.go("knowledge")
    made = window.page("knowledge")
    assert isinstance(made, KnowledgePage)
    return made
