"""A batch is taken: numbers without gaps, waiting for what is missing, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from app.operations import ROW, Op
from app.sync.wire import (
    MOST_OPS,
    OpResult,
    Outcome,
    WireError,
    Withdrawal,
    checked_id,
    op_from_json,
    withdrawal_from_json,
)
from central import op_log, parking, persons
from central.database import Database
from central.intake import Intake
from central.op_log import Delivery, Logged
from central.problems import Problem, malformed, try_later
from central.tables import insert, parked, stream

MOST_PARKED = 5_000  # of one sender
_NO_ID = "-"
_PARKED_RETRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch as it came: each entry an operation, or the reason why it can never be taken."""

    first: int
    entries: tuple[Op | OpResult, ...]
    withdrawn: tuple[Withdrawal, ...]

    @property
    def end(self) -> int:
        """The number of the last operation."""
        return self.first + len(self.entries) - 1


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a batch. `head` is the newest place in the feed."""

    results: tuple[OpResult, ...]
    last: int
    head: int


def read_batch(first: int, ops: Sequence[Any], withdrawn: Sequence[Any]) -> Sent:
    """A batch from JSON. What is wrong with one operation costs only that; a batch that is too long is refused."""
    if len(ops) > MOST_OPS or len(withdrawn) > MOST_OPS:
        raise Problem(413, "size", f"A batch holds at most {MOST_OPS} operations.")
    try:
        withdrawals = tuple(withdrawal_from_json(one, f"withdrawn.{at}") for at, one in enumerate(withdrawn))
    except WireError as error:
        raise malformed(error.field, str(error)) from error
    return Sent(first, tuple(_entry(value) for value in ops), withdrawals)


def push(database: Database, dataset: str, sender: str, sent: Sent) -> Pushed:
    """Take a batch of `sender`: the one who bears the token, whoever wrote the operations."""
    with database.write() as connection:
        held = op_log.locked_counter(connection, dataset)
        intake = Intake(connection, dataset, held)
        last = last_of(connection, dataset, sender)
        if sent.first > last + 1:
            results = _park(connection, intake, dataset, sender, sent, last + 1)
        else:
            parking.make_way(connection, dataset, sender, _numbered(sent))
            results = _take(intake, sender, sent)
            if sent.end >= last:  # else a repetition that comes late: what it withdraws may be allowed again
                intake.withdraw(sent.withdrawn)
            last = parking.take_waiting(connection, intake, dataset, sender, max(last, sent.end))
            _save_last(connection, dataset, sender, last)
        if intake.erased:
            parking.drop_keys_of_forgotten(connection, intake, dataset)
            database.mark_scrub_due(connection)
        held.version += intake.changed
        op_log.save_counter(connection, dataset, held)
    database.scrub_if_due()
    return Pushed(tuple(results), last, held.last_seq)


def last_of(connection: Connection, dataset: str, sender: str) -> int:
    """The number of the last operation taken from `sender`, 0 before the first."""
    query = select(stream.c.last).where(stream.c.dataset == dataset, stream.c.sender == sender)
    return connection.scalar(query) or 0


def _entry(value: Any) -> Op | OpResult:
    try:
        one = op_from_json(value)
        _check(one)
    except WireError as error:
        return OpResult(_id_of(value), Outcome.REJECTED, code="malformed", field=error.field)
    return one


def _id_of(value: Any) -> str:
    """The id of something that may be no operation; its place in the answer tells which one it was."""
    try:
        return checked_id(value["id"], "id")
    except (WireError, TypeError, KeyError, IndexError):
        return _NO_ID


def _check(one: Op) -> None:
    """WireError where the receiver could not merge or store an operation that is otherwise well formed."""
    for name, group in one.groups.items():
        if name != ROW and not all(isinstance(group.get(side, {}), dict) for side in ("old", "new")):
            raise WireError(f"op.groups.{name}", "has no values by column")
    readable = persons.readable_group(one)
    if readable is not None:
        raise WireError(f"op.groups.{readable}", "is to be sealed")
    if not persons.usable_key(one.key):
        raise WireError("op.key", "is no key")
    try:
        op_log.body_of(one)
    except (ValueError, RecursionError) as error:
        raise WireError("op.groups", "holds what cannot be stored") from error


def _take(intake: Intake, sender: str, sent: Sent) -> list[OpResult]:
    arrivals = [
        Logged(entry, Delivery(sender, number))
        for number, entry in enumerate(sent.entries, sent.first)
        if isinstance(entry, Op)
    ]
    taken = iter(intake.take(arrivals))
    return [next(taken) if isinstance(entry, Op) else entry for entry in sent.entries]


def _park(connection: Connection, intake: Intake, dataset: str, sender: str, sent: Sent, need: int) -> list[OpResult]:
    """Keep a batch that begins too late. What it withdraws goes at once, and once more when its turn comes: the
    operations that are missing may bring it again."""
    here = (parked.c.dataset == dataset, parked.c.sender == sender)
    waiting = connection.scalar(select(func.count()).select_from(parked).where(*here)) or 0
    if waiting + len(sent.entries) + len(sent.withdrawn) > MOST_PARKED:
        raise try_later(429, "parked", f"Operation {need} is missing and too much waits for it.", _PARKED_RETRY_SECONDS)
    parking.keep(connection, intake, dataset, sender, _numbered(sent), sent.withdrawn, sent.end)
    intake.withdraw(sent.withdrawn)
    return [OpResult(entry.id, Outcome.PARKED, need=need) if isinstance(entry, Op) else entry for entry in sent.entries]


def _numbered(sent: Sent) -> Mapping[int, Op | None]:
    return {number: entry if isinstance(entry, Op) else None for number, entry in enumerate(sent.entries, sent.first)}


def _save_last(connection: Connection, dataset: str, sender: str, last: int) -> None:
    fresh = insert(connection, stream).values(dataset=dataset, sender=sender, last=last)
    connection.execute(fresh.on_conflict_do_update(index_elements=["dataset", "sender"], set_={"last": last}))
