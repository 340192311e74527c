"""Moments as text, and stamps that never run backwards."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.common.clock import FixedClock, HybridLogicalClock, SystemClock, iso


def test_the_system_clock_is_aware_and_in_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_moments_are_utc_text_with_milliseconds() -> None:
    istanbul = timezone(timedelta(hours=3))
    assert iso(datetime(2026, 11, 21, 12, 30, 5, 678_999, tzinfo=istanbul)) == "2026-11-21T09:30:05.678Z"
    assert iso(FixedClock().now()) == "2026-11-21T09:30:00.000Z"


WALL = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


@given(WALL, WALL)
def test_moments_sort_as_text(one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    assert iso(early) <= iso(late)
    assert datetime.fromisoformat(iso(one)) <= one


def test_stamps_follow_the_wall_clock() -> None:
    clock = FixedClock()
    hlc = HybridLogicalClock(clock, "masa-4")
    first = hlc.tick()
    assert first == f"{int(clock.at.timestamp() * 1000):012x}-0000-masa-4"
    clock.at += timedelta(milliseconds=1)
    assert hlc.tick() > first


@given(st.lists(st.integers(-(10**9), 10**9), max_size=30))
def test_stamps_rise_whatever_the_wall_clock_does(jumps: list[int]) -> None:
    clock = FixedClock()
    hlc = HybridLogicalClock(clock, "d")
    stamps = [hlc.tick()]
    for seconds in jumps:
        clock.at = FixedClock().at + timedelta(seconds=seconds)
        stamps.append(hlc.tick())
    assert all(early < late for early, late in pairwise(stamps))


def test_stamps_go_on_after_the_last_one_of_an_earlier_run() -> None:
    clock = FixedClock()
    earlier = HybridLogicalClock(clock, "masa-4")
    stamps = [earlier.tick() for _ in range(3)]
    clock.at -= timedelta(days=3650)
    assert HybridLogicalClock(clock, "masa-4", stamps[-1]).tick() > stamps[-1]


def test_a_device_name_with_hyphens_survives() -> None:
    clock = FixedClock()
    last = HybridLogicalClock(clock, "a-b-c").tick()
    assert HybridLogicalClock(clock, "a-b-c", last).tick() > last
