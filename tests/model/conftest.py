"""Stores for the tests of the model: made in a folder of the test, under a known key unless the test is about keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.common.clock import FixedClock
from app.model.database import Database
from app.model.keys import KeyCupboard
from app.model.store import Store, open_store
from app.records import CardId, Direction, Firm, FirmId, ResourceCard, Workshop, WorkshopId

KEY = "0f" * 32


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def cupboard(tmp_path: Path) -> KeyCupboard:
    return KeyCupboard(tmp_path / "keys")


@pytest.fixture
def key() -> str:
    return KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Masaüstü ığ" / "çalıştay.db"


@pytest.fixture
def opened(path: Path, clock: FixedClock, cupboard: KeyCupboard) -> Iterator[Callable[..., Store]]:
    """`opened(**arguments)` opens the store of the test; what is left open is closed at the end."""
    stores: list[Store] = []

    def open_it(store_path: Path = path, **arguments: object) -> Store:
        settings: dict[str, object] = {"key": KEY, "clock": clock, "cupboard": cupboard} | arguments
        stores.append(open_store(store_path, **settings))  # type: ignore[arg-type]
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


@pytest.fixture
def fill() -> Callable[..., None]:
    """`fill(store, cards=3)` adds a workshop with a firm and its cards in one operation."""

    def fill_it(store: Store, cards: int = 3, mark: str = "") -> None:
        database = Database(store.engine, store.device_id, clock=FixedClock(), actor="Işıl")
        with database.write("Import") as work:
            work.add(Workshop(WorkshopId(f"w{mark}"), f"İzmir Çalıştayı {mark}"))
            work.add(Firm(FirmId(f"f{mark}"), "Iğdır Döküm", employees=45))
            for number in range(cards):
                direction = Direction.HAVE if number % 2 == 0 else Direction.WANT
                title = f"Döküm kumu ığüşöç {mark} {number}"
                card = ResourceCard(
                    CardId(f"c{mark}{number:05d}"), WorkshopId(f"w{mark}"), FirmId(f"f{mark}"), direction, title
                )
                work.add(card)

    return fill_it
