"""What every part of the screen has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.records import WorkshopId
from app.services.sync_rows import SyncStatus
from app.ui.context import UiContext


class Part(QWidget):
    """One part, shown alone beside the list of parts.

    `navigate` asks the page for another screen of the window; `refreshed` tells that the status has to be read anew,
    `worded` that what the list of parts says of it has changed.
    """

    navigate = Signal(str, object)
    refreshed = Signal()
    worded = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.ui = ui
        self.workshop_id: WorkshopId | None = None
        self.status: SyncStatus | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Take the workshop that is open."""
        self.workshop_id = workshop_id

    def show_status(self, status: SyncStatus) -> None:
        """Show how the exchange stands."""
        self.status = status

    def opened(self) -> None:
        """The part came on screen: read what it shows."""

    def retranslate(self) -> None:
        """Word everything again."""

    def restyle(self) -> None:
        """Take text size and colours again."""

    def focus_first(self) -> None:
        """Put the keyboard where work starts."""
