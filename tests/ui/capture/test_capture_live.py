"""Suggestions while typing: they belong to the last text, and say what they are."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.knowledge import load
from app.records import Band, Direction, Verdict
from app.services.room import Room, RoomRows
from benchmarks.crowd import crowd
from tests.ui.capture.rig import press, type_text

ENTER = Qt.Key.Key_Return
TYPED = "temiz döküm kumu yılda 6000 ton, elekten geçmiş, şeker pancarı küspesi"


class Watched:
    """Counts how many computations run at the same time."""

    def __init__(self, compute):
        self._compute, self._lock = compute, threading.Lock()
        self.running = self.most = self.calls = 0

    def __call__(self, *args):
        with self._lock:
            self.running += 1
            self.calls += 1
            self.most = max(self.most, self.running)
        try:
            return self._compute(*args)
        finally:
            with self._lock:
                self.running -= 1


@pytest.mark.slow
def test_ten_characters_a_second_over_ten_thousand_cards(threaded, desk, qtbot, monkeypatch):
    people = crowd(10_000, seed=7)
    rows = RoomRows(list(zip(people.firms, people.attendances, strict=True)), list(people.cards), [], [], [])
    suggestions = desk.services.suggestions
    suggestions._rooms[desk.workshop_id] = Room(desk.workshop_id, rows, load(), None)
    watched = Watched(suggestions.for_draft)
    monkeypatch.setattr(type(suggestions), "for_draft", lambda _self, *args: watched(*args))
    _ui, make = threaded
    page = make()
    shown = []
    page.matches.found.connect(
        lambda question, found: shown.append((question.line, page.form.line.text, page.live.rows, found))
    )
    page.form.line.setFocus()
    for letter in TYPED:
        type_text(letter)
        qtbot.wait(100)
    qtbot.waitUntil(lambda: page.matches.settled, timeout=10_000)
    assert watched.most == 1
    assert len(shown) > len(TYPED) / 4, "the list stood still while the text was typed"
    for asked, typed, _rows, _found in shown:
        assert asked == typed, "the list shown belongs to an older text"
    expected = watched(desk.workshop_id, None, Direction.HAVE, TYPED, 12, "tr")
    assert shown[-1][0] == TYPED
    assert [row.key for row in page.live.rows] == [
        one.match.want_id for one in expected if one.match.suggested and not one.match.blocks
    ] + [one.match.want_id for one in expected if one.match.blocks][:1]


def ask(page, qtbot, text):
    type_text(text)
    qtbot.waitUntil(lambda: page.matches.settled)


def test_the_list_follows_the_direction(page, desk, qtbot):
    type_text("5")
    press(ENTER)
    ask(page, qtbot, "kırık cam")
    assert [row.partner.card.title for row in page.live.rows] == ["kırık cam alınır"]
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.matches.settled)
    assert page.live.rows == []


def test_the_column_says_with_how_many_cards_the_text_was_compared(page, qtbot):
    ask_in_line(page, qtbot, "kırık cam")
    assert page.live._compared_label.text() == "2 İhtiyaç kartının hepsiyle karşılaştırıldı"


def ask_in_line(page, qtbot, text):
    page.form.line.setFocus()
    ask(page, qtbot, text)


def test_the_missing_encoder_is_said(page, qtbot):
    qtbot.waitUntil(lambda: page.live._note_row.isVisibleTo(page))
    turkish = page.live._note_label.text()
    page.ui.language.switch("en")
    page.retranslate()
    assert page.live._note_label.text() not in ("", turkish)
    page.ui.language.switch("tr")


def test_the_matches_of_a_stored_card_stay_until_something_is_typed(page, desk, qtbot):
    type_text("5")
    press(ENTER)
    ask(page, qtbot, "kırık cam")
    press(ENTER)
    qtbot.waitUntil(lambda: page.matches.settled)
    assert [row.partner.card.title for row in page.live.rows] == ["kırık cam alınır"]
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_S)
    decided = [one for one in desk.services.suggestions.open(desk.workshop_id) if one.decision]
    assert [one.decision.verdict for one in decided] == [Verdict.LATER]
    assert page.live.rows == []


def found_for(desk, line):
    return desk.services.suggestions.for_draft(desk.workshop_id, None, Direction.HAVE, line, 12)


def test_weak_matches_wait_behind_a_button(page, desk):
    strong = found_for(desk, "kırık cam")[0]
    weak = replace(
        strong, match=replace(strong.match, suggested=False, band=Band.WEAK), want=replace(strong.want), hands=()
    )
    page.live.show_found([weak], Direction.HAVE)
    assert page.live.rows == []
    page.live._weak_button.click()
    assert len(page.live.rows) == 1


def test_a_blocked_match_is_shown_with_its_reason_and_cannot_be_taken(page, desk):
    from app.records import Part

    good = found_for(desk, "kırık cam")[0]
    block = Part("block", -6.0, "excluded_by_want", {"words": "PVC"})
    blocked = replace(good, match=replace(good.match, blocks=(block,), suggested=False))
    page.live.show_found([blocked], Direction.HAVE)
    assert [row.blocked for row in page.live.rows] == [True]
    assert "PVC" in page.live.rows[0].why
    assert page.live.nth(1) is None


def test_models_keep_their_promises(page, desk, model_tester, qtbot):
    for model in (page.live.model, page.recent.model, page.form.firm.popup.model):
        model_tester(model)
    for text in ("kırık cam", ", döküm kumu", " silis"):
        ask_in_line(page, qtbot, text)
    page.form.firm.start_over("i")
    type_text("ş")
    press(Qt.Key.Key_Escape)
    for title in ("bir", "iki", "üç"):
        page.form.firm.set_firm(page._directory.get(desk.firms[0]))
        page.form.line.set_text(title)
        page.save()
    desk.services.cards.delete(desk.cards[0])
    page._read()
    assert [row.row.card.title for row in page.recent.rows][:3] == ["üç", "iki", "bir"]
