"""The "Move to…" menu of a synergy and the menu of a card in a tray: every drag has its way through them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from app.records import CardId, Stage, SynergyId
from app.ui.board.canvas import BoardCanvas
from app.ui.board.carry import By
from app.ui.board.contents import Contents
from app.ui.board.moves import BoardMoves
from app.ui.board.words import STAGE_NAMES
from app.ui.context import UiContext
from app.ui.paint import draw_stage_ring

Act = Callable[[], object]


class BoardMenus(QObject):
    """Menus that do not block and are deleted when they close. `open_wanted` asks for the side panel."""

    open_wanted = Signal(str)

    def __init__(
        self, ui: UiContext, page: QWidget, contents: Contents, canvas: BoardCanvas, moves: BoardMoves
    ) -> None:
        super().__init__(page)
        self._ui = ui
        self._page = page
        self._contents = contents
        self._canvas = canvas
        self._moves = moves

    def synergy(self, key: str, at: QPoint) -> None:
        """Stages with a digit each (the present one is off), then what else can be done; at a place of the screen."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        t = self._ui.language.t
        menu = self._menu(t("Move to…"))
        for place, (stage, name) in enumerate(STAGE_NAMES.items(), 1):
            action = self._add(menu, t(name), str(place), self._mover(key, stage))
            action.setIcon(self._ring(stage))
            action.setEnabled(stage is not row.synergy.stage)
        menu.addSeparator()
        view = self._canvas.columns[row.synergy.stage].view
        self._add(menu, t("To the top"), "Home", lambda: self._moves.to_end(key, top=True))
        self._add(menu, t("To the bottom"), "End", lambda: self._moves.to_end(key, top=False))
        self._add(menu, t("Pick up, then click its place"), "P", lambda: view.lift_id(key, By.CLICKS))
        self._add(menu, t("Open"), "Return", lambda: self.open_wanted.emit(key))
        self._add(menu, t("Take off the board"), "Del", lambda: self._moves.remove(key))
        menu.popup(at)

    def card(self, key: str, at: QPoint) -> None:
        """How a card of a tray finds its partner."""
        row = self._contents.cards.get(CardId(key))
        if row is None:
            return
        t = self._ui.language.t
        view = self._canvas.trays[row.card.direction].view
        menu = self._menu(row.card.title)
        self._add(menu, t("Pick up, then click its partner"), "P", lambda: view.lift_id(key, By.CLICKS))
        self._add(menu, t("Pick up, then choose with the arrows"), "Space", lambda: view.lift_id(key, By.KEYS))
        menu.popup(at)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._page)
        menu.setAccessibleName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _mover(self, key: str, stage: Stage) -> Act:
        return lambda: self._moves.move(key, stage, None)

    def _add(self, menu: QMenu, words: str, key: str, act: Act) -> QAction:
        action = QAction(words, menu)
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    def _ring(self, stage: Stage) -> QIcon:
        size, ratio = self._ui.theme.px(14), self._page.devicePixelRatioF()
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_stage_ring(painter, QRect(0, 0, size, size), stage, self._ui.theme)
        painter.end()
        return QIcon(pixmap)
