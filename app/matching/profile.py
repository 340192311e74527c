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

    A card finds about as many good partners in a small room as in a large one, so any one pair fits more often in the
    small one. `pairs_per_card` is haves × wants ÷ cards of the collection that the base was fitted on; the base rises
    by `room` for each e-fold that a room has fewer, and falls where it has more. The whole effect would be 1.0; half of
    it keeps scores from drifting much while cards come in.

    `preference` is the most, in log-odds and either way, that quantity, place and sector may move a match: less than
    one band is wide, so that a convenient neighbour never outranks the right material. `block` is what each
    forbidding reason adds, `accepted`, `wrong` and `hand` what people said about the very pair, `similar` the most that
    a verdict on a similar pair may move it.
    """

    version: str
    pairs_per_card: float
    room: float
    with_meaning: Weights
    without_meaning: Weights
    preference: float
    block: float
    accepted: float
    wrong: float
    hand: float
    similar: float


# The signals that are preferences.
PREFERENCES = ("quantity", "place", "sector")

# Fitted on the open wants of four judged rooms (`python -m tests.evaluation fit`); pairs that nobody judged count as
# wrong, so scores are on the cautious side. Some numbers are set by hand, because hardly any judged pair tells about
# them: `code` (few wants carry a waste code), `reach` (a limit such as "max 3 km" is meant), and terms and states (what
# somebody took the trouble to write down is meant too; the judged rooms rank a little better with these numbers than
# with fitted ones).
DEFAULT_PROFILE = Profile(
    version="2026-11-29.13",
    pairs_per_card=148.8,
    room=0.5,
    with_meaning=Weights(
        base=-8.43,
        features={
            "words": 2.14,  # cosine; strong on its own only together with `alone`
            "fuzzy": 2.30,  # cosine of letter runs
            "meaning": 2.93,  # cosine; unrelated cards lie near 0.2 already
            "concept": 1.95,  # 1 = both titles name a thing that no other card names
            "conversion": 0.39,  # 1 = a usual way to use it, rare in the room
            "hinted_concept": 1.97,  # what only words hint at, as the same thing
            "hinted_conversion": 3.48,  # … and by a use
            "alone": 2.36,
            "length": 1.31,  # long texts share a smaller part of their words
            "hinting": -1.59,  # words that hint clearly at something should find a partner by it
            "group_same": 2.10,
            "group_far": -0.84,
            "code": 0.50,  # by hand
            "sector": 0.64,
            "taker": 0.62,  # 1 = the taker's industry is the usual one for what is offered
            "quantity": 0.26,  # for each order of magnitude beyond the first
            "near": 0.59,
            "near_piped": 1.87,
            "reach": 3.00,  # by hand
            "heat_far": 1.27,  # nobody pipes heat so far
            "state": 2.50,  # by hand
            "temperature": 0.26,
            "terms_met": 0.30,  # by hand; for each demand that is met, two at most
            "terms_broken": 2.40,  # by hand; for each one that is broken, two at most
            "hazard": -0.56,  # hazardous things have few takers, and these say so
        },
        suggest=0.26,
        likely=0.26,
        strong=0.5,
    ),
    without_meaning=Weights(
        base=-8.28,
        features={
            "words": 2.69,
            "fuzzy": 2.82,
            "concept": 1.99,
            "conversion": 0.38,
            "hinted_concept": 2.19,
            "hinted_conversion": 3.52,
            "alone": 1.87,
            "length": 1.48,
            "hinting": -1.56,
            "group_same": 2.20,
            "group_far": -0.86,
            "code": 0.50,  # by hand
            "sector": 0.72,
            "taker": 0.66,
            "quantity": 0.26,
            "near": 0.62,
            "near_piped": 1.95,
            "reach": 3.00,  # by hand
            "heat_far": 1.12,
            "state": 2.50,  # by hand
            "temperature": 0.26,
            "terms_met": 0.30,  # by hand
            "terms_broken": 2.40,  # by hand
            "hazard": -0.46,
        },
        suggest=0.25,
        likely=0.25,
        strong=0.5,
    ),
    preference=1.2,
    block=-6.0,
    accepted=3.0,
    wrong=-4.0,
    hand=3.0,
    similar=1.0,
)
