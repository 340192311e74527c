"""The workshop workbook: comes back through the import field by field, and nothing typed can become a formula."""

from __future__ import annotations

import re
import zipfile
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.exchange import read_import, write_workbook
from app.exchange.report import ReportCard, ReportCounter, ReportFirm, ReportPerson, WorkshopReport
from app.records import Direction, Period
from tests.exchange.sample_report import sample_report

# What people type into the field "title" to see what happens (OWASP, CWE-1236), and what a keyboard never would.
RISKY = [
    "=1+1",
    '=HYPERLINK("http://192.0.2.1","tıkla")',
    "+905321234567",
    "-5 derece soğuk oda",
    "@SUM(A1)",
    "'tek tırnak",
    "|cmd",
    "＝1+1",
    "#REF!",
    "#N/A",
    "TRUE",
    "1E5",
    "0012",
    "2026-11-21",
]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_round_trip_of_the_sample(tmp_path: Path, language: str) -> None:
    report = sample_report(language)
    path = tmp_path / "çalıştay kitabı.xlsx"

    write_workbook(report, path)
    plan = read_import(path)

    for written, read in ((report.firms, plan.firms), (report.people, plan.people), (report.cards, plan.cards)):
        assert len(written) == len(read)
        for row, back in zip(written, read, strict=True):
            for field in fields(row):
                came = getattr(back, "external_id" if field.name == "id" else field.name)
                assert came == getattr(row, field.name), (row.id, field.name)
    assert plan.counters.left_out == 0
    assert [sheet.kind and sheet.kind.value for sheet in plan.mapping] == ["firms", "participants", "cards", None, None]


def test_every_field_is_used_by_the_sample_or_below() -> None:
    """The round trip proves a field only where some row fills it."""
    report = sample_report()
    unproved = {
        (kind.__name__, field.name)
        for kind, rows in ((ReportFirm, report.firms), (ReportPerson, report.people), (ReportCard, report.cards))
        for field in fields(kind)
        if all(getattr(row, field.name) in (None, False) for row in rows)
    }
    assert unproved <= {("ReportFirm", "site"), *(("ReportCard", name) for name in CARD_WITH_EVERYTHING)}


CARD_WITH_EVERYTHING = {
    "state": "çamur",
    "condition": "kirli, PVC'siz",
    "quality": "nem %45-50",
    "current_route": "düzenli depolama",
    "place": "Aliağa tesisi",
    "valid_from": "2026-12-01",
    "valid_until": "2027-05-31",
    "as_typed": "pirina 1.234 t/yıl",
    "quantity_unconfirmed": True,
    "description": "iki satır:\nkasım–şubat",
}


def small(**card: object) -> WorkshopReport:
    firm = ReportFirm("F1", "Işık Ağaç A.Ş.", site="Ğ Sokak 1", number=7)
    one = ReportCard("C1", "F1", Direction.HAVE, "PİRİNA", quantity=Decimal("1234.5"), unit="t", period=Period.YEAR)
    return WorkshopReport(
        "tr", "Deneme", "2026-11-21", (ReportCounter("firma", 1),), (firm,), (), (replace(one, **card),)
    )


def test_round_trip_of_the_rarer_fields(tmp_path: Path) -> None:
    write_workbook(small(**CARD_WITH_EVERYTHING), tmp_path / "k.xlsx")

    plan = read_import(tmp_path / "k.xlsx")

    (card,) = plan.cards
    assert {name: getattr(card, name) for name in CARD_WITH_EVERYTHING} == CARD_WITH_EVERYTHING
    assert plan.firms[0].site == "Ğ Sokak 1"


def test_a_person_without_consent_still_counts(tmp_path: Path) -> None:
    people = (ReportPerson("P1", "F1", consent=False), ReportPerson("P2", "F1", role="şef"))
    write_workbook(replace(small(), people=people), tmp_path / "k.xlsx")

    read = [(person.external_id, person.name, person.consent) for person in read_import(tmp_path / "k.xlsx").people]
    assert read == [("P1", None, False), ("P2", None, None)]


@pytest.mark.parametrize("text", RISKY)
def test_typed_text_is_a_text_cell(tmp_path: Path, text: str) -> None:
    path = tmp_path / "k.xlsx"
    write_workbook(small(title=text, description=text, place=text), path)

    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(re.search(r"<(?:\w+:)?f[ >/]", sheet) for sheet in sheets)
    cell = openpyxl.load_workbook(path)["Kartlar"]["F2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix is text.startswith(tuple("=+-@'|＝"))
    assert read_import(path).cards[0].title == text


def test_numbers_are_numbers_and_days_are_days(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    write_workbook(small(valid_from="2026-12-01", valid_until="bahara kadar"), path)

    row = {cell.column_letter: cell for cell in openpyxl.load_workbook(path)["Kartlar"][2]}
    assert (row["K"].data_type, row["K"].value) == ("n", 1234.5)
    assert (row["T"].data_type, row["T"].number_format) == ("d", "dd.mm.yyyy")
    assert (row["U"].data_type, row["U"].value) == ("s", "bahara kadar")


def test_control_characters_and_lone_surrogates_are_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    write_workbook(small(title="a\x00b\x0bc\x1fd\ud800e", description="x" * 40_000), path)

    sheet = openpyxl.load_workbook(path)["Kartlar"]
    assert sheet["F2"].value == "ab\ncde"
    assert len(sheet["G2"].value) == 32_767


def test_sheets_are_ready_to_be_filtered(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    write_workbook(sample_report("tr", 10), path)

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Firmalar", "Katılımcılar", "Kartlar", "Sinerjiler", "Özet"]
    assert (book["Kartlar"].freeze_panes, book["Kartlar"].auto_filter.ref) == ("A2", "A1:X638")
    assert book["Kartlar"].column_dimensions["F"].width == 34
    assert [cell.value for cell in book["Sinerjiler"][1]][:4] == ["Veren", "Verenin sektörü", "Kaynak", "Miktar"]


def test_summary_tells_the_counting_rule_and_counts_suggestions_apart(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    write_workbook(sample_report("tr", 14), path)

    rows = {row[0]: row[1:] for row in openpyxl.load_workbook(path)["Özet"].iter_rows(values_only=True) if row[0]}
    assert rows["potansiyel sinerji"] == (14, "Panodaki ayrı sinerjiler; kaybedilenler sayılmaz.")
    assert rows["Açık öneriler"] == (412, "Ayrı sayılır, sinerjilere hiç eklenmez.")
    assert (rows["Kartlar: Var"][0], rows["Kartlar: İhtiyaç"][0]) == (400, 237)
    assert (rows["Aşama: Fikir"][0], rows["Aşama: Kaybedildi"][0]) == (2, 2)


def test_an_empty_workshop_is_a_valid_workbook(tmp_path: Path) -> None:
    write_workbook(WorkshopReport("en", "Nothing yet", "2026-11-21", ()), tmp_path / "k.xlsx")

    book = openpyxl.load_workbook(tmp_path / "k.xlsx")
    assert book.sheetnames == ["Firms", "Participants", "Cards", "Synergies", "Summary"]
    assert book["Cards"].max_row == 1
