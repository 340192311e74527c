"""What is typed is on disk within a second and comes back, with the cursor where it was."""

import time

import pytest
from PySide6.QtCore import Qt

from app.common.errors import StoreError
from app.records import Kind, WorkshopId
from app.ui.capture.form_state import FormState, slot_of
from tests.ui.capture.rig import focused, press, type_text

ENTER = Qt.Key.Key_Return


def kept(desk):
    draft = desk.services.drafts.load(slot_of(desk.workshop_id))
    return None if draft is None else FormState.from_fields(draft.fields)


def test_the_line_is_on_disk_within_a_second_of_the_last_key(threaded, desk, qtbot):
    _ui, make = threaded
    page = make()
    type_text("2")
    press(ENTER)
    type_text("ıslak çamur, İzmir")
    typed = time.monotonic()
    qtbot.waitUntil(lambda: kept(desk) is not None and kept(desk).line == "ıslak çamur, İzmir", timeout=1000)
    assert time.monotonic() - typed < 1
    qtbot.waitUntil(lambda: "Taslak saklandı" in page.form.hint.text())


def test_typing_without_a_pause_is_kept_too(threaded, desk, qtbot):
    _ui, make = threaded
    page = make()
    page.form.line.setFocus()
    seen = []
    for letter in "haftada iki ton yaş posa":
        type_text(letter)
        qtbot.wait(40)
        state = kept(desk)
        seen.append(len(state.line) if state else 0)
    assert max(seen) > 10  # long before the last key


def test_form_and_cursor_come_back(threaded, desk, qtbot):
    _ui, make = threaded
    first = make()
    type_text("2")
    press(ENTER)
    press(Qt.Key.Key_F2)
    type_text("buhar 6 t/saat")
    for _ in range(6):
        press(Qt.Key.Key_Left)
    first.form.firm.lock.setChecked(True)
    qtbot.waitUntil(lambda: first.drafts.settled)
    first.hide()
    page = make()
    state = page.form.state
    assert (state.line, state.cursor, state.focus) == ("buhar 6 t/saat", 8, "line")
    assert state.firm_id == desk.firms[1]
    assert state.firm_locked
    assert state.direction == "want"
    assert focused() is page.form.line


def test_a_half_typed_firm_comes_back(threaded, desk, qtbot):
    _ui, make = threaded
    first = make()
    type_text("Işık")
    press(Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: first.drafts.settled)
    first.hide()
    page = make()
    assert focused() is page.form.firm.edit
    assert page.form.firm.edit.text() == "Işık"
    assert page.form.firm.edit.cursorPosition() == 3


def test_leaving_the_page_writes_at_once(threaded, desk):
    ui, make = threaded
    page = make()
    page.form.line.setFocus()
    type_text("kum")
    page.hide()
    assert ui.runner.wait()
    assert kept(desk).line == "kum"


def test_a_stored_card_takes_its_draft_along(page, desk, qtbot):
    type_text("1")
    press(ENTER)
    type_text("kum")
    qtbot.waitUntil(lambda: page.drafts.settled)
    assert kept(desk).line == "kum"
    press(ENTER)
    assert desk.services.drafts.load(slot_of(desk.workshop_id)) is None or kept(desk).line == ""


def test_each_workshop_has_a_draft_of_its_own(page, desk, qtbot):
    other = WorkshopId(desk.services.workshops.create("İkinci atölye").created(Kind.WORKSHOP)[0])
    page.form.line.setFocus()
    type_text("yarım İş")
    page.show_workshop(other)  # before the pause in which drafts are written
    assert page.form.line.text == ""
    type_text("başkası")
    page.show_workshop(desk.workshop_id)
    assert page.form.line.text == "yarım İş"
    page.show_workshop(other)
    assert page.form.firm.edit.text() == "başkası"


def test_a_card_that_cannot_be_stored_is_kept_and_tried_again(page, desk, monkeypatch, qtbot):
    def full(*_args, **_named):
        raise StoreError("The disk is full.")

    add = type(desk.services.cards).add
    monkeypatch.setattr(type(desk.services.cards), "add", full)
    type_text("1")
    press(ENTER)
    type_text("saklanamayan İş")
    press(ENTER)
    assert page.banner.isVisible()
    qtbot.waitUntil(lambda: page.drafts.settled)
    assert "saklanamayan İş" in kept(desk).unsaved[0]
    monkeypatch.setattr(type(desk.services.cards), "add", add)
    page.banner.acted.emit()
    assert desk.newest().title == "saklanamayan İş"
    assert not page.banner.isVisible()


def test_unsaved_cards_outlive_the_program(page, desk, monkeypatch, qtbot, ui):
    def full(*_args, **_named):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(type(desk.services.cards), "add", full)
    type_text("1")
    press(ENTER)
    type_text("ağaç")
    press(ENTER)
    qtbot.waitUntil(lambda: page.drafts.settled)
    monkeypatch.undo()
    page.show_workshop(desk.workshop_id)
    assert page.banner.isVisible()
    page.banner.acted.emit()
    assert desk.newest().title == "ağaç"


def test_a_draft_that_cannot_be_written_is_said_and_tried_again(page, desk, monkeypatch, qtbot):
    def full(*_args, **_named):
        raise StoreError("The disk is full.")

    save = type(desk.services.drafts).save
    monkeypatch.setattr(type(desk.services.drafts), "save", full)
    page.form.line.setFocus()
    type_text("k")
    qtbot.waitUntil(lambda: page.form.hint.property("role") == "error")
    monkeypatch.setattr(type(desk.services.drafts), "save", save)
    type_text("um")
    qtbot.waitUntil(lambda: page.drafts.settled)
    assert kept(desk).line == "kum"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape])
def test_a_cleared_form_clears_the_draft(page, desk, qtbot, key):
    page.form.line.setFocus()
    type_text("kum")
    press(key)
    press(key)
    qtbot.waitUntil(lambda: page.drafts.settled)
    assert kept(desk).line == ""
