"""A stage on the board: an open column, or a strip that can be unfolded."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import Translator
from app.i18n.formats import format_number
from app.records import Stage
from app.ui.board.card_list import CardList
from app.ui.board.card_texts import CardTexts
from app.ui.board.carry import Carry
from app.ui.board.contents import Contents
from app.ui.board.frames import Frame, Head
from app.ui.board.mime import Payload
from app.ui.board.models import ColumnModel
from app.ui.board.strip import Strip
from app.ui.board.words import CLOSED_STAGES, STAGE_NAMES
from app.ui.context import UiContext
from app.ui.paint import draw_stage_ring, stage_token

_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)


class StageColumn(QWidget):
    """The column of one stage; `folded` for the closed stages until somebody opens them."""

    fold_changed = Signal()

    def __init__(self, ui: UiContext, stage: Stage, contents: Contents, texts: CardTexts, carry: Carry) -> None:
        super().__init__()
        self._ui = ui
        self.stage = stage
        self._contents = contents
        self._tonnes: Decimal | None = None
        closable = stage in CLOSED_STAGES
        line = f"stage.{stage_token(stage)}.base"
        self.model = ColumnModel(stage, contents, texts)
        self.view = CardList(ui, self.model, carry, onto=False)
        self.view.target = self
        self.head = Head(ui, self._ring, closable)
        self.head.pressed.connect(lambda: self.fold(True))
        self._frame = Frame(ui, line, self.head, self.view)
        self.strip = Strip(ui, line, self._ring, carry)
        self.strip.target = self
        self.strip.clicked.connect(lambda: self.fold(False))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._frame)
        row.addWidget(self.strip)
        self._show_folded(closable)

    @property
    def folded(self) -> bool:
        """Whether it is a strip now."""
        return self.strip.isVisibleTo(self)

    def fold(self, folded: bool) -> None:
        """Make it a strip, or a column again."""
        if folded != self.folded and (not folded or self.stage in CLOSED_STAGES):
            self._show_folded(folded)
            self.fold_changed.emit()

    def refresh(self) -> None:
        """Show what the contents hold now."""
        self.view.show_rows(self._contents.column(self.stage))
        self.retranslate()

    def set_tonnes(self, tonnes: Decimal | None) -> None:
        """The yearly tonnes of its synergies, None where no quantity is known."""
        self._tonnes = tonnes
        self.retranslate()

    def retranslate(self) -> None:
        """Word head and strip with the counts as they are."""
        t = self._ui.language.t
        name = t(STAGE_NAMES[self.stage])
        shown, total = len(self.model.rows), self._contents.total(self.stage)
        count = format_number(total, t.language)
        if self._contents.narrowed:
            count = f"{format_number(shown, t.language)} / {count}"
        self.head.say(name, count, "" if self._tonnes is None else tonnes_words(self._tonnes, t))
        self.strip.say(name, count)
        self.view.setAccessibleName(name)
        self.view.set_empty_text(self._empty_words(t) if self._contents.filled else "")

    def restyle(self) -> None:
        """Take lengths from the theme again."""
        self.head.restyle()
        self.view.restyle()
        self.strip.updateGeometry()

    def _empty_words(self, t: Translator) -> str:
        if self._contents.narrowed:
            return t("Nothing here matches the search.")
        if self.stage is Stage.IDEA:
            return t("Drop a have onto a want: the synergy appears here.")
        return t("Drag a synergy here.")

    def _ring(self, painter: QPainter, area: QRectF) -> None:
        draw_stage_ring(painter, area, self.stage, self._ui.theme)

    def _show_folded(self, folded: bool) -> None:
        self._frame.setVisible(not folded)
        self.strip.setVisible(folded)
        across = QSizePolicy.Policy.Fixed if folded else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Expanding)

    # the place of the board that cards are dropped on

    def takes(self, payload: Payload, row: int) -> bool:
        """See `DropTarget`."""
        return self.model.takes(payload, row)

    def drop(self, payload: Payload, row: int) -> bool:
        """See `DropTarget`."""
        if not self.takes(payload, row):
            return False
        self.model.move_wanted.emit(payload.ids[0], self.stage, self.model.before(row))
        return True

    def show_drop(self, row: int | None) -> None:
        """See `DropTarget`."""
        self.view.show_drop(row)
        self._frame.mark(row is not None)
        self.strip.mark(row is not None)

    def first_place(self, payload: Payload, row: int) -> int | None:
        """See `DropTarget`."""
        if payload.kind != "synergy":
            return None
        wanted = min(row, len(self.model.rows))
        return wanted if self.takes(payload, wanted) else self.next_place(payload, wanted, -1)

    def next_place(self, payload: Payload, row: int, step: int) -> int | None:
        """See `DropTarget`. Its own place is a place too, so that the line can pass over it."""
        place = row + step
        here = self.model.row_of(payload.ids[0])
        if place == here + 1:
            place += step
        return place if payload.kind == "synergy" and 0 <= place <= len(self.model.rows) else None

    def drop_hint(self, payload: Payload, row: int) -> str:
        """See `DropTarget`."""
        t = self._ui.language.t
        return t("Move: {stage}", stage=t(STAGE_NAMES[self.stage]))

    def drop_place(self, page: QWidget) -> QPoint:
        """See `DropTarget`."""
        return self.strip.mapTo(page, QPoint(0, 40)) if self.folded else self.view.drop_place(page)


def tonnes_words(tonnes: Decimal, t: Translator) -> str:
    """Yearly tonnes with two figures at most: "820 t/yıl", "9,4 bin t/yıl", "62 bin t/yıl", "1,2 milyon t/yıl"."""
    if tonnes >= _MILLION:
        return t("{n} million t/yr", n=_short(tonnes / _MILLION, t))
    if tonnes >= _THOUSAND:
        return t("{n} thousand t/yr", n=_short(tonnes / _THOUSAND, t))
    return t("{n} t/yr", n=_short(tonnes, t))


def _short(value: Decimal, t: Translator) -> str:
    whole = value >= Decimal("9.95") or value == value.to_integral_value()
    return format_number(value, t.language, 0 if whole else 1)
