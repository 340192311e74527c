"""Cards without a partner: shown on K, answered by sectors and firms, followed by key to capture and Knowledge."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.records import Direction, FirmId, Kind
from app.services.knowledge_rows import Ref, RowKind
from app.services.rows import NewCard
from app.ui.clipping import clipped_texts
from app.ui.matches.listing import MatchFilter
from app.ui.matches.lonely_rows import FirmOf, lonely_rows
from tests.ui.matches.desk import Desk
from tests.ui.matches.pooled import furnish_pool


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The room of `pooled` instead of the usual one."""
    return furnish_pool(desk.services)


@pytest.fixture
def lonely(page, qtbot):
    """The part on show with its cards."""
    press(Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.views.lonely.settled)
    return page.views.lonely


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def titles(part):
    return [row.row.card.title for row in part.model.rows if hasattr(row, "row")]


def test_k_shows_them_and_k_or_esc_goes_back(page, lonely):
    assert page.views.lonely.isVisible()
    assert not page.list.isVisible()
    assert QApplication.focusWidget() is lonely.list
    assert set(titles(lonely)) == {"ÇİNKO KÜLÜ", "bıngıl IŞIL bıngıl", "uçucu kül"}
    assert titles(lonely)[0] == "ÇİNKO KÜLÜ"  # a zinc works is in the room; the unknown thing stands last of the haves
    press(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert QApplication.focusWidget() is page.list
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_K)
    assert page.list.isVisible()


def test_the_chip_counts_them_before_anybody_looks(page, desk):
    assert page._bar.lonely.accessibleName() == "Karşılığı olmayan 3"
    assert desk.services.suggestions.count_lonely(desk.workshop_id) == 3


def test_the_answers_name_sector_reason_and_firm(lonely):
    card = lonely.current()
    firms = {near.firm.name for sector in card.sectors for near in sector.firms}
    assert "Ege Çinko" in firms
    assert "İnci Zeytin" not in firms
    rows = lonely.detail.answers.rows
    spoken = [lonely.detail.answers.spoken(row) for row in rows]
    assert any("Ege Çinko" in said for said in spoken)
    assert any("çinko" in said.casefold() and "→" in said for said in spoken)
    for sector in card.sectors:
        assert sector.documented or "belgeli" not in lonely.detail.answers.spoken(sector)


def test_enter_leads_to_the_card_of_the_firm_and_to_knowledge(page, lonely, qtbot):
    asked = []
    page.navigate.connect(lambda target, payload: asked.append((target, payload)))
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is lonely.detail.list
    press(Qt.Key.Key_Return)
    rows = lonely.detail.answers.rows
    assert asked == [("knowledge", rows[0].ref)]
    assert rows[0].ref.kind is RowKind.SECTOR
    place = next(place for place, row in enumerate(rows) if isinstance(row, FirmOf))
    for _ in range(place):
        press(Qt.Key.Key_Down)
    assert lonely.detail.open_button.text() == "Bu firmaya kart gir"
    press(Qt.Key.Key_Return)
    assert asked[1] == ("capture", rows[place].near.firm.id)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is lonely.list


def test_a_card_that_nothing_is_known_about_says_so_and_can_be_looked_up(page, lonely):
    asked = []
    page.navigate.connect(lambda target, payload: asked.append((target, payload)))
    place = next(
        n for n, row in enumerate(lonely.model.rows) if hasattr(row, "row") and row.row.card.title.startswith("bıngıl")
    )
    lonely.list.setCurrentIndex(lonely.model.index(place))
    assert lonely.detail._empty.isVisible()
    assert "kullanım bilinmiyor" in lonely.model.spoken(lonely.model.rows[place])
    lonely.detail.open_button.click()
    assert asked == [("knowledge", "bıngıl IŞIL bıngıl")]


def test_searching_folds_turkish_letters_and_finds_answers_too(page, lonely, qtbot):
    press(Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is page._bar.search
    QTest.keyClicks(page._bar.search, "cinko kulu")
    qtbot.waitUntil(lambda: titles(lonely) == ["ÇİNKO KÜLÜ"])
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is lonely.list
    page._bar.search.setText("EGE ÇİNKO")
    qtbot.waitUntil(lambda: "ÇİNKO KÜLÜ" in titles(lonely))
    page._bar.search.setText("yok böyle bir şey")
    qtbot.waitUntil(lambda: titles(lonely) == [])
    assert lonely.empty.isVisible()
    assert not lonely.detail.isVisible()
    assert clipped_texts(page) == []


def test_one_side_only(page, lonely):
    page._bar._want_side(Direction.WANT)
    assert titles(lonely) == ["uçucu kül"]
    assert lonely_rows(lonely._cards, "", Direction.HAVE)[0].count == 2
    page._bar._want_side(None)
    assert len(titles(lonely)) == 3


def test_a_partner_that_comes_takes_the_card_away(page, lonely, desk, ui, qtbot):
    firm = FirmId(desk.services.firms.add(desk.workshop_id, "Yeni Metal", nace="24.43").created(Kind.FIRM)[0])
    before = lonely.current().row.card.title
    assert before == "ÇİNKO KÜLÜ"
    ui.bus.publish(desk.services.cards.add(NewCard(desk.workshop_id, firm, Direction.WANT, "çinko külü alınır")))
    qtbot.waitUntil(lambda: lonely.settled and "ÇİNKO KÜLÜ" not in titles(lonely))
    assert page._bar.lonely.accessibleName() == "Karşılığı olmayan 2"
    assert lonely.current() is not None


def test_what_somebody_linked_by_hand_has_a_partner(page, lonely, desk, ui, qtbot):
    cards = {row.row.card.title: row.row.card.id for row in lonely.model.rows if hasattr(row, "row")}
    ui.bus.publish(desk.services.board.link(cards["ÇİNKO KÜLÜ"], cards["uçucu kül"]))
    qtbot.waitUntil(lambda: lonely.settled and titles(lonely) == ["bıngıl IŞIL bıngıl"])


def test_the_filter_of_matches_is_kept_meanwhile(page, lonely):
    assert not page._bar._bands.isVisible()
    assert page._bar._side.isVisible()
    press(Qt.Key.Key_K)
    assert page._bar._bands.isVisible()
    assert not page._bar._side.isVisible()
    assert page._bar.wanted == MatchFilter()


def test_an_empty_workshop_says_that_every_card_has_a_partner(page, lonely, qtbot):
    page.show_workshop(None)
    assert lonely.empty.isVisible()
    assert lonely.empty.accessibleName().strip(". ")
    assert page._bar.lonely.accessibleName() == "Karşılığı olmayan"


def test_other_pages_may_ask_for_it(page, qtbot):
    page.open_item("lonely")
    assert page.views.lonely.isVisible()
    page.open_item("matches")
    assert page.list.isVisible()


@pytest.mark.parametrize("size", [(1017, 570), (1290, 724), (1844, 1036)])
def test_nothing_is_cut_off_and_everything_has_a_name(page, lonely, ui, each_language, each_theme, qapp, qtbot, size):
    ui.language.switch(each_language)
    ui.theme.switch(each_theme)
    page.resize(*size)
    page.retranslate()
    page.restyle()
    qtbot.waitUntil(lambda: lonely.settled)
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


def test_the_names_follow_the_language(page, lonely, ui, qtbot):
    first = lonely.current().sectors[0].name
    ui.language.switch("en")
    page.retranslate()
    qtbot.waitUntil(lambda: lonely.settled and lonely.current().sectors[0].name != first)
    assert Ref(RowKind.SECTOR, lonely.current().sectors[0].ref.id) == lonely.current().sectors[0].ref
    ui.language.switch("tr")
