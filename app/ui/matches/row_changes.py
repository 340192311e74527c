"""From one list of rows to the next in the fewest steps, so that a view keeps its selection and place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away the rows `first` … `last` of the list as it stands at this step."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insert:
    """Put in the rows `first` … `last` of the new list, at these very places."""

    first: int
    last: int


def row_changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Remove | Insert]:
    """Steps that turn `old` keys into `new` keys, both without repetition; removals come first, from the end.

    Rows that stay in order stay untouched (the longest such run of rows); a row that moved is removed and inserted.
    """
    place = {key: index for index, key in enumerate(new)}
    common = [(index, place[key]) for index, key in enumerate(old) if key in place]
    keep = _longest_rising([target for _index, target in common])
    kept_old = {common[number][0] for number in keep}
    kept_new = {common[number][1] for number in keep}
    for first, last in reversed(_runs([index for index in range(len(old)) if index not in kept_old])):
        yield Remove(first, last)
    for first, last in _runs([index for index in range(len(new)) if index not in kept_new]):
        yield Insert(first, last)


def _runs(indexes: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _longest_rising(values: list[int]) -> list[int]:
    """Places of a longest rising subsequence (patience sorting, n log n)."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(tail_places[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            tail_places.append(index)
        else:
            tails[length] = value
            tail_places[length] = index
    chain = []
    index = tail_places[-1] if tail_places else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]
