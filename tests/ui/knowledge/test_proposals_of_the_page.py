"""A correction is proposed, changed, deleted, taken back and written into a file, with the keyboard alone."""

import csv

from PySide6.QtCore import Qt

from app.records import ProposalKind
from tests.ui.knowledge.test_knowledge_page import search, title
from tests.ui.shell.test_keyboard_only import CTRL, ENTER, SHIFT, focused, press, type_text


def kept(desk):
    return desk.services.proposals.list()


def propose(page, qtbot, words):
    press(Qt.Key.Key_D, CTRL)
    type_text(words)
    press(ENTER, CTRL)
    qtbot.waitUntil(lambda: not page.form.isVisible())


def test_a_correction_belongs_to_the_row_that_is_shown(page, desk, qtbot):
    search(page, qtbot, "döküm kumu")
    press(Qt.Key.Key_D, CTRL)
    assert page.form.text.hasFocus()
    type_text("yoğunluk yanlış")
    press(Qt.Key.Key_Tab)
    assert page.form.source.hasFocus()
    type_text("Işıl")
    press(ENTER, CTRL)
    [one] = kept(desk)
    assert (one.row_kind, one.row_id, one.kind, one.text, one.source) == (
        "concept", "foundry_sand", ProposalKind.WRONG, "yoğunluk yanlış", "Işıl",
    )  # fmt: skip
    assert not page.form.isVisible()
    assert page.count.text() == "1 öneri"
    assert page.ui.toasts.current[-1].text == "Öneri saklandı"


def test_without_words_the_form_says_so_and_stays(page, desk, qtbot):
    search(page, qtbot, "döküm kumu")
    press(Qt.Key.Key_D, CTRL)
    press(ENTER, CTRL)
    assert page.form.error.text() == "Neyin düzeltileceğini yazın."
    assert page.form.text.hasFocus()
    assert kept(desk) == []
    press(Qt.Key.Key_Escape)
    assert not page.form.isVisible()


def test_what_is_not_found_is_proposed_as_new_with_the_words_typed(page, desk, qtbot):
    search(page, qtbot, "ışkın külü")
    assert page.nothing.isVisible()
    press(Qt.Key.Key_D, CTRL)
    assert page.form.chosen is ProposalKind.NEW
    assert page.form.text.toPlainText() == "ışkın külü"
    press(ENTER, CTRL)
    [one] = kept(desk)
    assert (one.row_kind, one.row_id, one.row_name) == ("", "", "")


def test_the_last_act_is_taken_back_before_the_steps_of_the_log(page, window, desk, qtbot):
    search(page, qtbot, "döküm kumu")
    propose(page, qtbot, "eksik söz")
    assert window.undo_name == "Keep proposal"
    page.list.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert kept(desk) == []
    assert window.undo_name != "Keep proposal"
    cards = len(desk.services.cards.rows(desk.workshop_id))
    press(Qt.Key.Key_Z, CTRL)
    assert len(desk.services.cards.rows(desk.workshop_id)) == cards - 1


def test_what_was_done_since_is_undone_first(page, window, desk, qtbot):
    search(page, qtbot, "döküm kumu")
    propose(page, qtbot, "eksik söz")
    window.ui.runner.change(lambda: desk.services.firms.add(desk.workshop_id, "Iğdır Cam"))
    page.list.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert len(kept(desk)) == 1
    assert "Iğdır Cam" not in [row.firm.name for row in desk.services.firms.rows(desk.workshop_id)]


def test_proposals_are_listed_changed_deleted_and_brought_back(page, desk, qtbot):
    search(page, qtbot, "döküm kumu")
    propose(page, qtbot, "bir")
    search(page, qtbot, "100907")
    propose(page, qtbot, "iki")
    press(Qt.Key.Key_D, CTRL | SHIFT)
    assert page.proposals.view.hasFocus()
    assert page.proposals.count.text() == "2 öneri"
    press(Qt.Key.Key_Home)
    press(ENTER)
    assert page.form.text.toPlainText() == "iki"
    press(Qt.Key.Key_A, CTRL)
    type_text("iki buçuk")
    press(ENTER, CTRL)
    assert [one.text for one in kept(desk)] == ["iki buçuk", "bir"]
    page.proposals.view.setFocus()
    press(Qt.Key.Key_Delete)
    assert [one.text for one in kept(desk)] == ["bir"]
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert [one.text for one in kept(desk)] == ["iki", "bir"]
    press(Qt.Key.Key_Escape)
    assert not page.proposals.isVisible()
    assert title(page) == "Tehlikeli döküm kumu kalıpları"


def test_from_a_proposal_to_its_row(page, qtbot):
    search(page, qtbot, "döküm kumu")
    propose(page, qtbot, "bir")
    search(page, qtbot, "kostik")
    press(Qt.Key.Key_D, CTRL | SHIFT)
    type_text("g")
    qtbot.waitUntil(lambda: page.settled)
    assert title(page) == "döküm kumu"
    assert not page.count.isChecked()


def test_the_file_is_written_where_it_is_said_and_the_notice_stands_beside(page, tmp_path, qtbot):
    search(page, qtbot, "döküm kumu")
    propose(page, qtbot, "İri ve ıslak")
    page.proposals.folder = tmp_path
    press(Qt.Key.Key_D, CTRL | SHIFT)
    assert page.proposals.plain.isVisible()
    press(ENTER, CTRL)
    [path] = tmp_path.glob("bilgi önerileri *.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["İri ve ıslak"]
    assert page.ui.toasts.current[-1].text.startswith("Yazıldı")


def test_an_empty_list_teaches_and_lets_go(page, qtbot):
    press(Qt.Key.Key_D, CTRL | SHIFT)
    assert page.proposals.empty.isVisible()
    assert focused() is page.proposals.close_button
    press(ENTER)
    assert page.start.isVisible()
    assert page.search.hasFocus()
