"""The "Move to…" menu of a synergy and the menu of a card in a tray: every drag has its way through them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from app.records import Stage
from app.ui.board.words import STAGE_NAMES
from app.ui.context import UiContext
from app.ui.paint import draw_stage_ring

Act = Callable[[], None]


class MoveMenu:
    """Builds the menus; they do not block, and are deleted when they close."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        self._ui = ui
        self._parent = parent

    def synergy(
        self, at: QPoint, stage: Stage, move: Callable[[Stage], None], others: list[tuple[str, str, Act]]
    ) -> QMenu:
        """Stages with a digit each (the present one ticked), then `others` as (words, key, act)."""
        t = self._ui.language.t
        menu = self._menu(t("Move to…"))
        for place, (one, name) in enumerate(STAGE_NAMES.items(), 1):
            action = self._action(menu, t(name), str(place), lambda one=one: move(one))  # type: ignore[misc]
            action.setIcon(self._ring(one))
            action.setEnabled(one is not stage)
        menu.addSeparator()
        return self._finish(menu, at, others)

    def card(self, at: QPoint, others: list[tuple[str, str, Act]]) -> QMenu:
        """What can be done with a card of a tray."""
        return self._finish(self._menu(self._ui.language.t("Card")), at, others)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAccessibleName(name)
        return menu

    def _finish(self, menu: QMenu, at: QPoint, others: list[tuple[str, str, Act]]) -> QMenu:
        for words, key, act in others:
            self._action(menu, words, key, act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _action(self, menu: QMenu, words: str, key: str, act: Act) -> QAction:
        action = QAction(words, menu)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    def _ring(self, stage: Stage) -> QIcon:
        size, ratio = self._ui.theme.px(14), self._parent.devicePixelRatioF()
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_stage_ring(painter, QRect(0, 0, size, size), stage, self._ui.theme)
        painter.end()
        return QIcon(pixmap)
