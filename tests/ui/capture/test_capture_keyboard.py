"""Cards typed with the keyboard alone, read back from the store."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.records import Direction, Period, Stage
from tests.ui.capture.rig import focused, press, type_text

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return
WANTED = "silis kaynağı olarak döküm kumu"


def test_number_enter_line_enter_makes_a_card(page, desk):
    type_text("3")
    press(ENTER)
    type_text("ıslak İncir posası haftada 2 ton, PVC içermeyen")
    press(ENTER)
    card = desk.newest()
    assert card.firm_id == desk.firms[2]
    assert card.direction is Direction.HAVE
    assert card.title == "ıslak İncir posası"
    assert (card.quantity, card.unit, card.period) == (Decimal(2), "t", Period.WEEK)
    assert card.as_typed == "ıslak İncir posası haftada 2 ton, PVC içermeyen"
    assert card.table_no == 3
    assert page.form.line.text == ""
    assert page.form.firm.firm is None
    assert focused() is page.form.firm.edit


def test_a_piece_of_the_name_finds_the_firm_whatever_the_case(page, desk):
    type_text("ISIL")
    assert page.form.firm.popup.isVisible()
    press(ENTER)
    assert page.form.firm.firm.firm.id == desk.firms[4]
    assert focused() is page.form.line


def test_arrows_choose_among_the_firms(page, desk):
    type_text("i")
    first = page.form.firm.popup.current.firm.id
    press(Qt.Key.Key_Down)
    second = page.form.firm.popup.current.firm.id
    assert first != second
    press(ENTER)
    assert page.form.firm.firm.firm.id == second


def test_tab_takes_the_firm_too(page, desk):
    type_text("çiğli")
    press(Qt.Key.Key_Tab)
    assert page.form.firm.firm.firm.id == desk.firms[3]
    assert focused() is page.form.line


def test_f2_changes_between_have_and_want(page, desk):
    type_text("2")
    press(ENTER)
    press(Qt.Key.Key_F2)
    type_text("çamur")
    press(ENTER)
    assert desk.newest().direction is Direction.WANT


def test_control_enter_keeps_the_firm_for_the_next_card(page, desk):
    type_text("4")
    press(ENTER)
    type_text("cam kırığı 12,5 t/yıl")
    press(ENTER, CTRL)
    assert focused() is page.form.line
    type_text("kum 20 big bag/ay")
    press(ENTER)
    rows = desk.services.cards.recent(desk.workshop_id, 2)
    assert [row.card.title for row in rows] == ["kum", "cam kırığı"]
    assert {row.firm.id for row in rows} == {desk.firms[3]}
    assert rows[1].card.quantity == Decimal("12.5")


def test_a_locked_firm_and_table_stay(page, desk):
    type_text("4")
    press(ENTER)
    press(Qt.Key.Key_L, CTRL)
    page.form.table.lock.setChecked(True)
    page.form.table.set_number(9)
    for text in ("bir", "iki"):
        type_text(text)
        press(ENTER)
    rows = desk.services.cards.recent(desk.workshop_id, 2)
    assert [(row.card.title, row.firm.id, row.card.table_no) for row in rows] == [
        ("iki", desk.firms[3], 9),
        ("bir", desk.firms[3], 9),
    ]


def test_a_name_that_nobody_knows_becomes_a_firm_in_passing(page, desk):
    type_text("Şahin Ağaç İşleri")
    press(ENTER)
    type_text("talaş")
    press(ENTER)
    row = desk.services.cards.recent(desk.workshop_id, 1)[0]
    assert row.firm.name == "Şahin Ağaç İşleri"
    assert row.attendance.number == 6
    assert row.card.title == "talaş"


def test_control_enter_adds_a_firm_whose_name_begins_like_another(page, desk):
    type_text("Işıklı")
    press(ENTER, CTRL)
    assert "Işıklı" in [row.firm.name for row in desk.services.firms.rows(desk.workshop_id)]
    assert page.form.firm.firm.firm.name == "Işıklı"


def test_a_letter_on_a_chosen_firm_begins_another_one(page, desk):
    type_text("4")
    press(ENTER)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is page.form.firm
    type_text("5")
    press(ENTER)
    assert page.form.firm.firm.firm.id == desk.firms[4]


@pytest.mark.parametrize(("which", "said"), [(0, "Kart kimin?"), (1, "daha boş")])
def test_what_is_missing_is_said_and_nothing_is_stored(page, desk, which, said):
    before = len(desk.services.cards.rows(desk.workshop_id))
    if which:
        type_text("1")
        press(ENTER)
    else:
        page.form.line.setFocus()
        type_text("kum")
    press(ENTER)
    assert said in page.form.hint.text()
    assert len(desk.services.cards.rows(desk.workshop_id)) == before


def test_a_doubtful_number_is_stored_unconfirmed_until_a_reading_is_chosen(page, desk):
    type_text("1")
    press(ENTER)
    type_text("kum 1.234 kg")
    assert page.form.understood.facts[1].choices == ("1.234 kg", "1,234 kg")
    press(ENTER, CTRL)
    card = desk.newest()
    assert (card.quantity, card.quantity_unconfirmed) == (Decimal(1234), True)
    type_text("kum 1.234 kg")
    press(Qt.Key.Key_M, ALT)
    press(Qt.Key.Key_M, ALT)
    assert page.form.understood.facts[1].value == "1,234 kg"
    press(ENTER)
    card = desk.newest()
    assert (card.quantity, card.quantity_unconfirmed) == (Decimal("1.234"), False)


def test_another_number_voids_the_choice(page):
    type_text("1")
    press(ENTER)
    type_text("kum 1.234 kg")
    press(Qt.Key.Key_M, ALT)
    assert page.form.reading is False
    type_text(", kuru")
    assert page.form.reading is False
    page.form.line.set_text("kum 1.235 kg, kuru")
    assert page.form.reading is None


def test_an_unknown_unit_is_kept_and_flagged(page, desk):
    type_text("1")
    press(ENTER)
    type_text("hurda 3 vagon/ay")
    flagged = [fact for fact in page.form.understood.facts if fact.warn]
    assert [fact.value for fact in flagged] == ["vagon"]
    press(ENTER)
    assert (desk.newest().quantity, desk.newest().unit) == (Decimal(3), "vagon")


def test_alt_1_stores_the_card_and_takes_its_best_match_onto_the_board(page, desk, qtbot):
    type_text("1")
    press(ENTER)
    type_text("döküm kumu 6000 ton")
    qtbot.waitUntil(lambda: bool(page.matches.settled and page.live.rows))
    assert page.live.rows[0].partner.card.title == WANTED
    press(Qt.Key.Key_1, ALT)
    ideas = desk.services.board.board(desk.workshop_id).columns[Stage.IDEA]
    assert [(row.have.card.title, row.want.card.title) for row in ideas] == [("döküm kumu", WANTED)]
    assert page.form.line.text == ""
    assert page.form.firm.firm.firm.id == desk.firms[0]


def test_a_number_in_the_list_calls_a_match_wrong_with_its_reason(page, desk, qtbot):
    type_text("1")
    press(ENTER)
    type_text("döküm kumu")
    qtbot.waitUntil(lambda: bool(page.matches.settled and page.live.rows))
    press(Qt.Key.Key_F6)
    assert focused() is page.live.list
    press(Qt.Key.Key_2)
    assert desk.newest().title == "döküm kumu"
    found = [one for one in desk.services.suggestions.open(desk.workshop_id) if one.decision is not None]
    assert [(one.decision.verdict, one.decision.reason) for one in found] == [("wrong", "quality")]


def test_escape_twice_clears_and_the_toast_brings_it_back(page, ui):
    type_text("1")
    press(ENTER)
    type_text("yarım kalan İş")
    press(Qt.Key.Key_Escape)
    assert page.form.line.text == "yarım kalan İş"
    press(Qt.Key.Key_Escape)
    assert page.form.line.text == ""
    ui.toasts.current[-1].act()
    assert page.form.line.text == "yarım kalan İş"
    assert page.form.firm.firm is not None


def test_ctrl_z_in_the_emptied_line_does_not_bring_the_stored_card_back(page):
    type_text("1")
    press(ENTER)
    type_text("kum")
    press(ENTER, CTRL)
    assert not page.form.line.document().isUndoAvailable()


def test_pasted_lines_become_one(page, qapp):
    type_text("1")
    press(ENTER)
    qapp.clipboard().setText("kum\nhaftada 2 ton\tkuru")
    page.form.line.paste()
    assert page.form.line.text == "kum haftada 2 ton kuru"
    assert page.form.line.document().blockCount() == 1
