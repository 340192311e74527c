"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n.formats import format_number
from app.i18n.numbers import parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("6000", "6000"),
        ("12,5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("100 000", "100000"),
        ("1'000'000", "1000000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("1.5", "1.5"),
        ("0.234", "0.234"),
        ("0,234", "0.234"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("50 bin", "50000"),
        ("50 BİN", "50000"),
        ("1,5 milyon", "1500000"),
        ("1,5 MİLYON", "1500000"),
        ("007", "7"),
    ],
)
def test_one_reading(text: str, value: str) -> None:
    reading = parse_number(text)
    assert reading is not None
    assert reading.value == Decimal(value)
    assert not reading.ambiguous


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [
        ("1.234", "1234", "1.234"),
        ("50.000", "50000", "50"),
        ("1,234", "1.234", "1234"),
        ("-1.234", "-1234", "-1.234"),
        ("1.234 bin", "1234000", "1234"),
    ],
)
def test_three_digits_after_one_sign_have_two_readings_turkish_first(text: str, value: str, other: str) -> None:
    reading = parse_number(text)
    assert reading is not None
    assert (reading.value, reading.other) == (Decimal(value), Decimal(other))


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [("1.234", ",", "1234"), ("1.234", ".", "1.234"), ("1,234", ",", "1.234"), ("1,234", ".", "1234"), ("7", ".", "7")],
)
def test_a_given_decimal_sign_leaves_nothing_ambiguous(text: str, decimal: str, value: str) -> None:
    reading = parse_number(text, decimal)
    assert reading is not None
    assert (reading.value, reading.other) == (Decimal(value), None)


@pytest.mark.parametrize(("text", "decimal"), [("1.5", ","), ("1,5", "."), ("12.34.567", ",")])
def test_grouping_that_contradicts_the_given_sign_is_refused(text: str, decimal: str) -> None:
    assert parse_number(text, decimal) is None


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "abc", "1.2.3", "1,", ".5", "1 23", "1e5", "12 ton", "bin", "٣", "½", "9" * 16, "NaN", "1--2"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text())
def test_never_raises(text: str) -> None:
    for decimal in (None, ",", "."):
        reading = parse_number(text, decimal)
        assert reading is None or reading.value.is_finite()


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False), st.sampled_from(["tr", "en"]))
def test_what_we_write_we_read(value: Decimal, language: str) -> None:
    written = format_number(value, language)
    reading = parse_number(written, "," if language == "tr" else ".")
    assert reading is not None
    assert reading.value == value
    unhinted = parse_number(written)
    assert unhinted is not None
    assert value in (unhinted.value, unhinted.other)
