"""The time as the receiver writes it; tests put another clock in its place."""

import time
from datetime import UTC, datetime

from app.common.clock import iso


def seconds() -> float:
    """Seconds since 1970: what is compared."""
    return time.time()


def stamp(at: float | None = None) -> str:
    """UTC text with milliseconds: what is shown. Now, if `at` is not given."""
    return iso(datetime.fromtimestamp(seconds() if at is None else at, tz=UTC))
