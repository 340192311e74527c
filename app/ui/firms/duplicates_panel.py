"""Firms that may be one, pair by pair: merge them, turn them round, or say that they are not the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.services.duplicates import DuplicateFirms, Pair
from app.ui.context import UiContext
from app.ui.firms.duplicate_list import DuplicateDelegate, DuplicateHead, DuplicateList, DuplicateModel, turned
from app.ui.row_list import ROW_ROLE
from app.ui.snap_list import SnapFrame
from app.ui.widgets import Button, ElidedLabel, IconButton, Panel


class DuplicatesPanel(Panel):
    """`merged` and `parted` carry the pair that is meant, its left firm the one to keep; `closed` when it is left."""

    merged = Signal(object)
    parted = Signal(object)
    closed = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._turned: set[Pair] = set()
        self._model = DuplicateModel(self._spoken, self)
        self.list = DuplicateList(self._on_key)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setModel(self._model)
        self.list.setItemDelegate(DuplicateDelegate(ui, self.list))
        self.merge = Button(ui, role="primary", keys=("↵",))
        self.turn = Button(ui, keys=("←", "→"))
        self.part = Button(ui, keys=("Del",))
        self._what = ElidedLabel("", "dim")
        self.cross = IconButton(ui, "cross")
        self._halves = DuplicateHead(ui, self.list)
        self._lay_out()
        self.list.doubleClicked.connect(lambda _index: self._merge())
        self.list.turn_asked.connect(self._turn)
        for button, act in ((self.merge, self._merge), (self.turn, self._turn), (self.part, self._part)):
            button.clicked.connect(act)
        self.cross.clicked.connect(self.closed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)
        self.retranslate()

    def _lay_out(self) -> None:
        if self.head is not None:
            self.head.addWidget(self.cross)
        bar = QFrame()
        bar.setProperty("role", "actionbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        for button in (self.merge, self.turn, self.part):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._what, 1)
        self.body.addWidget(self._halves)
        self._frame = SnapFrame(self.list)
        self.body.addWidget(self._frame, 1)
        self.body.addWidget(bar)

    @property
    def rows(self) -> list[DuplicateFirms]:
        """The pairs as they are shown."""
        return self._model.rows

    def show_pairs(self, found: Sequence[DuplicateFirms]) -> None:
        """Show these pairs; the keyboard stays on its pair, or goes to the one that took its place."""
        place = self.list.currentIndex().row()
        self._turned &= {one.pair for one in found}
        self._model.show([turned(one) if one.pair in self._turned else one for one in found])
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(min(max(place, 0), len(found) - 1)))
        self._say_count()

    def current(self) -> DuplicateFirms | None:
        """The pair that the keyboard is on."""
        index: QModelIndex = self.list.currentIndex()
        row: DuplicateFirms | None = index.data(ROW_ROLE) if index.isValid() else None
        return row

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self.title.setText(t("Possible duplicate firms"))
        self.list.setAccessibleName(t("Possible duplicate firms"))
        self.merge.setText(t("Merge into the left one"))
        self.turn.setText(t("Swap"))
        self.part.setText(t("Not the same"))
        self._what.setText(t("Cards, persons and raised hands move along; what the left one lacks is filled in."))
        self.cross.set_tip(t("Close"))
        self._halves.update()
        self._model.reword()
        self._say_count()

    def restyle(self) -> None:
        """Take the text size again."""
        self.list.doItemsLayout()
        self._frame.snap()

    def _say_count(self) -> None:
        n = len(self._model.rows)
        self.count.setText(self._ui.language.t.plural("{n} pair", "{n} pairs", n) if n else "")
        for button in (self.merge, self.turn, self.part):
            button.setEnabled(bool(n))

    def _on_key(self, key: str) -> bool:
        acts = {"enter": self._merge, "delete": self._part}
        if key not in acts:
            return False
        acts[key]()
        return True

    def _merge(self) -> None:
        row = self.current()
        if row is not None:
            self.merged.emit(row)

    def _part(self) -> None:
        row = self.current()
        if row is not None:
            self.parted.emit(row)

    def _turn(self) -> None:
        row = self.current()
        if row is not None:
            self._turned ^= {row.pair}
            self._model.put(self.list.currentIndex().row(), turned(row))

    def _spoken(self, row: DuplicateFirms) -> str:
        t = self._ui.language.t
        return t(
            "{gone} may be {keep}: {reason}",
            keep=row.left.firm.name,
            gone=row.right.firm.name,
            reason=t(row.reason, **row.params),
        )
