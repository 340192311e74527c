"""A room in which everything breaks, told as it happens: `python -m tests.faults.room_script`.

A hub and three laptops; cards are typed on all of them, the network is cut in the middle of a batch, one laptop and
then the hub are killed with SIGKILL, and typing goes on through all of it. In the end three hashes are printed. Exit
status 0 only where they are equal and no card that was reported as saved is missing.

`--database-url postgresql://…` puts the hub on PostgreSQL; `--postgres` takes the address from the variables that
`pg_virtualenv` sets: `pg_virtualenv python -m tests.faults.room_script --postgres`.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from app.common.ids import new_id
from app.model.health import check
from app.records import CardId, Direction, Firm, FirmId, Kind, ResourceCard, Workshop, WorkshopId
from app.sync.answers import Unreachable
from benchmarks._hub import Hub, Laptop
from benchmarks._platform import address_of_pg_virtualenv
from benchmarks._room import secure_hub
from tests.faults.busy import Busy, exchange_until_quiet, feed_of
from tests.faults.proxy import Proxy

WORKSHOP, FIRM = WorkshopId("w"), FirmId("f")


class Story:
    """The room; `saved` are the cards whose commit has returned."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self._hub, self._folder = hub, folder
        self._proxy = Proxy(hub.url)
        certificate = None if hub.settings.certificate is None else hub.settings.certificate.read_text()
        names = ("Işık", "İpek", "Çiğdem")
        self._tokens = [hub.token(name.encode().hex()) for name in names]
        self._certificate = certificate
        self._laptops = [
            Laptop(folder / f"{name}.db", self._proxy.url, token, certificate)
            for name, token in zip(names, self._tokens, strict=True)
        ]
        self.saved: set[str] = set()
        self._begun = time.monotonic()

    def tell(self) -> bool:
        """All that happens, in order; whether it ended well."""
        self._furnish(self._laptops[0])
        for laptop in self._laptops:
            self._type(laptop, 5)
        self._round("everybody has typed 5 cards and exchanges")
        self._edit_the_same()
        self._cut_a_batch(self._laptops[1])
        self._no_network()
        self._kill_a_laptop()
        self._kill_the_hub()
        return self._end()

    def close(self) -> None:
        for laptop in self._laptops:
            laptop.close()
        self._proxy.close()

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - self._begun:5.1f} s  {text}", flush=True)

    def _furnish(self, laptop: Laptop) -> None:
        with laptop.database.write("Create workshop") as work:
            work.add(Workshop(WORKSHOP, "Çalıştay"))
            work.add(Firm(FIRM, "Iğdır Döküm"))
        for one in self._laptops:
            one.exchange()
        self._say(f"a hub at {self._hub.url} and three laptops, which reach it through {self._proxy.url}")

    def _type(self, laptop: Laptop, count: int) -> None:
        for _number in range(count):
            card = ResourceCard(CardId(new_id()), WORKSHOP, FIRM, Direction.HAVE, f"Döküm kumu İ/ı {len(self.saved)}")
            with laptop.database.write("Add card") as work:
                work.add(card)
            self.saved.add(card.id)

    def _round(self, why: str) -> None:
        outcomes = [laptop.exchange() for laptop in self._laptops]
        told = ", ".join(f"{one.pushed} sent and {one.pulled} fetched" for one in outcomes)
        self._say(f"{why}: {told}")

    def _edit_the_same(self) -> None:
        """Two laptops change one card without knowing of each other: one value is shown, the other is kept."""
        card_id = min(self.saved)
        for laptop in self._laptops:
            laptop.exchange()
        for laptop, title in zip(self._laptops, ("ıslak kum", "İnce kum"), strict=False):
            with laptop.database.write("Edit card") as work:
                work.change(Kind.CARD, card_id, title=title)
        conflicts = [laptop.exchange().conflicts for laptop in self._laptops]
        self._say(f"two laptops give one card another title: conflicts seen {conflicts}")

    def _cut_a_batch(self, laptop: Laptop) -> None:
        self._type(laptop, 40)
        for place in (9_000, 30_000):
            self._proxy.cut("up", place, reset=True)
            self._fails(laptop, f"the line is cut after {place:,} bytes of 40 cards")
        self._proxy.cut("down", 3_500)
        self._fails(laptop, "the line is cut in the answer")
        self._say(f"{laptop.database.unsynced()} operations wait, none is lost")

    def _no_network(self) -> None:
        self._proxy.down = True
        self._proxy.break_off()
        for laptop in self._laptops:
            self._type(laptop, 3)
            self._fails(laptop, "no network; 3 more cards are typed")
        self._proxy.down = False
        self._round("the network is back")

    def _fails(self, laptop: Laptop, why: str) -> None:
        try:
            laptop.exchange(5)
        except Unreachable as failure:
            self._say(f"{why}: {failure}")
        else:
            self._say(f"{why}: it went through all the same")

    def _kill_a_laptop(self) -> None:
        third = self._laptops.pop()
        third.close()
        busy = Busy(third.store.path, self._proxy.url, third.token, self._certificate)
        for _try in range(2):
            busy.start()
            time.sleep(0.4)
            self._say(f"Çiğdem's laptop is killed while it is at “{busy.kill()}”, {len(busy.saved)} cards typed")
        self.saved |= busy.saved
        self._laptops.append(Laptop(third.store.path, self._proxy.url, third.token, self._certificate))

    def _kill_the_hub(self) -> None:
        first = self._laptops[0]
        busy = Busy(first.store.path, self._proxy.url, first.token, self._certificate)
        first.close()
        busy.start()
        time.sleep(0.3)
        self._hub.kill()
        self._proxy.break_off()
        self._say("the hub is killed while Işık's laptop types and exchanges")
        time.sleep(0.2)
        self._hub.start()
        self._say("the hub is started again on its database")
        time.sleep(0.3)
        busy.kill()
        self.saved |= busy.saved
        self._say(f"Işık typed {len(busy.saved)} cards meanwhile; that laptop is killed too")
        self._laptops[0] = Laptop(first.store.path, self._proxy.url, first.token, self._certificate)

    def _end(self) -> bool:
        exchange_until_quiet(self._laptops)
        feed, _cursor = feed_of(self._laptops[0])
        self._say(f"quiet: {len(feed)} operations at the hub, {len(self.saved)} cards were reported as saved\n")
        for laptop in self._laptops:
            missing = len(self.saved - laptop.cards())
            print(f"{laptop.canonical()}  {len(laptop.cards())} cards, {missing} missing  {laptop.store.path.stem}")
        return len({laptop.canonical() for laptop in self._laptops}) == 1 and all(
            self.saved <= laptop.cards()
            and laptop.operations() == set(feed)
            and laptop.database.unsynced() == 0
            and check(laptop.store).healthy
            for laptop in self._laptops
        )


def main(arguments: list[str] | None = None) -> int:
    """Tell the story; 0 where it ends well."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.room_script", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--database-url", help="a PostgreSQL database for the hub; else an encrypted file")
    parser.add_argument("--postgres", action="store_true", help="the database that pg_virtualenv made")
    asked = parser.parse_args(arguments)
    url = address_of_pg_virtualenv() if asked.postgres else asked.database_url
    with tempfile.TemporaryDirectory(prefix="sinerji-room-") as name, secure_hub(Path(name), url) as hub:
        story = Story(hub, Path(name))
        try:
            well = story.tell()
        finally:
            story.close()
    print("the three stores are equal" if well else "THE STORES DIFFER, OR SOMETHING IS MISSING")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
