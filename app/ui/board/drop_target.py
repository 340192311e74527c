"""What cards can be dropped on, whether by mouse, by key or by two clicks: columns (open or as a strip) and trays."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.ui.board.mime import Payload


class DropTarget(Protocol):
    """A place of the board. Rows count from the top; a column takes a card before a row, a tray onto a row."""

    def takes(self, payload: Payload, row: int) -> bool:
        """Whether a drop at `row` would change something that may be changed."""
        ...

    def drop(self, payload: Payload, row: int) -> bool:
        """Ask for what the drop means; False where it is refused."""
        ...

    def show_drop(self, row: int | None) -> None:
        """Show where the card would go, and scroll there; None = nowhere here."""
        ...

    def first_place(self, payload: Payload, row: int) -> int | None:
        """The row nearest to `row` where this card may go; None where it may go nowhere here."""
        ...

    def next_place(self, payload: Payload, row: int, step: int) -> int | None:
        """The next row that takes the card, downwards (1) or upwards (-1)."""
        ...

    def drop_hint(self, payload: Payload, row: int) -> str:
        """What a drop would do, in a few words."""
        ...

    def drop_place(self, page: QWidget) -> QPoint:
        """Where the place that is shown lies on the page, for the hint beside it."""
        ...
