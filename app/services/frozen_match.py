"""A match as it was when its synergy was made: JSON that a later reader can word again."""

from typing import Any

from app.records import Band, CardId, Match, Part


def freeze(match: Match) -> dict[str, Any]:
    """The JSON form of a match."""
    return {
        "score": match.score,
        "band": match.band.value,
        "parts": [_part(part) for part in match.parts],
        "questions": list(match.questions),
        "distance_km": match.distance_km,
    }


def thaw(frozen: dict[str, Any], have_id: CardId, want_id: CardId) -> Match:
    """The match that was frozen."""
    parts = tuple(Part(one["signal"], one["points"], one["level"], one["params"]) for one in frozen["parts"])
    return Match(
        have_id,
        want_id,
        frozen["score"],
        Band(frozen["band"]),
        suggested=True,
        parts=parts,
        questions=tuple(frozen["questions"]),
        distance_km=frozen["distance_km"],
    )


def _part(part: Part) -> dict[str, Any]:
    return {"signal": part.signal, "points": part.points, "level": part.level, "params": dict(part.params)}
