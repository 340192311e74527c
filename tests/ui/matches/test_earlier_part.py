"""What fits earlier workshops: shown on O, explained, searched, opened by key in the other workshop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.records import CardId, Direction, FirmId, Kind, LostReason, Verdict, WorkshopId
from app.services.rows import NewCard
from app.ui.clipping import clipped_texts
from app.ui.matches.earlier_part import EarlierPart
from app.ui.matches.earlier_rows import earlier_rows
from app.ui.matches.listing import MatchFilter
from tests.ui.matches.desk import Desk

HAVE, WANT = Direction.HAVE, Direction.WANT
# Cards of a workshop of spring; `desk` is that of now.
EARLIER = (
    ("IŞIK İplik", HAVE, "DÖKÜM KUMU"),
    ("Şişli Cam", WANT, "kırık cam alınır, ılık da olur"),
    ("Iğdır Odun", WANT, "bıngıl bıngıl"),
)


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def titles(part: EarlierPart) -> set[tuple[str, str]]:
    return {(row.own.card.title, row.other.card.title) for row in part.model.rows}


@pytest.fixture
def spring(desk: Desk) -> WorkshopId:
    services = desk.services
    made = services.workshops.create("Iğdır İlk Çalıştay", held_on="2026-03-09").created(Kind.WORKSHOP)[0]
    for name, side, title in EARLIER:
        firm = FirmId(services.firms.add(WorkshopId(made), name).created(Kind.FIRM)[0])
        services.cards.add(NewCard(WorkshopId(made), firm, side, title))
    return WorkshopId(made)


@pytest.fixture
def earlier(spring, page, qtbot):
    """The part on show with its pairs."""
    press(Qt.Key.Key_O)
    qtbot.waitUntil(lambda: page.views.earlier.settled)
    return page.views.earlier


def test_o_shows_them_and_o_or_esc_goes_back(page, earlier):
    assert earlier.isVisible()
    assert not page.list.isVisible()
    assert QApplication.focusWidget() is earlier.list
    assert titles(earlier) == {
        ("döküm kumu alınır", "DÖKÜM KUMU"),
        ("kırık cam", "kırık cam alınır, ılık da olur"),
    }
    assert page._bar.earlier.accessibleName() == "Önceki çalıştaylar 2"
    assert earlier.count_words() == "2 çift · 1 çalıştay"
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list
    press(Qt.Key.Key_O)
    press(Qt.Key.Key_O)
    assert page.list.isVisible()
    assert page._bar.wanted == MatchFilter()


def test_one_of_the_two_chips_is_pressed_at_most(page, earlier, qtbot):
    QTest.mouseClick(page._bar.lonely, Qt.MouseButton.LeftButton)
    assert page._bar.lonely.isChecked()
    assert not page._bar.earlier.isChecked()
    assert page.views.lonely.isVisible()
    page.open_item("earlier")
    assert earlier.isVisible()
    assert not page._bar.lonely.isChecked()
    assert not page._bar._bands.isVisible()
    assert page._bar._side.isVisible()
    page.open_item("matches")
    assert page.list.isVisible()
    assert page._bar._bands.isVisible()


def test_a_row_tells_workshop_date_reason_and_both_firms(earlier):
    spoken = [earlier.model.spoken(row) for row in earlier.model.rows]
    sand = next(said for said in spoken if "DÖKÜM KUMU" in said)
    assert "IŞIK İplik" in sand
    assert "Çınar Sanayi 0" in sand
    assert "Iğdır İlk Çalıştay · 09.03.2026" in sand
    assert sand.startswith("0,")
    assert earlier.detail._where.text().startswith("Iğdır İlk Çalıştay · 09.03.2026 · ")
    assert earlier.detail._why.text()
    assert earlier.detail.waterfall.drawn is not None


def test_enter_asks_for_the_other_card_in_its_workshop(page, earlier, spring):
    asked = []
    page.navigate.connect(lambda target, payload: asked.append((target, payload)))
    press(Qt.Key.Key_Return)
    first = earlier.model.rows[0]
    press(Qt.Key.Key_Down)
    second = earlier.current()
    assert second is earlier.model.rows[1]
    assert earlier.detail._place.text() == "2 / 2"
    press(Qt.Key.Key_Return)
    earlier.detail.open_button.click()
    assert asked == [("open-card", (spring, one.other.card.id)) for one in (first, second, second)]


def test_searching_folds_turkish_letters(page, earlier, qtbot):
    press(Qt.Key.Key_Slash)
    QTest.keyClicks(page._bar.search, "isik IPLIK")
    qtbot.waitUntil(lambda: len(earlier.model.rows) == 1)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is earlier.list
    page._bar.search.setText("IĞDIR ilk")
    qtbot.waitUntil(lambda: len(earlier.model.rows) == 2)
    page._bar.search.setText("yok böyle bir şey")
    qtbot.waitUntil(lambda: not earlier.model.rows)
    assert earlier.empty.isVisible()
    assert not earlier.detail.isVisible()


def test_one_direction_of_the_own_cards(page, earlier):
    page._bar._want_side(HAVE)
    assert titles(earlier) == {("kırık cam", "kırık cam alınır, ılık da olur")}
    assert len(earlier_rows(earlier._found, "", WANT)) == 1
    page._bar._want_side(None)
    assert len(earlier.model.rows) == 2


def test_changes_come_in_while_it_is_on_show(page, earlier, desk, ui, qtbot):
    sand = next(row for row in earlier.model.rows if row.other.card.title == "DÖKÜM KUMU")
    pair = CardId(sand.match.have_id), CardId(sand.match.want_id)
    ui.bus.publish(desk.services.suggestions.decide(desk.workshop_id, *pair, Verdict.WRONG, LostReason.QUALITY))
    qtbot.waitUntil(lambda: earlier.settled and len(earlier.model.rows) == 1)
    ui.bus.publish(desk.services.history.undo())
    qtbot.waitUntil(lambda: earlier.settled and len(earlier.model.rows) == 2)
    assert page._bar.earlier.accessibleName() == "Önceki çalıştaylar 2"


def test_without_an_earlier_workshop_it_says_so(page, qtbot):
    press(Qt.Key.Key_O)
    part = page.views.earlier
    qtbot.waitUntil(lambda: part.settled)
    assert part.empty.isVisible()
    assert "Önceki çalıştay yok" in part.empty.accessibleName()
    assert not part.detail.isVisible()
    assert clipped_texts(page) == []


def test_progress_is_told_after_half_a_second(page, earlier, monkeypatch, qtbot):
    earlier._loaded = False
    earlier.model.replace([])
    earlier._steps.tell(3, 8)
    earlier._telling.start()
    earlier._since.start()
    earlier._say_progress()
    assert "%37" not in earlier.empty.accessibleName()
    monkeypatch.setattr("app.ui.matches.earlier_part._SOON_MS", 0)
    earlier._say_progress()
    assert "%37 tamamlandı" in earlier.empty.accessibleName()


def test_another_workshop_forgets_the_pairs_of_the_last(page, earlier, spring, qtbot):
    page.show_workshop(spring)
    assert page._bar.earlier.accessibleName() == "Önceki çalıştaylar"
    qtbot.waitUntil(lambda: earlier.settled)
    assert {row.workshop.name for row in earlier.model.rows} == {"İzmir Sinerji Çalıştayı"}
    page.show_workshop(None)
    assert earlier.empty.isVisible()


@pytest.mark.parametrize("size", [(1017, 570), (1290, 724), (1844, 1036)])
def test_nothing_is_cut_off_and_everything_has_a_name(page, earlier, ui, each_language, each_theme, qapp, qtbot, size):
    ui.language.switch(each_language)
    ui.theme.switch(each_theme)
    page.resize(*size)
    page.retranslate()
    page.restyle()
    qapp.processEvents()
    assert clipped_texts(page) == []
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []
    ui.language.switch("tr")
