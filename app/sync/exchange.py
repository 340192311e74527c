"""One round with one peer: fetch what is new there, send what is new here. Stops at any moment without harm.

The store is only touched through `execute`, which runs a function on the thread that may write; between two such steps
the network is slow, the power fails, the peer dies. Cursor and confirmations move in the transaction that they belong
to, so the next round goes on where this one really was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from app.common.clock import iso
from app.common.messages import N_
from app.model.database import Database
from app.model.exported_files import wanted_blobs
from app.model.fuse import trips
from app.model.peers import (
    LogLine,
    PeerRecord,
    begin_again,
    change_peer,
    confirm,
    drop_withdrawals,
    note,
    note_sent_blob,
    peer,
    renumber,
    trim_log,
)
from app.model.preparing import Prepared, prepare
from app.model.receiving import Taken
from app.records import ChangeSet
from app.sync.answers import DATASET, NOT_OURS, EpochChanged, Page, Refused, Status, TooLarge, Unreachable
from app.sync.lens import LENSES
from app.sync.merge import fold
from app.sync.sending import Parcel, next_parcel
from app.sync.wire import MOST_OPS, PROTOCOL, Batch, Outcome, Withdrawal, packed

if TYPE_CHECKING:
    from app.sync.transport import Transport

T = TypeVar("T")
Execute = Callable[[Callable[[], T]], T]

OTHER_KIND = N_("Behind this address is something else than before ({kind}): remove the connection and set it up anew.")
BEGUN_AGAIN = N_("The other side has another database than before: everything is compared anew.")
SET_ASIDE = N_("{count} operations were refused and set aside.")
UNREADABLE = N_("{count} operations that came could not be read and were passed over: {fields}.")
RECEIVED = N_("{count} operations received.")
RECEIVED_CONFLICTS = N_("{count} operations received, {conflicts} conflicts.")
SENT = N_("{count} operations sent.")
SENT_MERGED = N_("{count} operations sent, {merged} of them merged.")


class Held(Exception):
    """So many rows would be deleted that a person should decide first."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} deletions")
        self.rows = rows


@dataclass
class Outcomes:
    """What a round did, for the log and the window."""

    pulled: int = 0
    pushed: int = 0
    merged: int = 0
    conflicts: int = 0
    set_aside: int = 0
    changes: list[ChangeSet] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)


class Exchange:
    """A round with the peer `peer_id`. `after` looks at what came in and may add changes of its own."""

    def __init__(
        self,
        database: Database,
        peer_id: str,
        transport: Transport,
        execute: Execute[Any],
        *,
        after: Callable[[Taken], list[ChangeSet]] = lambda _taken: [],
        allow_deletions: bool = False,
        page: int = 300,
    ) -> None:
        self._database, self._peer_id, self._transport = database, peer_id, transport
        self._execute, self._after, self._allow, self._page = execute, after, allow_deletions, page
        self._there: set[str] = set()
        self.outcomes = Outcomes()

    def run(self) -> Outcomes:
        """Fetch, then send. Unreachable, Refused, Held; what was done until then is done."""
        self._meet(self._transport.status())
        try:
            self.pull()
            self.push()
        except EpochChanged:
            status = self._transport.status()
            self._there.clear()
            self._local(lambda session: begin_again(session, self._peer_id, status.epoch, status.last))
            self._once_more()
        self._tell()
        return self.outcomes

    def pull(self) -> None:
        """Fetch the peer's log from where we left off."""
        more = True
        while more:
            known = self._read_peer()
            page = self._transport.changes(known.cursor, self._database.device, self._page)
            if known.dataset is not None and page.dataset != known.dataset:
                raise Refused(DATASET, code="dataset")
            self._take(known, page)
            more = page.more

    def push(self) -> None:
        """Send what the peer has not."""
        more = True
        while more:
            more = self._local(self._prepare).more
            self._send_prepared()
        for sha256, content in self._execute(lambda: self._blobs()):
            try:
                self._transport.put_blob(sha256, content)
            except TooLarge:  # it stays here and is not tried again
                self.outcomes.set_aside += 1
                self._local(lambda session: self._note(session, "error", SET_ASIDE, count=1))
            self._local(lambda session, sent=sha256: note_sent_blob(session, self._peer_id, sent))  # type: ignore[misc]

    # steps

    def _once_more(self) -> None:
        try:
            self.pull()
            self.push()
        except EpochChanged as error:  # from the very start nothing can be outdated
            raise Unreachable(NOT_OURS) from error

    def _meet(self, status: Status) -> None:
        known = self._read_peer()
        if known.dataset not in (None, status.dataset):
            raise Refused(DATASET, code="dataset")
        if known.kind != status.kind:
            raise Refused(OTHER_KIND, code="dataset", kind=status.kind)

        def settle(session: Any) -> None:
            # Fewer than it had confirmed: its database was set back.
            if known.epoch is None or (known.epoch == status.epoch and status.last >= known.sent):
                change_peer(session, known.id, dataset=status.dataset, epoch=status.epoch)
                if status.last != known.sent:
                    self._right_numbers(session, known, status.last)
                return
            begin_again(session, known.id, status.epoch, status.last)
            self._note(session, "warning", BEGUN_AGAIN)

        self._local(settle)

    @staticmethod
    def _right_numbers(session: Any, known: PeerRecord, last: int) -> None:
        """The peer counts otherwise (a lost answer, a restored backup): what is prepared follows what it has. That it
        may get an operation twice does no harm."""
        renumber(session, known.id, last)

    def _take(self, known: PeerRecord, page: Page) -> None:
        def arrive() -> tuple[ChangeSet, Taken]:
            def also(session: Any) -> None:
                change_peer(session, known.id, cursor=page.cursor)
                if page.broken:
                    fields = ", ".join(page.broken[:5])
                    self._note(session, "warning", UNREADABLE, count=len(page.broken), fields=fields)

            return self._database.receive(page.ops, known.id, fold, also, check=self._check)

        changes, taken = self._execute(arrive)
        if known.cursor == "" or self._there:
            self._there.update(op.id for op in page.ops if not op.partial)
        self.outcomes.pulled += taken.new
        self.outcomes.conflicts += taken.conflicts
        self.outcomes.erased += taken.erased
        if changes.changes:
            self.outcomes.changes.append(changes)
        if taken.gone or taken.redirected:
            self.outcomes.changes += self._execute(lambda: self._after(taken))

    def _check(self, session: Any, taken: Taken) -> None:
        if not self._allow and trips(session, len(taken.gone)):
            raise Held(len(taken.gone))

    def _send_prepared(self) -> None:
        while True:
            parcel = self._execute(self._parcel)
            if not parcel.ops and not parcel.withdrawn:
                return
            self._send(parcel)

    def _send(self, parcel: Parcel) -> None:
        first, withdrawn = parcel.first, parcel.withdrawn
        waiting = packed(parcel.ops) or [[]]
        while waiting:
            ops = waiting.pop(0)
            try:
                answer = self._transport.push(Batch(PROTOCOL, self._dataset(), first, tuple(ops), withdrawn))
            except TooLarge:
                if len(ops) == 1:
                    self._set_aside(ops[0].id, first)
                    return
                half = len(ops) // 2
                waiting[:0] = [ops[:half], ops[half:]]
                continue
            if any(result.outcome is Outcome.PARKED for result in answer.results):
                self._local(lambda session, last=answer.last: renumber(session, self._peer_id, last))  # type: ignore[misc]
                return
            self._settle(answer.results, first, withdrawn)
            first, withdrawn = first + len(ops), ()

    def _set_aside(self, change_id: str, number: int) -> None:
        """One operation is more than the peer takes at once: it never gets its number, the next one does."""

        def aside(session: Any) -> None:
            refused = {change_id: ("size", None)}
            confirm(session, self._peer_id, number, refused, iso(self._database.clock.now()))
            renumber(session, self._peer_id, number - 1)
            self._note(session, "error", SET_ASIDE, count=1)

        self._local(aside)
        self.outcomes.set_aside += 1

    def _settle(self, results: Any, first: int, withdrawn: Sequence[Withdrawal]) -> None:
        refused = {one.op_id: (one.code or "rejected", one.field) for one in results if one.outcome is Outcome.REJECTED}
        up_to = first + len(results) - 1

        def settle(session: Any) -> None:
            if results:
                confirm(session, self._peer_id, up_to, refused, iso(self._database.clock.now()))
            if withdrawn:
                drop_withdrawals(session, self._peer_id, [one.entity_id for one in withdrawn])
            if refused:
                self._note(session, "error", SET_ASIDE, count=len(refused))

        self._local(settle)
        self.outcomes.pushed += len(results) - len(refused)
        self.outcomes.set_aside += len(refused)
        self.outcomes.merged += sum(one.outcome is Outcome.MERGED for one in results)

    def _parcel(self) -> Parcel:
        with self._database.read() as session:
            return next_parcel(session, _peer(session, self._peer_id), MOST_OPS)

    def _prepare(self, session: Any) -> Prepared:
        known = _peer(session, self._peer_id)
        return prepare(session, known, LENSES[known.kind], self._there)

    def _blobs(self) -> list[tuple[str, bytes]]:
        with self._database.read() as session:
            known = _peer(session, self._peer_id)
            return wanted_blobs(session, known, LENSES[known.kind])

    def _dataset(self) -> str:
        return self._read_peer().dataset or ""

    def _read_peer(self) -> PeerRecord:
        def read() -> PeerRecord:
            with self._database.read() as session:
                return _peer(session, self._peer_id)

        found: PeerRecord = self._execute(read)
        return found

    def _local(self, work: Callable[[Any], T]) -> T:
        def run() -> T:
            with self._database.write_local() as session:
                return work(session)

        result: T = self._execute(run)
        return result

    def _tell(self) -> None:
        """Write into the log what was exchanged; a round that brought nothing writes nothing."""
        done = self.outcomes
        if not (done.pulled or done.pushed):
            return
        moment = iso(self._database.clock.now())

        def finish(session: Any) -> None:
            change_peer(session, self._peer_id, last_ok_at=moment)
            if done.pulled:
                level, words = ("conflict", RECEIVED_CONFLICTS) if done.conflicts else ("info", RECEIVED)
                self._note(session, level, words, count=done.pulled, conflicts=done.conflicts)
            if done.pushed:
                level, words = ("merge", SENT_MERGED) if done.merged else ("info", SENT)
                self._note(session, level, words, count=done.pushed, merged=done.merged)
            trim_log(session)

        self._local(finish)

    def _note(self, session: Any, level: str, message: str, **params: Any) -> None:
        note(session, LogLine(iso(self._database.clock.now()), self._peer_id, level, message, params))


def _peer(session: Any, peer_id: str) -> PeerRecord:
    found = peer(session, peer_id)
    if found is None:
        raise LookupError(peer_id)
    return found
