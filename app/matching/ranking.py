"""Matches as rows of the ranked list, with the ids under which the cards came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.records import CardId, Match, ResourceCard


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of `ranked.csv`. `score` has six decimals; `reasons` are `signal:points`, the weightiest first."""

    have_id: str
    want_id: str
    score: float
    suggested: int
    band: str
    reasons: str


COLUMNS = ("have_id", "want_id", "score", "suggested", "band", "reasons")
_SHOWN_REASONS = 4


def rank_rows(matches: Iterable[Match], cards: Iterable[ResourceCard]) -> list[RankedRow]:
    """The rows, best first, ties by external ids. A card without an external id keeps its own."""
    names: Mapping[CardId, str] = {card.id: card.external_id or card.id for card in cards}
    rows = [
        RankedRow(
            names.get(match.have_id, match.have_id),
            names.get(match.want_id, match.want_id),
            round(match.score, 6),
            int(match.suggested),
            match.band.value,
            _reasons(match),
        )
        for match in matches
    ]
    return sorted(rows, key=lambda row: (-row.score, row.have_id, row.want_id))


def _reasons(match: Match) -> str:
    told = [part for part in match.parts if part.signal != "base"]
    told.sort(key=lambda part: -abs(part.points))
    blocked = [f"blocked:{part.level}" for part in match.blocks]
    return "; ".join(
        blocked + [f"{part.signal}:{part.points:+.2f}" for part in told if part not in match.blocks][:_SHOWN_REASONS]
    )
