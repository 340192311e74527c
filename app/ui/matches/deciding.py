"""What may be decided on a pair, and what the list shows once it has left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from app.records import Verdict
from app.services.rows import Suggestion
from app.ui.matches.listing import Heading, MatchState, Pair, Row, pair_of, state_of


def may(suggestion: Suggestion, verdict: Verdict) -> bool:
    """What stands on the board is decided there; what is blocked is not taken onto it."""
    state = state_of(suggestion)
    if state is MatchState.BOARD:
        return False
    return state is not MatchState.BLOCKED or verdict is Verdict.WRONG


def without(rows: Sequence[Row], pairs: Container[Pair]) -> list[Row]:
    """The rows without these pairs; headings count what is left and go with their last row."""
    left = [row for row in rows if isinstance(row, Heading) or pair_of(row) not in pairs]
    counts = Counter(row.match.band for row in left if not isinstance(row, Heading))
    kept: list[Row] = []
    for row in left:
        if not isinstance(row, Heading):
            kept.append(row)
        elif counts[row.band]:
            kept.append(replace(row, count=counts[row.band]))
    return kept


def successor(current: Pair | None, before: Sequence[Pair], now: Sequence[Pair]) -> Pair | None:
    """The pair to stay on: the current one; where it left, the one that took its place, else the one above."""
    places = set(now)
    if current in places:
        return current
    if current in before:
        at = before.index(current)
        found = next((pair for pair in [*before[at + 1 :], *reversed(before[:at])] if pair in places), None)
        if found is not None:
            return found
    return next(iter(now), None)
