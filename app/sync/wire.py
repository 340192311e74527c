"""The shapes that travel, as JSON: operations, batches, answers. Shared by laptops, the room's hub and the platform.

Reading is strict where a mistake would lose something (ids, numbers, sizes) and open where a newer program may say
more: unknown keys are passed over, unknown kinds of rows and unknown groups are kept as they came.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.operations import Op

PROTOCOL, OLDEST_PROTOCOL = 1, 1
# What one request may carry.
MOST_OPS, MOST_BYTES = 200, 1_000_000
MOST_CHANGES = 1_000  # one answer of GET /v1/changes
LONGEST_ID, LONGEST_NAME = 64, 200
MOST_PARENTS = 200

_ID = re.compile(r"[0-9A-Za-z_.:\-]{1,64}")
_ENTITY = re.compile(r"[a-z_]{1,40}")
_STAMP = re.compile(r"[0-9a-f]{12}-[0-9a-f]{4}-[0-9A-Za-z_.:\-]{1,64}")


class Outcome(StrEnum):
    """What became of an operation that was pushed."""

    APPLIED = "applied"  # nobody else had changed the row
    DUPLICATE = "duplicate"  # it was there already
    MERGED = "merged"  # somebody else had changed another part of the row
    CONFLICT = "conflict"  # somebody else had changed the same part: one is shown, the other kept
    PARKED = "parked"  # an earlier one of the same sender is missing; it waits for that
    REJECTED = "rejected"  # it can never be taken as it is; the others of the batch are


class WireError(ValueError):
    """Something that came over the wire has not the agreed shape; `field` says where."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}")
        self.field = field


@dataclass(frozen=True, slots=True)
class OpResult:
    """The answer to one operation of a batch. `loser` names the operation whose value is kept but not shown (conflict);
    `need` the number that is missing (parked); `code` and `field` say what is wrong (rejected)."""

    op_id: str
    outcome: Outcome
    loser: str | None = None
    need: int | None = None
    code: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Groups of a row that may no longer stand on the other side; `groups` empty = the whole row."""

    entity: str
    entity_id: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Operations in the order in which their sender has them. `first` is the number of the first one among all that
    this sender has ever sent to this receiver, counted from 1 without gaps."""

    protocol: int
    dataset: str
    first: int
    ops: tuple[Op, ...]
    withdrawn: tuple[Withdrawal, ...] = ()


def op_to_json(op: Op) -> dict[str, Any]:
    """An operation as a JSON object; what is not said is left out."""
    value: dict[str, Any] = {
        "id": op.id,
        "device": op.device,
        "device_seq": op.device_seq,
        "operation": op.operation,
        "name": op.name,
        "entity": op.entity,
        "entity_id": op.entity_id,
        "hlc": op.hlc,
        "at": op.at,
        "actor": op.actor,
        "groups": dict(op.groups),
    }
    if op.parents:
        value["parents"] = list(op.parents)
    if op.key is not None:
        value["key"] = op.key
    if op.partial:
        value["partial"] = True
    return value


def op_from_json(value: Any, where: str = "op") -> Op:
    """An operation from a JSON object. WireError where it has not the agreed shape."""
    if not isinstance(value, dict):
        raise WireError(where, "is no object")
    seq = value.get("device_seq")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < 2**53:
        raise WireError(f"{where}.device_seq", "is no number from 1")
    groups = value.get("groups")
    if not isinstance(groups, dict) or not all(isinstance(group, dict) for group in groups.values()):
        raise WireError(f"{where}.groups", "is no object of objects")
    parents = value.get("parents", [])
    if not isinstance(parents, list) or len(parents) > MOST_PARENTS:
        raise WireError(f"{where}.parents", "is no list of ids")
    key = value.get("key")
    if key is not None and (not isinstance(key, str) or len(key) > LONGEST_ID):
        raise WireError(f"{where}.key", "is no key")
    return Op(
        id=_matching(value, "id", _ID, where),
        device=_matching(value, "device", _ID, where),
        device_seq=seq,
        operation=_matching(value, "operation", _ID, where),
        name=_text(value, "name", where),
        entity=_matching(value, "entity", _ENTITY, where),
        entity_id=_matching(value, "entity_id", _ID, where),
        parents=tuple(checked_id(one, f"{where}.parents") for one in parents),
        hlc=_matching(value, "hlc", _STAMP, where),
        at=_text(value, "at", where),
        actor=_text(value, "actor", where),
        groups=groups,
        key=key,
        partial=value.get("partial") is True,
    )


def batch_to_json(batch: Batch) -> dict[str, Any]:
    """A batch as a JSON object."""
    return {
        "protocol": batch.protocol,
        "dataset": batch.dataset,
        "first": batch.first,
        "ops": [op_to_json(op) for op in batch.ops],
        "withdrawn": [
            {"entity": one.entity, "entity_id": one.entity_id, "groups": list(one.groups)} for one in batch.withdrawn
        ],
    }


def withdrawal_from_json(value: Any, where: str = "withdrawn") -> Withdrawal:
    """A withdrawal from a JSON object. WireError where it has not the agreed shape."""
    if not isinstance(value, dict):
        raise WireError(where, "is no object")
    groups = value.get("groups", [])
    if not isinstance(groups, list) or not all(isinstance(group, str) and len(group) <= LONGEST_ID for group in groups):
        raise WireError(f"{where}.groups", "is no list of names")
    entity = _matching(value, "entity", _ENTITY, where)
    return Withdrawal(entity, _matching(value, "entity_id", _ID, where), tuple(groups))


def result_to_json(result: OpResult) -> dict[str, Any]:
    """The answer to one operation as a JSON object."""
    value: dict[str, Any] = {"id": result.op_id, "result": result.outcome.value}
    for name in ("loser", "need", "code", "field"):
        if getattr(result, name) is not None:
            value[name] = getattr(result, name)
    return value


def result_from_json(value: Any) -> OpResult:
    """The answer to one operation from a JSON object. WireError where it has not the agreed shape."""
    try:
        return OpResult(
            checked_id(value["id"], "results.id"),
            Outcome(value["result"]),
            value.get("loser"),
            value.get("need"),
            value.get("code"),
            value.get("field"),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise WireError("results", "is no list of results") from error


def packed(ops: Sequence[Op], most_ops: int = MOST_OPS, most_bytes: int = MOST_BYTES * 9 // 10) -> list[list[Op]]:
    """Cut a row of operations into batches that a receiver takes; one that is too large alone stands alone."""
    batches: list[list[Op]] = []
    room = 0
    for op in ops:
        size = len(json.dumps(op_to_json(op), ensure_ascii=False).encode()) + 1
        if not batches or len(batches[-1]) >= most_ops or size > room:
            batches.append([])
            room = most_bytes
        batches[-1].append(op)
        room -= size
    return batches


def checked_id(value: Any, where: str) -> str:
    """`value` as an id. WireError where it is none."""
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise WireError(where, "is no id")
    return value


def _matching(value: Mapping[str, Any], name: str, pattern: re.Pattern[str], where: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or pattern.fullmatch(text) is None:
        raise WireError(f"{where}.{name}", "is missing or malformed")
    return text


def _text(value: Mapping[str, Any], name: str, where: str) -> str:
    text = value.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST_NAME or "\x00" in text:
        raise WireError(f"{where}.{name}", "is no text of at most 200 characters")
    return text
