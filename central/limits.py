"""How much one sender may ask for, so that one broken laptop does not stop the others."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from central import moments
from central.database import Database
from central.tables import failure

PER_TOKEN = (50.0, 200.0)
PER_ADDRESS = (200.0, 800.0)  # a whole room may stand behind one address
_MOST_SENDERS = 10_000
_MINUTE = 60


class Rate:
    """A bucket for each sender: `rate` requests a second in the long run, `burst` at once. For one process."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str) -> float:
        """Take one request of `who`: 0, or the seconds to wait until there is one."""
        now = self._clock()
        with self._lock:
            left, at = self._buckets.pop(who, (self._burst, now))
            left = min(self._burst, left + (now - at) * self._rate)
            enough = left >= 1
            self._buckets[who] = (left - 1 if enough else left, now)
            if len(self._buckets) > _MOST_SENDERS:
                self._buckets.popitem(last=False)
        return 0.0 if enough else (1 - left) / self._rate


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong tries of the last minute, counted in the database for all workers together."""

    database: Database
    kind: str
    most: int

    def too_many(self, address: str) -> bool:
        """Whether this address has used up its tries."""
        query = select(func.count()).select_from(failure)
        query = query.where(failure.c.kind == self.kind, failure.c.who == self._who(address))
        with self.database.read() as connection:
            tries = connection.scalar(query.where(failure.c.at > moments.seconds() - _MINUTE)) or 0
        return tries >= self.most

    def note(self, address: str) -> None:
        """Count one more wrong try."""
        now = moments.seconds()
        with self.database.write() as connection:
            connection.execute(delete(failure).where(failure.c.at < now - _MINUTE))
            connection.execute(failure.insert().values(kind=self.kind, who=self._who(address), at=now))

    def _who(self, address: str) -> str:
        return hashlib.sha256(f"{self.database.epoch} {address}".encode()).hexdigest()
