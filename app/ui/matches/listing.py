"""Which suggestions stand in the list, in which order and under which heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.common.turkish import match_key, sort_key
from app.records import Band, Decision, Synergy, Verdict
from app.services.rows import Suggestion

Pair = tuple[str, str]
BANDS = (Band.STRONG, Band.LIKELY, Band.WEAK)


class MatchState(StrEnum):
    """What has become of a suggestion."""

    UNDECIDED = "undecided"
    LATER = "later"
    BOARD = "board"
    WRONG = "wrong"
    BLOCKED = "blocked"


class Order(StrEnum):
    """How the rows of a band are ordered."""

    SCORE = "score"
    DISTANCE = "distance"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """What the list shows: bands, one state (None = every one) and words that must all occur."""

    bands: frozenset[Band] = frozenset((Band.STRONG, Band.LIKELY))
    state: MatchState | None = MatchState.UNDECIDED
    text: str = ""
    order: Order = Order.SCORE


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the rows of one band."""

    band: Band
    count: int


Row = Heading | Suggestion


def pair_of(suggestion: Suggestion) -> Pair:
    """The have and the want, which identify a suggestion."""
    return suggestion.match.have_id, suggestion.match.want_id


def row_key(row: Row) -> tuple[str, str]:
    """What tells rows apart when the list changes."""
    return ("", row.band.value) if isinstance(row, Heading) else pair_of(row)


def state_of(suggestion: Suggestion) -> MatchState:
    """The state of a suggestion; one that was taken onto the board and removed from there is undecided again."""
    if suggestion.match.blocks:
        return MatchState.BLOCKED
    if suggestion.synergy is not None:
        return MatchState.BOARD
    verdict = suggestion.decision.verdict if suggestion.decision is not None else None
    if verdict is Verdict.LATER:
        return MatchState.LATER
    return MatchState.WRONG if verdict is Verdict.WRONG else MatchState.UNDECIDED


class Listing:
    """All suggestions of a workshop, ready to be filtered within a keystroke.

    The searched text of a suggestion (titles, descriptions, firms, sectors, codes of both ends, as `match_key`) and
    the keys that order it are made once.
    """

    def __init__(self, suggestions: Iterable[Suggestion] = ()) -> None:
        self._all: dict[Pair, Suggestion] = {}
        self._searched: dict[Pair, str] = {}
        for suggestion in suggestions:
            self._all[pair_of(suggestion)] = suggestion

    def __len__(self) -> int:
        return len(self._all)

    def get(self, pair: Pair) -> Suggestion | None:
        """The suggestion of a have and a want."""
        return self._all.get(pair)

    def counts(self) -> tuple[int, int]:
        """How many pairs are suggested by default, and how many of them await a decision, whatever the filter."""
        suggested = [one for one in self._all.values() if one.match.suggested]
        return len(suggested), sum(1 for one in suggested if state_of(one) is MatchState.UNDECIDED)

    def decide(self, pair: Pair, decision: Decision | None) -> None:
        """Note (or take back) a decision on a suggestion."""
        if pair in self._all:
            self._all[pair] = replace(self._all[pair], decision=decision)

    def put_on_board(self, pair: Pair, synergy: Synergy | None) -> None:
        """Note the synergy that stands for a suggestion, or that it is gone."""
        if pair in self._all:
            self._all[pair] = replace(self._all[pair], synergy=synergy)

    def rows(self, wanted: MatchFilter) -> list[Row]:
        """The rows to show: for each band its heading, then its suggestions in order."""
        words = match_key(wanted.text).split()
        bands: dict[Band, list[Suggestion]] = {band: [] for band in BANDS}
        for pair, suggestion in self._all.items():
            if self._fits(pair, suggestion, wanted, words):
                bands[suggestion.match.band].append(suggestion)
        rows: list[Row] = []
        for band in BANDS:
            if bands[band]:
                rows.append(Heading(band, len(bands[band])))
                ordered: list[Suggestion] = sorted(bands[band], key=_ORDERS[wanted.order])
                rows.extend(ordered)
        return rows

    def _fits(self, pair: Pair, suggestion: Suggestion, wanted: MatchFilter, words: list[str]) -> bool:
        state = state_of(suggestion)
        if wanted.state is not None and state is not wanted.state:
            return False
        if suggestion.match.band not in wanted.bands and state is not MatchState.BLOCKED:
            return False  # what is blocked is always weak: its band says nothing
        return not words or all(word in self._text(pair, suggestion) for word in words)

    def _text(self, pair: Pair, suggestion: Suggestion) -> str:
        found = self._searched.get(pair)
        if found is None:
            parts: list[str | None] = []
            for row in (suggestion.have, suggestion.want):
                parts += [row.card.title, row.card.description, row.card.code, row.firm.name, row.firm.sector]
            found = self._searched[pair] = match_key(" ".join(part for part in parts if part))
        return found


def _by_score(suggestion: Suggestion) -> tuple[float, Pair]:
    return -suggestion.match.score, pair_of(suggestion)


def _by_distance(suggestion: Suggestion) -> tuple[float, float, Pair]:
    distance = suggestion.match.distance_km
    return (float("inf") if distance is None else distance), *_by_score(suggestion)


def _by_firm(suggestion: Suggestion) -> tuple[str, float, Pair]:
    return sort_key(suggestion.have.firm.name), *_by_score(suggestion)


_ORDERS: dict[Order, Callable[[Suggestion], tuple[Any, ...]]] = {
    Order.SCORE: _by_score,
    Order.DISTANCE: _by_distance,
    Order.FIRM: _by_firm,
}
