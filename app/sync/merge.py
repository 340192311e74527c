"""What a row says, from the operations that are known of it. Pure: the same set gives the same row on every machine,
in whatever order it came, however often.

Like a version history for each row: an operation names its parents, the newest ones that its author had seen. Of the
operations that set a group, those count that no later one replaces. More than one of them means that several people
changed the same thing without knowing of each other: the greatest (clock stamp, id) is shown, the others are kept as
losers. Knowledge decides, the clock only breaks ties; so a clock that is ten years wrong replaces nothing that its
user has not seen.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.operations import ERASED, ROW, Clash, Op, RowState, Values
from app.records import Kind

# Groups that the machine fills: that they differ is noted, but nobody is asked.
_SOFT = frozenset(
    {
        "created_at",
        "rank",
        "frozen",
        "number",
        "source",
        "external_id",
        "arrived_at",
        "at",
        "origin",
        "actor",
        "as_typed",
    }
)
# Groups in which some columns follow from the moment of the act: only these are compared.
_COMPARED: dict[tuple[str, str], tuple[str, ...]] = {
    (Kind.SYNERGY.value, "stage"): ("stage", "lost_reason", "review_on"),
    (Kind.DECISION.value, "verdict"): ("verdict", "reason"),
}
# Groups that an erasure empties.
PERSONAL = frozenset({(Kind.PARTICIPANT.value, "contact")})


def fold(ops: Iterable[Op]) -> RowState:
    """The state of one row; `ops` are operations on it, in any order, sealed groups opened beforehand.

    A group that only stands sealed, or was held back, is as if its operation had not set it. ValueError without any.
    """
    given = list(ops)
    if not given:
        raise ValueError("a row without operations says nothing")
    if len(given) == 1 and ERASED not in given[0].groups:
        return _alone(given[0])
    history = _History(given)
    live, revived = history.life()
    groups: dict[str, Values] = {}
    sources: dict[str, str] = {}
    clashes: list[Clash] = []
    for group in sorted({name for op in given for name in op.groups} - {ROW, ERASED}):
        standing = history.standing(group)
        if standing:
            winner = max(standing, key=lambda op: (op.hlc, op.id))
            groups[group] = winner.groups[group]["new"]
            sources[group] = winner.id
            clashes += _clashes(group, winner, standing)
    erased, unaware = bool(history.erasures), history.unaware()
    return RowState(live, groups, sources, tuple(clashes), history.heads(), revived, erased, unaware)


def standing_groups(ops: Iterable[Op]) -> dict[str, set[str]]:
    """For each operation on a row (sealed groups opened) the groups of which nothing replaces its value."""
    given = list(ops)
    history = _History(given)
    standing: dict[str, set[str]] = {op.id: set() for op in given}
    for group in {name for op in given for name in op.groups} - {ROW, ERASED}:
        for op in history.standing(group):
            standing[op.id].add(group)
    return standing


def _alone(op: Op) -> RowState:
    """What one operation says: most rows of a workshop have no more."""
    groups = {name: value["new"] for name, value in sorted(op.groups.items()) if name != ROW and "new" in value}
    live = op.groups.get(ROW, {}).get("new") != "gone"
    return RowState(live, groups, dict.fromkeys(groups, op.id), (), (op.id,), unaware=frozenset())


class _History:
    """The operations of a row in causal order; `_before[i]` has the bit of every operation that i's author had seen."""

    def __init__(self, ops: Sequence[Op]) -> None:
        self._ops = _causal_order(ops)
        place = {op.id: at for at, op in enumerate(self._ops)}
        self._before: list[int] = []
        for at, op in enumerate(self._ops):
            seen = 0
            for parent in op.parents:
                known = place.get(parent)
                if known is not None and known < at:
                    seen |= self._before[known] | 1 << known
            self._before.append(seen)
        self.erasures = [at for at, op in enumerate(self._ops) if ERASED in op.groups]

    def heads(self) -> tuple[str, ...]:
        """The operations that no other one had seen."""
        return tuple(sorted(self._ops[at].id for at in self._newest(range(len(self._ops)))))

    def life(self) -> tuple[bool, bool]:
        """Whether the row lives, and whether it does so against a deletion: an edit beats a deletion that had not seen
        it."""
        deletions = [at for at, op in enumerate(self._ops) if op.groups.get(ROW, {}).get("new") == "gone"]
        seen_by_deletions = 0
        for at in deletions:
            seen_by_deletions |= self._before[at] | 1 << at
        supporting = [at for at in range(len(self._ops)) if not seen_by_deletions >> at & 1]
        seen_by_support = 0
        for at in supporting:
            seen_by_support |= self._before[at]
        return bool(supporting), bool(supporting) and any(not seen_by_support >> at & 1 for at in deletions)

    def standing(self, group: str) -> list[Op]:
        """The operations whose value of `group` nothing replaces, oldest first."""
        touching = [at for at, op in enumerate(self._ops) if "new" in op.groups.get(group, {})]
        if self.erasures and touching and (self._ops[0].entity, group) in PERSONAL:
            touching = [at for at in touching if self._knows_of_erasures(at)]
        return [self._ops[at] for at in sorted(self._newest(touching))]

    def unaware(self) -> frozenset[str]:
        """The operations that had not seen every erasure."""
        return frozenset(op.id for at, op in enumerate(self._ops) if not self._knows_of_erasures(at))

    def _knows_of_erasures(self, at: int) -> bool:
        return all(self._before[at] >> gone & 1 for gone in self.erasures)

    def _newest(self, places: Iterable[int]) -> list[int]:
        seen = 0
        newest = []
        for at in sorted(places, reverse=True):  # later ones first: whoever has seen `at` has been met already
            if not seen >> at & 1:
                newest.append(at)
            seen |= self._before[at]
        return newest


def _causal_order(ops: Sequence[Op]) -> list[Op]:
    """Parents before children; unrelated ones by stamp and id. A circle (forged) is cut where the stamps say."""
    if len(ops) == 1:
        return list(ops)
    known = {op.id: op for op in ops}
    waiting = {op.id: {one for one in op.parents if one in known and one != op.id} for op in known.values()}
    children: dict[str, list[str]] = {}
    for child, parents in waiting.items():
        for parent in parents:
            children.setdefault(parent, []).append(child)
    free = [(op.hlc, op.id) for op in known.values() if not waiting[op.id]]
    heapq.heapify(free)
    ordered = []
    while waiting:
        if not free:
            cut = min((known[one].hlc, one) for one in waiting)
            free.append(cut)
        _stamp, chosen = heapq.heappop(free)
        if waiting.pop(chosen, None) is None:
            continue
        ordered.append(known[chosen])
        for child in children.get(chosen, ()):
            if child in waiting:
                waiting[child].discard(chosen)
                if not waiting[child]:
                    heapq.heappush(free, (known[child].hlc, child))
    return ordered


def _clashes(group: str, winner: Op, standing: Sequence[Op]) -> list[Clash]:
    winning = winner.groups[group]["new"]
    met = [_compared(winner.entity, group, winning)]
    clashes = []
    for loser in standing:
        losing = loser.groups[group]["new"]
        compared = _compared(winner.entity, group, losing)
        if losing == winning:
            continue
        hard = group not in _SOFT and compared not in met
        if hard:
            met.append(compared)
        clashes.append(Clash(group, winner.id, loser.id, hard, winning, losing))
    return clashes


def _compared(entity: str, group: str, values: Values) -> Mapping[str, Any]:
    columns = _COMPARED.get((entity, group))
    return values if columns is None else {name: values.get(name) for name in columns}
