"""Firms that were merged: which firm stands for which, and what a workshop holds when each row is read under the firm
that stands for its own.

A row may name a merged firm for a while: it was written on a laptop that had not heard of the merge.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.model.repositories import firms, workshops
from app.model.repositories.fetching import fetch
from app.model.tables import FirmRow
from app.records import Attendance, Counters, Firm, FirmId, Interest, Participant, ResourceCard

Stands = Mapping[FirmId, FirmId]
Owned = TypeVar("Owned", Participant, ResourceCard, Interest)


def standing(firm_id: FirmId, after: Callable[[FirmId], FirmId | None]) -> FirmId:
    """The end of a chain of merges; `after` gives the firm that one was merged into. Two laptops may have merged in a
    circle without knowing of each other: there the smallest id stands for all, on every laptop alike."""
    way = [firm_id]
    while (following := after(way[-1])) is not None:
        if following in way:
            return min(way[way.index(following) :])
        way.append(following)
    return way[-1]


def redirects(session: Any) -> dict[FirmId, FirmId]:
    """Every merged firm with the firm that stands for it, chains followed. A firm that was merged into one that lives
    no longer stands for itself."""
    merged = {one.id: one.merged_into for one in fetch(session, Firm, FirmRow.merged_into.is_not(None))}
    if not merged:
        return {}
    into = [one for one in merged.values() if one is not None]
    living = {one.id for one in fetch(session, Firm, FirmRow.id.in_(into))}

    def after(firm_id: FirmId) -> FirmId | None:
        following = merged.get(firm_id)
        return following if following in living else None

    ends = {one: standing(one, after) for one in merged}
    return {one: end for one, end in ends.items() if end != one}


def under(records: Iterable[Owned], stands: Stands) -> list[Owned]:
    """The records, each with the firm that stands for its own."""
    return [replace(one, firm_id=stands[one.firm_id]) if one.firm_id in stands else one for one in records]


def attending(session: Any, workshop_id: str, stands: Stands | None = None) -> list[tuple[Firm, Attendance]]:
    """The firms that attend a workshop, by badge number; no merged one is among them. Where only the merged firm has a
    seat, the firm that stands for it has it."""
    if stands is None:
        stands = redirects(session)
    pairs = firms.of_workshop(session, workshop_id)
    there = {firm.id for firm, _seat in pairs if firm.id not in stands}
    found = []
    for firm, seat in pairs:
        end = stands.get(firm.id)
        kept = firm if end is None else None if end in there else firms.get(session, end)
        if kept is not None:
            there.add(kept.id)
            found.append((kept, seat if end is None else replace(seat, firm_id=kept.id)))
    return found


def counters(session: Any, workshop_id: str) -> Counters:
    """The counters of a workshop, in which a merged firm is no firm of its own."""
    counted = workshops.counters(session, workshop_id)
    stands = redirects(session)
    if not stands:
        return counted
    hidden = len(firms.of_workshop(session, workshop_id)) - len(attending(session, workshop_id, stands))
    return replace(counted, firms=counted.firms - hidden)
