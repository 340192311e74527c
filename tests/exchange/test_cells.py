"""Single cells: what a spreadsheet made of what somebody typed, and back."""

from datetime import datetime
from decimal import Decimal

import pytest

from app.exchange.cells import (
    read_date,
    read_moment,
    read_nace,
    read_phone,
    read_tax_number,
    read_waste_code,
    read_whole,
)
from app.exchange.quantities import QuantityCells, read_quantity
from app.exchange.raw_sheet import CellValue, RawCell
from app.exchange.words import read_code, read_yes_no
from app.i18n import translator
from app.i18n.labels import LABELS
from app.records import Category, Direction, Period


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number)  # noqa: DTZ001 - a spreadsheet's day


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        ("10.41", "", "10.41"),
        ("10,41", "", "10.41"),
        ("10.41.05", "", "10.41.05"),
        ("1041", "", "10.41"),
        ("C 10.41 - Sıvı yağ", "", "10.41"),
        ("10", "", "10"),
        ("1.13", "", "01.13"),
        (Decimal("10.1"), "General", "10.10"),
        (Decimal("10.1"), "0.00", "10.10"),
        (Decimal("1.13"), "General", "01.13"),
        (Decimal("20.3"), "General", "20.30"),
        (Decimal(1041), "General", "10.41"),
        (Decimal(113), "General", "01.13"),
        (Decimal(10), "General", "10"),
        (day(2026, 11, 10), "d\\-mmm", "10.11"),
        (day(2026, 11, 1), "d\\-mmm", "01.11"),
        (day(2026, 11, 1), "mmm\\-yy", "11.26"),
        (day(1941, 10, 1), "mmm\\-yy", "10.41"),
        (day(1941, 10, 1), "dd\\.mm\\.yyyy", "10.41"),
        ("10.Kas", "", "10.11"),
        ("Eki.41", "", "10.41"),
        ("01.Şub", "", "01.02"),
        ("gıda", "", "gıda"),
    ],
)
def test_nace(value: CellValue, number_format: str, code: str) -> None:
    assert read_nace(RawCell(value, number_format)).value == code


def test_a_changed_nace_code_is_remarked() -> None:
    assert read_nace(RawCell("10.41")).remark is None
    assert read_nace(RawCell(Decimal("10.41"))).remark is None
    assert read_nace(RawCell(Decimal("10.1"))).remark is not None
    assert read_nace(RawCell("10.1")).remark is None  # typed as text: a group
    assert read_nace(RawCell("10.1"), from_csv=True).value == "10.10"  # a CSV file has lost the type
    assert read_nace(RawCell("gıda")).remark is not None


@pytest.mark.parametrize(
    ("value", "code", "system", "starred"),
    [
        ("020301", "020301", "ewc", False),
        ("02 03 01", "020301", "ewc", False),
        ("02.03.01", "020301", "ewc", False),
        ("EWC 02 03 01", "020301", "ewc", False),
        ("02 03 01*", "020301", "ewc", True),
        ("02 03 01 *", "020301", "ewc", True),
        (Decimal(20301), "020301", "ewc", False),
        (Decimal(150110), "150110", "ewc", False),
        ("0203", "0203", "ewc", False),
        (Decimal(203), "0203", "ewc", False),
        (day(2001, 3, 2), "020301", "ewc", False),
        ("020301, 020304", "020301", "ewc", False),
        ("21 01 01", "21 01 01", None, False),
        ("bilmiyoruz", "bilmiyoruz", None, False),
        ("1", "1", None, False),
    ],
)
def test_waste_code(value: CellValue, code: str, system: str | None, starred: bool) -> None:
    found = read_waste_code(RawCell(value)).value

    assert found is not None
    assert (found.code, found.system, found.starred) == (code, system, starred)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Decimal(123456789), "0123456789"),
        ("1234567890", "1234567890"),
        ("123 456 78 90", "1234567890"),
        ("12345678901", "12345678901"),
        ("1,23E+09", None),
        ("Konak V.D. 12", "Konak V.D. 12"),
    ],
)
def test_tax_number(value: CellValue, number: str | None) -> None:
    assert read_tax_number(RawCell(value)).value == number


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        (Decimal(5321234567), "05321234567"),
        (Decimal("5.321234567E+9"), "05321234567"),
        (Decimal(905321234567), "+905321234567"),
        (Decimal(2325550001), "02325550001"),
        ("5321234567", "05321234567"),
        ("0 (532) 123 45 67", "0 (532) 123 45 67"),
        ("+90 532 123 45 67", "+90 532 123 45 67"),
        ("5,32E+09", None),
        ("5.32E9", None),
    ],
)
def test_phone(value: CellValue, phone: str | None) -> None:
    assert read_phone(RawCell(value)).value == phone


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Decimal(65), 65),
        (Decimal("65.0"), 65),
        ("120 kişi", 120),
        ("~40", 40),
        ("1.200", 1200),
        ("0", 0),
        ("50-99", None),
        (Decimal("-3"), None),
        (Decimal("2.5"), None),
        ("9" * 30, None),
    ],
)
def test_whole(value: CellValue, whole: int | None) -> None:
    reading = read_whole(RawCell(value))

    assert reading.value == whole
    assert (reading.remark is None) == (whole is not None)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (day(2026, 11, 21), "2026-11-21"),
        ("21.11.2026", "2026-11-21"),
        ("1/2/26", "2026-02-01"),
        ("2026-11-21", "2026-11-21"),
        ("31.02.2026", None),
        ("kasım", None),
    ],
)
def test_date(value: CellValue, iso: str | None) -> None:
    assert read_date(RawCell(value)).value == iso


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (datetime(2026, 11, 21, 9, 30), "2026-11-21T06:30:00.000Z"),  # noqa: DTZ001 - as a spreadsheet has it
        ("21.11.2026 09:30", "2026-11-21T06:30:00.000Z"),
        ("2026-11-21T06:30:00.123Z", "2026-11-21T06:30:00.123Z"),
        ("2026-11-21T08:30:00+02:00", "2026-11-21T06:30:00.000Z"),
        ("öğleden sonra", None),
    ],
)
def test_moment(value: CellValue, moment: str | None) -> None:
    assert read_moment(RawCell(value)).value == moment


def quantity(
    text: CellValue | None, unit: str = "", period: str = "", header: str = "Miktar", decimal: str | None = None
):
    cells = [RawCell(value) if value else None for value in (text, unit, period)]
    return read_quantity(QuantityCells(*cells, header), decimal)


@pytest.mark.parametrize(
    ("text", "unit", "period", "header", "expected"),
    [
        ("900 ton/yıl", "", "", "Miktar", (Decimal(900), "t", Period.YEAR)),
        ("haftada 2 ton", "", "", "Miktar", (Decimal(2), "t", Period.WEEK)),
        ("12,5", "ton", "ay", "Miktar", (Decimal("12.5"), "t", Period.MONTH)),
        ("1.234,5", "kg", "", "Miktar", (Decimal("1234.5"), "kg", None)),
        ("3", "m3/saat", "", "Miktar", (Decimal(3), "m3", Period.HOUR)),
        (Decimal("0.5"), "Ton", "günlük", "Miktar", (Decimal("0.5"), "t", Period.DAY)),
        (Decimal(40), "", "", "Miktar (ton/yıl)", (Decimal(40), "t", Period.YEAR)),
        (Decimal(40), "kg", "", "Miktar (ton/yıl)", (Decimal(40), "kg", Period.YEAR)),
        (Decimal(40), "", "", "Miktar [yıllık]", (Decimal(40), None, Period.YEAR)),
        ("-", "ton", "", "Miktar", (None, "t", None)),
        ("", "", "", "Miktar (ton/yıl)", (None, None, None)),
        ("50 bin", "adet", "", "Miktar", (Decimal(50_000), "piece", None)),
        ("4", "ton (silo)", "", "Miktar", (Decimal(4), "ton (silo)", None)),
    ],
)
def test_quantity(text: CellValue, unit: str, period: str, header: str, expected: tuple[object, ...]) -> None:
    reading = quantity(text, unit, period, header)

    assert (reading.quantity, reading.unit, reading.period) == expected
    assert not reading.unconfirmed
    assert reading.as_typed is None


@pytest.mark.parametrize(
    ("decimal", "value", "unconfirmed"), [(None, 1234, True), (",", 1234, False), (".", Decimal("1.234"), False)]
)
@pytest.mark.parametrize("text", ["1.234", "1.234 ton"])
def test_never_a_silent_factor_of_a_thousand(text: str, decimal: str | None, value: object, unconfirmed: bool) -> None:
    reading = quantity(text, decimal=decimal)

    assert (reading.quantity, reading.unconfirmed) == (value, unconfirmed)
    assert bool(reading.remarks) is unconfirmed


def test_what_is_not_understood_is_kept_as_typed() -> None:
    reading = quantity("bir miktar", "çuvalcık", "ara sıra")

    assert (reading.quantity, reading.unit, reading.period) == (None, "çuvalcık", None)
    assert reading.as_typed == "bir miktar çuvalcık ara sıra"
    assert [field for field, _remark in reading.remarks] == ["quantity", "period", "unit"]


@pytest.mark.parametrize("word", ["Evet", "EVET", "e", "Var", "x", "X", "✓", "Yes", "onay verdi", "1"])
def test_yes(word: str) -> None:
    assert read_yes_no(word) is True


@pytest.mark.parametrize("word", ["Hayır", "HAYIR", "hayir", "H", "yok", "No", "vermedi", "0"])
def test_no(word: str) -> None:
    assert read_yes_no(word) is False


@pytest.mark.parametrize("word", ["belki", "-", "?", "", "evet ama"])
def test_neither_yes_nor_no(word: str) -> None:
    assert read_yes_no(word) is None


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        *((word, Direction.HAVE) for word in ("VAR", "var", "have", "Vermek isteyen", "veren", "ARZ", "arz")),
        *(
            (word, Direction.WANT)
            for word in ("İHTİYAÇ", "ihtiyaç", "IHTIYAC", "want", "Alan", "almak isteyen", "TALEP")
        ),
        ("belki", None),
    ],
)
def test_direction(word: str, direction: Direction | None) -> None:
    assert read_code(Direction, word) is direction


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Atık/Yan Ürün", Category.BYPRODUCT_WASTE),
        ("byproduct_waste", Category.BYPRODUCT_WASTE),
        ("ISI", Category.ENERGY),
        ("Alan", Category.SPACE),
        ("iş gücü", Category.PEOPLE),
        ("Uzmanlık / Hizmet", Category.EXPERTISE_SERVICE),
    ],
)
def test_category(word: str, category: Category) -> None:
    assert read_code(Category, word) is category


def test_every_label_that_the_export_writes_is_read_back() -> None:
    for code, label in LABELS.items():
        for worded in (label, translator("tr")(label), translator("tr")(label).upper().replace("i", "İ")):
            assert read_code(type(code), worded) is code, worded


def test_no_two_vocabularies_share_a_value() -> None:
    assert len({code.value for code in LABELS}) == len(LABELS)  # they are keys of one table
    assert {type(code).__name__ for code in LABELS} == {
        *("Direction", "Category", "Period", "Audience", "PlatformConsent", "Stage", "Origin", "Band", "LostReason")
    }
