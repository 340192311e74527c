"""The window on a real store with an exchange that is not real."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.context import UiContext
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from app.ui.sync.page import SyncPage
from tests.ui.exchange_fakes import FakeBundles, FakeHub, FakeSync, with_exchange
from tests.ui.furnished import Furnished, furnished


@dataclass
class Exchange:
    """What stands behind the screen."""

    sync: FakeSync
    hub: FakeHub
    bundles: FakeBundles


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(FakeSync(), FakeHub(), FakeBundles())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Furnished]:
    with furnished(tmp_path) as made:
        yield made


@pytest.fixture
def window(ui: UiContext, desk: Furnished, exchange: Exchange, qapp: QApplication) -> Iterator[MainWindow]:
    services = with_exchange(desk.services, exchange.sync, exchange.hub, exchange.bundles)
    made = MainWindow(ui, services, page_table(services), workshop_id=desk.workshop_id)
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
def page(window: MainWindow) -> SyncPage:
    window.go("sync")
    made = window.page("sync")
    assert isinstance(made, SyncPage)
    return made
