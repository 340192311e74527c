"""All matches of an index at once: every have against its candidates, then the best of each card in each direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.common.garbage import uncollected
from app.matching.index import MatchIndex, Ranking, best_places
from app.records import Direction, Match


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
    with index.locked(), uncollected():
        rankings = index.rank_all(index.entries(Direction.HAVE))
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
    wants = np.concatenate([ranking.rows for ranking in rankings])
    totals = np.concatenate([ranking.total for ranking in rankings])
    haves = np.repeat(np.arange(len(rankings)), [len(ranking.rows) for ranking in rankings])
    places = np.concatenate([np.arange(len(ranking.rows)) for ranking in rankings])
    ids = [ranking.entry.reading.card.id for ranking in rankings]
    chosen = []
    for pairs in np.split(np.argsort(wants, kind="stable"), np.cumsum(np.bincount(wants))):
        own = haves[pairs]
        best = best_places(totals[pairs], lambda place: ids[own[place]], top)  # noqa: B023 - called at once
        chosen.append(pairs[best])
    found = np.concatenate(chosen)
    return list(zip(haves[found].tolist(), places[found].tolist(), strict=True))
