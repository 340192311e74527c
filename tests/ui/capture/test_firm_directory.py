"""Finding a firm by badge number or by a piece of its name."""

import time

import pytest

from app.records import Attendance, Firm, FirmId, WorkshopId
from app.services.rows import FirmRow
from app.ui.capture.firm_directory import FirmDirectory


def row(number, name):
    firm = Firm(FirmId(f"f{number}"), name)
    return FirmRow(firm, Attendance(f"a{number}", WorkshopId("w"), firm.id, number))


NAMES = {
    1: "Işık Dökümhanesi",
    2: "İncir Gıda",
    12: "Şişe Cam Sanayi",
    20: "Sanayi Cam İşleri",
    21: "Çınar Gıda ve Işıl Yem",
}


@pytest.fixture
def directory():
    return FirmDirectory([row(number, name) for number, name in NAMES.items()])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", [2, 20, 21]),
        ("12", [12]),
        ("isi", [1, 21]),
        ("IŞI", [1, 21]),
        ("gida", [21, 2]),
        ("cam san", [20, 12]),
        ("çin", [21]),
        ("dokumhane", [1]),
        ("yok böyle firma", []),
        ("", [1, 2, 12, 20, 21]),
    ],
)
def test_what_a_text_finds(directory, text, numbers):
    assert [found.attendance.number for found in directory.find(text)] == numbers


def test_a_name_is_known_whatever_its_case(directory):
    assert directory.named("ISIK DÖKÜMHANESI").attendance.number == 1
    assert directory.named("Işık") is None


def test_a_thousand_firms_are_searched_within_a_key_stroke():
    directory = FirmDirectory([row(number, f"Firma {number} Sanayi ve Ticaret") for number in range(1, 1001)])
    started = time.perf_counter()
    for text in ("f", "fi", "fir", "sanayi t", "99"):
        assert directory.find(text)
    assert time.perf_counter() - started < 0.5  # five searches, generous for a busy machine
