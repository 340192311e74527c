"""A laptop in a process of its own that types and exchanges without end: it is meant to be killed."""

import itertools
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from app.common.ids import new_id
from app.records import CardId, Direction, FirmId, ResourceCard, WorkshopId
from app.sync.answers import Page, Pushed, Unreachable
from app.sync.exchange import Exchange
from app.sync.transport import Transport
from app.sync.wire import Batch
from benchmarks._hub import HUB, Laptop

CARDS_A_ROUND = 4
PAUSE = 0.05  # seconds; also that a machine with two processors has time for the hub


class TellingTransport(Transport):
    """Says what the exchange is about to do."""

    def __init__(self, laptop: Laptop, line: Connection) -> None:
        super().__init__(laptop.url, laptop.token, laptop.certificate, seconds=5)
        self._line_to_parent = line

    def changes(self, cursor: str, skip: str, limit: int) -> Page:
        self._line_to_parent.send(("doing", "pull"))
        return super().changes(cursor, skip, limit)

    def push(self, batch: Batch) -> Pushed:
        self._line_to_parent.send(("doing", "push"))
        return super().push(batch)


def type_and_exchange(
    line: Connection, path: str, key: str, url: str, token: str, certificate: str | None, mark: str
) -> None:
    """Save cards and exchange; each card is told (`"saved"`, id) after its commit has returned."""
    laptop = Laptop(Path(path), url, token, certificate, key=key)
    line.send(("doing", "ready"))
    for number in itertools.count():
        for card_id in _save(laptop, f"{mark}-{number}"):
            line.send(("saved", card_id))
        try:
            with TellingTransport(laptop, line) as transport:
                Exchange(laptop.database, HUB, transport, laptop.execute, page=10).run()
        except Unreachable:
            pass  # the hub is dead for a moment: typing goes on
        line.send(("doing", "type"))
        time.sleep(PAUSE)
        if number % 20 == 19:
            laptop.store.idle_checkpoint()


def _save(laptop: Laptop, mark: str) -> Sequence[str]:
    cards = [
        ResourceCard(
            CardId(new_id()), WorkshopId("w"), FirmId("f"), Direction.HAVE, f"Döküm kumu ığüşöç İ {mark}.{place}"
        )
        for place in range(CARDS_A_ROUND)
    ]
    for card in cards:
        with laptop.database.write("Add card") as work:
            work.add(card)
    return [card.id for card in cards]
