"""The seam: every change of the store goes through `Database.write` and comes out as one `ChangeSet`.

One commit holds the rows, the operation, its change log and the outbox; undo and redo are operations of their own that
take back what the log says, so they survive a restart and reach other laptops like any edit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.common.clock import Clock, HybridLogicalClock, SystemClock, iso
from app.common.errors import StaleError
from app.common.ids import new_id
from app.model.engine import MAY_WRITE
from app.model.reverting import revert_change
from app.model.tables import ChangeRow, OperationRow, OutboxOpRow
from app.model.undo_stack import Step, UndoStack
from app.model.work import Work
from app.records import ChangeSet, RowChange, UndoStatus

_REMEMBERED_OPERATIONS = 200


class Database:
    """Reads and writes one store. Writes come from one thread, the program's database thread; `read` serves any."""

    def __init__(self, engine: Engine, device: str, *, clock: Clock | None = None, actor: str = "") -> None:
        self._engine = engine
        self._readers = engine.execution_options(read_only=True)
        self._device = device
        self._actor = actor
        self._followers: list[Callable[[ChangeSet], None]] = []
        self.clock: Clock = clock or SystemClock()
        with self.read() as session:
            self._hlc = HybridLogicalClock(self.clock, device, session.scalar(select(func.max(OperationRow.hlc))) or "")
            self._undo = UndoStack(_own_steps(session, device))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for queries; it cannot write."""
        with Session(self._readers, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, operation: str) -> Iterator[Work]:
        """One use case: everything done to the yielded work is committed at once, or not at all.

        `operation` is the English source string of its name. After the block `work.changes` tells what happened.
        """
        with self._writing(operation, reverts=None) as work:
            yield work

    @contextmanager
    def write_local(self) -> Iterator[Session]:
        """A session for device-local rows (drafts, vectors, preferences), which have no log."""
        with Session(self._engine, autoflush=False) as session:
            info = session.connection().info
            info[MAY_WRITE] = True
            try:
                yield session
                session.commit()
            finally:
                info[MAY_WRITE] = False

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
                    select(ChangeRow).where(ChangeRow.operation_id == step.id).order_by(ChangeRow.device_seq.desc())
                )
                for change in changes.all():
                    revert_change(work, change)
        except StaleError:
            self._undo.drop(step)
            raise
        return work.changes

    @contextmanager
    def _writing(self, name: str, reverts: str | None, *, undone: bool = False) -> Iterator[Work]:
        with Session(self._engine, autoflush=False, expire_on_commit=False) as session:
            # Rows are flushed class by class; the references between them are checked at the commit.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            work = Work(session, iso(self.clock.now()), self._actor)
            yield work
            session.flush()
            changes = work.capture.changes()
            operation = self._log(work, name, reverts, changes) if changes else None
            session.commit()
        work.changes = ChangeSet(name, operation.id if operation else "", changes, undone=undone)
        if operation is not None:
            self._undo.push(Step(operation.id, name, reverts))
            for follower in self._followers:
                follower(work.changes)

    def _log(self, work: Work, name: str, reverts: str | None, changes: tuple[RowChange, ...]) -> OperationRow:
        session, stamp = work.session, self._hlc.tick()
        operation = OperationRow(
            id=new_id(), name=name, hlc=stamp, at=work.now, device=self._device, actor=self._actor, reverts=reverts
        )
        session.add(operation)
        seq = session.scalar(select(func.max(ChangeRow.device_seq))) or 0
        for change in changes:
            seq += 1
            row = ChangeRow(
                id=new_id(),
                operation_id=operation.id,
                device_seq=seq,
                hlc=stamp,
                entity=change.kind.value,
                entity_id=change.id,
                groups=work.capture.groups_json(change),
            )
            session.add(row)
            session.add(OutboxOpRow(device_seq=seq, change_id=row.id))
        session.flush()
        return operation

    def unsynced(self) -> int:
        """How many changes no other store has confirmed."""
        with self.read() as session:
            return session.scalar(select(func.count()).select_from(OutboxOpRow)) or 0


def _own_steps(session: Session, device: str) -> list[Step]:
    newest: Any = (
        select(OperationRow.id, OperationRow.name, OperationRow.reverts)
        .where(OperationRow.device == device)
        .order_by(OperationRow.hlc.desc())
        .limit(_REMEMBERED_OPERATIONS)
    )
    return [Step(*row) for row in reversed(session.execute(newest).all())]
