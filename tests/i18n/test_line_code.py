"""A waste code on a typed line, and the many things that only look like one."""

from decimal import Decimal

import pytest

from app.i18n.card_line import understand


@pytest.mark.parametrize(
    ("line", "title", "code"),
    [
        ("talaş 03 01 05", "talaş", "030105"),
        ("talaş 03 01 05, 6 t/yıl", "talaş", "030105"),
        ("talaş 03 01 05 12 ton/yıl", "talaş", "030105"),
        ("03 01 05 IŞIL talaşı", "IŞIL talaşı", "030105"),
        ("İNCE TALAŞ 030105*", "İNCE TALAŞ", "030105"),
        ("talaş 03.01.05*", "talaş", "030105"),
        ("EWC 030105 talaş", "talaş", "030105"),
        ("eWc: 03.01.05 talaş", "talaş", "030105"),
        ("talaş EAK kodu 03 01 05", "talaş", "030105"),
        ("talaş, ATIK KODU 03-01-05", "talaş", "030105"),
        ("talaş EWC 99 99 99", "talaş", "999999"),
        ("talaş EWC 0301 20 ton", "talaş", "0301"),
        ("talaş EWC 30105", "talaş", "30105"),
    ],
)
def test_a_code_is_taken_out_of_the_line(line: str, title: str, code: str) -> None:
    read = understand(line)
    assert (read.title, read.code) == (title, code)
    [span] = [span for span in read.spans if span.kind == "code"]
    assert "".join(letter for letter in line[span.start : span.end] if letter.isdigit()) == code


@pytest.mark.parametrize(
    "line",
    [
        "talaş 030105",  # six bare digits: a part number, a date, an amount
        "150103 kg palet",
        "1 000 000 kg kum",
        "matkap ucu 06 08 10 mm",
        "boru 10 12 14 cm",
        "tel 12 05 24",
        "0532 12 05 24 arayın",
        "0 232 12 05 24",
        "(0232) 12 05 24",
        "12 05 24 33",
        "teslim tarihi 12 05 24",
        "12.05.2024 talaş",
        "03.01.05 talaş",
        "03-01-05 talaş",
        "kum 2023 2024",
        "NPK 15 05 02",
        "10 10 10 gübre",
        "20 10 10 kompoze gübre",
        "talaş 21 01 05",  # there are 20 chapters
        "talaş 03 04 05",  # and three groups in the third
        "talaş 03 01 00",
        "EWC talaş",
        "EWC 12345678 talaş",
        "sewc 030105",
        "100200 * 3 levha",
        "IBAN TR12 03 01 05 11 22",
    ],
)
def test_what_only_looks_like_a_code_is_left_alone(line: str) -> None:
    assert understand(line).code is None


@pytest.mark.parametrize(
    ("line", "quantity"),
    [("talaş EWC 030105 6 ton", 6), ("6 ton talaş 030105*", 6), ("yılda 6000 t talaş 03 01 05", 6000)],
)
def test_the_digits_of_a_code_are_no_amount(line: str, quantity: int) -> None:
    read = understand(line)
    assert (read.quantity, read.unit, read.code) == (Decimal(quantity), "t", "030105")


def test_a_star_says_hazardous_unless_the_line_says_otherwise() -> None:
    assert understand("çamur 08.01.13*").hazardous is True
    assert understand("çamur 080113*, tehlikesiz").hazardous is False
    assert understand("çamur 08 01 14").hazardous is None


def test_of_several_codes_the_first_is_taken() -> None:
    assert understand("yalıtım 17 06 04, EWC 170603*").code == "170604"
