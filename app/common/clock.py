"""Time as an argument: a clock that tests can set, and the hybrid logical clock that orders changes."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), tz=UTC)


@dataclass
class FixedClock:
    """A clock for tests: stands still until it is moved."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 9, 30, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at


def iso(moment: datetime) -> str:
    """UTC text with milliseconds, sortable as text: `2026-11-21T09:30:00.000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


_MOST = 0xFFFF


class HybridLogicalClock:
    """Stamps that never run backwards (Kulkarni et al., 2014): `<millis:012x>-<counter:04x>-<device>`.

    They order changes and break ties; a wrong wall clock never stops work, it only shows in the stamp.
    """

    def __init__(self, clock: Clock, device: str, last: str = "") -> None:
        self._clock = clock
        self._device = device
        self._millis, self._counter = self._parse(last)

    @staticmethod
    def _parse(stamp: str) -> tuple[int, int]:
        if not stamp:
            return 0, 0
        millis, counter, _device = stamp.split("-", 2)
        return int(millis, 16), int(counter, 16)

    def tick(self) -> str:
        """The next stamp, greater than every stamp made or observed before."""
        wall = int(self._clock.now().timestamp() * 1000)
        if wall > self._millis:
            self._millis, self._counter = wall, 0
        elif self._counter < _MOST:
            self._counter += 1
        else:  # four digits are full: text order must go on
            self._millis, self._counter = self._millis + 1, 0
        return f"{self._millis:012x}-{self._counter:04x}-{self._device}"
