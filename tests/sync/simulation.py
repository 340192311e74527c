"""A room of laptops under a seeded scheduler: they work, exchange, fail and recover; in the end all must agree.

`Simulation(seed, …).run()` raises `Broken` with seed and trace where something does not hold. The same seed takes the
same way.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from app.common import ids
from app.common.clock import FixedClock
from app.common.errors import AppError
from app.records import (
    CardId,
    Direction,
    Firm,
    FirmId,
    Participant,
    ParticipantId,
    ResourceCard,
    Workshop,
)
from app.sync.answers import Unreachable
from app.sync.exchange import Held
from tests.sync import oracle
from tests.sync.acts import WORDS, WORK, WORKSHOP, Acts
from tests.sync.world import Laptop, Receiver, make_laptop

BEGIN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class Broken(AssertionError):
    """Something that must always hold did not."""


class PowerCut(Exception):
    """The process ends between two steps of an exchange."""


class Simulation(Acts):
    """One way through the room. `trace` tells what happened, without anything that differs from run to run."""

    def __init__(self, seed: int, folder: Path, template: Path, *, laptops: int = 5, steps: int = 45) -> None:
        self.seed, self.steps, self._folder, self._template = seed, steps, folder, template
        self.chance = random.Random(seed)
        self.trace: list[str] = []
        self.now = BEGIN
        self.acknowledged: set[str] = set()
        self.may_be_lost: set[str] = set()
        self.late: list[Callable[[], None]] = []
        self.backups: dict[str, list[Path]] = {}
        with self._same_ids():
            self.hub = Receiver(folder)
            self.receivers = [self.hub]
            if seed % 3 == 0:
                self.receivers.append(Receiver(folder, "platform"))
            if seed % 4 == 0:
                self.receivers.append(Receiver(folder, "room", "room-2"))
            self.laptops = [self._laptop(number) for number in range(laptops)]

    def _laptop(self, number: int) -> Laptop:
        """A new laptop. All of them know the hub, some the others."""
        laptop = make_laptop(self._template, self._folder, f"L{number}", clock=FixedClock(self.now))
        laptop.skew = self._any_skew()
        for receiver in self.receivers if number < 3 else [self.hub]:
            laptop.meet(receiver)
        return laptop

    def run(self) -> None:
        """All steps, then quiet, then the questions."""
        step = -1
        try:
            with self._same_ids():
                self._begin()
                for step in range(self.steps):
                    self._step(step)
                self._come_to_rest()
                oracle.examine(self)
        except Exception as error:
            told = "\n".join(self.trace[-60:])
            raise Broken(f"seed {self.seed}, step {step}: {type(error).__name__}: {error}\n{told}") from error

    def close(self) -> None:
        """Close everything."""
        for one in (*self.laptops, *self.receivers):
            one.close()

    @contextlib.contextmanager
    def _same_ids(self) -> Iterator[None]:
        """New ids come from the seed."""
        chance = random.Random(self.seed)

        class Bits:
            randbits = staticmethod(chance.getrandbits)

        kept = ids.secrets, ids.time
        ids.secrets, ids.time = Bits, self  # type: ignore[assignment]
        try:
            yield
        finally:
            ids.secrets, ids.time = kept

    def time_ns(self) -> int:
        """Our moment, for ids."""
        return int(self.now.timestamp() * 1e9)

    def say(self, text: str) -> None:
        self.trace.append(text)

    def _begin(self) -> None:
        first = self.laptops[0]
        with first.database.write("Fill") as work:
            work.add(Workshop(WORKSHOP, "İzmir Sinerji Çalıştayı"))
            for number in range(3):
                work.add(Firm(FirmId(f"f{number}"), f"Iğdır Döküm {number}"))
            for number in range(4):
                direction = Direction.HAVE if number % 2 else Direction.WANT
                firm = FirmId(f"f{number % 3}")
                work.add(ResourceCard(CardId(f"c{number}"), WORKSHOP, firm, direction, WORDS[number]))
            work.add(Participant(ParticipantId("p0"), WORKSHOP, FirmId("f0"), name="Işıl Çağlayan", phone="0555 000"))
        first.board.link(CardId("c1"), CardId("c0"))
        self._edit_synergy(first)
        for laptop in self.laptops:
            laptop.sync()
        self._remember(*self.laptops)

    def _step(self, step: int) -> None:
        self.now += timedelta(seconds=self.chance.choice((0, 1, 7, 90)))
        laptop = self.chance.choice(self.laptops)
        for one in self.laptops:
            one.clock.at = self.now + one.skew
        kinds, times = self.chance.choice(((WORK, 1), (WORK, 2), (WORK, 4), (_EXCHANGE, 1), (_EXCHANGE, 1)))
        for _turn in range(times):
            self._act(str(step), laptop, kinds)
        if self.chance.random() < 0.3:
            oracle.examine_rows(laptop)

    def _act(self, step: str, laptop: Laptop, kinds: dict[str, float]) -> None:
        [name] = self.chance.choices(tuple(kinds), tuple(kinds.values()))
        try:
            said = getattr(self, f"_{name}")(laptop) or ""
        except AppError as error:
            said = f"refused: {error.message[:40]}"
        self.say(f"{step} {laptop.name} {name} {said}")
        self._remember(laptop)

    def _busy(self, laptop: Laptop) -> Callable[[Callable[[], Any]], Any]:
        """How an exchange reaches the store of somebody who goes on working."""

        def execute(step: Callable[[], Any]) -> Any:
            if self.chance.random() < 0.04:
                self._act("meanwhile", laptop, WORK)
            return step()

        return execute

    def _remember(self, *laptops: Laptop) -> None:
        """Everything that was stored counts as acknowledged."""
        for laptop in laptops:
            with laptop.database.read() as session:
                found = session.connection().exec_driver_sql("SELECT id FROM change")
                self.acknowledged.update(row[0] for row in found)

    # exchange

    def _sync(self, laptop: Laptop, kind: str | None = None, only: str = "run") -> str:
        kind = kind or self.chance.choice(sorted(laptop.receivers))
        receiver = laptop.receivers[kind]
        receiver.line = self._poor_line if self.chance.random() < 0.5 else _good
        exchange = laptop.exchange(kind, page=self.chance.choice((3, 50)), allow_deletions=self.chance.random() < 0.9)
        exchange._execute = self._busy(laptop)
        try:
            if only == "run":
                done = exchange.run()
            else:
                exchange._meet(exchange._transport.status())
                getattr(exchange, only)()
                done = exchange.outcomes
            if exchange.outcomes.erased:
                laptop.store.rewrite()
            return f"{kind} in {done.pulled} out {done.pushed}"
        except (Unreachable, Held) as error:
            return f"{kind} {type(error).__name__}"
        finally:
            receiver.line = _good

    def _push(self, laptop: Laptop) -> str:
        return self._sync(laptop, only="push")

    def _pull(self, laptop: Laptop) -> str:
        return self._sync(laptop, only="pull")

    def _poor_line(self, request: httpx2.Request, answer: Any) -> httpx2.Response:
        what = self.chance.random()
        if what < 0.01:
            self.late.clear()
            self.hub.replace()
        elif what < 0.10:
            raise httpx2.ConnectError("dropped")
        if what < 0.20:
            answer(request)
            raise httpx2.ReadError("answer dropped")
        if what < 0.30:
            answer(request)
        elif what < 0.40:
            self.late.append(lambda: answer(request))
            raise httpx2.ReadTimeout("late")
        return answer(request)  # type: ignore[no-any-return]

    def _deliver_late(self, laptop: Laptop) -> str:
        many = len(self.late)
        self.chance.shuffle(self.late)
        while self.late:
            self.late.pop()()
        return str(many)

    def _hand_over(self, laptop: Laptop) -> str:
        other = self.chance.choice([one for one in self.laptops if one is not laptop])
        laptop.hand_over(other)
        return other.name

    # trouble

    def _crash(self, laptop: Laptop) -> None:
        laptop.crash()

    def _power_cut(self, laptop: Laptop) -> str:
        exchange, left = laptop.exchange(page=5), self.chance.randrange(1, 14)

        def execute(step: Callable[[], Any]) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return step()

        exchange._execute = execute
        try:
            exchange.run()
        except PowerCut:
            laptop.crash()
            return "cut"
        return "whole"

    def _backup(self, laptop: Laptop) -> None:
        self.backups.setdefault(laptop.name, []).append(laptop.store.backup())

    def _restore(self, laptop: Laptop) -> str:
        made = self.backups.get(laptop.name)
        if not made:
            return "nothing"
        before = set(laptop.rows("SELECT id FROM change"))
        laptop.restore(self.chance.choice(made))
        self.may_be_lost |= before - set(laptop.rows("SELECT id FROM change"))
        return "done"

    def _jump(self, laptop: Laptop) -> str:
        laptop.skew = self._any_skew()
        return str(laptop.skew)

    def _any_skew(self) -> timedelta:
        """How wrong a clock is: not at all, by minutes, by up to ten years."""
        return timedelta(minutes=self.chance.choice((0, 0, -2, 2, -60, 60, -5_256_000, 525_600, 5_256_000)))

    def _new_hub(self, laptop: Laptop) -> str:
        self.late.clear()
        receiver = self.chance.choice(self.receivers)
        receiver.replace()
        return receiver.name

    def _copy_hub(self, laptop: Laptop) -> None:
        self.hub.keep_copy()

    def _set_hub_back(self, laptop: Laptop) -> str:
        """As it is meant to be done: a database that was set back has another epoch."""
        self.late.clear()
        done = self.hub.set_back()
        if done:
            self.hub.begin_epoch()
        return str(done)

    def _come_to_rest(self) -> None:
        """Everybody exchanges until nothing moves; one laptop has come only now."""
        self.late.clear()
        self.laptops.append(self._laptop(len(self.laptops)))
        began = time.monotonic()
        for round_number in range(15):
            moved = 0
            for laptop in self.chance.sample(self.laptops, len(self.laptops)):
                for kind in sorted(laptop.receivers):
                    done = laptop.sync(kind)
                    moved += done.pulled + done.pushed
            self.say(f"rest {round_number}: {moved}")
            if not moved:
                return
        raise Broken(f"no rest after {time.monotonic() - began:.0f} s")


def _good(request: httpx2.Request, answer: Any) -> httpx2.Response:
    return answer(request)  # type: ignore[no-any-return]


_EXCHANGE = {
    "sync": 18, "push": 6, "pull": 6, "deliver_late": 4, "hand_over": 3, "crash": 2, "power_cut": 5, "backup": 3,
    "restore": 2, "jump": 2, "new_hub": 0.7, "copy_hub": 1, "set_hub_back": 1,
}  # fmt: skip
