"""Which backups stay: everything of two days, then twelve days, ten weeks and nine months, one each.

The numbers are Anki's, tried by millions of careless people for years. Pure: times in, times out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MINIMUM_INTERVAL = timedelta(minutes=30)
KEEP_ALL = timedelta(days=2)
KEEP_SEALED = timedelta(days=30)  # what was made before a migration or an import, or instead of losing something
DAILY, WEEKLY, MONTHLY = 12, 10, 9


@dataclass(frozen=True, slots=True, order=True)
class Rung:
    """One backup: when it was made (aware), and whether it was made before something dangerous."""

    made_at: datetime
    sealed: bool = False


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether enough time has passed since the newest backup. A clock that ran backwards makes a backup due."""
    return newest is None or newest > now or now - newest >= MINIMUM_INTERVAL


def surplus(rungs: Iterable[Rung], now: datetime) -> list[Rung]:
    """The backups to remove, oldest first. The newest one always stays, and so does one from a wrong future."""
    ordered = sorted(rungs, reverse=True)
    stays = set(ordered[:1])
    old = []
    for rung in ordered:
        age = now - rung.made_at
        if age < KEEP_ALL or (rung.sealed and age < KEEP_SEALED):
            stays.add(rung)
        else:
            old.append(rung)
    stays.update(_thinned(old))
    return sorted(set(ordered) - stays)


def _thinned(newest_first: list[Rung]) -> list[Rung]:
    """The newest of each of the last days that have one, then of weeks, then of months, as far as the numbers go."""
    kept: list[Rung] = []
    waiting = newest_first
    for limit, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        seen: set[tuple[int, ...]] = {period(rung) for rung in kept}
        full = len(kept) + limit
        left = []
        for rung in waiting:
            if period(rung) in seen:
                continue
            if len(kept) == full:
                left.append(rung)
                continue
            seen.add(period(rung))
            kept.append(rung)
        waiting = left
    return kept


def _day(rung: Rung) -> tuple[int, ...]:
    moment = rung.made_at.astimezone(UTC)
    return moment.year, moment.month, moment.day


def _week(rung: Rung) -> tuple[int, ...]:
    return rung.made_at.astimezone(UTC).isocalendar()[:2]


def _month(rung: Rung) -> tuple[int, ...]:
    return _day(rung)[:2]
