"""What travels between stores: one operation is what one use case did to one row, and it never changes afterwards.

A store is a set of operations. What a row says follows from the set alone (`app.sync.merge`), whatever the order or the
way in which its members arrived.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

# Groups with a meaning of their own; all others hold {"old": {column: value}, "new": {column: value}}.
ROW = "row"  # whether the row lives: {"old": "gone" | "live", "new": "gone" | "live"}
ERASED = "erased"  # the person behind the row is forgotten: {"new": {}}

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Op:
    """One change of one row.

    `device_seq` counts what its author's store has written, from 1. `parents` are the operations on this row that its
    author had seen and nothing newer: it replaces them and all that they replaced. `operation` is the use case that it
    is part of, `name` the English source string of that. `key` (base64) opens groups that stand as {"sealed": text}.
    `partial` tells that groups were held back on the way; the same operation may come again with more of them.
    """

    id: str
    device: str
    device_seq: int
    operation: str
    name: str
    entity: str
    entity_id: str
    parents: tuple[str, ...]
    hlc: str
    at: str
    actor: str
    groups: Mapping[str, Mapping[str, Any]]
    key: str | None = field(default=None, repr=False)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Two operations that set the same group without knowing of each other. `hard`: people meant different things;
    otherwise only the machine's share differs (a rank, a moment) and nobody needs to look."""

    group: str
    winner: str
    loser: str
    hard: bool
    winning: Values
    losing: Values


@dataclass(frozen=True, slots=True)
class RowState:
    """What a set of operations says of one row.

    `groups` holds the column values of each group that is known, `sources` the operation that each comes from.
    `revived`: somebody deleted the row while somebody else edited it, so it lives. `erased`: the person behind it is
    forgotten; `unaware` are then the operations whose authors did not know. `heads` are the operations that nothing
    replaces yet: the parents of the next one.
    """

    live: bool
    groups: Mapping[str, Values]
    sources: Mapping[str, str]
    clashes: tuple[Clash, ...]
    heads: tuple[str, ...]
    revived: bool = False
    erased: bool = False
    unaware: frozenset[str] = frozenset()

    @property
    def columns(self) -> dict[str, Any]:
        """All column values side by side."""
        return {name: value for values in self.groups.values() for name, value in values.items()}


Look = Callable[
    [str, str], Values | None
]  # (entity, id) → the row's columns, whether it lives or not; None = no such row


@dataclass(frozen=True, slots=True)
class Level:
    """How much of a row goes to somebody: every group but `without`, or of `only` alone. `reason` says why not all."""

    name: str
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    reason: str | None = None

    def lets(self, group: str) -> bool:
        """Whether this group goes."""
        if group in (ROW, ERASED):
            return True
        return group in self.only if self.only is not None else group not in self.without


WHOLE = Level("whole")


class Lens(Protocol):
    """The rule of one kind of receiver."""

    def level(self, entity: str, columns: Values, look: Look) -> Level | None:
        """What goes of a row; None = nothing at all."""
        ...

    def through(self, op: Op, level: Level) -> Op:
        """The operation as it goes."""
        ...
