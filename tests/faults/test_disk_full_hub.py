"""The hub's disk is full: it takes nothing and says so, laptops keep everything, and with space it all arrives."""

from contextlib import suppress

import pytest

from app.records import Direction, Firm, FirmId, Workshop, WorkshopId
from app.services.cards import CardService
from app.services.rows import NewCard
from app.sync.answers import Unreachable
from app.sync.transport import Transport
from benchmarks._hub import Hub, Laptop

WAVE = 20


def save(laptop, number):
    title = f"Döküm kumu {number} " + "ığüşöç İ " * 50
    new = NewCard(WorkshopId("w"), FirmId("f"), Direction.HAVE, title[:500], description="Iğdır çıkışlı " * 100)
    CardService(laptop.database).add(new)


def fill(disk):
    """Take all the space that is left, as something else on the hub's machine would."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return ballast


def failure_of(laptop):
    """How a round failed, None where it did not."""
    try:
        laptop.exchange()
    except Unreachable as failure:
        return failure
    return None


def last_of(hub, laptop):
    with Transport(hub.url, laptop.token) as transport:
        return transport.status().last


def test_a_hub_with_a_full_disk_takes_nothing_and_goes_on_when_there_is_space(small_disk, tmp_path):
    with Hub.in_folder(tmp_path, f"sqlite:///{small_disk / 'salon.db'}") as hub:
        writer = Laptop(tmp_path / "Işık.db", hub.url, hub.token("masa-1"))
        reader = Laptop(tmp_path / "İpek.db", hub.url, hub.token("masa-2"))
        with writer.database.write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w"), "Çalıştay"))
            work.add(Firm(FirmId("f"), "Iğdır Döküm"))
        writer.exchange()
        ballast = fill(small_disk)

        refused = 0
        for wave in range(6):
            for number in range(WAVE):
                save(writer, wave * WAVE + number)
            before = (last_of(hub, writer), writer.sent(), writer.database.unsynced())
            failure = failure_of(writer)
            if failure is not None:
                refused += 1
                assert failure.status == 507
                assert (last_of(hub, writer), writer.sent(), writer.database.unsynced()) == before
        assert refused >= 2
        reader.exchange()  # reading goes on
        assert reader.operations() < writer.operations()

        ballast.unlink()
        writer.exchange()
        reader.exchange()
        assert writer.database.unsynced() == 0
        assert len(reader.cards()) == 6 * WAVE
        assert reader.operations() == writer.operations()
        assert reader.canonical() == writer.canonical()
        writer.close()
        reader.close()
    assert "Traceback" not in (tmp_path / "hub.log").read_text()


def test_a_hub_that_starts_on_a_full_disk_says_what_to_do(small_disk, tmp_path):
    with Hub.in_folder(tmp_path, f"sqlite:///{small_disk / 'salon.db'}") as hub:
        token = hub.token("masa-1")
    ballast = fill(small_disk)
    with pytest.raises(RuntimeError, match="ended with"):
        Hub.in_folder(tmp_path, f"sqlite:///{small_disk / 'yeni.db'}").start()
    assert "is full: free some space" in (tmp_path / "hub.log").read_text()

    ballast.unlink()
    with hub, Laptop(tmp_path / "Işık.db", hub.url, token) as laptop:
        laptop.exchange()
