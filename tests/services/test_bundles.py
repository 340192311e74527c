"""Handing over on a stick: everything arrives, once; a broken stick brings nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import build_services
from app.common.errors import InputError
from app.model.health import check
from app.model.store import Store, open_store
from app.records import Direction, FirmId, Kind, ParticipantId, WorkshopId
from app.services import Services
from app.services.rows import NewCard

Laptop = tuple[Store, Services]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    stores: list[Store] = []

    def make(name: str, key: str = "0f" * 32) -> Laptop:
        store = open_store(tmp_path / name / "depo.db", key=key)
        stores.append(store)
        return store, build_services(store, f"Işıl {name}")

    yield make
    for store in stores:
        store.close()


def fill(services: Services, name: str = "İzmir Çalıştayı ığ") -> tuple[WorkshopId, FirmId]:
    workshop = WorkshopId(services.workshops.create(name).created(Kind.WORKSHOP)[0])
    firm = FirmId(services.firms.add(workshop, "Iğdır Döküm").created(Kind.FIRM)[0])
    for number in range(30):
        services.cards.add(NewCard(workshop, firm, Direction.HAVE, f"döküm kumu ışık {number}"))
    return workshop, firm


def canonical(store: Store) -> str | None:
    return check(store).canonical


def test_a_bundle_brings_everything_once_and_again_nothing(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    one, services = laptop("bir")
    other, there = laptop("iki", key="1e" * 32)
    workshop, _firm = fill(services)
    written = services.bundles.write(tmp_path / "çalıştay.sinerji", workshop)
    assert b"Izmir" not in written.path.read_bytes()

    with pytest.raises(InputError, match="type the code"):
        there.bundles.read(written.path)
    with pytest.raises(InputError, match="not the code"):
        there.bundles.read(written.path, "0000-0000-0000-0000")
    assert there.workshops.list() == []
    changes, read = there.bundles.read(written.path, written.code.lower())
    assert read.new == read.operations == written.operations
    assert len(changes.created(Kind.CARD)) == 30
    assert canonical(one) == canonical(other)
    _changes, again = there.bundles.read(written.path, written.code)
    assert again.new == 0
    assert canonical(one) == canonical(other)
    assert there.history.status().undo is None, "what others did is no step of ours"


def test_the_same_key_opens_without_a_code(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    _one, services = laptop("bir")
    _other, there = laptop("iki")
    workshop, _firm = fill(services)
    written = services.bundles.write(tmp_path / "b.sinerji", workshop)
    assert there.bundles.read(written.path)[1].new == written.operations


def test_edits_of_both_sides_meet(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    one, services = laptop("bir")
    other, there = laptop("iki")
    workshop, firm = fill(services)
    there.bundles.read(services.bundles.write(tmp_path / "1", workshop).path)
    card = services.cards.rows(workshop)[0].card.id
    services.cards.edit(card, title="ÇELİK TALAŞI")
    there.cards.edit(card, description="kuru, İncir Liman deposunda")
    there.cards.add(NewCard(workshop, firm, Direction.WANT, "buhar"))
    services.bundles.read(there.bundles.write(tmp_path / "2", workshop).path)
    there.bundles.read(services.bundles.write(tmp_path / "3", workshop).path)
    assert canonical(one) == canonical(other)
    met = services.cards.get(card).card
    assert (met.title, met.description) == ("ÇELİK TALAŞI", "kuru, İncir Liman deposunda")


def test_a_bundle_of_one_workshop_holds_nothing_of_another(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    _one, services = laptop("bir")
    _other, there = laptop("iki")
    workshop, _firm = fill(services)
    secret, _other_firm = fill(services, "Gizli ziyaret")
    there.bundles.read(services.bundles.write(tmp_path / "1", workshop).path)
    assert [one.name for one in there.workshops.list()] == ["İzmir Çalıştayı ığ"]
    with pytest.raises(InputError, match="another workshop"):
        there.bundles.read(services.bundles.write(tmp_path / "2", secret).path, workshop_id=workshop)
    assert len(there.workshops.list()) == 1


def test_private_notes_stay_and_people_come_along(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    _one, services = laptop("bir")
    other, there = laptop("iki")
    workshop, firm = fill(services)
    card = services.cards.rows(workshop)[0].card.id
    services.cards.edit(card, notes="PATRON İFLASTA")
    from app.model.database import Database
    from app.records import Participant

    database = Database(_one.engine, _one.device_id)
    with database.write("Add participant") as work:
        person = Participant(ParticipantId("p1"), workshop, firm, name="Işıl Çağlayan", phone="0555", consent=True)
        work.add(person)
    there.bundles.read(services.bundles.write(tmp_path / "1", workshop).path)
    assert [one.name for one in there.firms.people(workshop)] == ["Işıl Çağlayan"]
    assert there.cards.get(card).card.notes is None
    with other.connect_read_only() as raw:
        logs = raw.execute("SELECT group_concat(groups) FROM change").fetchone()[0]
    assert "İFLASTA" not in logs
    assert "Çağlayan" not in logs, "personal groups stand sealed in every log"


@pytest.mark.parametrize("where", [0.05, 0.4, 0.8, 0.99])
def test_a_flipped_bit_or_a_cut_brings_nothing(laptop: Callable[..., Laptop], tmp_path: Path, where: float) -> None:
    _one, services = laptop("bir")
    _other, there = laptop("iki")
    workshop, _firm = fill(services)
    whole = services.bundles.write(tmp_path / "b", workshop).path.read_bytes()
    place = int(len(whole) * where)
    flipped = bytearray(whole)
    flipped[place] ^= 1
    for broken in (bytes(flipped), whole[:place]):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(InputError):
            there.bundles.read(tmp_path / "broken")
        assert there.workshops.list() == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SINERJI-BUNDLE 9\n{}\n", b"SINERJI-BUNDLE 1\n[]\n"])
def test_other_files_are_refused_with_a_sentence(laptop: Callable[..., Laptop], tmp_path: Path, content: bytes) -> None:
    _store, services = laptop("bir")
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(InputError, match=r"“.*x”"):
        services.bundles.read(tmp_path / "x")


def test_many_deletions_ask_first(laptop: Callable[..., Laptop], tmp_path: Path) -> None:
    one, services = laptop("bir")
    other, there = laptop("iki")
    workshop, _firm = fill(services)
    there.bundles.read(services.bundles.write(tmp_path / "1", workshop).path)
    for row in services.cards.rows(workshop):
        services.cards.delete(row.card.id)
    emptied = services.bundles.write(tmp_path / "2", workshop).path
    with pytest.raises(InputError, match="would delete 30 rows"):
        there.bundles.read(emptied)
    assert len(there.cards.rows(workshop)) == 30
    there.bundles.read(emptied, allow_deletions=True)
    assert canonical(one) == canonical(other)
