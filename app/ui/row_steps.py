"""The fewest list operations that turn one order of keys into another, so that views keep selection and scroll."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
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
    """The rows `first` to `last` (both included) of the new order are put in, at these very places."""

    first: int
    last: int


Step = Remove | Move | Insert


def row_steps(old: Sequence[Hashable], new: Sequence[Hashable], most: int | None = None) -> list[Step] | None:
    """Removals from the end, then moves of what is out of order, then insertions in rising order.

    Keys are unique in each sequence. Rows that stay in order relative to one another (the longest such run) are never
    touched: moving one row gives exactly one `Move`. None where it would take more than `most` steps: a view is then
    quicker, and no less steady, with one reset.
    """
    wanted = {key: place for place, key in enumerate(new)}
    removed = _runs([row for row, key in enumerate(old) if key not in wanted])
    kept = [key for key in old if key in wanted]
    present = set(kept)
    inserted = _runs([place for place, key in enumerate(new) if key not in present])
    still = _longest_rising([wanted[key] for key in kept])
    if most is not None and len(removed) + len(inserted) + len(kept) - len(still) > most:
        return None
    goal = [key for key in new if key in present]
    return [
        *(Remove(first, last) for first, last in reversed(removed)),
        *_moves(kept, goal, {kept[place] for place in still}),
        *(Insert(first, last) for first, last in inserted),
    ]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as pairs of first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _moves(kept: list[Hashable], goal: list[Hashable], settled: set[Hashable]) -> list[Step]:
    """Move every row that is not `settled` next to the row that precedes it in `goal`."""
    now = list(kept)
    moves: list[Step] = []
    for place, key in enumerate(goal):
        if key in settled:
            continue
        source = now.index(key)
        now.pop(source)
        target = now.index(goal[place - 1]) + 1 if place else 0
        now.insert(target, key)
        if source != target:
            moves.append(Move(source, target))
    return moves


def _longest_rising(values: list[int]) -> set[int]:
    """The places of a longest rising subsequence (patience sorting, n log n)."""
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
