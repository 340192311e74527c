"""Child process: saves cards one by one and marks each save where a tracer of system calls can see it.

`python -m benchmarks._card_saves STORE COUNT`. The marks are questions for files that do not exist.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from app.records import Direction
from app.services.cards import CardService
from app.services.rows import NewCard
from benchmarks._stores import fill, open_measured
from benchmarks.crowd import crowd, line

MARK = "/sinerji-measures"
CHECKPOINT_EVERY = 20


def save_cards(path: Path, count: int) -> None:
    """Save `count` cards; after every twentieth the log is moved into the main file, as in an idle moment."""
    store, database = open_measured(path)
    room = crowd(20, seed=41)
    fill(database, room)
    cards, random = CardService(database), Random(42)
    for number in range(count):
        kind = "after-checkpoint" if number % CHECKPOINT_EVERY == 0 else "save"
        if kind != "save":
            store.idle_checkpoint()
        new = NewCard(room.workshop.id, random.choice(room.firms).id, Direction.HAVE, line(random))
        Path(MARK, kind, "begin").exists()
        cards.add(new)
        Path(MARK, kind, "end").exists()
    store.close()


if __name__ == "__main__":
    save_cards(Path(sys.argv[1]), int(sys.argv[2]))
