"""A card on its way: lifted by Space, by a click on its grip, or by a drag; one state for all three."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, QPoint, Signal

from app.ui.board.drop_target import DropTarget
from app.ui.board.mime import Payload


class By(Enum):
    """What moves the card."""

    DRAG = "drag"
    KEYS = "keys"
    CLICKS = "clicks"


class Carry(QObject):
    """What is being moved and where it would go.

    `begun_or_ended` when a card is taken up or let go, `changed` also when its place changes; `lifted`, `aimed` and
    `left` tell what a person did, to be announced (`left` = put back where it was).
    """

    begun_or_ended = Signal()
    changed = Signal()
    lifted = Signal()
    aimed = Signal()
    left = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.payload: Payload | None = None
        self.title = ""
        self.by = By.DRAG
        self.target: DropTarget | None = None
        self.row = 0
        self.hot_spot = QPoint()  # where a drag holds the card, from its left upper corner
        self.height = 0  # of the card that a drag holds
        self._targets: Sequence[DropTarget] = ()

    def set_targets(self, targets: Sequence[DropTarget]) -> None:
        """The places of the board from left to right, as the arrow keys walk them."""
        self._targets = targets

    @property
    def active(self) -> bool:
        """Whether a card is on its way."""
        return self.payload is not None

    def carries(self, key: str) -> bool:
        """Whether the card with this id is the one on its way."""
        return self.payload is not None and key in self.payload.ids

    def lift(self, payload: Payload, title: str, by: By, source: DropTarget, row: int) -> None:
        """Begin. By keys the first place shown is its own (or the nearest that would take it)."""
        self.end()
        self.payload, self.title, self.by = payload, title, by
        self.lifted.emit()
        self.begun_or_ended.emit()
        if by is By.KEYS:
            if payload.kind == "synergy":
                self._aim(source, row)
            else:
                self._step_aside(source, 1, 0) or self._step_aside(source, -1, 0)
        self.changed.emit()

    def aim(self, target: DropTarget, row: int) -> bool:
        """Show `row` of `target` as the place; False (and nothing shown) where a drop there is refused."""
        if self.payload is None or not target.takes(self.payload, row):
            self.aim_nowhere()
            return False
        self._aim(target, row)
        self.changed.emit()
        return True

    def aim_nowhere(self) -> None:
        """The pointer is over nothing that takes the card."""
        if self.target is not None:
            self.target.show_drop(None)
            self.target = None
            self.changed.emit()

    def step(self, across: int, down: int) -> None:
        """One arrow key: to the next place in this column, or to the next column that takes the card."""
        if self.payload is None:
            return
        if self.target is None:
            self._step_from(-1, across or 1)
        elif across:
            self._step_aside(self.target, across, self.row)
        else:
            place = self.target.next_place(self.payload, self.row, down)
            if place is not None:
                self._aim(self.target, place)
        self.changed.emit()

    def drop(self) -> bool:
        """Let go at the place shown; the card is on its way no longer. False where nothing was to be done."""
        payload, target, row, title = self.payload, self.target, self.row, self.title
        self.end()
        if payload is not None and target is not None and target.takes(payload, row) and target.drop(payload, row):
            return True
        if payload is not None:
            self.left.emit(title)
        return False

    def cancel(self) -> None:
        """Put it back where it was."""
        title, active = self.title, self.active
        self.end()
        if active:
            self.left.emit(title)

    def end(self) -> None:
        """Nothing is on its way any more."""
        if self.payload is None:
            return
        if self.target is not None:
            self.target.show_drop(None)
        self.payload, self.target, self.title = None, None, ""
        self.begun_or_ended.emit()
        self.changed.emit()

    def _aim(self, target: DropTarget, row: int) -> None:
        if self.target is not None and self.target is not target:
            self.target.show_drop(None)
        new = target is not self.target or row != self.row
        self.target, self.row = target, row
        target.show_drop(row)
        if new:
            self.aimed.emit()

    def _step_aside(self, start: DropTarget, across: int, row: int) -> bool:
        place = next((at for at, target in enumerate(self._targets) if target is start), -1)
        return self._step_from(place, across, row)

    def _step_from(self, place: int, across: int, row: int = 0) -> bool:
        if self.payload is None:
            return False
        ahead = self._targets[place + 1 :] if across > 0 else self._targets[: max(place, 0)][::-1]
        for target in ahead:
            found = target.first_place(self.payload, row)
            if found is not None:
                self._aim(target, found)
                return True
        return False
