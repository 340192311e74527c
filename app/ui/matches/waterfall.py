"""The explanation of a match as bars that start where the last one ended and end at the score."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.records import Match, Part

WordPart = Callable[[Part], tuple[str, str]]
BASE = "base"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: `start` and `end` in log-odds; the base starts at zero, every other row where the last one ended."""

    label: str
    detail: str
    start: float
    end: float
    points: float
    base: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The rows and their sum; `score` is the logistic of `total`, low and high the ends of the axis."""

    steps: tuple[Step, ...]
    total: float
    score: float
    low: float
    high: float


def waterfall(match: Match, word: WordPart) -> Waterfall:
    """Lay out the parts of a match: the base first, then the rest from the largest effect to the smallest."""
    base = [part for part in match.parts if part.signal == BASE]
    rest = sorted((part for part in match.parts if part.signal != BASE), key=lambda part: -abs(part.points))
    steps = []
    at = 0.0
    for part in (*base, *rest):
        label, detail = word(part)
        if not part.points and not detail:
            continue
        steps.append(Step(label, detail, at, at + part.points, part.points, part.signal == BASE))
        at += part.points
    ends = [0.0, *(step.start for step in steps), *(step.end for step in steps)]
    return Waterfall(tuple(steps), at, logistic(at), min(ends), max(ends))


def logistic(points: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-points)) if points >= 0 else math.exp(points) / (1.0 + math.exp(points))


def log_odds(score: float) -> float:
    """A probability as log-odds; 0 and 1 are drawn in by a hair so that the axis stays finite."""
    inside = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))


def fold(found: Waterfall, rows: int, label: Callable[[int], str]) -> Waterfall:
    """The same sum in at most `rows` rows: the smallest effects become one row, worded by `label(how many)`."""
    if rows < 2 or len(found.steps) <= rows:
        return found
    shown, rest = found.steps[: rows - 1], found.steps[rows - 1 :]
    start, points = shown[-1].end, sum(step.points for step in rest)
    detail = ", ".join(step.label for step in rest)
    return replace(found, steps=(*shown, Step(label(len(rest)), detail, start, start + points, points)))
