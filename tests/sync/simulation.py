"""A room of laptops under a seeded scheduler: they work, exchange, fail and recover; in the end all must agree.

`Simulation(seed, …).run()` raises `Broken` with seed and trace where something does not hold. The same seed takes the
same way.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2

from app.common import ids
from app.common.clock import FixedClock
from app.common.errors import AppError
from app.common.ids import derived_id, new_id
from app.model.conflicts import open_conflicts, settle
from app.operations import Op
from app.records import (
    CardId,
    Direction,
    Firm,
    FirmId,
    Interest,
    Kind,
    LostReason,
    Participant,
    ParticipantId,
    ResourceCard,
    Stage,
    SynergyId,
    Workshop,
    WorkshopId,
)
from app.services.rows import NewCard
from app.sync.exchange import Held
from app.sync.transport import Unreachable
from tests.sync import oracle
from tests.sync.world import Laptop, Receiver, make_laptop

BEGIN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WORKSHOP = WorkshopId("w1")
WORDS = ("ıslak posa", "İğde küspesi", "döküm kumu", "çürük ıspanak", "ŞIRA", "atık ısı", "kırık cam", "üzüm cibresi")
NAMES = ("Işıl İpek", "İlkay Şahin", "Ümit Öz", "Çağla Yağız", "Gülşen Iğdır")


class Broken(AssertionError):
    """Something that must always hold did not."""


class PowerCut(Exception):
    """The process ends between two steps of an exchange."""


class Simulation:
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
        self._future = 0
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
        laptop.skew = self._any_skew()  # type: ignore[attr-defined]
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

    # work

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
            one.clock.at = self.now + one.skew  # type: ignore[attr-defined]
        kinds, times = self.chance.choice(((_WORK, 1), (_WORK, 2), (_WORK, 4), (_EXCHANGE, 1), (_EXCHANGE, 1)))
        for name in self.chance.choices(tuple(kinds), tuple(kinds.values()), k=times):
            try:
                said = getattr(self, f"_{name}")(laptop) or ""
            except AppError as error:
                said = f"refused: {error.message[:40]}"
            self.say(f"{step} {laptop.name} {name} {said}")
            self._remember(laptop)
        if self.chance.random() < 0.3:
            oracle.examine_rows(laptop)

    def _remember(self, *laptops: Laptop) -> None:
        """Everything that was stored counts as acknowledged."""
        for laptop in laptops:
            with laptop.database.read() as session:
                found = session.connection().exec_driver_sql("SELECT id FROM change")
                self.acknowledged.update(row[0] for row in found)

    def _pick(self, laptop: Laptop, table: str, where: str = "1") -> str | None:
        sql = f"SELECT id FROM {table} WHERE deleted_at IS NULL AND {where} ORDER BY id"
        with laptop.database.read() as session:
            found = [row[0] for row in session.connection().exec_driver_sql(sql)]
        return self.chance.choice(found[:4]) if found else None

    def _add_card(self, laptop: Laptop) -> str:
        firm, direction = self._pick(laptop, "firm"), self.chance.choice(list(Direction))
        title = f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"
        laptop.cards.add(NewCard(WORKSHOP, FirmId(firm or "f0"), direction, title, notes="gizli not"))
        return title

    def _edit_card(self, laptop: Laptop) -> str | None:
        card = self._pick(laptop, "resource_card")
        word = f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"
        fields: dict[str, Any] = self.chance.choice(
            (
                {"title": word},
                {"title": word, "description": None},
                {"description": word},
                {"quantity": Decimal(self.chance.randrange(1, 9)), "unit": self.chance.choice(("t", "kg", None))},
                {"notes": word},
                {"audience": self.chance.choice(("public", "room"))},
            )
        )
        if card is not None:
            laptop.cards.edit(CardId(card), **fields)
        return f"{card} {fields}"

    def _delete_card(self, laptop: Laptop) -> str | None:
        card = self._pick(laptop, "resource_card")
        if card is not None:
            laptop.cards.delete(CardId(card))
        return card

    def _link(self, laptop: Laptop) -> str:
        have = self._pick(laptop, "resource_card", "direction = 'have'")
        want = self._pick(laptop, "resource_card", "direction = 'want'")
        laptop.board.link(CardId(have or ""), CardId(want or ""))
        return f"{have} {want}"

    def _move(self, laptop: Laptop) -> str | None:
        synergy, stage = self._pick(laptop, "synergy"), self.chance.choice(list(Stage))
        if synergy is not None:
            reason = next(iter(LostReason)) if stage is Stage.LOST else None
            laptop.board.move(SynergyId(synergy), stage, lost_reason=reason)
        return f"{synergy} {stage}"

    def _edit_synergy(self, laptop: Laptop) -> str | None:
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            laptop.board.edit(SynergyId(synergy), next_step=self.chance.choice(WORDS), owner=self.chance.choice(NAMES))
        return synergy

    def _remove_synergy(self, laptop: Laptop) -> str | None:
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            laptop.board.remove(SynergyId(synergy))
        return synergy

    def _relink(self, laptop: Laptop) -> str | None:
        """Off the board, and made again."""
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            [(have, want)] = laptop.rows("SELECT have_id, want_id FROM synergy WHERE id = ?", synergy)
            laptop.board.remove(SynergyId(synergy))
            laptop.board.link(CardId(have), CardId(want))
        return synergy

    def _regret(self, laptop: Laptop) -> str | None:
        """Deleted, and brought back at once."""
        card = self._delete_card(laptop)
        if card is not None:
            laptop.database.undo()
        return card

    def _raise_hand(self, laptop: Laptop) -> str:
        card, firm = self._pick(laptop, "resource_card"), self._pick(laptop, "firm")
        if card is not None and firm is not None:
            with laptop.database.write("Raise hand") as work:
                hand = derived_id("interest", card, firm)
                work.put(Interest(hand, WORKSHOP, CardId(card), FirmId(firm)))
        return f"{card} {firm}"

    def _add_firm(self, laptop: Laptop) -> str:
        name = f"{self.chance.choice(WORDS)} Sanayi"
        laptop.firms.add(WORKSHOP, name)
        return name

    def _edit_firm(self, laptop: Laptop) -> str | None:
        firm = self._pick(laptop, "firm")
        consent = self.chance.choice(("nothing", "cards", "cards_and_people"))
        fields = self.chance.choice(
            ({"name": f"{self.chance.choice(WORDS)} AŞ"}, {"district": "Çiğli"}, {"platform_consent": consent})
        )
        if firm is not None:
            laptop.firms.edit(FirmId(firm), **fields)
        return f"{firm} {fields}"

    def _merge_firms(self, laptop: Laptop) -> str:
        keep, gone = self._pick(laptop, "firm"), self._pick(laptop, "firm")
        laptop.duplicates.merge(FirmId(keep or ""), FirmId(gone or ""))
        return f"{keep} {gone}"

    def _undo(self, laptop: Laptop) -> str | None:
        return str(laptop.database.undo() is not None)

    def _redo(self, laptop: Laptop) -> str | None:
        return str(laptop.database.redo() is not None)

    def _add_person(self, laptop: Laptop) -> str:
        firm, name = self._pick(laptop, "firm"), f"{self.chance.choice(NAMES)} {self.chance.randrange(999)}"
        with laptop.database.write("Add participant") as work:
            work.add(Participant(ParticipantId(new_id()), WORKSHOP, FirmId(firm or "f0"), name=name, consent=True))
        return name

    def _edit_person(self, laptop: Laptop) -> str | None:
        person, phone = self._pick(laptop, "participant"), f"0555 {self.chance.randrange(9999)}"
        if person is not None:
            with laptop.database.write("Edit participant") as work:
                work.change(Kind.PARTICIPANT, person, phone=phone, name=self.chance.choice(NAMES))
        return f"{person} {phone}"

    def _forget(self, laptop: Laptop) -> str | None:
        person = self._pick(laptop, "participant")
        if person is not None:
            laptop.erasure.forget(ParticipantId(person))
        return person

    def _decide(self, laptop: Laptop) -> str | None:
        with laptop.database.read() as session:
            found = sorted(open_conflicts(session), key=lambda one: (one.entity_id, one.group, one.loser))
        if not found:
            return None
        one, swap = found[0], self.chance.random() < 0.5
        with laptop.database.write("Decide") as work:
            settle(work, (one.entity, one.entity_id, one.group, one.loser), swap=swap)
        return f"{one.entity_id} {one.group} {swap}"

    def _newer_program(self, laptop: Laptop) -> str:
        """What a newer program somewhere wrote arrives by stick: a kind and a group that nobody here knows."""
        self._future += 1
        kind, group = self.chance.choice((("vehicle", "plate"), ("resource_card", "colour")))
        device, card = "newer-ı".replace("ı", "i"), self._pick(laptop, "resource_card") or "c0"
        entity_id = card if kind == "resource_card" else f"v{self._future % 2}"
        stamp = f"{int(self.now.timestamp() * 1000):012x}-0000-{device}"
        groups = {group: {"new": {group: self.chance.choice(WORDS)}}}
        use = new_id()
        op = Op(new_id(), device, self._future, use, "Newer", kind, entity_id, (), stamp, "", "", groups)
        laptop.take(op)
        return f"{kind} {entity_id}"

    # exchange

    def _sync(self, laptop: Laptop, kind: str | None = None, only: str = "run") -> str:
        kind = kind or self.chance.choice(sorted(laptop.receivers))
        receiver = laptop.receivers[kind]
        receiver.line = self._poor_line if self.chance.random() < 0.5 else _good
        exchange = laptop.exchange(kind, page=self.chance.choice((3, 50)), allow_deletions=self.chance.random() < 0.9)
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
        laptop.skew = self._any_skew()  # type: ignore[attr-defined]
        return str(laptop.skew)  # type: ignore[attr-defined]

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


_WORK = {
    "add_card": 4, "edit_card": 14, "delete_card": 3, "link": 9, "move": 6, "edit_synergy": 6, "remove_synergy": 3,
    "relink": 5, "regret": 4,
    "raise_hand": 4, "add_firm": 2, "edit_firm": 7, "merge_firms": 3, "undo": 7, "redo": 3, "add_person": 2,
    "edit_person": 6, "forget": 3, "decide": 3, "newer_program": 3,
}  # fmt: skip
_EXCHANGE = {
    "sync": 18, "push": 6, "pull": 6, "deliver_late": 4, "hand_over": 3, "crash": 2, "power_cut": 5, "backup": 3,
    "restore": 2, "jump": 2, "new_hub": 0.7, "copy_hub": 1, "set_hub_back": 1,
}  # fmt: skip
