"""A whole room on this machine: the hub and laptops in processes of their own, all of them typing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks._hub import Hub, Laptop
from benchmarks._stores import KEY, fill
from benchmarks._typist import Order
from benchmarks.crowd import Crowd, crowd
from central.certificates import make_certificate


@dataclass(frozen=True, slots=True)
class Ending:
    """What a laptop told: the moment of its last own card, and of being complete; its hash; its exchanges."""

    typed: int
    typed_at: float
    cards: int
    complete_at: float
    hash: str
    rounds: int
    longest: float
    failures: int


class Room:
    """`laptops` processes that are ready to type. Leave the block to end them."""

    def __init__(self, hub: Hub, folder: Path, laptops: int, cards: int, cards_a_minute: float, begin: Crowd) -> None:
        certificate = None if hub.settings.certificate is None else hub.settings.certificate.read_text()
        with Laptop(folder / "first.db", hub.url, hub.token("first"), certificate) as first:
            fill(first.database, begin)
            first.exchange()
        everybody = len(begin.cards) + laptops * cards
        firms = tuple(str(firm.id) for firm in begin.firms)
        self._children = [
            _start(
                Order(
                    str(folder / f"laptop{number}.db"),
                    KEY,
                    hub.url,
                    hub.token(f"masa-{number}"),
                    certificate,
                    begin.workshop.id,
                    firms,
                    number,
                    cards,
                    cards_a_minute,
                    everybody,
                )
            )
            for number in range(1, laptops + 1)
        ]
        for child in self._children:
            _next(child, "ready")

    def go(self) -> None:
        """Let everybody type."""
        for child in self._children:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()

    def endings(self) -> list[Ending]:
        """Wait until each of them is complete."""
        typed = [_next(child, "typed") for child in self._children]
        complete = [_next(child, "complete") for child in self._children]
        return [
            Ending(a["typed"], a["at"], b["complete"], b["at"], b["hash"], b["rounds"], b["longest"], b["failures"])
            for a, b in zip(typed, complete, strict=True)
        ]

    def __enter__(self) -> Room:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        for child in self._children:
            child.kill()
        for child in self._children:
            child.communicate()


def secure_hub(folder: Path, database_url: str | None = None, **settings: Any) -> Hub:
    """A room's hub with a certificate of its own, not started yet."""
    certificate, key = make_certificate(folder / "tls", ["127.0.0.1"])
    return Hub.in_folder(folder, database_url, certificate=certificate, private_key=key, **settings)


def a_workshop(cards: int = 0, seed: int = 12) -> Crowd:
    """What is there before anybody types: a workshop with its 109 firms."""
    return crowd(cards, seed=seed, firms=109)


def _start(order: Order) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks._typist", order.as_json()]
    root = Path(__file__).parents[1]
    return subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _next(child: subprocess.Popen[str], name: str) -> dict[str, Any]:
    assert child.stdout is not None
    line = child.stdout.readline()
    told: dict[str, Any] = json.loads(line) if line else {}
    if name not in told:
        raise RuntimeError(f"a laptop said {line!r} instead of {name}")
    return told
