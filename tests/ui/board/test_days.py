"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n.formats import format_date
from app.ui.board.days import read_day

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("28.11.2026", "2026-11-28"),
        ("28/11/26", "2026-11-28"),
        ("28-11-2026", "2026-11-28"),
        ("2026-11-28", "2026-11-28"),
        (" 28.11. ", "2026-11-28"),
        ("28.11", "2026-11-28"),
        ("21.11", "2026-11-21"),
        ("3.2", "2027-02-03"),
        ("29.2", "2028-02-29"),
        ("28 Kasım", "2026-11-28"),
        ("28 KASIM 2027", "2027-11-28"),
        ("1 ağustos", "2027-08-01"),
        ("5 ŞUBAT", "2027-02-05"),
        ("28 Nov 2026", "2026-11-28"),
        ("4 January", "2027-01-04"),
    ],
)
def test_days_are_read(typed: str, day: str) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "yarın", "31.11.2026", "0.5", "12", "28.13", "28 Foo", "2026-02-30", "1.1.1.1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["tr", "en"]))
def test_what_is_shown_can_be_read_again(day: date, language: str) -> None:
    assert read_day(format_date(day.isoformat(), language), TODAY) == day.isoformat()
