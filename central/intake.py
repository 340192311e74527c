"""Takes operations into the log of one dataset and says what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.engine import Connection

from app.operations import ERASED, Op
from app.sync.merge import PERSONAL
from app.sync.wire import OpResult, Outcome, Withdrawal
from central import op_log, persons, records
from central.op_log import Counter, Logged, RowId
from central.persons import Row


@dataclass(slots=True)
class _Plan:
    """What is to be done with one batch: by the place of an arrival its result, or the operation that is to be stored
    (new, or known and now with more groups); by id what was sealed anew on the way."""

    rows: Mapping[RowId, Row]
    results: dict[int, OpResult] = field(default_factory=dict)
    new: dict[int, Op] = field(default_factory=dict)
    filled: dict[int, Op] = field(default_factory=dict)
    resealed: dict[str, Op] = field(default_factory=dict)

    def row(self, one: Op) -> Row:
        """The row that an operation is on."""
        return self.rows[one.entity, one.entity_id]

    def logged(self, one: Op) -> Logged:
        """An operation with how it came."""
        return Logged(one, self.row(one).brought[one.id])


class Intake:
    """One transaction's work on a dataset whose counter is held. `erased` names the persons who were forgotten: the
    database has to be cleaned of them after the commit; `changed` tells whether anything changed at all."""

    def __init__(self, connection: Connection, dataset: str, held: Counter) -> None:
        self._connection = connection
        self._dataset = dataset
        self._counter = held
        self.erased: set[str] = set()
        self.changed = False

    def take(self, arrivals: Sequence[Logged]) -> list[OpResult]:
        """Store what is new, in this order, and recompute the rows that it touches. One result for each."""
        if not arrivals:
            return []
        plan = _Plan(self._rows((one.op.entity, one.op.entity_id) for one in arrivals))
        before = {row_id: dict(row.ops) for row_id, row in plan.rows.items()}
        for at, arrival in enumerate(arrivals):
            self._admit(plan, at, arrival)
        self._store(plan)
        _judge(plan, before)
        touched = {(one.entity, one.entity_id) for one in (*plan.new.values(), *plan.filled.values())}
        self._finish([plan.rows[row_id] for row_id in sorted(touched)])
        return [plan.results[at] for at in range(len(arrivals))]

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> None:
        """Strip what may no longer stand here from the operations of its rows, and recompute these."""
        if not withdrawals:
            return
        rows = self._rows((one.entity, one.entity_id) for one in withdrawals)
        changed: dict[str, Op] = {}
        for withdrawal in withdrawals:
            row = rows[withdrawal.entity, withdrawal.entity_id]
            for one in list(row.ops.values()):
                stripped = _without(one, withdrawal.groups)
                if stripped is not one:
                    row.ops[one.id] = stripped
                    changed[one.id] = stripped
            if row.personal and not any(persons.is_sealed(one) for one in row.ops.values()):
                row.key = None
        op_log.strip(self._connection, self._dataset, changed.values())
        self._finish([row for row in rows.values() if row.ops])

    def rows_of(self, ops: Iterable[Op]) -> Mapping[RowId, Row]:
        """The rows of these operations as the log has them."""
        return self._rows((one.entity, one.entity_id) for one in ops)

    def _rows(self, row_ids: Iterable[RowId]) -> dict[RowId, Row]:
        found = op_log.ops_of_rows(self._connection, self._dataset, row_ids)
        people = sorted({entity_id for entity, entity_id in found if persons.has_personal(entity)})
        keys = persons.kept_keys(self._connection, self._dataset, people)
        rows = {}
        for (entity, entity_id), logged in found.items():
            key = keys.get(entity_id) if persons.has_personal(entity) else None
            row = Row(entity, entity_id, {op_id: one.op for op_id, one in logged.items()}, key, key)
            row.brought = {op_id: one.by for op_id, one in logged.items()}
            rows[entity, entity_id] = row
        return rows

    def _admit(self, plan: _Plan, at: int, arrival: Logged) -> None:
        one, row = arrival.op, plan.row(arrival.op)
        known = row.ops.get(one.id)
        if known is not None:
            late = arrival.by.is_late(row.brought[one.id])
            fuller = None if late else _fuller(row, known, one)
            if fuller is None:
                plan.results[at] = OpResult(one.id, Outcome.DUPLICATE)
                return
            one = fuller
        row.brought[one.id] = arrival.by
        one = persons.admit(row, one)
        (plan.new if known is None else plan.filled)[at] = one
        if ERASED in one.groups and row.personal:
            self.erased.add(row.entity_id)
            plan.resealed.update({other.id: other for other in persons.forget(row)})

    def _store(self, plan: _Plan) -> None:
        """Write what is new or changed its text. What clashes with one that is there (id, number) is rejected."""
        new = {at: plan.resealed.pop(one.id, one) for at, one in plan.new.items()}
        numbered = [(self._counter.next_seq(), plan.logged(one)) for one in new.values()]
        taken = op_log.add(self._connection, self._dataset, numbered)
        refused = {at: one for at, one in new.items() if one.id not in taken}
        elsewhere = op_log.known_ids(self._connection, self._dataset, [one.id for one in refused.values()])
        for at, one in refused.items():
            clash = "id" if one.id in elsewhere else "device_seq"
            plan.results[at] = OpResult(one.id, Outcome.REJECTED, code="taken", field=clash)
            plan.row(one).ops.pop(one.id, None)
            del plan.new[at]
        changed = {one.id: one for one in plan.filled.values()} | plan.resealed
        renewed = [(self._counter.next_seq(), plan.logged(one)) for one in changed.values()]
        op_log.renew(self._connection, self._dataset, renewed)

    def _finish(self, rows: Sequence[Row]) -> None:
        """Write keys and records of rows that changed."""
        for row in rows:
            if row.personal:
                _drop_key_of_forgotten(row)
                persons.save_key(self._connection, self._dataset, row)
        records.write(self._connection, self._dataset, rows)
        self.changed = self.changed or bool(rows)


def _judge(plan: _Plan, before: dict[RowId, dict[str, Op]]) -> None:
    """Say of each stored operation whether somebody else had changed the row, or even the same part of it."""
    heads: dict[RowId, tuple[str, ...]] = {}
    for at, one in sorted((plan.new | plan.filled).items()):
        row_id = (one.entity, one.entity_id)
        row, standing = plan.rows[row_id], before[row_id]
        if row_id not in heads:
            heads[row_id] = row.state(standing.values()).heads if standing else ()
        standing[one.id] = row.ops[one.id]
        # Most edits follow whatever was there: they need no comparison of values.
        if at in plan.new and set(heads[row_id]) <= set(one.parents):
            plan.results[at] = OpResult(one.id, Outcome.APPLIED)
            heads[row_id] = (one.id,)
        else:
            plan.results[at], heads[row_id] = _compared(row, standing, one)


def _compared(row: Row, standing: Mapping[str, Op], one: Op) -> tuple[OpResult, tuple[str, ...]]:
    state = row.state(standing.values())
    losers = [clash.loser for clash in state.clashes if clash.hard and one.id in (clash.winner, clash.loser)]
    if losers:
        loser = one.id if one.id in losers else losers[0]
        return OpResult(one.id, Outcome.CONFLICT, loser=loser), state.heads
    beside_others = one.id in state.heads and len(state.heads) > 1
    return OpResult(one.id, Outcome.MERGED if beside_others else Outcome.APPLIED), state.heads


def _fuller(row: Row, known: Op, again: Op) -> Op | None:
    """The known operation with what it now brings: groups that were held back, or the key of a person who has none."""
    more = {name: group for name, group in again.groups.items() if name not in known.groups} if known.partial else {}
    fuller = replace(known, groups={**known.groups, **more}, partial=known.partial and again.partial, key=again.key)
    brings_key = again.key is not None and row.key is None and persons.is_sealed(fuller)
    if more or (brings_key and persons.may_hold_key(known, row.ops)):
        return fuller
    return None


def _without(one: Op, groups: tuple[str, ...]) -> Op:
    """The operation without these groups (all, if none is named); an erasure can never be withdrawn."""
    gone = [name for name in one.groups if name != ERASED and (not groups or name in groups)]
    if not gone:
        return one
    return replace(one, groups={name: one.groups[name] for name in one.groups if name not in gone}, partial=True)


def _drop_key_of_forgotten(row: Row) -> None:
    if row.key is None or not any(ERASED in one.groups for one in row.ops.values()):
        return
    known = row.state().groups
    if not any(entity == row.entity and group in known for entity, group in PERSONAL):
        row.key = None
