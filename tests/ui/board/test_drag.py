"""Drags as press, enter, move and drop over the real lists; the store is read back."""

from collections.abc import Callable
from typing import ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest

from app.records import Direction, LostReason, Origin, Stage
from app.ui.board import card_list
from app.ui.board.card_painter import LIFT_MARGIN
from app.ui.board.mime import MIME_TYPE, Payload, decode, encode
from app.ui.board.page import BoardPage
from app.ui.context import UiContext
from app.ui.theme import ThemeName
from tests.ui.board.rig import Desk, Dragging, column, place_above, place_on, shown, tray


@pytest.mark.parametrize(
    ("source", "title", "target", "onto"),
    [
        (Direction.HAVE, "pirina", Direction.WANT, "yaş pirina alınır"),
        (Direction.WANT, "yaş pirina alınır", Direction.HAVE, "pirina"),
    ],
)
def test_a_card_dropped_onto_its_partner_makes_a_synergy(
    page: BoardPage, desk: Desk, source: Direction, title: str, target: Direction, onto: str
) -> None:
    drag = Dragging(tray(page, source), title)
    goal = tray(page, target)
    at = place_on(goal, onto)
    assert drag.enter(goal.viewport(), at)
    assert drag.move(goal.viewport(), at)
    assert goal.drop_row == shown(goal).index(onto)
    assert drag.drop(goal.viewport(), at)

    (made,) = desk.stored(Stage.IDEA)
    assert (made.have.card.title, made.want.card.title) == ("pirina", "yaş pirina alınır")
    assert made.synergy.origin is Origin.FACILITATOR
    assert shown(column(page, Stage.IDEA)) == ["pirina"]
    assert shown(tray(page, Direction.HAVE))[-1] == "pirina", "a linked card stands after the free ones"
    assert column(page, Stage.IDEA).current_id() == made.synergy.id


def test_a_synergy_dropped_in_another_column_stands_where_the_line_was(page: BoardPage, desk: Desk) -> None:
    first, second = desk.link("pirina", "yaş pirina alınır"), desk.link("ISI fazlası", "ılık su")
    for made in (first, second):
        desk.services.board.move(made, Stage.DISCUSSION)
    third = desk.link("düzcam kırığı", "cullet")
    page.show_workshop(desk.workshop_id)

    goal = column(page, Stage.DISCUSSION)
    assert Dragging(column(page, Stage.IDEA), "düzcam kırığı").carry(goal.viewport(), place_above(goal, 1))

    assert desk.titles(Stage.DISCUSSION) == ["pirina", "düzcam kırığı", "ISI fazlası"]
    assert desk.titles(Stage.IDEA) == []
    assert shown(goal) == desk.titles(Stage.DISCUSSION)
    assert [change.to_stage for change in desk.services.board.history(third)] == [Stage.IDEA, Stage.DISCUSSION]


def test_a_drag_inside_a_column_reorders_it(page: BoardPage, desk: Desk) -> None:
    for have, want in (("pirina", "yaş pirina alınır"), ("ISI fazlası", "ılık su"), ("düzcam kırığı", "cullet")):
        desk.link(have, want)
    page.show_workshop(desk.workshop_id)
    view = column(page, Stage.IDEA)

    assert Dragging(view, "düzcam kırığı").carry(view.viewport(), place_above(view, 0))
    assert desk.titles(Stage.IDEA) == ["düzcam kırığı", "pirina", "ISI fazlası"]
    assert Dragging(view, "düzcam kırığı").carry(view.viewport(), place_above(view, 3))
    assert desk.titles(Stage.IDEA) == ["pirina", "ISI fazlası", "düzcam kırığı"]
    assert shown(view) == desk.titles(Stage.IDEA)


def test_a_drop_on_the_folded_lost_strip_asks_why_and_moves_only_then(page: BoardPage, desk: Desk) -> None:
    key = desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    strip = page.canvas.columns[Stage.LOST].strip

    assert Dragging(column(page, Stage.IDEA), "pirina").carry(strip, QPoint(10, 80))
    assert desk.titles(Stage.IDEA) == ["pirina"]
    assert page.questions.panel.isVisible()

    page.questions.panel.rows[list(LostReason).index(LostReason.PRICE)].click()
    (row,) = desk.stored(Stage.LOST)
    assert (row.synergy.id, row.synergy.lost_reason) == (key, LostReason.PRICE)
    assert not page.questions.panel.isVisible()


def test_a_drop_on_hold_takes_a_day_that_is_typed(page: BoardPage, desk: Desk, qtbot: object) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    strip = page.canvas.columns[Stage.ON_HOLD].strip
    assert Dragging(column(page, Stage.IDEA), "pirina").carry(strip, QPoint(10, 80))

    panel = page.questions.panel
    panel.field.setText("31.11.2030")
    panel.button.click()
    assert panel.isVisible()
    assert desk.titles(Stage.ON_HOLD) == []
    panel.field.setText("30.11.2030")
    panel.button.click()
    assert desk.stored(Stage.ON_HOLD)[0].synergy.review_on == "2030-11-30"


def test_leaving_the_question_leaves_the_card(page: BoardPage, desk: Desk) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    assert Dragging(column(page, Stage.IDEA), "pirina").carry(page.canvas.columns[Stage.LOST].strip, QPoint(10, 80))
    page.questions.panel.cancel()
    assert desk.titles(Stage.IDEA) == ["pirina"]
    assert desk.titles(Stage.LOST) == []


def test_leaving_a_list_takes_the_line_away(page: BoardPage, desk: Desk) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    drag = Dragging(column(page, Stage.IDEA), "pirina")
    goal = column(page, Stage.NEGOTIATION)
    drag.enter(goal.viewport(), QPoint(40, 40))
    assert goal.drop_row == 0
    drag.leave(goal.viewport())
    assert goal.drop_row is None
    assert desk.titles(Stage.IDEA) == ["pirina"]


def _foreign(page: BoardPage, desk: Desk) -> QMimeData:
    data = QMimeData()
    data.setText("pirina")
    return data


def _damaged(content: bytes) -> Callable[[BoardPage, Desk], QMimeData]:
    def make(page: BoardPage, desk: Desk) -> QMimeData:
        data = QMimeData()
        data.setData(MIME_TYPE, content)
        return data

    return make


def _synergies(*ids: str) -> Callable[[BoardPage, Desk], QMimeData]:
    return lambda page, desk: encode(Payload("synergy", ids), "")


def _of_board(*titles: str) -> Callable[[BoardPage, Desk], QMimeData]:
    """Synergies that stand in the idea column, by their titles."""

    def make(page: BoardPage, desk: Desk) -> QMimeData:
        ids = [row.synergy.id for row in desk.stored(Stage.IDEA) if row.have.card.title in titles]
        return encode(Payload("synergy", tuple(ids)), "")

    return make


def _card(kind: str, *titles: str) -> Callable[[BoardPage, Desk], QMimeData]:
    return lambda page, desk: encode(Payload(kind, tuple(desk.cards[title] for title in titles)), "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "row"),
    [
        pytest.param(_foreign, 0, id="another program's text"),
        pytest.param(_damaged(b"{"), 0, id="broken json"),
        pytest.param(_damaged(b"[" * 60_000), 0, id="json too deep"),
        pytest.param(_damaged(b"\xff\xfe"), 0, id="no utf-8"),
        pytest.param(_damaged(b'{"kind": "firm", "ids": ["x"]}'), 0, id="unknown kind"),
        pytest.param(_damaged(b'{"kind": "synergy", "ids": "x"}'), 0, id="ids no list"),
        pytest.param(_damaged(b'{"kind": "synergy", "ids": [1]}'), 0, id="ids no texts"),
        pytest.param(_damaged(b'{"kind": "synergy", "ids": []}'), 0, id="no ids"),
        pytest.param(_damaged(b"[]"), 0, id="no object"),
        pytest.param(_synergies("of another board"), 0, id="a synergy of another board"),
        pytest.param(_of_board("pirina", "ISI fazlası"), 0, id="two at once"),
        pytest.param(_of_board("pirina"), 0, id="above itself"),
        pytest.param(_of_board("pirina"), 1, id="below itself"),
        pytest.param(_card("have", "düzcam kırığı"), 0, id="a card of a tray"),
    ],
)
def test_a_column_refuses(page: BoardPage, desk: Desk, make: Callable[[BoardPage, Desk], QMimeData], row: int) -> None:
    desk.link("pirina", "yaş pirina alınır")
    desk.link("ISI fazlası", "ılık su")
    page.show_workshop(desk.workshop_id)
    view = column(page, Stage.IDEA)
    before = desk.titles(Stage.IDEA)
    drag = Dragging(view, "pirina")
    drag.data = make(page, desk)

    assert not drag.carry(view.viewport(), place_above(view, row))
    assert view.drop_row is None
    assert desk.titles(Stage.IDEA) == before


@pytest.mark.parametrize(
    ("make", "onto"),
    [
        pytest.param(_foreign, "cullet", id="another program's text"),
        pytest.param(_of_board("pirina"), "cullet", id="a synergy"),
        pytest.param(_card("want", "ılık su"), "cullet", id="a want onto a want"),
        pytest.param(_card("have", "ISI fazlası"), "cullet", id="both of one firm"),
        pytest.param(_card("have", "pirina", "düzcam kırığı"), "cullet", id="two at once"),
        pytest.param(lambda page, desk: encode(Payload("have", ("nobody",)), ""), "cullet", id="unknown card"),
        pytest.param(_card("have", "düzcam kırığı"), None, id="below the last card"),
    ],
)
def test_a_tray_refuses(
    page: BoardPage, desk: Desk, make: Callable[[BoardPage, Desk], QMimeData], onto: str | None
) -> None:
    desk.link("pirina", "yaş pirina alınır")
    page.show_workshop(desk.workshop_id)
    goal = tray(page, Direction.WANT)
    drag = Dragging(tray(page, Direction.HAVE), "düzcam kırığı")
    drag.data = make(page, desk)
    at = place_on(goal, onto) if onto else QPoint(40, goal.viewport().height() - 4)

    assert not drag.carry(goal.viewport(), at)
    assert goal.drop_row is None
    assert len(desk.stored(Stage.IDEA)) == 1


def test_a_drag_carries_plain_text_for_other_programs(page: BoardPage) -> None:
    drag = Dragging(tray(page, Direction.HAVE), "çam talaşı + kıymık")
    assert drag.data.text() == "çam talaşı + kıymık"


def test_a_pair_that_is_on_the_board_is_shown_not_made_again(page: BoardPage, desk: Desk, ui: UiContext) -> None:
    key = desk.link("pirina", "yaş pirina alınır")
    desk.services.board.move(key, Stage.NEGOTIATION)
    page.show_workshop(desk.workshop_id)
    goal = tray(page, Direction.WANT)
    assert Dragging(tray(page, Direction.HAVE), "pirina").carry(goal.viewport(), place_on(goal, "yaş pirina alınır"))
    assert desk.titles(Stage.IDEA) == []
    assert column(page, Stage.NEGOTIATION).current_id() == key
    assert ui.toasts.current[-1].text == "Zaten panoda: pirina → Müzakere"


def test_the_cards_of_a_drag_are_never_removed_by_the_view(page: BoardPage) -> None:
    model = column(page, Stage.IDEA).cards
    assert not model.removeRows(0, 1)
    assert model.supportedDropActions() == Qt.DropAction.MoveAction


class RecordedDrag(QDrag):
    """A drag whose `exec` notes what it carries instead of waiting for a pointer that tests do not have."""

    payloads: ClassVar[list[Payload | None]] = []
    pictures: ClassVar[list[tuple[QSize, QPoint]]] = []

    def exec(self, *_: object) -> Qt.DropAction:
        self.payloads.append(decode(self.mimeData()))
        self.pictures.append((self.pixmap().deviceIndependentSize().toSize(), self.hotSpot()))
        return Qt.DropAction.MoveAction


def test_press_and_move_start_a_drag_with_a_picture_of_the_card(
    page: BoardPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = desk.link("pirina", "yaş pirina alınır")
    desk.link("ISI fazlası", "ılık su")
    page.show_workshop(desk.workshop_id)
    monkeypatch.setattr(card_list, "QDrag", RecordedDrag)
    view = column(page, Stage.IDEA)
    card = view.card_rect(view.cards.index(0))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(40, 30))
    for step in range(1, 12):
        QTest.mouseMove(view.viewport(), card.topLeft() + QPoint(40 + 4 * step, 30))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(90, 30))

    assert RecordedDrag.payloads == [Payload("synergy", (key,))]
    size, hot_spot = RecordedDrag.pictures[0]
    assert size.width() > card.width()
    assert size.height() > card.height()
    assert hot_spot == QPoint(40 + LIFT_MARGIN, 30 + LIFT_MARGIN)
    # Qt was told that the card moved, and still nothing is removed: only the store's answer moves cards.
    assert desk.titles(Stage.IDEA) == shown(view) == ["pirina", "ISI fazlası"]
    assert not page.carry.active
    assert not page.dock.panel.isVisible(), "a drag is no click"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_place_is_drawn_in_the_colour_of_drags(
    page: BoardPage, desk: Desk, ui: UiContext, theme: ThemeName
) -> None:
    ui.theme.switch(theme)
    for have, want in (("pirina", "yaş pirina alınır"), ("ISI fazlası", "ılık su")):
        desk.link(have, want)
    desk.services.board.move(desk.link("düzcam kırığı", "cullet"), Stage.DISCUSSION)
    page.show_workshop(desk.workshop_id)
    view = column(page, Stage.IDEA)
    drag = Dragging(column(page, Stage.DISCUSSION), "düzcam kırığı")
    at = place_above(view, 1)
    drag.enter(view.viewport(), at)
    picture = view.viewport().grab().toImage()
    gap = view.visualRect(view.cards.index(1)).top()
    assert picture.pixelColor(view.viewport().width() // 2, gap) == ui.theme.color("drag.line")
    drag.leave(view.viewport())
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(view.viewport().width() // 2, gap) != ui.theme.color("drag.line")
