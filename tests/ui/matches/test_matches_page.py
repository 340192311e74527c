"""Deciding on matches with the keyboard alone, read back from the store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.common.errors import StoreError
from app.records import Band, Direction, LostReason, Stage, Verdict
from app.services.rows import NewCard
from app.ui.matches.listing import MatchFilter, MatchState, pair_of
from app.ui.matches.model import suggestion_at

ENTER = Qt.Key.Key_Return
EVERYTHING = MatchFilter(bands=frozenset(Band), state=None)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def shown(page):
    return [pair_of(one) for one in page._model.suggestions()]


def current(page):
    return suggestion_at(page.list.currentIndex())


def decisions(desk):
    return {pair_of(one): one.decision for one in desk.services.suggestions.open(desk.workshop_id) if one.decision}


def test_the_list_opens_on_its_first_match_with_the_keyboard_in_it(page):
    assert QApplication.focusWidget() is page.list
    assert current(page) is page._model.suggestions()[0]
    assert len(shown(page)) == 5


def test_enter_takes_a_match_onto_the_board_and_goes_on_with_the_next(page, desk):
    first, second = page._model.suggestions()[:2]
    press(ENTER)
    ideas = desk.services.board.board(desk.workshop_id).columns[Stage.IDEA]
    assert [(row.synergy.have_id, row.synergy.want_id) for row in ideas] == [pair_of(first)]
    assert pair_of(first) not in shown(page)
    assert pair_of(current(page)) == pair_of(second)


def test_s_puts_off_and_a_digit_rejects_with_its_reason(page, desk):
    first, second = page._model.suggestions()[:2]
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_4)
    found = decisions(desk)
    assert found[pair_of(first)].verdict is Verdict.LATER
    assert (found[pair_of(second)].verdict, found[pair_of(second)].reason) == (Verdict.WRONG, LostReason.DISTANCE)
    assert len(shown(page)) == 3


def test_the_last_row_leaves_to_the_one_above(page):
    press(Qt.Key.Key_End)
    above = page._model.suggestions()[-2]
    press(Qt.Key.Key_S)
    assert pair_of(current(page)) == pair_of(above)


def test_undo_brings_the_row_back_and_leaves_the_current_one(page, desk, ui):
    first = page._model.suggestions()[0]
    press(Qt.Key.Key_S)
    here = pair_of(current(page))
    ui.bus.publish(desk.services.history.undo())
    assert pair_of(first) in shown(page)
    assert pair_of(current(page)) == here


def test_a_decision_says_so_with_a_way_back(page, ui):
    asked = []
    ui.toasts.undo_requested.connect(lambda: asked.append(True))
    press(Qt.Key.Key_S)
    toast = ui.toasts.current[-1]
    assert "Şimdi değil" in toast.text
    toast.act()
    assert asked


def test_a_decision_that_fails_brings_the_row_back(page, desk, monkeypatch, ui):
    def full(*_args):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(type(desk.services.suggestions), "decide", full)
    before = shown(page)
    press(Qt.Key.Key_S)
    assert shown(page) == before
    assert ui.toasts.current[-1].icon == "warning"


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no pop-up of its own
def test_the_menu_of_reasons_has_a_digit_for_each(page, desk):
    page.ask_why_wrong()
    menu = page.findChild(QMenu)
    first = current(page)
    assert [action.text()[:2] for action in menu.actions()] == [f"&{digit}" for digit in range(1, 8)]
    QTest.keyClick(menu, Qt.Key.Key_3)
    assert decisions(desk)[pair_of(first)].reason is LostReason.QUANTITY


def test_filters_show_what_was_decided(page, desk):
    press(ENTER)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_1)
    for state, count in (
        (MatchState.BOARD, 1),
        (MatchState.LATER, 1),
        (MatchState.WRONG, 1),
        (MatchState.UNDECIDED, 2),
    ):
        page._bar.set_wanted(MatchFilter(bands=frozenset(Band), state=state))
        strong = [one for one in page._model.suggestions() if one.match.band is not Band.WEAK]
        assert len(strong) == count, state


def test_what_stands_on_the_board_is_decided_there(page, desk):
    press(ENTER)
    page._bar.set_wanted(MatchFilter(state=MatchState.BOARD))
    before = decisions(desk)
    for key in (ENTER, Qt.Key.Key_S, Qt.Key.Key_1):
        page.list.setFocus()
        press(key)
    assert decisions(desk) == before
    assert not page.detail.accept_button.isEnabled()


def test_search_begins_with_the_slash_and_enter_goes_back_to_the_list(page, qtbot):
    press(Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is page._bar.search
    QTest.keyClicks(page._bar.search, "KIRIK")
    press(ENTER)
    assert [one.have.card.title for one in page._model.suggestions()] == ["kırık cam"]
    assert QApplication.focusWidget() is page.list


def test_an_empty_filter_offers_the_way_out(page):
    page._bar.set_wanted(MatchFilter(text="böyle bir şey yok"))
    assert page._empty.isVisible()
    page._empty.link.click()
    assert page._bar.wanted == EVERYTHING
    assert page._bar.search.text() == ""
    assert len(shown(page)) >= 5


def test_the_bars_add_up_to_the_score_of_the_row(page):
    for one in page._model.suggestions():
        page.list.setCurrentIndex(page._model.index(page._model.row_of(pair_of(one))))
        drawn = page.detail.waterfall.drawn
        assert sum(step.points for step in drawn.steps) == pytest.approx(drawn.total)
        assert drawn.score == pytest.approx(one.match.score, abs=1e-4)


def test_a_new_card_changes_the_list_row_by_row(page, desk, ui, qtbot):
    here = pair_of(current(page))
    resets = []
    page._model.modelReset.connect(lambda: resets.append(True))
    firm = desk.services.firms.rows(desk.workshop_id)[0].firm.id
    ui.bus.publish(desk.services.cards.add(NewCard(desk.workshop_id, firm, Direction.HAVE, "kırık cam, renkli")))
    qtbot.waitUntil(lambda: page.settled)
    assert len(shown(page)) == 6
    assert pair_of(current(page)) == here
    assert resets == []


def test_both_languages_word_everything(page, ui):
    texts = {}
    for code in ("en", "tr"):
        ui.language.switch(code)
        page.retranslate()
        texts[code] = (page.detail.accept_button.text(), page._bar._state.text(), page.list.accessibleName())
        assert all(texts[code])
    assert set(texts["en"]).isdisjoint(texts["tr"])


def test_no_workshop_is_no_error(page):
    page.show_workshop(None)
    assert shown(page) == []
    page.accept()
    assert page._empty.isVisible()
