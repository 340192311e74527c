"""Two filters that follow-up asks for every day, in the toolbar: what stands still, what has no next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.records import OPEN_STAGES
from app.services.rows import SynergyRow
from app.ui.board.card_texts import CardTexts
from app.ui.context import UiContext
from app.ui.widgets import Button

Test = Callable[[SynergyRow], bool]


class QuickFilters(QWidget):
    """`changed` when one is switched; `tests` are those that are on."""

    changed = Signal()

    def __init__(self, ui: UiContext, texts: CardTexts) -> None:
        super().__init__()
        self._ui = ui
        self._texts = texts
        self.old = Button(ui, icon="later", compact=True)
        self.stepless = Button(ui, icon="task", compact=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.old, self.stepless):
            button.setCheckable(True)
            button.toggled.connect(self.changed)
            row.addWidget(button)

    def tests(self) -> list[Test]:
        """What a synergy has to pass to be shown."""
        on: list[tuple[Button, Test]] = [
            (self.old, lambda row: self._texts.is_old(row.synergy)),
            (self.stepless, lambda row: row.synergy.stage in OPEN_STAGES and not row.synergy.next_step),
        ]
        return [test for button, test in on if button.isChecked()]

    def retranslate(self) -> None:
        """Word the buttons."""
        t = self._ui.language.t
        self.old.setText(t("Standing still"))
        self.old.setToolTip(t("Synergies that have not moved for weeks"))
        self.stepless.setText(t("No next step"))
        self.stepless.setToolTip(t("Open synergies without a next step"))
