"""Numbers, dates and quantities as each language writes them."""

import time
from decimal import Decimal

import pytest

from app.i18n.formats import format_date, format_day, format_number, format_quantity, format_time
from app.records import Period


@pytest.mark.parametrize(
    ("value", "decimals", "tr", "en"),
    [
        (0, None, "0", "0"),
        (6000, None, "6.000", "6,000"),
        (Decimal("1234.50"), None, "1.234,5", "1,234.5"),
        (Decimal("5E+4"), None, "50.000", "50,000"),
        (Decimal("-1234567.891"), None, "-1.234.567,891", "-1,234,567.891"),
        (0.91, 2, "0,91", "0.91"),
        (Decimal("-0.001"), 2, "0,00", "0.00"),
        (12, 1, "12,0", "12.0"),
        (float("nan"), None, "–", "–"),
    ],
)
def test_numbers(value: Decimal | int | float, decimals: int | None, tr: str, en: str) -> None:
    assert (format_number(value, "tr", decimals), format_number(value, "en", decimals)) == (tr, en)


@pytest.fixture
def istanbul(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "<+03>-3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("istanbul")
def test_moments_show_in_the_time_of_the_computer() -> None:
    moment = "2026-11-21T22:09:07.000Z"
    assert format_date(moment, "tr") == "22.11.2026"
    assert format_date(moment, "en") == "22 Nov 2026"
    assert format_day(moment, "tr") == "22 Kas"
    assert format_time(moment, "tr") == "01:09"
    assert format_time(moment, "tr", seconds=True) == "01:09:07"


@pytest.mark.usefixtures("istanbul")
def test_a_plain_date_never_shifts() -> None:
    assert format_date("2026-01-01", "tr") == "01.01.2026"
    assert format_day("2026-02-03", "en") == "3 Feb"


@pytest.mark.parametrize("text", ["", "kasım", "2026-13-01", "0001-01-01T00:00:00Z"])
def test_text_that_is_no_date_comes_back(text: str) -> None:
    assert format_date(text, "tr") in (text, "01.01.0001")


@pytest.mark.parametrize(
    ("quantity", "unit", "period", "tr", "en"),
    [
        ("6000", "t", Period.YEAR, "6.000 t/yıl", "6,000 t/year"),
        ("6000", "TON", Period.YEAR, "6.000 t/yıl", "6,000 t/year"),
        ("3", "m3", Period.HOUR, "3 m³/saat", "3 m³/hour"),
        ("3", "m3/saat", Period.HOUR, "3 m³/saat", "3 m³/h"),
        ("6", "kişi", None, "6 kişi", "6 people"),
        ("40", "piece", Period.ONCE, "40 adet (tek sefer)", "40 pcs (once)"),
        ("5", "fıçıcık", Period.MONTH, "5 fıçıcık/ay", "5 fıçıcık/month"),
        ("900", "ton (silo)", None, "900 ton (silo)", "900 ton (silo)"),
        ("60", "%", None, "60%", "60%"),
        ("400", None, Period.WEEK, "400/hafta", "400/week"),
    ],
)
def test_quantities(quantity: str, unit: str | None, period: Period | None, tr: str, en: str) -> None:
    assert format_quantity(Decimal(quantity), unit, period, "tr") == tr
    assert format_quantity(Decimal(quantity), unit, period, "en") == en


def test_no_quantity_is_nothing_to_show() -> None:
    assert format_quantity(None, "t", Period.YEAR, "tr") is None
