"""A tray: the cards of one direction, those without a synergy first; a card dropped onto one of them links the two."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.i18n import Translator
from app.i18n.formats import format_number
from app.records import Direction
from app.ui.board.card_list import CardList
from app.ui.board.card_texts import CardTexts
from app.ui.board.carry import Carry
from app.ui.board.contents import Contents
from app.ui.board.frames import Frame, Head
from app.ui.board.mime import Payload
from app.ui.board.models import TrayModel
from app.ui.board.words import TRAY_NAMES
from app.ui.context import UiContext
from app.ui.paint import draw_direction


class Tray(Frame):
    """The tray of one direction."""

    def __init__(self, ui: UiContext, direction: Direction, contents: Contents, texts: CardTexts, carry: Carry) -> None:
        self.direction = direction
        self.model = TrayModel(direction, contents, texts)
        self.view = CardList(ui, self.model, carry, onto=True)
        self.head = Head(ui, self._glyph, foldable=False)
        super().__init__(ui, f"{direction.value}.base", self.head, self.view)
        self._contents = contents
        self.view.target = self

    def refresh(self) -> None:
        """Show what the contents hold now."""
        self.view.show_rows(self._contents.tray(self.direction))
        self.retranslate()

    def retranslate(self) -> None:
        """Word the head with the counts as they are."""
        t = self._ui.language.t
        free, shown = self._contents.free(self.direction), len(self.model.rows)
        count = format_number(shown, t.language)
        if self._contents.searching:
            count = f"{count} / {format_number(self._contents.cards_of(self.direction), t.language)}"
        name = t(TRAY_NAMES[self.direction])
        self.head.say(name, count, t.plural("{n} card without a synergy", "{n} cards without a synergy", free))
        self.view.setAccessibleName(name)
        self.view.set_empty_text(self._empty_words(t) if self._contents.filled else "")

    def restyle(self) -> None:
        """Take lengths from the theme again."""
        self.head.restyle()
        self.view.restyle()

    def _empty_words(self, t: Translator) -> str:
        if self._contents.searching:
            return t("Nothing here matches the search.")
        return t("Cards come here as they are entered.")

    def _glyph(self, painter: QPainter, area: QRectF) -> None:
        draw_direction(painter, area, self.direction, self._ui.theme)

    # the place of the board that cards are dropped on

    def takes(self, payload: Payload, row: int) -> bool:
        """See `DropTarget`."""
        return self.model.takes(payload, row)

    def drop(self, payload: Payload, row: int) -> bool:
        """See `DropTarget`."""
        if not self.takes(payload, row):
            return False
        self.model.link_wanted.emit(*self.model.ends(payload, row))
        return True

    def show_drop(self, row: int | None) -> None:
        """See `DropTarget`."""
        self.view.show_drop(row)
        self.mark(row is not None)

    def first_place(self, payload: Payload, row: int) -> int | None:
        """See `DropTarget`."""
        start = min(max(row, 0), len(self.model.rows) - 1)
        if self.takes(payload, start):
            return start
        below = self.next_place(payload, start, 1)
        return below if below is not None else self.next_place(payload, start, -1)

    def next_place(self, payload: Payload, row: int, step: int) -> int | None:
        """See `DropTarget`. Cards that cannot be linked are passed over."""
        ahead = range(row + 1, len(self.model.rows)) if step > 0 else range(row - 1, -1, -1)
        return next((place for place in ahead if self.takes(payload, place)), None)

    def drop_hint(self, payload: Payload, row: int) -> str:
        """See `DropTarget`."""
        t = self._ui.language.t
        return t("Link: {title}", title=self.model.text(self.model.rows[row]))

    def drop_place(self, page: QWidget) -> QPoint:
        """See `DropTarget`."""
        return self.view.drop_place(page)
