"""Found while it is typed, read along its links, with the keyboard alone."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.services.knowledge_rows import Hit, Ref, RowKind
from app.ui.clipping import clipped_texts
from app.ui.knowledge.found_list import Example, Heading
from app.ui.knowledge.link_parts import FactBlock
from tests.ui.shell.test_keyboard_only import ALT, CTRL, ENTER, focused, press, type_text


def search(page, qtbot, text):
    page.search.setFocus()
    page.search.selectAll()
    type_text(text)
    qtbot.waitUntil(lambda: page.settled)


def title(page):
    return page.detail.sheet.link.name


def hits(page):
    return [row.link.ref.id for row in page.model.rows if isinstance(row, Hit)]


def blocks(page):
    return {part.fact.title: part.fact for part in page.detail.findChildren(FactBlock)}


def test_the_page_opens_by_its_key_with_the_keyboard_in_the_search(window, qtbot):
    press(Qt.Key.Key_9, CTRL)
    page = window.page("knowledge")
    assert window.page_id == "knowledge"
    assert page.search.hasFocus()
    qtbot.waitUntil(lambda: page.settled)
    assert page.start.figures["concepts"].text() == "10"
    assert [type(row) for row in page.model.rows[:2]] == [Heading, Example]


def test_typing_finds_and_shows_the_best_row_and_arrows_walk_on(page, qtbot):
    search(page, qtbot, "ISIL enerji")
    assert title(page) == "ısı"
    search(page, qtbot, "kum")
    assert hits(page)[:3] == ["sand", "foundry_sand", "resin_sand"]
    assert title(page) == "kum"
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: title(page) == "döküm kumu")
    assert page.search.hasFocus()
    press(Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: title(page) == "kum")


def test_arrows_pass_over_the_headings_from_table_to_table(page, qtbot):
    search(page, qtbot, "döküm kumu")
    for _ in range(len(page.model.rows)):
        press(Qt.Key.Key_Down)
    assert page.list.current_row() == page.model.rows[-1]
    assert sum(isinstance(row, Heading) for row in page.model.rows) == 3
    for _ in range(len(page.model.rows)):
        press(Qt.Key.Key_Up)
    assert page.list.currentIndex().row() == 1


def test_links_lead_on_and_back_onto_the_link_that_was_taken(page, qtbot):
    search(page, qtbot, "döküm kumu")
    press(ENTER)
    qtbot.waitUntil(lambda: page.detail.place_of_focus() == 0)
    press(Qt.Key.Key_Down)
    assert focused().text() == "reçineli kum"
    press(ENTER)
    qtbot.waitUntil(lambda: title(page) == "reçineli kum" and page.detail.place_of_focus() == 0)
    assert page.detail.back.isVisible()
    press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: title(page) == "döküm kumu" and page.detail.place_of_focus() == 1)
    assert not page.detail.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.search.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.search.text() == ""


def test_enter_before_the_rows_have_come_goes_into_the_row_when_it_is_there(page, qtbot):
    page.search.setFocus()
    type_text("whey")
    press(ENTER)
    qtbot.waitUntil(lambda: page.detail.place_of_focus() == 0)
    assert title(page) == "peynir altı suyu"


def test_a_letter_typed_on_the_rows_goes_into_the_search(page, qtbot):
    search(page, qtbot, "kum")
    page.list.setFocus()
    type_text(" ")
    type_text("x")
    assert page.search.hasFocus()
    assert page.search.text() == "kum x"


def test_what_is_documented_is_told_apart_from_common_practice(page, qtbot):
    search(page, qtbot, "döküm kumu")
    facts = blocks(page)
    assert facts["klinker hammaddesi"].chips[0] == ("belgeli: Eskişehir", "success")
    assert facts["tuğla hammaddesi"].chips[0] == ("genel uygulama", "line")
    assert [line.text for line in facts["yem"].lines if line.caption == "Üst kavramdan"] == ["kum"]
    search(page, qtbot, "reçineli kum")
    facts = blocks(page)
    assert facts["yem"].chips[0] == ("bu haliyle olmaz", "danger")
    assert ("Dayanak", "Yem Kanunu, Madde 7") in [
        (line.caption, line.text) for line in facts["fenol içerir → yem"].lines
    ]


def test_a_code_a_sector_and_a_precedent_have_their_pages(page, qtbot):
    search(page, qtbot, "10 09 07*")
    assert page.detail.title.text() == "Atık kodu"
    assert list(page.detail.sheet.chips) == [("tehlikeli", "danger")]
    search(page, qtbot, "24.51")
    assert [section.title for section in page.detail.sheet.sections][:3] == [
        "Üst sınıfı",
        "Genellikle verir",
        "Genellikle satın alır",
    ]
    search(page, qtbot, "iskenderun")
    assert page.detail.sheet.chips == (("planlanmış", "line"),)


def test_an_example_is_searched_with_one_key(page, qtbot):
    qtbot.waitUntil(lambda: page.settled)
    press(Qt.Key.Key_Down)
    page.list.setFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: page.search.text() == "döküm kumu" and page.settled)
    assert title(page) == "döküm kumu"


def test_what_is_only_alike_is_said_to_be_so(page, qtbot):
    search(page, qtbot, "kostk")
    assert page.alike.isVisible()
    search(page, qtbot, "kostik")
    assert not page.alike.isVisible()


def test_another_language_words_the_row_again_and_stays_on_it(page, window, qtbot):
    search(page, qtbot, "kum")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: title(page) == "döküm kumu")
    window.preferences.change(language="en")
    qtbot.waitUntil(lambda: page.settled and title(page) == "foundry sand")
    assert page.list.current_row().link.name == "foundry sand"
    assert page.detail.title.text() == "Concept"


def test_the_palette_leads_to_the_same_words(window, page, qtbot):
    window.show_page("workshop")
    press(Qt.Key.Key_K, CTRL)
    type_text("yanık kum")
    texts = [row.title(window.ui.language.t) for row in window.palette_view.model.rows]
    assert texts[-1] == "Bilgide ara: yanık kum"
    press(ENTER)
    qtbot.waitUntil(lambda: window.page_id == "knowledge" and page.settled and page.shown is not None)
    assert title(page) == "döküm kumu"


def test_another_page_may_ask_for_a_row(window, page, qtbot):
    window.go("knowledge", Ref(RowKind.SECTOR, "23.51"))
    qtbot.waitUntil(lambda: page.settled)
    assert title(page) == "Çimento imalatı"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_at_any_text_size(window, page, ui, qtbot, scale):
    window.resize(1366, 768)
    ui.theme.switch("light", scale)
    for text in ("", "döküm kumu", "100907", "zzzzzz"):
        search(page, qtbot, text) if text else page.search.clear()
        qtbot.waitUntil(lambda: page.settled)
        QTest.qWait(30)
        assert clipped_texts(page) == [], text
    page.propose()
    QTest.qWait(30)
    assert clipped_texts(page) == []


@pytest.mark.parametrize(
    ("height", "scale", "words"), [(768, 1.0, True), (614, 1.0, True), (560, 1.0, True), (768, 2.0, False)]
)
def test_every_screen_stays_in_sight_in_the_rail(window, ui, height, scale, words):
    window.resize(1093, height)
    ui.theme.switch("light", scale)
    QApplication.processEvents()
    items = [window.rail.item(page.id) for page in window.specs if page.in_rail]
    areas = sorted((item.geometry() for item in items), key=lambda area: area.top())
    assert all(one.bottom() < other.top() for one, other in itertools.pairwise(areas))
    assert areas[-1].bottom() < window.rail.height() <= window.height()
    assert {item.has_room_for_words for item in items} == {words}


def test_headings_of_a_row_stand_with_their_numbers(page, qtbot):
    search(page, qtbot, "döküm kumu")
    texts = [part.text() for part in page.detail.findChildren(QLabel)]
    assert "Ne olabilir, neyin yerine geçer" in texts
    assert texts[texts.index("Ne olabilir, neyin yerine geçer") + 1] == "3"
