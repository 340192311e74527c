"""Stored cards corrected from the keyboard; what nobody touched stays."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.records import Category, Direction, Period
from app.services.rows import NewCard
from tests.ui.capture.rig import focused, press, type_text

ALT = Qt.KeyboardModifier.AltModifier
ENTER, DOWN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape


def stored(desk, title):
    return next(row.card for row in desk.services.cards.rows(desk.workshop_id) if row.card.title == title)


@pytest.fixture
def imported(desk, page, ui):
    """A card that was never typed as a line, with fields that no line says."""
    card = NewCard(
        desk.workshop_id,
        desk.firms[2],
        Direction.WANT,
        "ıslak posa",
        description="kokusuz",
        category=Category.BYPRODUCT_WASTE,
        code_system="EWC",
        code="020304",
        quantity=Decimal("1234.5"),
        unit="t",
        period=Period.YEAR,
        notes="özel",
    )
    ui.bus.publish(desk.services.cards.add(card))
    return stored(desk, "ıslak posa")


def begin(page):
    page.form.firm.edit.setFocus()
    press(DOWN, ALT)
    press(ENTER)


def test_alt_down_and_enter_open_the_newest_card(page, desk, imported):
    begin(page)
    assert page.form.line.text == "ıslak posa, 1234,5 t/yıl, kokusuz"
    assert page.form.correcting == imported.id
    assert page.form.direction.direction is Direction.WANT
    assert page.form.firm.firm.firm.id == desk.firms[2]
    assert focused() is page.form.line


def test_alt_down_again_goes_to_the_card_before(page, desk, imported):
    page.form.firm.edit.setFocus()
    press(DOWN, ALT)
    press(DOWN, ALT)
    press(ENTER)
    assert page.form.line.text == "ocak cürufu"


def test_what_nobody_touched_stays(page, desk, imported):
    begin(page)
    type_text(" ve kuru")
    press(ENTER)
    card = desk.services.cards.get(imported.id).card
    assert card.description == "kokusuz ve kuru"
    kept = ("title", "category", "code", "quantity", "unit", "period", "notes", "firm_id", "table_no")
    assert [getattr(card, name) for name in kept] == [getattr(imported, name) for name in kept]
    assert card.as_typed == "ıslak posa, 1234,5 t/yıl, kokusuz ve kuru"
    assert page.form.correcting is None


def test_a_correction_that_changes_nothing_is_no_harm(page, desk, imported):
    begin(page)
    press(ENTER)
    card = desk.services.cards.get(imported.id).card
    assert (card.title, card.quantity, card.description) == ("ıslak posa", Decimal("1234.5"), "kokusuz")


def test_direction_and_firm_can_be_corrected(page, desk, imported):
    begin(page)
    press(Qt.Key.Key_F2)
    page.form.firm.start_over("4")
    press(ENTER)
    press(ENTER)
    card = desk.services.cards.get(imported.id).card
    assert (card.direction, card.firm_id) == (Direction.HAVE, desk.firms[3])


def test_a_chosen_reading_is_shown_again(page, desk):
    type_text("1")
    press(ENTER)
    type_text("kum 1.234 kg")
    press(Qt.Key.Key_M, ALT)
    press(Qt.Key.Key_M, ALT)
    press(ENTER)
    begin(page)
    assert page.form.reading is True
    assert page.form.understood.facts[1].value == "1,234 kg"


def test_escape_twice_leaves_the_card_as_it_was(page, desk, imported):
    begin(page)
    type_text(" bozuk")
    press(ESCAPE)
    press(ESCAPE)
    assert page.form.correcting is None
    assert desk.services.cards.get(imported.id).card == imported


def test_delete_takes_a_card_away_and_undo_brings_it_back(page, desk, ui, imported):
    page.form.firm.edit.setFocus()
    press(DOWN, ALT)
    press(Qt.Key.Key_Delete)
    assert "ıslak posa" not in [row.row.card.title for row in page.recent.rows]
    ui.bus.publish(desk.services.history.undo())
    assert page.recent.rows[0].row.card.title == "ıslak posa"


def test_a_correction_survives_a_restart(page, desk, imported, qtbot):
    begin(page)
    type_text(" yarım")
    qtbot.waitUntil(lambda: page.drafts.settled)
    page.show_workshop(desk.workshop_id)
    assert page.form.correcting == imported.id
    press(ENTER)
    assert desk.services.cards.get(imported.id).card.description == "kokusuz yarım"


def test_ctrl_d_begins_with_the_text_of_the_newest_card(page, desk):
    type_text("1")
    press(ENTER)
    type_text("kum 5 t/ay")
    press(ENTER, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.form.line.text == "kum 5 t/ay"


def test_a_card_of_another_screen_opens_here(page, desk, imported):
    page.open_item(imported.id)
    assert page.form.correcting == imported.id
    page.open_item("gone meanwhile")
    assert page.form.correcting == imported.id
    page.open_item(desk.firms[0])
    assert page.form.firm.firm.firm.id == desk.firms[0]


def test_the_firm_named_exactly_is_taken_when_the_keyboard_leaves(page, desk):
    type_text("işil boya")
    page.form.line.setFocus()
    assert page.form.firm.firm.firm.id == desk.firms[4]


def test_escape_closes_the_list_of_firms_first(page):
    type_text("i")
    assert page.form.firm.popup.isVisible()
    press(ESCAPE)
    assert not page.form.firm.popup.isVisible()
    assert page.form.firm.edit.text() == "i"
    press(ESCAPE)
    assert page.form.firm.edit.text() == "i"
    press(ESCAPE)
    assert page.form.firm.edit.text() == ""
