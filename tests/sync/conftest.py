"""Laptops of a room and a receiver between them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.records import CardId, Direction, Firm, FirmId, ResourceCard, Workshop, WorkshopId
from tests.sync.world import Laptop, Receiver, make_laptop, make_template

WORKSHOP = Workshop(WorkshopId("w1"), "İzmir Sinerji Çalıştayı")
FIRM = Firm(FirmId("f1"), "Iğdır Döküm Şirketi", district="Çiğli")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def laptop(template: Path, tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    """`laptop("A")` is a laptop with an empty store."""
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(make_laptop(template, tmp_path, name))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Callable[[str], Receiver]]:
    """`receiver("room")` is an empty receiver."""
    made: list[Receiver] = []

    def make(kind: str = "room") -> Receiver:
        made.append(Receiver(tmp_path, kind))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def hub(receiver: Callable[[str], Receiver]) -> Receiver:
    return receiver("room")


@pytest.fixture
def a(laptop: Callable[[str], Laptop], hub: Receiver) -> Laptop:
    """A laptop that has a workshop with a firm and a card, and knows the hub."""
    made = laptop("A")
    made.meet(hub)
    fill(made)
    return made


@pytest.fixture
def b(laptop: Callable[[str], Laptop], hub: Receiver) -> Laptop:
    """An empty laptop that knows the hub."""
    made = laptop("B")
    made.meet(hub)
    return made


def fill(laptop: Laptop) -> None:
    with laptop.database.write("Fill") as work:
        work.add(WORKSHOP)
        work.add(FIRM)
        work.add(a_card("c1"))


def a_card(
    card_id: str, title: str = "ıslak İncir posası", direction: Direction = Direction.HAVE, **fields: Any
) -> ResourceCard:
    return ResourceCard(CardId(card_id), WORKSHOP.id, FIRM.id, direction, title, **fields)
