"""The seam: every change of the store goes through `Database.write` and comes out as one `ChangeSet`.

One commit holds the rows, the operation, its change log and the outbox; undo and redo are operations of their own that
take back what the log says, so they survive a restart and reach other laptops like any edit. What other laptops did
comes in through `Database.receive`, into the same log and out as a `ChangeSet` too.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.common.clock import Clock, HybridLogicalClock, SystemClock, iso
from app.common.errors import StaleError
from app.common.ids import new_id
from app.common.messages import N_
from app.model.engine import writing
from app.model.oplog import chunks, heads_of, next_position
from app.model.receiving import Fold, Receiving, Taken
from app.model.reverting import revert_change
from app.model.sync_tables import ConflictRow
from app.model.tables import ChangeRow, OperationRow, OutboxOpRow
from app.model.undo_stack import Step, UndoStack
from app.model.work import Work
from app.operations import ROW, Op
from app.records import ChangeSet, RowChange, UndoStatus

_REMEMBERED_OPERATIONS = 200
RECEIVED = N_("Received from others")


class Database:
    """Reads and writes one store. Writes come from one thread, the program's database thread; `read` serves any."""

    def __init__(self, engine: Engine, device: str, *, clock: Clock | None = None, actor: str = "") -> None:
        self._engine = engine
        self._readers = engine.execution_options(read_only=True)
        self.device = device
        self._actor = actor
        self._followers: list[Callable[[ChangeSet], None]] = []
        self.clock: Clock = clock or SystemClock()
        with self.read() as session:
            # Only our own stamps: somebody else's clock may be ten years ahead, and ours would follow it for ever.
            own = select(func.max(OperationRow.hlc)).where(OperationRow.device == device)
            self._hlc = HybridLogicalClock(self.clock, device, session.scalar(own) or "")
            self._undo = UndoStack(_own_steps(session, device))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for queries; it cannot write."""
        with Session(self._readers, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, operation: str, *, automatic: bool = False) -> Iterator[Work]:
        """One use case: everything done to the yielded work is committed at once, or not at all.

        `operation` is the English source string of its name. After the block `work.changes` tells what happened.
        `automatic` for what the program does on its own account: undo passes it over.
        """
        with self._writing(operation, reverts=None, automatic=automatic) as work:
            yield work

    def receive(
        self,
        ops: Sequence[Op],
        origin: str,
        fold: Fold,
        also: Callable[[Session], None] | None = None,
        check: Callable[[Session, Taken], None] | None = None,
    ) -> tuple[ChangeSet, Taken]:
        """Take in what other stores wrote, in one transaction with `also` (the cursor that moves on). Operations that
        are known change nothing. `fold` tells what a row says after all that is known of it; `check` may object by
        raising: then nothing has happened."""
        with self._session() as session:
            work = Work(session, iso(self.clock.now()), self._actor)
            taken = Receiving(session, work.capture, fold, work.now).take(ops, origin)
            if check is not None:
                check(session, taken)
            if also is not None:
                also(session)
                session.flush()
            session.commit()
        changes = ChangeSet(RECEIVED, "", work.capture.changes())
        if changes.changes:
            for follower in self._followers:
                follower(changes)
        return changes, taken

    @contextmanager
    def write_local(self) -> Iterator[Session]:
        """A session for device-local rows (drafts, vectors, preferences), which have no log."""
        with Session(self._engine, autoflush=False) as session, writing(session):
            yield session
            session.commit()

    def follow(self, follower: Callable[[ChangeSet], None]) -> None:
        """Call `follower` with every committed change, on the thread that made it."""
        self._followers.append(follower)

    def status(self) -> UndoStatus:
        """The names of the steps that undo and redo would take."""
        return self._undo.status()

    def undo(self) -> ChangeSet | None:
        """Take back the last own operation; None where there is none. A step whose rows were changed by somebody else
        since is dropped and StaleError says so; nothing is half undone."""
        return self._revert(self._undo.top_undo(), undone=True)

    def redo(self) -> ChangeSet | None:
        """Carry out again what the last undo took back."""
        return self._revert(self._undo.top_redo(), undone=False)

    def _revert(self, step: Step | None, *, undone: bool) -> ChangeSet | None:
        if step is None:
            return None
        try:
            with self._writing(step.name, reverts=step.id, undone=undone) as work:
                changes = work.session.scalars(
                    select(ChangeRow).where(ChangeRow.operation_id == step.id).order_by(ChangeRow.position.desc())
                )
                for change in changes.all():
                    revert_change(work, change)
        except StaleError:
            self._undo.drop(step)
            raise
        return work.changes

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with Session(self._engine, autoflush=False, expire_on_commit=False) as session:
            # Rows are flushed class by class; the references between them are checked at the commit.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            yield session

    @contextmanager
    def _writing(
        self, name: str, reverts: str | None, *, undone: bool = False, automatic: bool = False
    ) -> Iterator[Work]:
        with self._session() as session:
            work = Work(session, iso(self.clock.now()), self._actor)
            yield work
            session.flush()
            changes = work.capture.changes()
            operation = self._log(work, name, reverts, changes, automatic=automatic) if changes else None
            session.commit()
        work.changes = ChangeSet(name, operation.id if operation else "", changes, undone=undone)
        if operation is not None:
            if not automatic:
                self._undo.push(Step(operation.id, name, reverts))
            for follower in self._followers:
                follower(work.changes)

    def _log(
        self, work: Work, name: str, reverts: str | None, changes: tuple[RowChange, ...], *, automatic: bool
    ) -> OperationRow:
        session, stamp = work.session, self._hlc.tick()
        operation = OperationRow(
            id=new_id(),
            name=name,
            hlc=stamp,
            at=work.now,
            device=self.device,
            actor=self._actor,
            reverts=reverts,
            automatic=int(automatic),
        )
        session.add(operation)
        heads = heads_of(session, [change.id for change in changes])
        own = select(func.max(ChangeRow.device_seq)).where(ChangeRow.device == self.device)
        seq, position = session.scalar(own) or 0, next_position(session)
        written: list[ChangeRow] = []
        for place, change in enumerate(changes):
            row = ChangeRow(
                id=new_id(),
                operation_id=operation.id,
                position=position + place,
                device=self.device,
                device_seq=seq + place + 1,
                hlc=stamp,
                entity=change.kind.value,
                entity_id=change.id,
                parents=json.dumps(heads.get((change.kind.value, change.id), [])),
                groups=work.capture.groups_json(change),
                partial=0,
                origin=None,
            )
            session.add(row)
            session.add(OutboxOpRow(change_id=row.id))
            written.append(row)
        _settle(session, written)
        session.flush()
        return operation

    def unsynced(self) -> int:
        """How many changes no other store has confirmed."""
        with self.read() as session:
            return session.scalar(select(func.count()).select_from(OutboxOpRow)) or 0


def _settle(session: Session, written: Sequence[ChangeRow]) -> None:
    """Whoever changes a group has seen what clashed in it: their value stands alone now."""
    groups = {change.entity_id: {ROW, *json.loads(change.groups)} for change in written}
    for some in chunks(groups):
        for conflict in session.scalars(select(ConflictRow).where(ConflictRow.entity_id.in_(some))):
            if conflict.field_group in groups[conflict.entity_id]:
                session.delete(conflict)


def _own_steps(session: Session, device: str) -> list[Step]:
    newest: Any = (
        select(OperationRow.id, OperationRow.name, OperationRow.reverts)
        .where(OperationRow.device == device, OperationRow.automatic == 0)
        .order_by(OperationRow.hlc.desc())
        .limit(_REMEMBERED_OPERATIONS)
    )
    return [Step(*row) for row in reversed(session.execute(newest).all())]
