"""A pre-registration form, CSV files as Excel in Turkish saves them, and a list of cards alone."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from app.common.errors import InputError
from app.exchange import read_import, remember
from app.exchange.import_rows import RowNote, Severity, SheetKind
from app.records import Audience, Direction, Period, PlatformConsent

NotesAt = Callable[..., list[RowNote]]


def test_form_with_haves_and_wants_beside_the_firm(workbooks: Path) -> None:
    plan = read_import(workbooks / "preregistration.xlsx")

    assert [(firm.name, firm.sector) for firm in plan.firms] == [
        ("Öğütücü Makina", "makine imalatı"),
        ("İğde Kozmetik", "kozmetik"),
    ]
    # The third answer leaves the firm out: a second contact of the firm above.
    assert [(person.name, person.phone, person.firm_id) for person in plan.people] == [
        ("Ümit Işık", "0232 555 00 01", plan.firms[0].external_id),
        ("Şule Ğ", None, plan.firms[1].external_id),
        ("Işıl Can", "0232 555 00 02", plan.firms[1].external_id),
    ]
    assert [(card.direction, card.title, card.quantity, card.unit, card.period) for card in plan.cards] == [
        (Direction.HAVE, "alüminyum talaşı", Decimal(2), "t", Period.MONTH),
        (Direction.HAVE, "boş palet", Decimal(30), "piece", Period.WEEK),
        (Direction.HAVE, "CNC kapasitesi", None, None, None),
        (Direction.WANT, "hurda ÇELİK", None, None, None),
        (Direction.WANT, "ısıl işlem hizmeti", None, None, None),
        (Direction.WANT, "gliserin", Decimal("12.5"), "t", Period.YEAR),
        (Direction.WANT, "cam şişe", None, None, None),
    ]
    assert plan.cards[0].as_typed == "alüminyum talaşı 2 t/ay"
    assert plan.cards[4].as_typed is None


def test_windows_1254_with_semicolons(workbooks: Path) -> None:
    plan = read_import(workbooks / "windows_csv")

    assert [(firm.external_id, firm.name, firm.nace, firm.tax_number, firm.employees) for firm in plan.firms] == [
        ("A1", "Çınar Ağaç İşleri", "31.10", "1234567890", 1200),
        ("A2", "Iğdır Tekstil", "12.13", "0123456789", 40),  # shown as "Ara.13"
        ("A3", "Şölen Gıda", "10.11", None, 120),  # shown as "10.Kas"
    ]
    assert plan.firms[1].sector == "dokuma; örgü"
    assert [(person.name, person.phone) for person in plan.people] == [
        ("Gökçe Uğur", None),
        ("İlknur Şen", "05301112233"),
    ]
    assert [(card.external_id, card.quantity, card.unit, card.period, card.code) for card in plan.cards] == [
        ("K1", Decimal("12.5"), "t", Period.MONTH, "030105"),
        ("K2", Decimal(1500), "kg", Period.WEEK, None),
        ("K3", Decimal("2500.75"), "kg", Period.MONTH, "020601"),
        ("K4", Decimal("2500.75"), "kg", Period.MONTH, "020601"),
    ]


def test_what_cannot_be_taken_over_from_csv(workbooks: Path, notes_at: NotesAt) -> None:
    plan = read_import(workbooks / "windows_csv")

    errors = {(note.sheet, note.row) for note in plan.notes if note.severity is Severity.ERROR}
    assert errors == {("Katılımcılar", 4), ("Kartlar", 5)}  # a firm that is not listed, an id used twice
    (twin,) = notes_at(plan, "Kartlar", 6)
    assert twin.severity is Severity.WARNING


@pytest.mark.parametrize(("sign", "quantity"), [(",", Decimal(1500)), (".", Decimal("1.5"))])
def test_the_decimal_sign_settles_what_is_unsure(workbooks: Path, sign: str, quantity: Decimal) -> None:
    plan = read_import(workbooks / "windows_csv", decimal=sign)

    card = next(card for card in plan.cards if card.external_id == "K2")
    assert (card.quantity, card.quantity_unconfirmed) == (quantity, False)


def test_cards_alone_name_their_firms(workbooks: Path, notes_at: NotesAt) -> None:
    plan = read_import(workbooks / "cards_alone.csv")

    assert [firm.name for firm in plan.firms] == [
        "Ege Mermer San. Tic. Ltd. Şti.",
        "Ege Mermer",
        "Kozmetik Üreticisi 1",
        "Kozmetik Üreticisi 2",
    ]
    assert all(firm.implied and firm.district for firm in plan.firms)
    assert [card.title for card in plan.cards] == [
        "mermer çamuru",
        "palet",
        "kesme diski",
        "hurda plastik",
        "hurda plastik",
    ]
    assert (plan.cards[0].quantity, plan.cards[0].unit, plan.cards[0].period) == (Decimal(40), "t", Period.DAY)
    assert plan.cards[2].firm_id == plan.cards[1].firm_id  # the cell below is empty
    assert notes_at(plan, "cards_alone", 4)[0].params["known"] == "Ege Mermer San. Tic. Ltd. Şti."
    assert not [note for note in notes_at(plan, "cards_alone", 8) if "known" in note.params]  # 1 and 2 are two firms


def test_ids_made_from_content_stay_when_rows_move(tmp_path: Path) -> None:
    rows = ["Işık A.Ş.;var;talaş;2 ton", "Işık A.Ş.;var;talaş;9 ton", "Çağ;ihtiyaç;palet;"]
    plans = []
    for place, order in enumerate(([0, 1, 2], [2, 0, 1])):
        path = tmp_path / f"kartlar{place}.csv"
        path.write_text("Firma;Yön;Kaynak;Miktar\n" + "\n".join(rows[at] for at in order), encoding="utf-8")
        plans.append(read_import(path))

    first, second = ({(c.external_id, c.firm_id, c.title, c.quantity) for c in plan.cards} for plan in plans)
    assert first == second
    assert len(first) == 3


def test_a_remembered_mapping_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Kuruluş;Ne var ne yok;Zıt;Kod\nÇağ;talaş;var;x\n", encoding="utf-8")
    told = {"sheets": {"liste": "cards"}, "cards": {"ne var ne yok": "title", "zit": "direction", "kod": ""}}

    plan = read_import(path, mapping=told)

    assert [(card.title, card.direction) for card in plan.cards] == [("talaş", Direction.HAVE)]
    kept = remember(plan.mapping)
    assert kept["cards"] == {"kurulus": "firm", "ne var ne yok": "title", "zit": "direction", "kod": ""}
    assert kept["sheets"] == {}  # "liste" is a name that every file could have
    assert read_import(path, mapping={**kept, "sheets": {"liste": "cards"}}) == plan


def test_a_sheet_told_to_be_left_out_is_not_read(workbooks: Path) -> None:
    plan = read_import(workbooks / "messy_workshop.xlsx", mapping={"sheets": {"katilimcilar": ""}})

    assert [sheet.kind for sheet in plan.mapping] == [SheetKind.FIRMS, None, SheetKind.CARDS, None]
    assert {person.sheet for person in plan.people} == {"Firmalar"}


def test_progress_ends_complete(workbooks: Path) -> None:
    told: list[tuple[int, int]] = []

    read_import(workbooks / "windows_csv", progress=lambda done, total: told.append((done, total)))

    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bos.csv", b""),
        ("baslik.csv", b"a;b\n1;2\n"),
        ("resim.csv", b"\x89PNG\x00\x00\x01"),
        ("uzun.csv", b"Firma;Var\n" + b"x" * 40_000 + b";y"),
        ("genis.csv", b"Firma;Var\n" + b";" * 600),
    ],
)
def test_files_without_a_list_are_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError) as refusal:
        read_import(path)

    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_without_lists_is_refused(tmp_path: Path) -> None:
    (tmp_path / "judged.csv").write_text("a,b\n")

    with pytest.raises(InputError):
        read_import(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        read_import(tmp_path / "yok.xlsx")

    assert "yok.xlsx" in str(refusal.value)


def test_an_unclear_word_about_who_may_see_never_widens_the_circle(tmp_path: Path, notes_at: NotesAt) -> None:
    (tmp_path / "firms.csv").write_text(
        "Firma kodu;Firma;Merkeze gidecek\nF1;Işık Döküm;sormadan olmaz\nF2;Şişe Cam;\n", "utf-8"
    )
    (tmp_path / "cards.csv").write_text(
        "Firma kodu;Var / İhtiyaç;Kaynak;Kim görebilir\nF1;Var;kum;çok gizli\nF1;Var;talaş;Herkes\nF2;Var;cam;\n",
        "utf-8",
    )
    plan = read_import(tmp_path)
    assert [firm.platform_consent for firm in plan.firms] == [PlatformConsent.NOTHING, None]
    assert [card.audience for card in plan.cards] == [Audience.ORGANISER, Audience.PUBLIC, None]
    assert [note.severity for note in notes_at(plan, "cards", 2, "Kim görebilir")] == [Severity.WARNING]


def test_one_name_with_two_ids_is_two_firms_and_said(tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text("firm_id,name\nF1,Işık Danışmanı\nF2,IŞIK DANIŞMANI\n", "utf-8")
    plan = read_import(tmp_path)
    assert len(plan.firms) == 2
    assert [note.message.partition(":")[0] for note in plan.notes] == ["“{raw}” stands in the list twice with two ids"]


def test_shown_samples_cannot_turn_the_line_round(tmp_path: Path) -> None:
    path = tmp_path / "kartlar.csv"
    path.write_text("Firma;Yön;Kaynak\nIğdır\x1b[31m;Var;\u202ekül\x07\n", "utf-8")
    samples = [column.samples for column in read_import(path).mapping[0].columns]
    assert samples == [("Iğdır[31m",), ("Var",), ("kül",)]
