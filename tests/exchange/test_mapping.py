"""Headers as people write them, and what must not be taken for one."""

import pytest

from app.common.turkish import match_key
from app.exchange.fields import FIELDS, spellings
from app.exchange.grid import Grid
from app.exchange.import_rows import SheetKind
from app.exchange.mapping import SURE_ENOUGH, guess_field, understand_sheet
from app.exchange.raw_sheet import MergedRange, RawCell, RawSheet
from app.i18n import translator

FIRMS, PEOPLE, CARDS = SheetKind.FIRMS, SheetKind.PARTICIPANTS, SheetKind.CARDS


def sheet(*rows: list[str | None], name: str = "Sayfa1", merged: tuple[MergedRange, ...] = ()) -> Grid:
    filled = {
        number: {place: RawCell(text) for place, text in enumerate(row, start=1) if text}
        for number, row in enumerate(rows, start=1)
        if any(row)
    }
    return Grid(RawSheet(name, filled, merged))


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        (FIRMS, "Firma Adı", "name"),
        (FIRMS, "FİRMA ÜNVANI", "name"),
        (FIRMS, "Frima Adı", "name"),
        (FIRMS, "Firmanızın tam ünvanı:", "name"),
        (FIRMS, "Kuruluş Adı *", "name"),
        (FIRMS, "Company name", "name"),
        (FIRMS, "İl", "province"),
        (FIRMS, "ILCE", "district"),
        (FIRMS, "İlçesi:", "district"),
        (FIRMS, "Nace Kodu (Rev.2)", "nace"),
        (FIRMS, "NACE REV.2 kodunuz", "nace"),
        (FIRMS, "Vegi No", "tax_number"),
        (FIRMS, "V.No", "tax_number"),
        (FIRMS, "Çalışan sayısı (2025)", "employees"),
        (FIRMS, "Organize Sanayi Bölgesi", "osb"),
        (FIRMS, "Masa", "table_no"),
        (PEOPLE, "Ad-Soyad", "name"),
        (PEOPLE, "Adı Soyadı", "name"),
        (PEOPLE, "Cep Telefonu", "phone"),
        (PEOPLE, "E-Posta Adresi", "email"),
        (PEOPLE, "Görevi / Ünvanı", "role"),
        (PEOPLE, "KVKK Onayı", "consent"),
        (PEOPLE, "Çalıştığı firma", "firm"),
        (CARDS, "Var/İhtiyaç", "direction"),
        (CARDS, "Arz / Talep", "direction"),
        (CARDS, "Malzeme adı", "title"),
        (CARDS, "Atık / Yan Ürün", "title"),
        (CARDS, "Varsa atık kodu (EWC)", "code"),
        (CARDS, "EWC", "code"),
        (CARDS, "Miktar (ton/yıl)", "quantity"),
        (CARDS, "Yıllık miktar", "quantity"),
        (CARDS, "Birimi", "unit"),
        (CARDS, "Sıklığı", "period"),
        (CARDS, "Tehlikeli mi?", "hazardous"),
        (CARDS, "İhtiyaçlarınız", "want"),
        (CARDS, "Var 1", "have"),
        (CARDS, "Verebilecekleriniz", "have"),
        (CARDS, "resource description", "description"),
    ],
)
def test_headers_that_are_understood(kind: SheetKind, header: str, field: str) -> None:
    found, certainty = guess_field(kind, match_key(header))

    assert (found, certainty >= SURE_ENOUGH) == (field, True), certainty


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        (FIRMS, "Kahve tercihi"),
        (FIRMS, "İlgilendiği konular"),
        (FIRMS, "Zaman damgası"),
        (FIRMS, "Araç plakası"),
        (CARDS, "Zaman damgası"),
        (CARDS, "X"),
        (CARDS, "Fotoğraf"),
        (PEOPLE, "Yemek"),
        (PEOPLE, "Beden ölçüsü"),
    ],
)
def test_headers_that_are_left_alone(kind: SheetKind, header: str) -> None:
    found, certainty = guess_field(kind, match_key(header))

    assert found is None or certainty < SURE_ENOUGH, (found, certainty)


def test_an_exact_header_is_certain_and_a_guess_is_not() -> None:
    assert guess_field(FIRMS, "firma adi")[1] == 1.0
    assert guess_field(FIRMS, "frima adi")[1] < 1.0


@pytest.mark.parametrize("kind", list(SheetKind))
def test_every_label_of_the_export_is_read_as_its_field(kind: SheetKind) -> None:
    known = spellings(kind)
    for field in FIELDS[kind]:
        assert known[match_key(field.label)] == field.name
        assert known[match_key(translator("tr")(field.label))] == field.name


@pytest.mark.parametrize("kind", list(SheetKind))
def test_spellings_are_in_the_form_in_which_they_are_compared(kind: SheetKind) -> None:
    for field in FIELDS[kind]:
        for header in field.headers.split("|"):
            assert header in (match_key(header), field.name), header


def test_the_kind_is_told_by_the_columns() -> None:
    firms = sheet(["Firma", "Sektör", "İlçe"], ["Işık", "gıda", "Tire"])
    people = sheet(["Firma", "Ad Soyad", "Telefon"], ["Işık", "Ayşe", "1"])
    cards = sheet(["Firma", "Var/İhtiyaç", "Kaynak", "Miktar"], ["Işık", "var", "talaş", "2"])
    other = sheet(["Saat", "Konu"], ["9", "açılış"])

    assert [understand_sheet(grid).mapping.kind for grid in (firms, people, cards, other)] == [
        FIRMS,
        PEOPLE,
        CARDS,
        None,
    ]


def test_the_name_of_the_sheet_decides_where_the_columns_do_not() -> None:
    rows = (["Firma", "Yetkili", "Telefon"], ["Işık", "Ayşe", "1"])

    assert understand_sheet(sheet(*rows, name="Katılımcılar")).mapping.kind is PEOPLE
    assert understand_sheet(sheet(*rows, name="FİRMALAR 2026")).mapping.kind is FIRMS


def test_sheets_that_only_show_the_others_are_not_read() -> None:
    rows = (["Firma", "Kaynak", "Miktar", "Birim"], ["Işık", "talaş", "2", "t"])

    assert understand_sheet(sheet(*rows, name="Sinerjiler")).mapping.kind is None
    assert understand_sheet(sheet(*rows, name="Kartlar")).mapping.kind is CARDS


def test_a_header_of_two_rows() -> None:
    grid = sheet(
        ["KARTLAR"],
        ["Firma", "Kaynak", "Miktar", None, "Yön"],
        [None, None, "Değer", "Birim", None],
        ["Işık", "talaş", "2", "ton", "var"],
        merged=(MergedRange(2, 1, 3, 1), MergedRange(2, 2, 3, 2), MergedRange(2, 3, 2, 4), MergedRange(2, 5, 3, 5)),
    )

    understood = understand_sheet(grid)

    assert (understood.mapping.header_row, understood.first_row) == (2, 4)
    assert {column.header: column.field for column in understood.mapping.columns} == {
        "Firma": "firm",
        "Kaynak": "title",
        "Miktar Değer": "quantity",
        "Birim": "unit",
        "Yön": "direction",
    }


def test_each_field_goes_to_its_surest_column() -> None:
    grid = sheet(["Firmanın adı", "Firma Adı", "Var 1", "Var 2"], ["x", "Işık", "talaş", "palet"], name="Kartlar")

    fields = [column.field for column in understand_sheet(grid).mapping.columns]

    assert fields == [None, "firm", "have", "have"]


def test_samples_show_what_stands_in_a_column() -> None:
    grid = sheet(["Firma", "Sektör"], ["Işık", None, "başlıksız"], ["Çağ", "yem"], ["Ğ", "tekstil"], ["Ü", "gıda"])

    columns = understand_sheet(grid).mapping.columns

    assert [(column.header, column.samples) for column in columns] == [
        ("Firma", ("Işık", "Çağ", "Ğ")),
        ("Sektör", ("yem", "tekstil", "gıda")),
        ("", ("başlıksız",)),
    ]
