"""Units and periods as people write them, and what is converted into what."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n.unit_table import UNIT_ROWS
from app.i18n.units import BASE_UNITS, SPELLINGS, UNITS, UnitReading, convert, find_period, find_unit, read_unit, yearly
from app.records import Period


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ton", "t"),
        ("TON", "t"),
        ("tonn", "t"),
        ("tn", "t"),
        ("T", "t"),
        ("kg", "kg"),
        ("gr", "g"),
        ("lt", "L"),
        ("m³", "m3"),
        ("M3", "m3"),
        ("Nm³", "Nm3"),
        ("m²", "m2"),
        ("kWh", "kWh"),
        ("KİŞİ", "person"),
        ("kişi", "person"),
        ("kişi-gün", "person_day"),
        ("ÇUVAL", "sack"),
        ("Big Bag", "big_bag"),
        ("IBC", "ibc"),
        ("ıbc", "ibc"),
        ("ad.", "piece"),
        ("ton (silo)", "t"),
        ("m3/saat", "m3/h"),
        ("t/h", "t/h"),
        ("adet / saat", "piece/h"),
        ("Nm3/saat", "Nm3/h"),
        ("big bag/ay", "big_bag/month"),
    ],
)
def test_known_spellings(text: str, code: str) -> None:
    unit = find_unit(text)
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize("text", ["fıçıcık", "", " ", "/", "ton/fıçı", "%", "/saat", "t/once"])
def test_unknown_units_are_none(text: str) -> None:
    assert find_unit(text) is None


def test_no_spelling_stands_for_two_units() -> None:
    claimed: dict[str, str] = {}
    for row in UNIT_ROWS:
        for spelling in row.spellings.split("|"):
            assert claimed.setdefault(spelling, row.code) == row.code
            assert SPELLINGS[spelling].code == row.code, spelling


def test_every_label_and_code_finds_its_unit() -> None:
    for unit in UNITS.values():
        for language in ("tr", "en"):
            assert find_unit(unit.label(language)) == unit
            assert find_unit(f"{unit.label(language)}/saat").base == unit.code  # type: ignore[union-attr]
        assert find_unit(unit.code) == unit


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("yıl", Period.YEAR),
        ("YILLIK", Period.YEAR),
        ("senede", Period.YEAR),
        ("ay", Period.MONTH),
        ("haftada", Period.WEEK),
        ("gün", Period.DAY),
        ("/saat", Period.HOUR),
        ("tek sefer", Period.ONCE),
        ("dönem", Period.SEASON),
        ("talebe bağlı", Period.ON_DEMAND),
        ("month", Period.MONTH),
        ("once", Period.ONCE),
    ],
)
def test_periods(text: str, period: Period) -> None:
    assert find_period(text) is period


def test_unknown_period_is_none() -> None:
    assert find_period("ara sıra") is None


@pytest.mark.parametrize(
    ("quantity", "unit", "other", "expected"),
    [
        ("1", "ton", "kg", "1000"),
        ("1", "gr", "kg", "0.001"),
        ("2500", "lt", "m³", "2.5"),
        ("1", "ha", "m2", "10000"),
        ("3.6", "GJ", "MWh", "1"),
        ("1000", "kWh", "MWh", "1"),
        ("12.5", "t/h", "kg/saat", "12500"),
        ("400", "kW", "MW", "0.4"),
        ("2", "TEP", "MWh", "23.26"),
    ],
)
def test_conversions(quantity: str, unit: str, other: str, expected: str) -> None:
    converted = convert(Decimal(quantity), unit, other)
    assert converted is not None
    assert abs(converted - Decimal(expected)) < Decimal("1e-18")


@pytest.mark.parametrize(
    ("unit", "other"),
    [("palet", "ton"), ("Nm3", "m3"), ("big bag", "kg"), ("fıçıcık", "kg"), ("kg", "fıçıcık"), ("t", "m3")],
)
def test_what_does_not_measure_the_same_is_not_converted(unit: str, other: str) -> None:
    assert convert(Decimal(1), unit, other) is None


def test_every_unit_converts_to_the_base_of_its_dimension() -> None:
    for unit in UNITS.values():
        base = BASE_UNITS.get(unit.dimension, unit.code)
        factor = convert(Decimal(1), unit.code, base)
        assert factor is not None
        assert factor > 0


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)), st.integers(1, 10**6))
def test_there_and_back(code: str, other: str, amount: int) -> None:
    there = convert(Decimal(amount), code, other)
    if there is None:
        assert UNITS[code].dimension != UNITS[other].dimension
        return
    back = convert(there, other, code)
    assert back is not None
    assert abs(back - amount) < Decimal("1e-15") * amount


@pytest.mark.parametrize(
    ("quantity", "unit", "period", "expected"),
    [
        ("500", "kg", Period.MONTH, ("6", "t")),
        ("2", "ton", Period.WEEK, ("100", "t")),
        ("1.5", "ton/saat", None, ("10800", "t")),
        ("9", "MW", None, ("64800", "MWh")),
        ("20", "palet", Period.YEAR, ("20", "pallet")),
        ("70", "ton", Period.SEASON, ("70", "t")),
    ],
)
def test_yearly(quantity: str, unit: str, period: Period | None, expected: tuple[str, str]) -> None:
    amount = yearly(Decimal(quantity), unit, period)
    assert amount == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize(("unit", "period"), [("ton", None), ("ton", Period.ONCE), ("fıçıcık", Period.YEAR)])
def test_what_is_no_known_flow_has_no_year(unit: str, period: Period | None) -> None:
    assert yearly(Decimal(5), unit, period) is None


@pytest.mark.parametrize(
    ("unit", "period", "expected"),
    [
        ("TON", "yıl", UnitReading("t", Period.YEAR, True)),
        ("m3/saat", "", UnitReading("m3", Period.HOUR, True)),
        ("m3/saat", "ay", UnitReading("m3/h", Period.MONTH, True)),
        ("ton (25 kg çuval)", "ay", UnitReading("ton (25 kg çuval)", Period.MONTH, True)),
        (" fıçıcık ", "ay", UnitReading("fıçıcık", Period.MONTH, False)),
        (None, None, UnitReading(None, None, True)),
        ("kg", Period.ONCE, UnitReading("kg", Period.ONCE, True)),
    ],
)
def test_reading_the_unit_of_a_row(unit: str | None, period: str | Period | None, expected: UnitReading) -> None:
    assert read_unit(unit, period) == expected


def test_looking_up_does_not_load_the_converter() -> None:
    program = (
        "import sys; from app.i18n.units import find_unit, find_period; from app.i18n.card_line import understand;"
        "find_unit('ton/saat'); find_period('ay'); understand('haftada 2 ton hurda'); assert 'pint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
