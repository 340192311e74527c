"""The weights of the engine, as literals. `python -m tests.evaluation fit` prints them anew."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds for each unit of a feature, the base that every pair starts from, and where the bands begin.

    `likely` and `strong` are scores (0…1); `suggest` is the score from which a match is shown by default.
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
    less than one band is wide, so that a convenient neighbour never outranks the right material.
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


PREFERENCES = ("quantity", "place", "sector", "state")

DEFAULT_PROFILE = Profile(
    version="1",
    with_meaning=Weights(
        base=-6.0,
        features={
            "words": 4.0,
            "fuzzy": 4.0,
            "titles": 0.5,
            "meaning": 3.0,
            "meaning_close": 1.0,
            "concept": 2.5,
            "conversion": 2.5,
            "both": 0.5,
            "group_same": 0.8,
            "group_far": -2.0,
            "code": 0.5,
            "sector": 0.5,
            "quantity": 0.3,
            "near": 0.3,
            "near_piped": 0.5,
            "state": 0.5,
            "hazard": -0.2,
        },
        suggest=0.3,
        likely=0.3,
        strong=0.6,
    ),
    without_meaning=Weights(
        base=-5.0,
        features={
            "words": 5.0,
            "fuzzy": 5.0,
            "titles": 0.5,
            "concept": 2.5,
            "conversion": 2.5,
            "both": 0.5,
            "group_same": 0.8,
            "group_far": -2.0,
            "code": 0.5,
            "sector": 0.5,
            "quantity": 0.3,
            "near": 0.3,
            "near_piped": 0.5,
            "state": 0.5,
            "hazard": -0.2,
        },
        suggest=0.3,
        likely=0.3,
        strong=0.6,
    ),
    preference=1.2,
    block=-6.0,
    accepted=3.0,
    wrong=-4.0,
    hand=3.0,
    similar=1.0,
)
