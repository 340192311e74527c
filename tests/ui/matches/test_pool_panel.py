"""The pool beside a match: what it says, how it is walked through by key, and that it follows the list."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.records import Direction, Period
from app.services.pool_rows import PoolLeftOut, PoolLine, PoolView, Reach
from app.ui.clipping import clipped_texts
from app.ui.context import UiContext
from app.ui.matches.listing import MatchFilter, pair_of
from app.ui.matches.model import suggestion_at
from app.ui.matches.page import MatchesPage
from app.ui.matches.pool_list import Balance
from app.ui.matches.pool_panel import PoolPanel
from app.ui.matches.pool_words import asked_words, balance_words, line_amount
from tests.ui.matches.desk import Desk
from tests.ui.matches.pooled import furnish_pool
from tests.ui.matches.rig import card_row


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The room of `pooled` instead of the usual one."""
    return furnish_pool(desk.services)


@pytest.fixture
def panel(ui: UiContext) -> Iterator[PoolPanel]:
    made = PoolPanel(ui)
    yield made
    made.deleteLater()


def reach(low: str, high: str | None = None) -> Reach:
    return Reach(Decimal(low), Decimal(high or low))


def view(**fields: object) -> PoolView:
    centre = card_row(1, Direction.WANT, "döküm kumu İhtiyacı", "Çınar")
    given = {
        "centre": centre,
        "wanted": Decimal(200),
        "why": "",
        "unit": "t",
        "period": Period.MONTH,
        "lines": (PoolLine(card_row(2, Direction.HAVE, "ıslak kum", "Işık"), reach("150"), reach("150")),),
        "left_out": (),
        "total": reach("150"),
        "missing": reach("50"),
        "surplus": reach("0"),
    }
    return PoolView(**given | fields)


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def pool_rows(page: MatchesPage, qtbot: object) -> list[tuple[str, str]]:
    """What the pool shows as (what, how much or why)."""
    qtbot.waitUntil(lambda: page.pool.settled)  # type: ignore[attr-defined]
    t = page.ui.language.t
    found = []
    for row in page.detail.pool.list.pool.rows:
        if isinstance(row, PoolLine):
            found.append((row.row.firm.name, line_amount(row, t)))
        elif isinstance(row, PoolLeftOut):
            found.append((row.row.firm.name, row.why))
        elif isinstance(row, Balance):
            found.append((row.word, row.amount))
    return found


def go_to(page: MatchesPage, firm: str) -> None:
    """Choose the match of a have by its firm."""
    page._bar.set_wanted(MatchFilter(bands=frozenset(page._bar.wanted.bands), state=None))
    found = next(one for one in page._model.suggestions() if one.have.firm.name == firm)
    page.list.setCurrentIndex(page._model.index(page._model.row_of(pair_of(found))))


def test_the_chosen_offer_comes_first_then_the_others_until_it_is_filled(page, qtbot) -> None:
    go_to(page, "Şişli Döküm")
    rows = pool_rows(page, qtbot)
    assert rows[:3] == [("Şişli Döküm", "70"), ("Işık Döküm", "30 / 40"), ("Fazla", "10 t/ay")]
    assert set(rows[3:]) == {("Iğdır Döküm", "other_unit"), ("Öz Döküm", "no_amount")}
    assert page.detail.pool._asked.text() == "100 t/ay isteniyor"
    go_to(page, "Işık Döküm")
    assert pool_rows(page, qtbot)[:2] == [("Işık Döküm", "40"), ("Şişli Döküm", "60 / 70")]


def test_h_shows_the_pool_of_the_other_end_and_back(page, qtbot) -> None:
    go_to(page, "Şişli Döküm")
    assert page.pool.side is Direction.WANT
    page.list.setFocus()
    press(Qt.Key.Key_H)
    assert pool_rows(page, qtbot) == [("Çınar Beton", "70 / 100"), ("Karşılanmayan", "30 t/ay")]
    assert page.detail.pool._asked.text() == "70 t/ay veriliyor"
    press(Qt.Key.Key_H)
    assert pool_rows(page, qtbot)[0] == ("Şişli Döküm", "70")


def test_enter_on_a_card_of_the_pool_goes_to_its_match(page, qtbot) -> None:
    go_to(page, "Şişli Döküm")
    pool_rows(page, qtbot)
    page.list.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.detail.pool.list
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert suggestion_at(page.list.currentIndex()).have.firm.name == "Işık Döküm"
    assert QApplication.focusWidget() is page.list


def test_enter_on_a_card_that_the_filter_hides_shows_it(page, qtbot) -> None:
    go_to(page, "Şişli Döküm")
    pool_rows(page, qtbot)
    page._bar.search.setText("Şişli")
    qtbot.waitUntil(lambda: len(page._model.suggestions()) == 1)
    pool_rows(page, qtbot)
    page.detail.pool.list.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert suggestion_at(page.list.currentIndex()).have.firm.name == "Işık Döküm"


def test_esc_goes_back_to_the_list_and_enter_there_decides_nothing_in_the_pool(page, qtbot, desk) -> None:
    go_to(page, "Şişli Döküm")
    pool_rows(page, qtbot)
    page.detail.pool.list.setFocus()
    press(Qt.Key.Key_S)  # a key of the list of matches, not of the pool
    assert not [one for one in desk.services.suggestions.open(desk.workshop_id) if one.decision]
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list


def test_a_new_quantity_reaches_the_pool(page, qtbot, desk, ui) -> None:
    go_to(page, "Şişli Döküm")
    pool_rows(page, qtbot)
    card = next(one.have.card for one in page._model.suggestions() if one.have.firm.name == "Öz Döküm")
    ui.bus.publish(desk.services.cards.edit(card.id, quantity=Decimal(20), unit="t", period=Period.MONTH))
    qtbot.waitUntil(lambda: page.settled and ("Öz Döküm", "filled") in pool_rows(page, qtbot))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, [("Eksik", "50 t/ay")]),
        ({"missing": reach("0"), "surplus": reach("20")}, [("Fazla", "20 t/ay")]),
        ({"missing": reach("0")}, [("Tam karşılanıyor", "200 t/ay")]),
        (
            {"missing": reach("0", "25"), "surplus": reach("0", "12,5".replace(",", "."))},
            [("Eksik", "0–25 t/ay"), ("Fazla", "0–12,5 t/ay")],
        ),
        ({"wanted": None, "why": "no_amount", "period": Period.YEAR}, [("Toplam", "150 t/yıl")]),
        ({"wanted": None, "why": "no_amount", "lines": ()}, []),
    ],
)
def test_the_balance_in_words(ui, fields, said) -> None:
    assert balance_words(view(**fields), ui.language.t) == said


def test_a_range_and_an_assumption_are_told(ui) -> None:
    row = card_row(2, Direction.HAVE, "ıslak kum", "Işık")
    dense = PoolLine(row, reach("125", "160"), reach("125", "160"), dense="döküm kumu")
    part = PoolLine(row, reach("160.25"), reach("75"), rough=True)
    t = ui.language.t
    assert [line_amount(one, t) for one in (dense, part)] == ["≈ 125–160", "≈ 75 / 160"]


def test_an_unsaid_quantity_is_unknown_never_zero(ui) -> None:
    t = ui.language.t
    assert asked_words(view(wanted=None, why="no_amount"), t) == "miktar yazılmamış"
    assert asked_words(view(wanted=None, why="uncountable"), t) == "miktar sayılamıyor"


@pytest.mark.parametrize("width", [148, 176, 254])
def test_nothing_is_cut_off_and_every_row_is_spoken(panel, ui, qapp, each_language, each_theme, width) -> None:
    ui.language.switch(each_language)
    ui.theme.switch(each_theme)
    left_out = tuple(
        PoolLeftOut(card_row(number, Direction.HAVE, "İğne yapraklı ağaç talaşı", "Şirket"), why)
        for number, why in enumerate(("no_amount", "uncountable", "other_unit", "other_time", "blocked", "filled"), 5)
    )
    panel.show_pool(view(left_out=left_out, missing=reach("0", "25"), surplus=reach("0", "12")))
    panel.setFixedWidth(width)
    panel.show()
    qapp.processEvents()
    assert clipped_texts(panel) == []
    model = panel.list.pool
    assert all(model.spoken(row).strip() for row in model.rows)
    assert panel.list.accessibleName()
    panel.show_pool(view(lines=(), wanted=None, why="no_amount"))
    qapp.processEvents()
    assert clipped_texts(panel) == []
    assert not panel.list.isVisible()  # an empty list takes no keyboard
    panel.hide()
    ui.language.switch("tr")


def test_rows_with_the_same_words_in_both_languages_differ_in_translation(ui) -> None:
    """Every reason has Turkish words of its own."""
    from app.ui.matches.pool_words import WHY

    words = [ui.language.t(source) for source in WHY.values()]
    assert len(set(words)) == len(WHY)
    assert not set(words) & set(WHY.values())
