"""Which backups stay on the ladder."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.ladder import DAILY, KEEP_ALL, KEEP_SEALED, MONTHLY, WEEKLY, Rung, is_due, surplus

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
AGES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900))
RUNGS = st.lists(st.builds(Rung, AGES.map(lambda age: NOW - age), st.booleans()), max_size=80, unique=True)


@given(RUNGS)
def test_the_newest_and_the_last_two_days_stay(rungs):
    stays = set(rungs) - set(surplus(rungs, NOW))

    assert not rungs or max(rungs) in stays
    assert all(rung in stays for rung in rungs if NOW - rung.made_at < KEEP_ALL)
    assert all(rung in stays for rung in rungs if rung.sealed and NOW - rung.made_at < KEEP_SEALED)


@given(RUNGS)
def test_old_ones_are_bounded(rungs):
    stays = set(rungs) - set(surplus(rungs, NOW))
    old = [rung for rung in stays if NOW - rung.made_at >= KEEP_SEALED]

    assert len(old) <= DAILY + WEEKLY + MONTHLY + 1
    days = [rung.made_at.date() for rung in old if rung != max(rungs)]
    assert len(days) == len(set(days))


@given(RUNGS)
def test_removing_twice_removes_nothing_more(rungs):
    stays = set(rungs) - set(surplus(rungs, NOW))

    assert surplus(stays, NOW) == []


@given(RUNGS)
def test_as_many_days_weeks_and_months_as_there_are_stay(rungs):
    old = [rung for rung in rungs if NOW - rung.made_at >= KEEP_ALL]
    stays = set(rungs) - set(surplus(rungs, NOW))

    days = {rung.made_at.date() for rung in old}
    assert len({rung.made_at.date() for rung in stays if rung in old}) >= min(DAILY, len(days))


def test_one_a_day_for_a_year():
    rungs = [Rung(NOW - timedelta(days=age)) for age in range(365)]
    stays = sorted(set(rungs) - set(surplus(rungs, NOW)), reverse=True)
    ages = [(NOW - rung.made_at).days for rung in stays]

    assert ages[:14] == list(range(14))  # two whole days, then twelve daily ones
    assert len(ages) == 2 + DAILY + WEEKLY + MONTHLY
    weekly = [rung.made_at.isocalendar()[:2] for rung in stays[14:24]]
    assert len(set(weekly)) == WEEKLY
    assert ages[-1] > 300


def test_a_backup_from_a_wrong_future_stays():
    rungs = [Rung(NOW + timedelta(days=4000)), Rung(NOW)]

    assert surplus(rungs, NOW) == []


@pytest.mark.parametrize(("minutes", "due"), [(0, False), (29, False), (30, True), (3000, True), (-5, True)])
def test_thirty_minutes_apart(minutes, due):
    assert is_due(NOW - timedelta(minutes=minutes), NOW) is due


def test_the_first_one_is_due():
    assert is_due(None, NOW)
