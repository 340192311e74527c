"""The real page on the real use cases of a temporary store; matching without the encoder, for speed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import open_store
from app.ui.background import TaskRunner
from app.ui.capture.page import CapturePage
from app.ui.context import UiContext, make_context
from tests.ui.capture.rig import Desk, furnish


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with open_store(tmp_path / "store.db", key=new_key()) as store:
        services = build_services(store, "Işıl")
        monkeypatch.setattr(services.suggestions, "_load_encoder", lambda: None)
        yield furnish(services)


def open_page(ui: UiContext, desk: Desk) -> CapturePage:
    """Show the page as the window does, at the smallest size."""
    page = CapturePage(ui, desk.services)
    ui.bus.changed.connect(page.apply)
    page.retranslate()
    page.restyle()
    page.resize(1017, 570)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowExposed(page)
    page.show_workshop(desk.workshop_id)
    page.focus_first()
    return page


@pytest.fixture
def page(ui: UiContext, desk: Desk) -> Iterator[CapturePage]:
    """Work is done at once."""
    made = open_page(ui, desk)
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def threaded(qapp: QApplication, fonts: object, desk: Desk) -> Iterator[tuple[UiContext, Callable[[], CapturePage]]]:
    """A context with real threads, and a way to open a page in it (again)."""
    runner = TaskRunner()
    context = make_context(runner)
    context.theme.apply()
    pages: list[CapturePage] = []

    def make() -> CapturePage:
        pages.append(open_page(context, desk))
        assert runner.wait()
        return pages[-1]

    yield context, make
    for page in pages:
        page.hide()
        page.deleteLater()
    runner.wait()
    runner.close()
