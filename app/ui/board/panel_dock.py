"""The side panel's place at the right of the board: made when it is first asked for, filled and stored from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout

from app.records import StageChange, SynergyId
from app.services.board import BoardService
from app.ui.board.card_texts import CardTexts
from app.ui.board.contents import Contents
from app.ui.board.side_panel import SidePanel
from app.ui.context import UiContext


class PanelDock(QObject):
    """Shows one synergy at a time. `left` when the keyboard shall go back to the board, `toggled` when it came or
    went, `menu_wanted` for the stages of the synergy shown."""

    left = Signal()
    toggled = Signal()
    menu_wanted = Signal(str, QPoint)

    def __init__(
        self,
        ui: UiContext,
        service: BoardService,
        contents: Contents,
        texts: CardTexts,
        now: Callable[[], datetime],
        row: QHBoxLayout,
    ) -> None:
        super().__init__()
        self._ui = ui
        self._service = service
        self._contents = contents
        self._texts = texts
        self._now = now
        self._row = row
        self._made: SidePanel | None = None

    @property
    def panel(self) -> SidePanel:
        """The panel itself."""
        if self._made is None:
            made = self._made = SidePanel(self._ui, self._texts, self._now)
            made.hide()
            made.edited.connect(self._edit)
            made.menu_wanted.connect(self.menu_wanted)
            made.closed.connect(self.close)
            made.left.connect(self.left)
            made.retranslate()
            self._row.addWidget(made)
        return self._made

    @property
    def is_open(self) -> bool:
        """Whether the panel is there."""
        return self._made is not None and not self._made.isHidden()

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody is typing in it."""
        focus = QApplication.focusWidget()
        return self._made is not None and focus is not None and self._made.isAncestorOf(focus)

    def open(self, key: str) -> None:
        """Show this synergy."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        if not self.is_open:
            self.panel.show()
            self.toggled.emit()
        self.panel.show_row(row)
        self._load_history(row.synergy.id)

    def close(self) -> None:
        """Put the panel away; what was typed in it is stored first."""
        if self._made is not None and self.is_open:
            self._made.clear()
            self._made.hide()
            self.toggled.emit()
            self.left.emit()

    def refresh(self) -> None:
        """Follow the synergy shown: its row may have changed, or be gone."""
        shown = self._made.row if self._made is not None else None
        if shown is None:
            return
        row = self._contents.synergies.get(shown.synergy.id)
        if row is None:
            self.close()
        elif row is not shown:
            self.panel.show_row(row)
            self._load_history(row.synergy.id)

    def retranslate(self) -> None:
        """Word the panel again, where there is one."""
        if self._made is not None:
            self._made.retranslate()

    def restyle(self) -> None:
        """Take lengths from the theme again, where there is a panel."""
        if self._made is not None:
            self._made.restyle()

    def _load_history(self, key: SynergyId) -> None:
        def show(changes: list[StageChange]) -> None:
            self.panel.show_history(key, changes)

        self._ui.runner.run_db(lambda: self._service.history(key), show)

    def _edit(self, key: str, fields: dict[str, Any]) -> None:
        self._ui.runner.change(lambda: self._service.edit(SynergyId(key), **fields))
