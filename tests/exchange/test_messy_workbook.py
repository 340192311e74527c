"""The list as it comes: every value that a spreadsheet mangled is back, and the report says so row by row."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from app.exchange import read_import
from app.exchange.import_rows import CardRow, FirmRow, ImportPlan, RowNote, Severity, SheetKind
from app.records import Category, Direction, Period

NotesAt = Callable[..., list[RowNote]]


@pytest.fixture(scope="module")
def plan() -> ImportPlan:
    return read_import(Path(__file__).resolve().parents[1] / "fixtures" / "workbooks" / "messy_workshop.xlsx")


def firm(plan: ImportPlan, name: str) -> FirmRow:
    return next(row for row in plan.firms if row.name == name)


def card(plan: ImportPlan, title: str) -> CardRow:
    return next(row for row in plan.cards if row.title == title)


def test_finds_the_header_below_title_rows(plan: ImportPlan) -> None:
    assert [(sheet.sheet, sheet.kind, sheet.header_row) for sheet in plan.mapping] == [
        ("Firmalar", SheetKind.FIRMS, 4),
        ("Katılımcılar", SheetKind.PARTICIPANTS, 1),
        ("Kartlar 1. tur", SheetKind.CARDS, 3),
        ("Notlar", None, None),
    ]


def test_firm_with_every_fault(plan: ImportPlan) -> None:
    found = firm(plan, "IŞIK Zeytinyağı San. ve Tic. A.Ş.")

    assert (found.nace, found.tax_number, found.district) == ("10.41", "0123456789", "Bayındır")
    assert (found.number, found.employees, found.sector) == (1, 18, "zeytinyağı üretimi")
    assert (found.sheet, found.row) == ("Firmalar", 5)


def test_nace_codes_that_excel_changed(plan: ImportPlan) -> None:
    assert [(row.name, row.nace) for row in plan.firms if row.nace] == [
        ("IŞIK Zeytinyağı San. ve Tic. A.Ş.", "10.41"),
        ("Şirin Gıda Ltd. Şti.", "10.10"),
        ("ÖZGÜR DÖKÜM", "24.51"),
        ("Ağaçlı Yem", "10.11"),
    ]


def test_unknown_is_never_zero(plan: ImportPlan) -> None:
    assert firm(plan, "ÖZGÜR DÖKÜM").employees is None  # "-"
    assert firm(plan, "Ağaçlı Yem").employees is None  # "50-99"
    assert firm(plan, "Ağaçlı Yem").osb is None


def test_sums_and_remarks_are_not_firms(plan: ImportPlan) -> None:
    names = [row.name for row in plan.firms]

    assert names[:4] == ["IŞIK Zeytinyağı San. ve Tic. A.Ş.", "Şirin Gıda Ltd. Şti.", "ÖZGÜR DÖKÜM", "Ağaçlı Yem"]
    assert [row.name for row in plan.firms if row.implied] == ["Şirin Gıda", "Bilinmeyen Ağaç"]


def test_a_near_name_is_suggested_and_not_merged(plan: ImportPlan, notes_at: NotesAt) -> None:
    known = {note.params.get("known") for note in notes_at(plan, "Katılımcılar", 4)}

    assert "Şirin Gıda Ltd. Şti." in known
    assert firm(plan, "Şirin Gıda").external_id != firm(plan, "Şirin Gıda Ltd. Şti.").external_id


def test_people_by_merged_firm_cell_and_by_contact(plan: ImportPlan) -> None:
    people = {person.name: person for person in plan.people if person.firm_id == plan.firms[0].external_id}

    assert set(people) == {"İrfan Çağlar", "Nur Ilgaz"}
    assert people["İrfan Çağlar"].phone == "05321234567"
    assert people["İrfan Çağlar"].role == "işletme sahibi"  # from the second sheet
    assert people["İrfan Çağlar"].consent is True
    assert people["Nur Ilgaz"].consent is False


def test_a_phone_rounded_by_excel_is_left_out(plan: ImportPlan, notes_at: NotesAt) -> None:
    person = next(person for person in plan.people if person.email == "gulsah(at)sirin")
    (note,) = notes_at(plan, "Firmalar", 6, "Cep Tel")

    assert (person.phone, person.consent) == (None, False)
    assert (note.severity, note.raw) == (Severity.WARNING, "5,32E+09")


def test_merged_firm_and_direction_spread_down(plan: ImportPlan) -> None:
    mine = [row for row in plan.cards if row.firm_id == plan.firms[0].external_id]

    assert [(row.direction, row.title) for row in mine] == [
        (Direction.HAVE, "PİRİNA"),
        (Direction.HAVE, "kırık zeytin çekirdeği"),
        (Direction.WANT, "IBC tank"),
    ]


def test_quantities(plan: ImportPlan) -> None:
    said = {row.title: (row.quantity, row.unit, row.period, row.quantity_unconfirmed) for row in plan.cards}

    assert said["PİRİNA"] == (Decimal(900), "t", Period.YEAR, False)
    assert said["kırık zeytin çekirdeği"] == (Decimal(60), "t", Period.YEAR, False)  # "60 ton/yıl" in one cell
    assert said["IBC tank"] == (Decimal(1234), "piece", None, True)  # "1.234"
    assert said["domates posası"] == (Decimal(1800), "t", Period.YEAR, False)  # unit in the number format
    assert said["baca tozu"] == (Decimal(2), "t", Period.MONTH, False)  # "2-3"
    assert said["ısıtma için atık ısı"] == (Decimal("1.5"), "MW", Period.SEASON, False)
    assert said["soya küspesi"] == (None, "kg", None, False)  # a formula that was never calculated
    assert said["talaş"] == (None, "çuvalcık", None, False)
    assert card(plan, "talaş").as_typed == "çok çuvalcık"
    assert card(plan, "baca tozu").as_typed == "2-3 ton ay"


def test_waste_codes(plan: ImportPlan) -> None:
    codes = {row.title: (row.code_system, row.code, row.hazardous) for row in plan.cards if row.code}

    assert codes == {
        "PİRİNA": ("ewc", "020301", False),  # the number 20301
        "kırık zeytin çekirdeği": ("ewc", "020301", None),  # 2 March 2001
        "domates posası": ("ewc", "020304", None),
        "baca tozu": ("ewc", "100909", True),  # a star against "hayır"
        "talaş": (None, "99 99 99", None),  # kept as typed
    }


def test_categories_and_private_notes(plan: ImportPlan) -> None:
    assert card(plan, "PİRİNA").category is Category.BYPRODUCT_WASTE
    assert card(plan, "IBC tank").category is Category.MATERIAL
    assert card(plan, "ısıtma için atık ısı").category is Category.ENERGY
    assert card(plan, "talaş").category is None
    assert card(plan, "PİRİNA").notes == "acil diyor"
    assert card(plan, "soya küspesi").notes is None  # #N/A


def test_rows_that_cannot_be_taken_over_are_reported(plan: ImportPlan, notes_at: NotesAt) -> None:
    errors = [(note.sheet, note.row) for note in plan.notes if note.severity is Severity.ERROR]

    assert set(errors) == {("Kartlar 1. tur", 12), ("Kartlar 1. tur", 15)}
    assert plan.counters.left_out == 2
    assert notes_at(plan, "Kartlar 1. tur", 15)[0].raw == "* Bilgiler çalıştay dışında kullanılmaz."


def test_unknown_column_is_reported_with_a_sample(plan: ImportPlan, notes_at: NotesAt) -> None:
    (note,) = notes_at(plan, "Firmalar", 4)

    assert (note.column, note.params["sample"]) == ("Kahve tercihi", "sade")


def test_notes_stand_at_the_cell_that_they_are_about(plan: ImportPlan, notes_at: NotesAt) -> None:
    said = {note.column: note.raw for note in notes_at(plan, "Kartlar 1. tur", 11) if note.column}

    assert said == {
        "Firma": "Bilinmeyen Ağaç",
        "Miktar Sayı": "çok",
        "Birim": "çuvalcık",
        "Atık Kodu": "99 99 99",
        "Tehlikeli mi?": "belki",
        "Kategori": "orman",
    }


def test_every_note_can_be_worded(plan: ImportPlan) -> None:
    assert len(plan.notes) > 20
    for note in plan.notes:
        assert note.message.format(**note.params)


def test_counters(plan: ImportPlan) -> None:
    counters = plan.counters

    assert (counters.firms, counters.people, counters.cards, counters.haves, counters.wants) == (6, 4, 8, 5, 3)


def test_reading_twice_gives_equal_plans(plan: ImportPlan, workbooks: Path) -> None:
    assert read_import(workbooks / "messy_workshop.xlsx") == plan
    assert len(plan.sha256) == 64
