"""The real page on the real use cases of a temporary store, filled with a small workshop."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import open_store
from app.records import CardId, FirmId, Kind, WorkshopId
from app.services.rows import NewCard
from app.ui.board.page import BoardPage
from app.ui.context import UiContext
from tests.ui.board.rig import CARDS, FIRMS, Desk


@dataclass(frozen=True)
class Template:
    """A closed store that every test gets a copy of: making one takes longer than most tests."""

    path: Path
    key: str
    workshop_id: WorkshopId
    cards: dict[str, CardId]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    path, key = tmp_path_factory.mktemp("board") / "store.db", new_key()
    with open_store(path, key=key) as store:
        services = build_services(store, "Işıl")
        workshop = services.workshops.create("İzmir Sinerji Çalıştayı")
        workshop_id = WorkshopId(workshop.created(Kind.WORKSHOP)[0])
        firms = [FirmId(services.firms.add(workshop_id, name).created(Kind.FIRM)[0]) for name in FIRMS]
        cards = {}
        for title, direction, firm, quantity, unit, period in CARDS:
            card = NewCard(workshop_id, firms[firm], direction, title, quantity=quantity, unit=unit, period=period)
            cards[title] = CardId(services.cards.add(card).created(Kind.CARD)[0])
    return Template(path, key, workshop_id, cards)


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    for part in template.path.parent.iterdir():
        shutil.copy(part, tmp_path)
    with open_store(tmp_path / template.path.name, key=template.key) as store:
        yield Desk(build_services(store, "Işıl"), template.workshop_id, dict(template.cards))


@pytest.fixture
def page(ui: UiContext, desk: Desk, qtbot: object) -> Iterator[BoardPage]:
    """The page as the window shows it, wide enough for trays and columns."""
    made = BoardPage(ui, desk.services)
    ui.bus.changed.connect(made.apply)
    made.retranslate()
    made.restyle()
    made.resize(1290, 724)
    made.show_workshop(desk.workshop_id)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def undo(ui: UiContext, desk: Desk) -> Callable[[], str]:
    """Ctrl+Z of the window; returns the name of the step."""

    def take_back() -> str:
        name = desk.services.history.status().undo
        assert name is not None
        changes = desk.services.history.undo()
        assert changes is not None
        ui.bus.publish(changes)
        return name

    return take_back
