"""All matches of an index at once: every have against its candidates, then the best of each card in each direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.index import MatchIndex, Ranking
from app.records import CardId, Direction, Match


@dataclass(frozen=True, slots=True)
class MatchRun:
    """All matches of an index; `compared` of `possible` pairs of different firms were looked at in detail."""

    matches: list[Match]
    compared: int
    possible: int


def match_all(index: MatchIndex, top: int) -> list[Match]:
    """The `top` best partners of every card, in both directions, their union; best first, ties by id."""
    return run_matching(index, top).matches


def run_matching(index: MatchIndex, top: int) -> MatchRun:
    """`match_all` with the count of the pairs that were compared."""
    with index.locked():
        rankings = [index.rank(entry) for entry in index.entries(Direction.HAVE)]
        wanted = [set(map(int, ranking.best(top))) for ranking in rankings]
        for have, place in _best_of_wants(rankings, top):
            wanted[have].add(place)
        matches = [
            index.explained(ranking, place)
            for ranking, places in zip(rankings, wanted, strict=True)
            for place in sorted(places)
        ]
        wants = len(index.entries(Direction.WANT))
    matches.sort(key=lambda match: (-match.score, match.have_id, match.want_id))
    return MatchRun(matches, sum(len(ranking.rows) for ranking in rankings), len(rankings) * wants)


def _best_of_wants(rankings: list[Ranking], top: int) -> list[tuple[int, int]]:
    """(number of the ranking, place in it) of the best haves of each want, ties by the have's id."""
    if not rankings:
        return []
    sizes = [len(ranking.rows) for ranking in rankings]
    wants = np.concatenate([ranking.rows for ranking in rankings])
    totals = np.concatenate([ranking.total for ranking in rankings])
    haves = np.repeat(np.arange(len(rankings)), sizes)
    places = np.concatenate([np.arange(size) for size in sizes])
    by_id = _order_of_ids([ranking.entry.reading.card.id for ranking in rankings])
    order = np.lexsort((by_id[haves], -totals, wants))
    ordered = wants[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(order) else order
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    chosen = order[rank < top]
    return list(zip(haves[chosen].tolist(), places[chosen].tolist(), strict=True))


def _order_of_ids(ids: list[CardId]) -> NDArray[np.int64]:
    order = np.empty(len(ids), np.int64)
    order[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return order
