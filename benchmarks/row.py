"""One measured figure, with what it was measured on, what it is compared with and what it should be."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

# Set in the environment (by `--long`): benchmarks add the rows that take minutes.
LONG = "SINERJI_LONG_BENCHMARKS"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure. `ours`, `peer` and `target` are in `unit`; smaller is better unless `higher_is_better`.

    `n` is what was handled (cards, pairs, key strokes), `conditions` says how (warm, percentile, machine's state).
    `peer` is the other engine measured in the same run on the same data and named by `peer_name`, or None.
    """

    name: str
    n: int
    conditions: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str = ""
    target: float | None = None
    higher_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer (above 1: ours is better), or None without a comparable peer."""
        if self.peer is None:
            return None
        better, worse = (self.ours, self.peer) if self.higher_is_better else (self.peer, self.ours)
        return better / worse if worse else None

    @property
    def met(self) -> bool | None:
        """Whether the figure reaches its target; None where no target was set."""
        if self.target is None:
            return None
        return self.ours >= self.target if self.higher_is_better else self.ours <= self.target

    def as_json(self) -> dict[str, Any]:
        """Every field and both computed figures, ready for `json.dumps`."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def percentile(samples: list[float], share: float) -> float:
    """Return the smallest sample that at least `share` (0 to 1) of all samples do not exceed.

    Raises ValueError where there are no samples.
    """
    if not samples:
        raise ValueError("a percentile needs samples")
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
