"""The line is cut after any number of bytes, either way: what was sent arrives once, what was fetched is whole."""

import pytest

from app.records import Direction, Firm, FirmId, Workshop, WorkshopId
from app.services.cards import CardService
from app.services.rows import NewCard
from app.sync.transport import Transport, Unreachable
from benchmarks._hub import Hub, Laptop
from tests.faults.proxy import Proxy

SPREAD = [pytest.param(20), pytest.param(None, marks=[pytest.mark.soak, pytest.mark.timeout(0)])]


class Line:
    """A hub, a proxy before it, and two laptops that have met it once."""

    def __init__(self, hub: Hub, folder) -> None:
        self.hub = hub
        self.proxy = Proxy(hub.url)
        self.writer = Laptop(folder / "İpek.db", hub.url, hub.token("masa-1"))
        self.reader = Laptop(folder / "Işık.db", hub.url, hub.token("masa-2"))
        with self.writer.database.write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w"), "Çalıştay"))
            work.add(Firm(FirmId("f"), "Iğdır Döküm"))
        self._cards = CardService(self.writer.database)
        self._feed: list[str] = []
        self._cursor = ""
        self.count = 0
        self.save()
        for laptop in (self.writer, self.reader):
            laptop.exchange()

    def save(self) -> None:
        """Somebody types a card."""
        self.count += 1
        title = f"Döküm kumu {self.count:06}, ığüşöç İ"
        self._cards.add(NewCard(WorkshopId("w"), FirmId("f"), Direction.HAVE, title))
        if self.count % 50 == 0:
            self.writer.store.idle_checkpoint()
            self.reader.store.idle_checkpoint()

    def through_proxy(self, laptop: Laptop) -> bool:
        """A round over the line; whether it broke."""
        laptop.url = self.proxy.url
        try:
            laptop.exchange()
        except Unreachable:
            return True
        finally:
            laptop.url = self.hub.url
        return False

    def length(self, laptop: Laptop) -> dict[str, int]:
        """How many bytes a whole round with one new card takes, each way."""
        self.save()
        if laptop is self.reader:
            self.writer.exchange()
        assert not self.through_proxy(laptop)
        return dict(self.proxy.passed)

    def taken(self) -> int:
        """The number of the writer's last operation that the hub has."""
        with Transport(self.hub.url, self.writer.token) as transport:
            return transport.status().last

    def feed(self) -> list[str]:
        """The ids of all operations of the hub, each as often as it is there."""
        more = True
        with Transport(self.hub.url, self.writer.token) as transport:
            while more:
                page = transport.changes(self._cursor, "", 500)
                self._feed += [op.id for op in page.ops]
                self._cursor, more = page.cursor, page.more
        return self._feed

    def close(self) -> None:
        self.writer.close()
        self.reader.close()
        self.proxy.close()


@pytest.fixture
def line(tmp_path):
    with Hub.in_folder(tmp_path) as hub:
        made = Line(hub, tmp_path)
        yield made
        made.close()


def cuts(length, spread):
    """(direction, bytes, reset): every place, or `spread` of them; the last one of each way always."""
    for way in ("up", "down"):
        step = 1 if spread is None else max(1, length[way] * 2 // spread)
        places = {*range(0, length[way], step), length[way]}
        for number, place in enumerate(sorted(places)):
            yield way, place, number % 2 == 0


@pytest.mark.slow
@pytest.mark.parametrize("spread", SPREAD)
def test_what_is_sent_over_a_line_that_is_cut_arrives_once(line, spread, record_property):
    broken = unacknowledged = 0
    for way, place, reset in cuts(line.length(line.writer), spread):
        line.save()
        before = line.writer.database.unsynced()
        line.proxy.cut(way, place, reset=reset)
        if line.through_proxy(line.writer):
            broken += 1
            if line.taken() > line.writer.sent():
                unacknowledged += 1
                assert line.writer.database.unsynced() == before > 0

        outcomes = line.writer.exchange()
        assert outcomes.set_aside == 0
        assert line.writer.database.unsynced() == 0
        assert sorted(line.feed()) == sorted(line.writer.operations())
    line.reader.exchange()

    record_property("cuts", f"{broken} rounds broken, {unacknowledged} batches committed but not acknowledged")
    print(f"{broken} rounds broken, {unacknowledged} batches committed but not acknowledged")
    assert broken > 15
    assert unacknowledged > 0
    assert line.reader.operations() == line.writer.operations()
    assert line.reader.canonical() == line.writer.canonical()
    assert len(line.reader.cards()) == line.count


@pytest.mark.slow
@pytest.mark.parametrize("spread", SPREAD)
def test_what_is_fetched_over_a_line_that_is_cut_is_whole(line, spread):
    broken = 0
    for way, place, reset in cuts(line.length(line.reader), spread):
        line.save()
        line.writer.exchange()
        line.proxy.cut(way, place, reset=reset)
        broken += line.through_proxy(line.reader)
        assert line.reader.operations() <= line.writer.operations()

        line.reader.exchange()
        assert line.reader.operations() == line.writer.operations()
        assert line.reader.database.unsynced() == 0

    print(f"{broken} rounds broken")
    assert broken > 15
    assert line.reader.canonical() == line.writer.canonical()
    assert len(line.reader.cards()) == line.count
