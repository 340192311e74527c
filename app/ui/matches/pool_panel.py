"""The pool of a match: who else could fill the need (or take the offer), what is missing or left over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.records import Direction
from app.services.pool_rows import PoolView
from app.ui.context import UiContext
from app.ui.matches.pool_bar import PoolBar
from app.ui.matches.pool_list import PoolList
from app.ui.matches.pool_words import asked_words, short
from app.ui.widgets import Button, DirectionGlyph, ElidedLabel, IconLabel, hairline, label


class PoolPanel(QWidget):
    """`opened(card id)` asks for another match of the card in the middle, `turned` for the pool of the other end."""

    opened = Signal(object)
    turned = Signal()
    left = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._view: PoolView | None = None
        self._title = label("", "lead")
        self.turn_button = Button(ui, role="quiet", icon="have", keys=("H",), compact=True)
        self.turn_button.clicked.connect(self.turned)
        self._glyph = DirectionGlyph(ui, Direction.WANT, 13)
        self._asked = ElidedLabel("", "dim")
        self._bar = PoolBar(ui)
        self.list = PoolList(ui)
        self.list.opened.connect(self.opened)
        self.list.turned.connect(self.turned)
        self.list.left.connect(self.left)
        self._nothing = label("", "dim", wrap=True)
        self._lay_out()
        self.show_pool(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(self._ui, "pool", 16, "text.secondary"))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.turn_button)
        asked = QHBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self._glyph)
        asked.addWidget(self._asked, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 8, 8)
        column.setSpacing(4)
        column.addWidget(hairline())
        column.addSpacing(2)
        column.addLayout(head)
        column.addLayout(asked)
        column.addWidget(self._bar)
        column.addWidget(self._nothing)
        column.addWidget(self.list)

    def show_pool(self, view: PoolView | None) -> None:
        """Show a pool; None while nothing is known about one."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            self._word(view)
        self.list.show_pool(view)

    def _word(self, view: PoolView) -> None:
        t = self._ui.language.t
        want = view.direction is Direction.WANT
        self._title.setText(t("Pool"))
        self.turn_button.set_icon("have" if want else "want")
        tip = t("Who could take this offer") if want else t("Who could fill this need")
        self.turn_button.setToolTip(tip)
        self.turn_button.setAccessibleName(tip)
        self._glyph.set_direction(view.direction)
        self._asked.setText(asked_words(view, t))
        drawn = bool(view.lines)
        self._bar.setVisible(drawn)
        if drawn:
            number = short(view.wanted, t) if view.wanted is not None else ""
            self._bar.show_pool(view, t("wanted {n}", n=number) if want else t("offered {n}", n=number))
        self._nothing.setVisible(not drawn)
        self._nothing.setText(t("Nobody else can be counted yet: quantities in one unit are needed."))
        self.list.setAccessibleName(f"{t('Pool')}: {self._asked.text()}")

    def retranslate(self) -> None:
        """Word everything again; names of things come with the next pool."""
        self.show_pool(self._view)
