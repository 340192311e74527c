"""The fewest list operations that turn one order of ids into another, so that views keep selection and scroll."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remove:
    """Rows `first` to `last` (both included) go away."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Move:
    """The row at `source` comes to stand at `target`, counted after it was lifted out."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Insert:
    """`count` new rows appear at `first`."""

    first: int
    count: int


Step = Remove | Move | Insert


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Removals from the end, then moves of what is out of order, then insertions in rising order.

    Ids are unique in each sequence. Rows that stay in order relative to one another (the longest such run) are never
    touched: moving one card gives exactly one `Move`.
    """
    wanted = {key: place for place, key in enumerate(new)}
    removed = [row for row, key in enumerate(old) if key not in wanted]
    kept = [key for key in old if key in wanted]
    present = set(kept)
    goal = [key for key in new if key in present]
    return [*_removals(removed), *_moves(kept, goal, wanted), *_insertions(new, present)]


def _removals(rows: list[int]) -> list[Step]:
    return [Remove(first, last) for first, last in reversed(_runs(rows))]


def _insertions(new: Sequence[str], present: set[str]) -> list[Step]:
    missing = [place for place, key in enumerate(new) if key not in present]
    return [Insert(first, last - first + 1) for first, last in _runs(missing)]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as pairs of first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _moves(kept: list[str], goal: list[str], wanted: dict[str, int]) -> list[Step]:
    """Move every row outside the longest rising run next to the row that precedes it in `goal`."""
    still = _longest_rising([wanted[key] for key in kept])
    settled = {key for place, key in enumerate(kept) if place in still}
    now = list(kept)
    moves: list[Step] = []
    for place, key in enumerate(goal):
        if key in settled:
            continue
        source = now.index(key)
        now.pop(source)
        target = now.index(goal[place - 1]) + 1 if place else 0
        now.insert(target, key)
        settled.add(key)
        if source != target:
            moves.append(Move(source, target))
    return moves


def _longest_rising(values: list[int]) -> set[int]:
    """The places of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        previous.append(places[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            places.append(place)
        else:
            tops[pile], places[pile] = value, place
    chain: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        chain.add(at)
        at = previous[at]
    return chain
