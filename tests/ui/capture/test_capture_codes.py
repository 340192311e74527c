"""The waste code that the form suggests: shown behind what was understood, taken and given back with one key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.records import Direction, WorkshopId
from app.services.lookups import CardHint, CodeName, LookupService, Named
from app.services.rows import NewCard
from app.ui.capture.code_choice import CodeChoice
from app.ui.capture.form_state import FormState, slot_of
from app.ui.clipping import clipped_texts
from tests.ui.capture.rig import focused, press, type_text

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ENTER, K, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_K, Qt.Key.Key_Escape, Qt.Key.Key_Down
SAWDUST = CodeName("030105", Named("Talaş", "Sawdust"))
DIRTY = CodeName("030104", Named("Tehlikeli talaş", "Hazardous sawdust"), hazardous=True)
TWO = CardHint("sawdust", Named("Talaş", "Sawdust"), (SAWDUST, DIRTY), frozenset({"030105", "030104"}), "t")


@pytest.fixture
def ready(page, qtbot):
    """The page with the tables read and a firm chosen."""
    qtbot.waitUntil(lambda: page._services.lookups.ready, timeout=5000)
    type_text("1")
    press(ENTER)
    return page


@pytest.fixture
def two(ready, monkeypatch):
    """Two codes fit whatever is typed."""
    monkeypatch.setattr(LookupService, "hint", lambda _self, title, _nace, _way: TWO if title else CardHint())
    return ready


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.hints.settled)


def chips(page):
    return {fact.name: fact for fact in page.form.understood.facts}


def names(page):
    return [fact.name for fact in page.form.understood.facts]


def kept(desk):
    return FormState.from_fields(desk.services.drafts.load(slot_of(desk.workshop_id)).fields)


def test_a_suggestion_stands_last_and_leaves_the_keyboard_alone(ready, qtbot):
    type_text("talaş yılda 6 ton")
    before = names(ready)
    settle(ready, qtbot)
    assert names(ready) == [*before, "talaş"]
    fact = chips(ready)["talaş"]
    assert fact.value.startswith("03 01 05 ")
    assert (fact.keys, fact.quiet) == (("Alt", "K"), True)
    assert focused() is ready.form.line
    assert ready.form.line.text == "talaş yılda 6 ton"


def test_the_usual_unit_is_shown_while_none_is_typed(ready, qtbot):
    type_text("talaş yılda 6000")
    settle(ready, qtbot)
    assert chips(ready)["Olağan birim"].value == "t"
    type_text(" ton")
    settle(ready, qtbot)
    assert "Olağan birim" not in names(ready)


def test_alt_k_takes_the_code_and_enter_stores_it(ready, desk, qtbot):
    type_text("talaş yılda 6 ton")
    settle(ready, qtbot)
    press(K, ALT)
    assert chips(ready)["Atık kodu"].value.startswith("03 01 05 ")
    assert not chips(ready)["Atık kodu"].quiet
    assert focused() is ready.form.line
    press(ENTER)
    card = desk.newest()
    assert (card.title, card.code, card.code_system, card.hazardous) == ("talaş", "030105", "ewc", None)
    assert ready.form.codes.chosen is None


def test_alt_k_again_gives_it_back(ready, desk, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    press(K, ALT)
    assert "Atık kodu" not in names(ready)
    press(ENTER)
    assert (desk.newest().code, desk.newest().code_system) == (None, None)


def test_nothing_is_taken_that_nobody_pressed_for(ready, desk, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(ENTER)
    assert desk.newest().code is None


def test_the_hazard_of_a_code_is_shown_but_not_stored(two, desk, qtbot):
    type_text("talaş")
    settle(two, qtbot)
    press(K, ALT)
    press(K, ALT)
    assert chips(two)["Atık kodu"].hazard
    assert "030104" in two.form.state.code
    press(ENTER)
    assert (desk.newest().code, desk.newest().hazardous) == ("030104", None)


def test_two_codes_are_both_shown_and_gone_through(two, qtbot):
    type_text("talaş")
    settle(two, qtbot)
    assert chips(two)["Talaş"].choices == ("03 01 05 Talaş", "03 01 04* Tehlikeli talaş")
    assert not chips(two)["Talaş"].doubtful
    taken = []
    for _ in range(4):
        press(K, ALT)
        taken.append(two.form.state.code)
    assert taken == ["030105", "030104", None, "030105"]


def test_a_click_takes_the_code_that_it_hits(two, qtbot):
    type_text("talaş")
    settle(two, qtbot)
    chip = two.form.understood._chips[len(names(two)) - 2]
    assert chip.fact.choices
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip._boxes()[1].center())
    assert two.form.state.code == "030104"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert two.form.state.code is None
    assert focused() is two.form.line


def test_a_line_about_another_thing_voids_what_was_taken(ready, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    ready.form.line.set_text("talaş, elenmiş, İzmir")
    settle(ready, qtbot)
    assert ready.form.state.code == "030105"
    ready.form.line.set_text("uçucu kül")
    settle(ready, qtbot)
    assert ready.form.state.code is None
    assert chips(ready)["uçucu kül"].quiet


def test_a_typed_code_wins(ready, desk, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    type_text(" 15 01 03")
    settle(ready, qtbot)
    fact = chips(ready)["Atık kodu"]
    assert fact.value.startswith("15 01 03 ")
    assert fact.keys == ()
    press(K, ALT)
    press(ENTER)
    assert (desk.newest().title, desk.newest().code, desk.newest().code_system) == ("talaş", "150103", "ewc")


def test_an_unknown_code_stays_as_typed_and_is_flagged(ready, desk, qtbot):
    type_text("talaş EWC 99 99 99")
    settle(ready, qtbot)
    assert chips(ready)["Bilinmeyen kod"].warn
    assert chips(ready)["Bilinmeyen kod"].value == "99 99 99"
    press(ENTER)
    assert (desk.newest().code, desk.newest().as_typed) == ("999999", "talaş EWC 99 99 99")


def test_a_starred_code_says_hazardous_because_it_was_typed(ready, desk, qtbot):
    type_text("boya çamuru 08 01 13*")
    settle(ready, qtbot)
    assert chips(ready)["Atık kodu"].hazard
    press(ENTER)
    assert desk.newest().hazardous is True


@pytest.mark.parametrize("text", ["nakliye", "buhar 6 t/saat", "qwxz zzkp", "🔥🏭", "مرحبا", "İıİı", "\u202e\u200b zz"])
def test_what_has_no_code_offers_none(ready, desk, qtbot, text):
    type_text(text)
    settle(ready, qtbot)
    assert not any(fact.keys for fact in ready.form.understood.facts)
    press(K, ALT)
    assert ready.form.state.code is None
    press(ENTER)


def test_a_pasted_page_with_control_characters_does_no_harm(ready, qtbot):
    ready.form.line.set_text("talaş\x00\x01 \u202e" * 400)
    settle(ready, qtbot)
    assert not any(fact.keys for fact in ready.form.understood.facts)


def test_nothing_is_offered_for_an_emptied_form(ready, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    press(ESCAPE)
    press(ESCAPE)
    settle(ready, qtbot)
    assert names(ready) == []
    assert ready.form.state.code is None


def test_the_newest_text_wins(threaded, qtbot, monkeypatch):
    _ui, make = threaded
    page = make()
    qtbot.waitUntil(lambda: page._services.lookups.ready, timeout=5000)
    type_text("1")
    press(ENTER)
    for text in ("talaş", "uçucu kül", "talaş", "cam kırığı", "uçucu kül"):
        page.form.line.set_text(text)
        qtbot.wait(20)
    settle(page, qtbot)
    assert chips(page)["uçucu kül"].quiet


def test_nothing_is_read_on_the_windows_thread(threaded, qtbot, monkeypatch):
    import threading

    seen = []
    tables = LookupService._tables

    def watched(self):
        seen.append(threading.current_thread() is threading.main_thread())
        return tables(self)

    monkeypatch.setattr(LookupService, "_tables", watched)
    _ui, make = threaded
    page = make()
    qtbot.waitUntil(lambda: page._services.lookups.ready, timeout=5000)
    page.form.line.setFocus()
    type_text("talaş EWC 030105")
    settle(page, qtbot)
    assert seen
    assert not any(seen)


def test_an_accepted_code_outlives_the_program(threaded, desk, qtbot):
    _ui, make = threaded
    first = make()
    qtbot.waitUntil(lambda: first._services.lookups.ready, timeout=5000)
    type_text("1")
    press(ENTER)
    type_text("talaş")
    settle(first, qtbot)
    press(K, ALT)
    qtbot.waitUntil(lambda: first.drafts.settled)
    assert kept(desk).code == "030105"
    first.hide()
    page = make()
    assert page.form.state.code == "030105"
    qtbot.waitUntil(lambda: chips(page)["Atık kodu"].value.startswith("03 01 05 T"))
    press(ENTER)
    qtbot.waitUntil(lambda: desk.newest().title == "talaş")
    assert desk.newest().code == "030105"


def test_a_cleared_form_brings_its_code_back(ready, ui, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    state = ready.form.state
    press(ESCAPE)
    press(ESCAPE)
    ready._show_state(state)
    settle(ready, qtbot)
    assert chips(ready)["Atık kodu"].value.startswith("03 01 05 ")


def test_a_card_that_cannot_be_stored_keeps_its_code(ready, desk, qtbot, monkeypatch):
    from app.common.errors import StoreError

    def full(*_args, **_named):
        raise StoreError("The disk is full.")

    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    with monkeypatch.context() as patch:
        patch.setattr(type(desk.services.cards), "add", full)
        press(ENTER)
    ready.banner.acted.emit()
    assert (desk.newest().title, desk.newest().code) == ("talaş", "030105")


@pytest.fixture
def coded(desk, page, ui):
    """A stored card with a code that nobody would suggest."""
    card = NewCard(desk.workshop_id, desk.firms[2], Direction.HAVE, "talaş", code_system="EWC", code="020304")
    ui.bus.publish(desk.services.cards.add(card))
    return desk.newest()


def test_a_stored_code_is_shown_and_stays(ready, desk, coded, qtbot):
    press(DOWN, ALT)
    press(ENTER)
    settle(ready, qtbot)
    assert chips(ready)["Atık kodu"].value.startswith("02 03 04 ")
    type_text(" kuru")
    settle(ready, qtbot)
    press(ENTER)
    card = desk.services.cards.get(coded.id).card
    assert (card.title, card.code, card.code_system) == ("talaş kuru", "020304", "EWC")


def test_a_stored_code_can_be_corrected_by_key(ready, desk, coded, qtbot):
    press(DOWN, ALT)
    press(ENTER)
    settle(ready, qtbot)
    press(K, ALT)
    assert ready.form.state.code is None
    press(K, ALT)
    assert ready.form.state.code == "030105"
    press(ENTER)
    card = desk.services.cards.get(coded.id).card
    assert (card.code, card.code_system) == ("030105", coded.code_system)


def test_the_firms_sector_is_asked_with(ready, desk, ui, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        LookupService, "hint", lambda _self, title, nace, way: asked.append((title, nace, way)) or CardHint()
    )
    ui.bus.publish(desk.services.firms.edit(desk.firms[0], nace="16.10"))
    press(Qt.Key.Key_F2)
    type_text("talaş")
    settle(ready, qtbot)
    assert asked[-1] == ("talaş", "16.10", Direction.WANT)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_at_the_smallest_size_two_codes_fit(two, ui, each_language, each_theme, qapp, qtbot, monkeypatch, scale):
    long = replace(
        SAWDUST, title=Named("Işıl ışıl çok uzun bir ad taşıyan İzmir talaşı ve yongası", "A very long title")
    )
    hint = replace(
        TWO, name=Named("büyükbaş hayvan gübresi ve altlığı", "cattle manure with litter"), offers=(long, DIRTY)
    )
    monkeypatch.setattr(LookupService, "hint", lambda *_: hint)
    two.form.line.set_text("ıslak gübre 1.234 kg, yaş, analiz raporu var")
    ui.language.switch(each_language)
    ui.theme.switch(each_theme, scale=scale)
    two.retranslate()
    two.restyle()
    settle(two, qtbot)
    qapp.processEvents()
    bar = two.form.understood
    assert all(chip.geometry().right() < bar.width() for chip in bar._chips if chip.isVisible())
    if scale == 1.0:
        assert clipped_texts(two) == []
        assert two.form.height() <= 330
    ui.language.switch("tr")
    ui.theme.switch(scale=1.0)


def test_a_choice_begun_anew_forgets_what_was_taken():
    choice = CodeChoice()
    choice.see(TWO, None, None)
    assert choice.next()
    assert choice.chosen == "030105"
    choice.begin()
    assert (choice.chosen, choice.next()) == (None, False)
    assert not choice.take(0)


def test_what_the_card_came_with_is_in_the_round():
    choice = CodeChoice()
    choice.begin("020304", stored=True)
    assert not choice.see(TWO, "020304", None)
    assert choice.unknown("020304")
    round_trip = [choice.chosen]
    for _ in range(4):
        choice.next()
        round_trip.append(choice.chosen)
    assert round_trip == ["020304", None, "030105", "030104", "020304"]


def test_slots_of_other_workshops_have_codes_of_their_own(ready, desk, qtbot):
    type_text("talaş")
    settle(ready, qtbot)
    press(K, ALT)
    ready.show_workshop(WorkshopId("başka"))
    assert ready.form.state.code is None
    ready.show_workshop(desk.workshop_id)
    assert ready.form.state.code == "030105"
