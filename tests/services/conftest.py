"""A real store in a temporary folder with the real use cases on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import Store, open_store
from app.records import Kind, WorkshopId
from app.services import Services


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", key=new_key()) as made:
        yield made


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store, "Işıl")


@pytest.fixture
def workshop_id(services: Services) -> WorkshopId:
    changes = services.workshops.create("İzmir Sinerji Çalıştayı", held_on="2026-11-21")
    return WorkshopId(changes.created(Kind.WORKSHOP)[0])
