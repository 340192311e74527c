"""The weights of the engine, as literals. `python -m tests.evaluation fit` prints them anew."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds for each unit of a feature, the base that every pair starts from, and where the bands begin.

    `suggest`, `likely` and `strong` are scores (0…1); `suggest` is the one from which a match is shown by default.
    """

    base: float
    features: Mapping[str, float]
    suggest: float
    likely: float
    strong: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that turns comparisons into a score. `version` changes with any number here.

    `preference` is the most, in log-odds and either way, that quantity, place, sector and state may move a match:
    less than one band is wide, so that a convenient neighbour never outranks the right material. `block` is what each
    forbidding reason adds, `accepted`, `wrong` and `hand` what people said about the very pair, `similar` the most that
    a verdict on a similar pair may move it.
    """

    version: str
    with_meaning: Weights
    without_meaning: Weights
    preference: float
    block: float
    accepted: float
    wrong: float
    hand: float
    similar: float


# The signals that are preferences.
PREFERENCES = ("quantity", "place", "sector", "state")

# Fitted on the 93,915 compared pairs of the judged collection (540 good ones; pairs that nobody judged count as wrong,
# so scores are on the cautious side). Two numbers are set by hand, because hardly any judged pair tells about them:
# `code` (two of the wants carry a waste code) and `reach` (a limit such as "max 3 km" is meant).
DEFAULT_PROFILE = Profile(
    version="2026-11-21.3",
    with_meaning=Weights(
        base=-8.11,
        features={
            "words": 2.55,  # cosine; strong on its own only together with `alone`
            "fuzzy": 2.07,  # cosine of letter runs
            "titles": 0.17,
            "meaning": 4.32,  # cosine; unrelated cards lie near 0.2 already
            "concept": 5.76,  # 1 = both titles name a thing that no other card names
            "conversion": 6.38,  # 1 = a usual way to use it, rare in the room
            "alone": 1.38,
            "group_same": 1.48,
            "group_far": -0.17,
            "code": 0.50,  # by hand
            "sector": 0.82,
            "quantity": 0.18,  # for each order of magnitude beyond the first
            "near": 0.35,
            "near_piped": 0.72,
            "reach": 3.00,  # by hand
            "state": 0.38,
            "temperature": 1.62,
            "hazard": -1.78,  # hazardous things have few takers, and these say so
        },
        suggest=0.18,
        likely=0.18,
        strong=0.5,
    ),
    without_meaning=Weights(
        base=-7.46,
        features={
            "words": 3.23,
            "fuzzy": 2.74,
            "titles": 0.42,
            "concept": 6.15,
            "conversion": 6.67,
            "alone": 1.36,
            "group_same": 1.52,
            "group_far": -0.22,
            "code": 0.50,  # by hand
            "sector": 0.86,
            "quantity": 0.19,
            "near": 0.34,
            "near_piped": 0.78,
            "reach": 3.00,  # by hand
            "state": 0.36,
            "temperature": 1.37,
            "hazard": -1.62,
        },
        suggest=0.23,
        likely=0.23,
        strong=0.5,
    ),
    preference=1.2,
    block=-6.0,
    accepted=3.0,
    wrong=-4.0,
    hand=3.0,
    similar=1.0,
)
