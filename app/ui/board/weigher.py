"""Puts the yearly tonnes into the heads of the columns, worked out away from the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer

from app.records import Stage
from app.services.rows import SynergyRow
from app.ui.board.column import StageColumn
from app.ui.board.contents import Contents
from app.ui.board.tonnage import tonnes_by_stage
from app.ui.context import UiContext

AFTER_MS = 200


class Weigher(QObject):
    """Waits until the board has been painted, for the first conversion loads the units; changes that come close
    together are weighed once. Of several weighings of a stage only the newest is shown."""

    def __init__(
        self, ui: UiContext, contents: Contents, columns: Mapping[Stage, StageColumn], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._contents = contents
        self._columns = columns
        self._wanted: set[Stage] = set()
        self._pause = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._pause.timeout.connect(self.weigh_now)
        self._asked = 0
        self._shown: dict[Stage, int] = {}

    def weigh(self, stages: frozenset[Stage]) -> None:
        """Add these stages up again, soon."""
        self._wanted |= stages
        self._pause.start()

    def weigh_now(self) -> None:
        """Add up what the columns of the stages asked for show now."""
        self._pause.stop()
        rows: dict[Stage, Sequence[SynergyRow]] = {stage: self._contents.column(stage) for stage in self._wanted}
        self._wanted.clear()
        self._asked += 1
        number = self._asked

        def show(tonnes: dict[Stage, Decimal | None]) -> None:
            for stage, weight in tonnes.items():
                if self._shown.get(stage, 0) <= number:
                    self._shown[stage] = number
                    self._columns[stage].set_tonnes(weight)

        self._ui.runner.run_io(lambda: tonnes_by_stage(rows), show)
