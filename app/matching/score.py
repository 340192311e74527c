"""Comparisons → log-odds for each signal. Points are rounded to four places, so that sums are the same everywhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.compare import FEATURES, Numbers
from app.matching.profile import PREFERENCES, Profile, Weights

PLACES = 4

SIGNALS = tuple(dict.fromkeys(signal for signal, _ in FEATURES.values()))
_SIGNAL_OF = np.array([SIGNALS.index(signal) for signal, _ in FEATURES.values()])
_PREFERRED = np.array([signal in PREFERENCES for signal in SIGNALS])


# Signals that speak of conditions with the weight of a broken one. Less than most of it is no broken condition: what
# drying or sieving puts right, heat from farther away than usual.
_CONDITIONS = tuple(
    (SIGNALS.index(signal), feature)
    for signal, feature in (
        ("state", "state"),
        ("reach", "reach"),
        ("temperature", "temperature"),
        ("terms", "terms_broken"),
    )
)
SURELY = 0.8


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of pairs: one row a pair; `signals` in the order of SIGNALS, `limit` what the clip took away."""

    base: float
    signals: Numbers
    limit: Numbers
    total: Numbers

    def part(self, pairs: slice) -> "Scored":
        """Some of the pairs."""
        return Scored(self.base, self.signals[pairs], self.limit[pairs], self.total[pairs])


def base_of(weights: Weights, profile: Profile, haves: int, wants: int) -> float:
    """The log-odds from which every pair of a room of this size starts; it moves in steps, one for each doubling."""
    pairs_per_card = max(1, haves) * max(1, wants) / max(2, haves + wants)
    doublings = round(math.log2(profile.pairs_per_card / pairs_per_card))
    return round(weights.base + profile.room * math.log(2) * doublings, PLACES)


def weigh(features: Numbers, weights: Weights, profile: Profile, base: float) -> Scored:
    """Multiply by the weights, add up for each signal, clip the preferences together, start from `base`."""
    row = np.array([weights.features.get(name, 0.0) for name in FEATURES])
    signals = np.zeros((len(SIGNALS), len(features))).T  # like the features: what is added up lies together
    for place, signal in enumerate(_SIGNAL_OF):
        if row[place]:
            signals[:, signal] += features[:, place] * row[place]
    np.round(signals, PLACES, out=signals)
    preferred = signals[:, _PREFERRED].sum(axis=1)
    limit = np.round(np.clip(preferred, -profile.preference, profile.preference) - preferred, PLACES)
    return Scored(base, signals, limit, np.round(base + signals.sum(axis=1) + limit, PLACES))


def breaks(signals: Sequence[float], weights: Weights) -> bool:
    """Whether one card of a pair breaks a condition of the other, as the points of its signals tell."""
    return any(
        signals[place] < 0 and signals[place] <= -SURELY * weights.features.get(feature, 0.0)
        for place, feature in _CONDITIONS
    )


def logistic(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as a probability."""
    probability: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-log_odds))
    return probability
