"""Child process: a laptop of the room at which somebody types cards, and which exchanges with the hub every second.

`python -m benchmarks._typist ORDER` (JSON, see `Order`). It says `ready`, waits for a line, types, says `typed` when
the last card is saved and `complete` when it has everybody's cards and has sent its own; ends with its input.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from app.model.tables import CardRow
from app.records import Direction, FirmId, WorkshopId
from app.services.cards import CardService
from app.services.rows import NewCard
from app.sync.answers import Unreachable
from benchmarks._hub import Laptop
from benchmarks.crowd import line

BEAT = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is to do: `cards` of its own at `cards_a_minute`; complete with `everybody` cards (0: never)."""

    path: str
    key: str
    url: str
    token: str
    certificate: str | None
    workshop: str
    firms: tuple[str, ...]
    seed: int
    cards: int
    cards_a_minute: float
    everybody: int

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


class Typist:
    """The laptop, the hands on it and its exchange."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._laptop = Laptop(Path(order.path), order.url, order.token, order.certificate, key=order.key)
        self._cards = CardService(self._laptop.database)
        self._over = threading.Event()
        self._complete = False
        self.rounds: list[float] = []
        self.failures = 0

    def work(self) -> None:
        """Everything, from beginning to end."""
        self._round()
        say(ready=True)
        sys.stdin.readline()
        exchanging = threading.Thread(target=self._exchange)
        exchanging.start()
        self._type()
        say(typed=self._order.cards, at=time.time())
        sys.stdin.read()
        self._over.set()
        exchanging.join()
        self._laptop.close()

    def _type(self) -> None:
        order, random, begun = self._order, Random(self._order.seed), time.monotonic()
        for number in range(order.cards):
            due = begun + (number + random.random()) * 60 / order.cards_a_minute
            time.sleep(max(0.0, due - time.monotonic()))
            new = NewCard(WorkshopId(order.workshop), FirmId(random.choice(order.firms)), Direction.HAVE, line(random))
            self._laptop.execute(lambda new=new: self._cards.add(new))  # type: ignore[misc]

    def _exchange(self) -> None:
        while not self._over.wait(BEAT):
            begun = time.monotonic()
            self._round()
            self.rounds.append(time.monotonic() - begun)
            self._tell_when_complete()

    def _round(self) -> None:
        try:
            self._laptop.exchange()
        except Unreachable:
            self.failures += 1

    def _tell_when_complete(self) -> None:
        if self._complete or self._count() != self._order.everybody or self._laptop.database.unsynced():
            return
        self._complete = True
        say(
            complete=self._count(),
            at=time.time(),
            hash=self._laptop.canonical(),
            failures=self.failures,
            rounds=len(self.rounds),
            longest=max(self.rounds),
        )

    def _count(self) -> int:
        with self._laptop.database.read() as session:
            return session.scalar(select(func.count()).select_from(CardRow).where(CardRow.deleted_at.is_(None))) or 0


def say(**what: Any) -> None:
    """One line to the parent."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    Typist(Order(**given | {"firms": tuple(given["firms"])})).work()
