"""Operations as they go to a peer: read from the log, through the peer's lens, with the keys that open them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.model.oplog import changes_by_id, history_of, opened, personal_keys, sealed_anew, without_private
from app.model.peers import PeerRecord, outgoing, withdrawals
from app.model.preparing import Looking
from app.operations import ERASED, ROW, Level, Op
from app.records import Kind
from app.sync.lens import LENSES
from app.sync.merge import standing_groups
from app.sync.wire import Withdrawal

_NOTHING = Level("nothing", only=frozenset())


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent next: numbered operations, and what the peer is to forget."""

    first: int
    ops: tuple[Op, ...]
    withdrawn: tuple[Withdrawal, ...]


def next_parcel(session: Any, peer: PeerRecord, limit: int) -> Parcel:
    """The operations that were prepared first, at most `limit`."""
    numbered = outgoing(session, peer.id, limit)
    found = changes_by_id(session, [change_id for _number, change_id in numbered])
    ops = _through_lens(session, peer, [without_private(found[change_id]) for _number, change_id in numbered])
    withdrawn = tuple(Withdrawal(*one) for one in withdrawals(session, peer.id, limit))
    return Parcel(numbered[0][0] if numbered else peer.sent + 1, tuple(ops), withdrawn)


def in_the_open(session: Any, ops: Sequence[Op]) -> list[Op]:
    """The operations with the keys of the people in them, for those who may have everything."""
    keys = personal_keys(session, {op.entity_id for op in ops if op.entity == Kind.PARTICIPANT.value})
    return [replace(op, key=keys.get(op.entity_id)) if _sealed(op) else op for op in ops]


def _through_lens(session: Any, peer: PeerRecord, ops: Sequence[Op]) -> list[Op]:
    if peer.kind == "room":
        return in_the_open(session, ops)
    lens = LENSES[peer.kind]
    looking = Looking(session, peer, lens)
    looking.judge({(op.entity, op.entity_id): None for op in ops})
    standing = _standing(session, {op.entity_id for op in ops})
    keys = personal_keys(session, {op.entity_id for op in ops if op.entity == Kind.PARTICIPANT.value})
    gone = []
    for op in ops:
        level = looking.levels.get((op.entity, op.entity_id)) or _NOTHING
        key = keys.get(op.entity_id)
        seen = lens.through(opened(op, key), level)
        if key is not None:
            seen = sealed_anew(seen, key, key)
        kept = {name: value for name, value in seen.groups.items() if name in standing.get(op.id, {ROW, ERASED})}
        gone.append(replace(seen, groups=kept, partial=seen.partial or len(kept) < len(seen.groups)))
    return in_the_open(session, gone)


def _standing(session: Any, entity_ids: Iterable[str]) -> dict[str, set[str]]:
    """For each operation on these rows the groups of which it still says what is true: what was typed and replaced
    before it could be seen by a platform is none of its business."""
    histories = history_of(session, entity_ids)
    keys = personal_keys(session, {key[1] for key in histories if key[0] == Kind.PARTICIPANT.value})
    standing: dict[str, set[str]] = {}
    for key, ops in histories.items():
        for change_id, groups in standing_groups(opened(op, keys.get(key[1])) for op in ops).items():
            standing[change_id] = {ROW, ERASED, *groups}
    return standing


def _sealed(op: Op) -> bool:
    return any("sealed" in value for value in op.groups.values())
