"""A room at work: `python -m benchmarks.room`, with `--laptops 12 --cards 100 --seconds 60` where nothing is said.

Starts a hub with TLS and laptops in processes of their own; at each of them somebody types `--cards` cards a minute,
through the real seam, and it exchanges every second. Prints what each laptop has in the end. Exit status 0 where all of
them say the same and are complete.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks._room import Ending, Room, a_workshop, secure_hub
from benchmarks.row import Row

COMPLETE_SECONDS, HUB_MEGABYTES = 5.0, 200.0


def measure(
    laptops: int, cards_a_minute: float, seconds: float, database_url: str | None = None, workers: int = 1
) -> tuple[list[Ending], float]:
    """What each laptop told, and the most memory (MB) that the hub held."""
    cards = max(1, round(cards_a_minute * seconds / 60))
    with (
        tempfile.TemporaryDirectory(prefix="sinerji-room-") as name,
        secure_hub(Path(name), database_url, workers=workers) as hub,
    ):
        with Room(hub, Path(name), laptops, cards, cards_a_minute, a_workshop()) as room:
            room.go()
            endings = room.endings()
        return endings, hub.memory()


def completed_after(endings: list[Ending]) -> float:
    """Seconds from the last card that anybody typed until every laptop had everything."""
    return max(one.complete_at for one in endings) - max(one.typed_at for one in endings)


def as_rows(endings: list[Ending], memory: float, conditions: str) -> list[Row]:
    """The figures of a room."""
    cards = endings[0].cards
    return [
        Row("room: last card until all are complete", cards, conditions, "s", completed_after(endings), target=5),
        Row("room: memory of the hub", cards, conditions, "MB", memory, target=HUB_MEGABYTES),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run a room and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room", description="A hub and laptops, all typing.")
    parser.add_argument("--database-url", help="a PostgreSQL database; else an encrypted file")
    parser.add_argument("--laptops", type=int, default=12)
    parser.add_argument("--cards", type=float, default=100, help="that each laptop types a minute")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=1, help="processes of the hub")
    asked = parser.parse_args(arguments)
    endings, memory = measure(asked.laptops, asked.cards, asked.seconds, asked.database_url, asked.workers)
    for number, one in enumerate(endings, 1):
        print(
            f"laptop {number:2}: typed {one.typed:4}, has {one.cards:5} cards, {one.rounds:3} exchanges "
            f"(longest {one.longest:.2f} s, {one.failures} failed), {one.hash}"
        )
    after = completed_after(endings)
    equal = len({one.hash for one in endings}) == 1
    print(f"all complete {after:.1f} s after the last card (target {COMPLETE_SECONDS:.0f} s)")
    print(f"hub: {memory:.0f} MB (target {HUB_MEGABYTES:.0f} MB)")
    print("all laptops say the same" if equal else "THE LAPTOPS DIFFER")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
