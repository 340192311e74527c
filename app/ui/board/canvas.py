"""The board itself: trays, stage columns and strips side by side, arranged for the width that there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from app.records import Direction, Stage
from app.ui.board.card_list import CardList
from app.ui.board.card_texts import CardTexts
from app.ui.board.carry import Carry
from app.ui.board.column import StageColumn
from app.ui.board.contents import Contents, Touched
from app.ui.board.strip import GLYPH_GAP, Strip
from app.ui.board.strip import WIDTH as STRIP
from app.ui.board.tray import Tray
from app.ui.board.words import STAGE_ORDER
from app.ui.context import UiContext
from app.ui.paint import draw_direction

GAP = 8
TRAY_WIDTH = 216
# A column is never narrower than the first; trays stand beside the columns as long as those keep the second.
_COLUMN_LEAST, _COLUMN_GOOD, _COLUMN_WIDE = 150, 188, 236


class BoardCanvas(QWidget):
    """All lists of the board. `trays_folded` follows the width until somebody folds or unfolds them."""

    rearranged = Signal()

    def __init__(self, ui: UiContext, contents: Contents, texts: CardTexts, carry: Carry) -> None:
        super().__init__()
        self._ui = ui
        self._wanted: bool | None = None  # what somebody asked for: trays shown or not
        self.trays = {one: Tray(ui, one, contents, texts, carry) for one in (Direction.HAVE, Direction.WANT)}
        self.columns = {stage: StageColumn(ui, stage, contents, texts, carry) for stage in STAGE_ORDER}
        self.tray_strip = Strip(ui, "border.control", self._tray_glyph, glyphs=2)
        self.tray_strip.clicked.connect(lambda: self.show_trays(True))
        carry.set_targets([*self.trays.values(), *self.columns.values()])
        self._tray_box = QWidget()
        self._tray_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._tray_box)
        self._tray_row.setContentsMargins(0, 0, 0, 0)
        self._tray_row.setSpacing(GAP)
        for tray in self.trays.values():
            self._tray_row.addWidget(tray, 1)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        for column in self.columns.values():
            columns.addWidget(column, 1)
            column.fold_changed.connect(self.arrange)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._tray_box)
        row.addWidget(self.tray_strip)
        row.addWidget(self._area, 1)
        self.restyle()

    @property
    def trays_shown(self) -> bool:
        """Whether the trays are unfolded."""
        return self._tray_box.isVisibleTo(self)

    def show_trays(self, shown: bool | None) -> None:
        """Fold or unfold the trays; None = as the width allows."""
        self._wanted = shown
        self.arrange()

    def views(self) -> list[CardList]:
        """The lists that are on screen, from left to right."""
        trays = [tray.view for tray in self.trays.values()] if self.trays_shown else []
        return [*trays, *(column.view for column in self.columns.values() if not column.folded)]

    def lists(self) -> list[CardList]:
        """All lists, folded ones too."""
        return [*(tray.view for tray in self.trays.values()), *(column.view for column in self.columns.values())]

    def reveal(self, stage: Stage) -> StageColumn:
        """Bring the column of a stage on screen, where the window is too narrow for all."""
        column = self.columns[stage]
        self._area.ensureWidgetVisible(column, GAP, 0)
        return column

    def arrange(self) -> None:
        """Decide how the trays stand for the width that there is now."""
        px = self._ui.theme.px
        open_columns = sum(1 for column in self.columns.values() if not column.folded)
        strips = len(self.columns) - open_columns
        rest = self.width() - strips * (px(STRIP) + GAP) - open_columns * GAP
        beside = rest - 2 * (px(TRAY_WIDTH) + GAP) >= open_columns * px(_COLUMN_WIDE)
        stacked = rest - px(TRAY_WIDTH) >= open_columns * px(_COLUMN_GOOD)
        shown = self._wanted if self._wanted is not None else stacked
        self._tray_box.setVisible(shown)
        self.tray_strip.setVisible(not shown)
        across = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._tray_row.setDirection(across)
        self._tray_box.setFixedWidth(2 * px(TRAY_WIDTH) + GAP if beside else px(TRAY_WIDTH))
        self.rearranged.emit()

    def refresh(self, touched: Touched | None = None) -> None:
        """Show what the contents hold now: everything, or what a change touched."""
        for tray in self.trays.values():
            if touched is None or touched.trays:
                tray.refresh()
        for stage, column in self.columns.items():
            if touched is None or stage in touched.stages:
                column.refresh()

    def retranslate(self) -> None:
        """Word heads and strips again."""
        t = self._ui.language.t
        self.tray_strip.say(t("Cards: givers and takers"), "")
        for tray in self.trays.values():
            tray.retranslate()
        for column in self.columns.values():
            column.retranslate()

    def restyle(self) -> None:
        """Take lengths from the theme again."""
        for column in self.columns.values():
            column.restyle()
            column.setMinimumWidth(0 if column.folded else self._ui.theme.px(_COLUMN_LEAST))
        for tray in self.trays.values():
            tray.restyle()
        self.arrange()

    def resizeEvent(self, event: object) -> None:
        self.arrange()

    def _tray_glyph(self, painter: QPainter, area: QRectF) -> None:
        draw_direction(painter, area, Direction.HAVE, self._ui.theme)
        draw_direction(painter, area.translated(0, area.height() + GLYPH_GAP), Direction.WANT, self._ui.theme)
