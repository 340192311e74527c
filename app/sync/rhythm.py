"""When to try again: full jitter, so that a room of laptops does not knock at the same moment."""

import random
from dataclasses import dataclass, field

FIRST_SECONDS = 1.0
LONGEST = {"room": 20.0, "platform": 300.0}


@dataclass
class BackOff:
    """Grows with each failure in a row, up to the longest wait of this kind of peer."""

    kind: str
    failures: int = 0
    chance: random.Random = field(default_factory=random.SystemRandom)

    def failed(self, after: float | None = None) -> float:
        """Seconds until the next try; `after` is what the peer asked for at least."""
        self.failures += 1
        ceiling = min(LONGEST[self.kind], FIRST_SECONDS * 2 ** min(self.failures, 12))
        return max(self.chance.uniform(FIRST_SECONDS / 2, ceiling), min(after or 0.0, 3600.0))

    def worked(self) -> None:
        """Begin from the shortest wait again."""
        self.failures = 0
