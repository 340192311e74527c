"""The base of every screen in the rail."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.records import ChangeSet, WorkshopId
from app.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class PageKey:
    """A key of one screen for the list of keys (F1): its caps and the English source of what it does."""

    caps: tuple[str, ...]
    words: str


def toolbar(*parts: QWidget) -> QHBoxLayout:
    """The row of a screen's title and buttons: `parts` from the left; what is added later follows them."""
    row = QHBoxLayout()
    row.setContentsMargins(14, 9, 14, 9)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


class Page(QWidget):
    """A screen that is made on its first showing and then kept.

    The window calls `show_workshop` when the page first appears or the workshop changes, `apply` after every
    committed change (created pages only), `retranslate` after a language switch and `restyle` after a theme or text
    size switch. Subclasses must accept these calls before any workshop is known.

    `navigate(target, payload)` asks the window for another page (its id) or one of the window's commands (its id,
    such as "import"); pages never reach for one another. The payload is handed to that page's `open_item`.
    """

    keys: ClassVar[tuple[PageKey, ...]] = ()
    navigate = Signal(str, object)

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.workshop_id: WorkshopId | None = None
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def set_content(self, tools: QLayout | QWidget, body: QLayout | QWidget) -> None:
        """Lay out the screen, once: a toolbar on top and the rest below it, from edge to edge."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((tools, 0), (body, 1)):
            if isinstance(part, QLayout):
                column.addLayout(part, stretch)
            else:
                column.addWidget(part, stretch)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Show another workshop's rows; None where there is no workshop yet."""
        self.workshop_id = workshop_id

    def apply(self, changes: ChangeSet) -> None:
        """Bring the page up to date with rows that changed; the default shows nothing that could change."""

    def retranslate(self) -> None:
        """Word everything again with `self.ui.language.t`."""

    def restyle(self) -> None:
        """Take colours, fonts and lengths from the theme again."""

    def open_item(self, payload: object) -> None:
        """Show what another page asked for (a card id, a firm id); the default has nothing to single out."""

    @property
    def undo_name(self) -> str | None:
        """The name (English source) of the last act of this page that stands in no log: Ctrl+Z takes it back first."""
        return None

    def undo(self) -> None:
        """Take that act back."""

    def focus_first(self) -> None:
        """Put the keyboard where work starts; called when the page is chosen in the rail."""
        self.setFocus()
