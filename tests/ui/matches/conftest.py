"""The real page on the real use cases of a temporary store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import open_store
from app.ui.context import UiContext
from app.ui.matches.page import MatchesPage
from tests.ui.matches.desk import Desk, furnish


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with open_store(tmp_path / "store.db", key=new_key()) as store:
        services = build_services(store, "Işıl")
        monkeypatch.setattr(services.suggestions, "_load_encoder", lambda: None)
        yield furnish(services)


@pytest.fixture
def page(ui: UiContext, desk: Desk, qtbot: object) -> Iterator[MatchesPage]:
    """The page as the window shows it, its first rows there."""
    made = MatchesPage(ui, desk.services.suggestions)
    ui.bus.changed.connect(made.apply)
    made.retranslate()
    made.restyle()
    made.resize(1290, 724)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowExposed(made)
    made.show_workshop(desk.workshop_id)
    made.focus_first()
    qtbot.waitUntil(lambda: made.settled)  # type: ignore[attr-defined]
    yield made
    made.hide()
    made.deleteLater()
