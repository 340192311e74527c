"""Laptops that are killed while they work, seen from whoever kills them."""

import multiprocessing
import os
from pathlib import Path

from app.sync.transport import Transport
from benchmarks._hub import Laptop
from benchmarks._stores import KEY
from tests.faults.busy_laptop import type_and_exchange

# Children are forked from a server that has everything imported: a kill is a matter of milliseconds.
CHILDREN = multiprocessing.get_context("forkserver" if os.name != "nt" else "spawn")
CHILDREN.set_forkserver_preload(["tests.faults.busy_laptop"])


class Busy:
    """A laptop's process on its store, started anew after each kill; `saved` are the cards that it reported."""

    def __init__(self, path: Path, url: str, token: str, certificate: str | None = None) -> None:
        self.path, self.url, self.token, self.certificate = path, url, token, certificate
        self.saved: set[str] = set()
        self.starts = 0
        self.doing = "nothing"
        self._process = None
        self._line = None

    def start(self) -> None:
        """Start it; returns when the store is open."""
        self._line, far = CHILDREN.Pipe(duplex=False)
        given = (far, str(self.path), KEY, self.url, self.token, self.certificate, f"{self.path.stem}-{self.starts}")
        self._process = CHILDREN.Process(target=type_and_exchange, args=given, daemon=True)
        self._process.start()
        far.close()
        self.starts += 1
        assert self._line.poll(60)
        self._note(self._line.recv())

    def kill(self) -> str:
        """SIGKILL; what it was doing then."""
        self._process.kill()
        self.listen()
        self._process.join()
        self._process.close()
        self._line.close()
        return self.doing

    def listen(self) -> None:
        """Take what it has told."""
        try:
            while self._line.poll():
                self._note(self._line.recv())
        except EOFError:
            pass

    def _note(self, told: tuple[str, str]) -> None:
        kind, what = told
        if kind == "saved":
            self.saved.add(what)
        else:
            self.doing = what


def feed_of(laptop: Laptop, cursor: str = "") -> tuple[list[str], str]:
    """The ids of the hub's operations after a cursor, each as often as it is there, and the cursor after them."""
    ids: list[str] = []
    more = True
    with Transport(laptop.url, laptop.token, laptop.certificate) as transport:
        while more:
            page = transport.changes(cursor, "", 1000)
            ids += [op.id for op in page.ops]
            cursor, more = page.cursor, page.more
    return ids, cursor


def exchange_until_quiet(laptops: list[Laptop]) -> None:
    """Round after round until nobody has anything for anybody."""
    for _round in range(20):
        if not any(done.pulled or done.pushed for done in [one.exchange() for one in laptops]):
            return
    raise AssertionError("they never come to an end")
