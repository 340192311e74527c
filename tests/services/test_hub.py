"""A real hub in a child process, and laptops that come and go."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import build_services
from app.common.errors import InputError
from app.model.health import check
from app.model.store import Store, open_store
from app.records import Direction, FirmId, Kind, WorkshopId
from app.services import Services
from app.services.rows import NewCard
from app.services.sync_rows import PeerState

KEY = "0f" * 32


def until(true: Callable[[], object], seconds: float = 20.0) -> float:
    """Wait for something that happens on other threads; how long it took."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it did not happen"
        time.sleep(0.02)
    return time.monotonic() - start


class Laptop:
    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir()
        self.name = name
        self.store: Store = open_store(folder / "depo.db", key=KEY)
        self.services: Services = build_services(self.store, name)
        self.services.sync.start(lambda work: work())

    def close(self) -> None:
        self.services.hub.stop()
        self.services.sync.stop()
        self.store.close()

    def workshop(self, name: str) -> WorkshopId:
        return WorkshopId(self.services.workshops.create(name).created(Kind.WORKSHOP)[0])

    def firm(self, workshop_id: WorkshopId, name: str) -> FirmId:
        return FirmId(self.services.firms.add(workshop_id, name).created(Kind.FIRM)[0])

    def card(self, workshop_id: WorkshopId, firm_id: FirmId, title: str) -> None:
        self.services.cards.add(NewCard(workshop_id, firm_id, Direction.HAVE, title))

    def titles(self, workshop_id: WorkshopId) -> set[str]:
        return {row.card.title for row in self.services.cards.rows(workshop_id)}

    def canonical(self) -> str | None:
        return check(self.store).canonical

    def quiet(self) -> bool:
        status = self.services.sync.status()
        return status.unsynced == 0 and all(peer.state is PeerState.SYNCED for peer in status.peers)


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[list[Laptop]]:
    made = [Laptop(tmp_path / f"masa {number}", f"Masa {number} ığ") for number in (1, 2)]
    yield made
    for laptop in made:
        laptop.close()


def test_a_room_of_two_whose_hub_leaves(laptops: list[Laptop]) -> None:
    first, second = laptops
    room = first.workshop("İzmir Çalıştayı ığ")
    other = first.workshop("Gizli saha ziyareti")
    firm = first.firm(room, "Iğdır Döküm")
    first.firm(other, "Başka Firma")
    first.card(room, firm, "döküm kumu")

    hub = first.services.hub.start(room)
    assert len(hub.code.replace("-", "")) == 16
    assert len(hub.qr) == len(hub.qr[0]) >= 21
    address = f"127.0.0.1:{hub.addresses[0].rsplit(':', 1)[1]}"
    with pytest.raises(InputError, match="not the hub"):
        second.services.sync.join(address, "0000-0000-0000-0000", second.name)
    peer = second.services.sync.join(address, hub.code.lower().replace("-", " "), second.name)
    assert peer.workshop_id == room
    until(lambda: "döküm kumu" in second.titles(room))

    second.card(room, firm, "atık ısı ŞĞİ")
    assert until(lambda: "atık ısı ŞĞİ" in first.titles(room)) < 10
    until(lambda: first.services.hub.info() is not None and second.name in first.services.hub.info().joined)
    present = until(lambda: len(second.services.sync.status().peers[0].present) == 2)
    assert present < 10
    assert [one.name for one in second.services.workshops.list()] == ["İzmir Çalıştayı ığ"], "another workshop leaked"
    with pytest.raises(InputError, match="used"):
        second.services.sync.join(address, hub.code, second.name)

    first.services.hub.stop()
    second.card(room, firm, "talaş ı")  # capture goes on without a hub
    taken_over = second.services.hub.start(room)
    port = taken_over.addresses[0].rsplit(":", 1)[1]
    first.card(room, firm, "çapak İ")
    first.services.sync.join(f"127.0.0.1:{port}", taken_over.code, first.name)
    until(lambda: {"talaş ı", "çapak İ"} <= first.titles(room) & second.titles(room))
    until(lambda: second.quiet())
    assert {row.firm.name for row in second.services.firms.rows(room)} == {"Iğdır Döküm"}
