"""Every move without a drag: arrows, Ctrl+arrows, Space, the menu, and two clicks."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.records import Direction, LostReason, Stage, SynergyId
from app.ui.board.page import BoardPage
from app.ui.context import UiContext
from tests.ui.board.rig import Desk, column, place_above, place_on, shown, tray

PAIRS = (("pirina", "yaş pirina alınır"), ("ISI fazlası", "ılık su"), ("düzcam kırığı", "cullet"))


@pytest.fixture
def made(page: BoardPage, desk: Desk) -> list[SynergyId]:
    """Three synergies at idea, the first one chosen."""
    keys = [desk.link(have, want) for have, want in PAIRS]
    page.show_workshop(desk.workshop_id)
    page.choose(keys[0])
    return keys


def press(page: BoardPage, stage: Stage, *keys: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(column(page, stage), key, modifier)


def test_arrows_select_and_go_across(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    desk.services.board.move(made[2], Stage.NEGOTIATION)
    page.show_workshop(desk.workshop_id)
    page.choose(made[0])
    press(page, Stage.IDEA, Qt.Key.Key_Down)
    assert column(page, Stage.IDEA).current_id() == made[1]
    press(page, Stage.IDEA, Qt.Key.Key_Right)
    assert column(page, Stage.IDEA).current_id() is None
    assert column(page, Stage.NEGOTIATION).hasFocus(), "an empty column is passed over"
    assert column(page, Stage.NEGOTIATION).current_id() == made[2]
    press(page, Stage.NEGOTIATION, Qt.Key.Key_Left)
    press(page, Stage.IDEA, Qt.Key.Key_Left)
    assert tray(page, Direction.WANT).hasFocus()


def test_ctrl_arrows_move_inside_the_column(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_Down, ctrl=True)
    assert desk.titles(Stage.IDEA) == ["ISI fazlası", "pirina", "düzcam kırığı"]
    press(page, Stage.IDEA, Qt.Key.Key_Down, ctrl=True)
    press(page, Stage.IDEA, Qt.Key.Key_Down, ctrl=True)  # at the end already
    assert desk.titles(Stage.IDEA) == ["ISI fazlası", "düzcam kırığı", "pirina"]
    press(page, Stage.IDEA, Qt.Key.Key_Up, ctrl=True)
    assert desk.titles(Stage.IDEA) == ["ISI fazlası", "pirina", "düzcam kırığı"]
    assert column(page, Stage.IDEA).current_id() == made[0]


def test_ctrl_arrows_move_to_the_stage_beside_and_the_keyboard_follows(
    page: BoardPage, desk: Desk, made: list[SynergyId]
) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_Right, ctrl=True)
    assert desk.titles(Stage.DISCUSSION) == ["pirina"]
    assert column(page, Stage.DISCUSSION).hasFocus()
    assert column(page, Stage.DISCUSSION).current_id() == made[0]
    press(page, Stage.DISCUSSION, Qt.Key.Key_Left, ctrl=True)
    assert desk.titles(Stage.IDEA)[0] == "pirina"
    press(page, Stage.IDEA, Qt.Key.Key_Left, ctrl=True)  # nothing is left of the first stage
    assert desk.titles(Stage.IDEA)[0] == "pirina"


def test_space_lifts_arrows_choose_space_drops(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    desk.services.board.move(made[2], Stage.DISCUSSION)
    page.show_workshop(desk.workshop_id)
    page.choose(made[0])
    said: list[str] = []
    page.said.connect(said.append)
    press(page, Stage.IDEA, Qt.Key.Key_Space)
    assert page.carry.carries(made[0])
    press(page, Stage.IDEA, Qt.Key.Key_Right)
    assert column(page, Stage.DISCUSSION).drop_row == 0
    press(page, Stage.IDEA, Qt.Key.Key_Down)
    assert column(page, Stage.DISCUSSION).drop_row == 1
    assert page.hint.hint.text == "Taşı: Görüşme"
    assert desk.titles(Stage.DISCUSSION) == ["düzcam kırığı"], "nothing moves before it is dropped"
    press(page, Stage.IDEA, Qt.Key.Key_Space)
    assert desk.titles(Stage.DISCUSSION) == ["düzcam kırığı", "pirina"]
    assert not page.carry.active
    assert said[0].startswith("Tutuldu: pirina")
    assert said[-1] == "Taşındı: pirina → Görüşme"


def test_escape_gives_a_lifted_card_up(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    press(page, Stage.IDEA, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert not page.carry.active
    assert column(page, Stage.DISCUSSION).drop_row is None
    assert not page.hint.hint.isVisible()
    assert desk.titles(Stage.IDEA)[0] == "pirina"
    assert said[-1] == "Yerinde kaldı: pirina"


def test_a_card_lifted_and_dropped_at_its_own_place_stays(
    page: BoardPage, desk: Desk, made: list[SynergyId], ui: UiContext
) -> None:
    undo_before = desk.services.history.status().undo
    press(page, Stage.IDEA, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert desk.services.history.status().undo == undo_before
    assert desk.titles(Stage.IDEA) == ["pirina", "ISI fazlası", "düzcam kırığı"]


def test_a_lifted_card_reaches_a_folded_strip(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_Space)
    press(page, Stage.IDEA, *[Qt.Key.Key_Right] * 4)
    assert page.hint.hint.text == "Taşı: Tamamlandı"
    press(page, Stage.IDEA, Qt.Key.Key_Return)
    assert desk.titles(Stage.COMPLETED) == ["pirina"]


def test_a_have_is_linked_by_keys(page: BoardPage, desk: Desk) -> None:
    view = tray(page, Direction.HAVE)
    view.choose(desk.cards["düzcam kırığı"])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    goal = tray(page, Direction.WANT)
    assert goal.drop_row is not None
    while shown(goal)[goal.drop_row] != "yaş pirina alınır":
        before = goal.drop_row
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert goal.drop_row != before
    assert "ılık su" in shown(goal), "a card of the same firm is there, and was passed over"
    QTest.keyClick(view, Qt.Key.Key_Space)
    (row,) = desk.stored(Stage.IDEA)
    assert (row.have.card.title, row.want.card.title) == ("düzcam kırığı", "yaş pirina alınır")


def test_two_clicks_move_a_synergy(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    view, goal = column(page, Stage.IDEA), column(page, Stage.IMPLEMENTATION)
    index = view.cards.index(1)
    grip = view.painter.grip_rect(view.card_rect(index)).center()
    assert min(view.painter.grip_rect(view.card_rect(index)).size().toTuple()) >= 24
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    assert page.carry.carries(made[1])
    QTest.mouseMove(goal.viewport(), QPoint(30, 30))
    assert goal.drop_row == 0
    QTest.mouseClick(goal.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert desk.titles(Stage.IMPLEMENTATION) == ["ISI fazlası"]
    assert not page.carry.active


def test_two_clicks_link_two_cards(page: BoardPage, desk: Desk) -> None:
    view, goal = tray(page, Direction.WANT), tray(page, Direction.HAVE)
    index = view.cards.index(shown(view).index("cullet"))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.painter.grip_rect(view.card_rect(index)).center()
    )
    QTest.mouseClick(goal.viewport(), Qt.MouseButton.LeftButton, pos=place_on(goal, "düzcam kırığı"))
    (row,) = desk.stored(Stage.IDEA)
    assert (row.have.card.title, row.want.card.title) == ("düzcam kırığı", "cullet")


def test_a_second_click_where_nothing_can_be_dropped_leaves_the_card(
    page: BoardPage, desk: Desk, made: list[SynergyId]
) -> None:
    view = column(page, Stage.IDEA)
    view.lift_id(made[0], page.carry.by.__class__.CLICKS)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_above(view, 0))
    assert not page.carry.active
    assert desk.titles(Stage.IDEA) == ["pirina", "ISI fazlası", "düzcam kırığı"]


def _menu(page: BoardPage) -> QMenu:
    return next(menu for menu in page.findChildren(QMenu) if menu.isVisible())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_m_opens_the_move_menu(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_M)
    menu = _menu(page)
    stages = menu.actions()[:7]
    assert [action.text() for action in stages][:2] == ["Fikir", "Görüşme"]
    assert not stages[0].isEnabled()
    stages[2].trigger()
    menu.close()
    assert desk.titles(Stage.NEGOTIATION) == ["pirina"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_sends_to_top_and_bottom(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_M)
    menu = _menu(page)
    next(action for action in menu.actions() if action.text() == "En alta").trigger()
    menu.close()
    assert desk.titles(Stage.IDEA) == ["ISI fazlası", "düzcam kırığı", "pirina"]
    page.moves.to_end(made[0], top=True)
    assert desk.titles(Stage.IDEA)[0] == "pirina"


def test_delete_takes_a_synergy_off_the_board_never_a_card(
    page: BoardPage, desk: Desk, made: list[SynergyId], undo: Callable[[], str]
) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_Delete)
    assert desk.titles(Stage.IDEA) == ["ISI fazlası", "düzcam kırığı"]
    view = tray(page, Direction.HAVE)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(desk.services.board.board(desk.workshop_id).haves) == 4
    assert undo() == "Remove synergy"
    assert shown(column(page, Stage.IDEA)) == ["pirina", "ISI fazlası", "düzcam kırığı"]


def test_the_lost_question_is_answered_by_a_digit(page: BoardPage, desk: Desk, made: list[SynergyId]) -> None:
    page.moves.move(made[0], Stage.LOST, None)
    panel = page.questions.panel
    assert panel.rows[0].hasFocus()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_3)
    assert desk.stored(Stage.LOST)[0].synergy.lost_reason is LostReason.DISTANCE


def test_every_move_is_undone_by_name(
    page: BoardPage, desk: Desk, made: list[SynergyId], undo: Callable[[], str], ui: UiContext
) -> None:
    press(page, Stage.IDEA, Qt.Key.Key_Right, ctrl=True)
    toast = ui.toasts.current[-1]
    assert (toast.text, toast.action) == ("Taşındı: pirina → Görüşme", "Geri al")
    assert undo() == "Move synergy"
    assert desk.titles(Stage.IDEA) == ["pirina", "ISI fazlası", "düzcam kırığı"]
    assert shown(column(page, Stage.IDEA)) == desk.titles(Stage.IDEA)
    assert shown(column(page, Stage.DISCUSSION)) == []


def test_folding_the_trays_puts_a_lifted_card_back(page: BoardPage, desk: Desk) -> None:
    view = tray(page, Direction.HAVE)
    view.choose(desk.cards["pirina"])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert page.carry.active
    page.toggle_trays()
    assert not page.carry.active
    assert not page.hint.hint.isVisible()
