"""What the screen of firms does about firms entered twice: a quiet count, and the panel behind it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.common.errors import AppError
from app.records import ChangeSet, Kind, WorkshopId
from app.services.duplicates import DuplicateFirms, DuplicateService, Pair
from app.ui.context import UiContext
from app.ui.firms.duplicates_panel import DuplicatesPanel
from app.ui.latest import Latest
from app.ui.widgets import Button

_CONCERNED = {Kind.FIRM, Kind.ATTENDANCE}
_COUNTED = {Kind.CARD, Kind.PARTICIPANT}
_PAUSE_MS = 120  # changes come in runs: they are looked at together


class Duplicates(QObject):
    """`chip` counts the pairs and opens the panel; both are hidden where there is none. `toggled` when the panel opens
    or closes. A pair that was decided leaves at once and comes back where that could not be stored."""

    toggled = Signal()

    def __init__(self, ui: UiContext, service: DuplicateService, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._service = service
        self._workshop_id: WorkshopId | None = None
        self._found: list[DuplicateFirms] = []
        self._decided: set[Pair] = set()
        self._awake = self._stale = False
        self.is_open = False
        self.chip = Button(ui, icon="duplicate", compact=True)
        self.chip.setCheckable(True)
        self.chip.clicked.connect(self.toggle)
        self.chip.hide()
        self.panel = DuplicatesPanel(ui)
        self.panel.hide()
        self.panel.merged.connect(self._merge)
        self.panel.parted.connect(self._part)
        self.panel.closed.connect(self.close)
        self._pairs = Latest(ui.runner.run_io, service.suggestions, delay_ms=0, parent=self)
        self._pairs.answered.connect(self._take)
        self._pairs.failed.connect(ui.runner.refused)

    # what the page calls

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        """Look at another workshop."""
        self.close()
        self._workshop_id = workshop_id
        self._pairs.forget()
        self._decided.clear()
        self._show([])
        self._ask()

    def apply(self, changes: ChangeSet) -> None:
        """Look again where firms changed; where only their counts did, they need not be compared unless seen."""
        if changes.kinds & _CONCERNED or (self.is_open and changes.kinds & _COUNTED):
            self._ask(_PAUSE_MS)

    def wake(self, *, awake: bool) -> None:
        """Look only while the page is seen; what changed meanwhile is looked at then."""
        self._awake = awake
        if awake and self._stale:
            self._ask()

    def toggle(self) -> None:
        """Open the panel, or close it."""
        if self.is_open:
            self.close()
        elif self._shown():
            self._set_open(True)

    def close(self) -> None:
        """Put the panel away."""
        if self.is_open:
            self._set_open(False)

    def retranslate(self) -> None:
        """Word everything again."""
        self.panel.retranslate()
        self._show(self._found)

    @property
    def settled(self) -> bool:
        """Whether what is shown is what the service last said."""
        return self._pairs.settled

    # pairs

    def _ask(self, delay_ms: int = 0) -> None:
        self._stale = not self._awake
        if self._awake and self._workshop_id is not None:
            self._pairs.ask(self._workshop_id, delay_ms)

    def _take(self, workshop_id: WorkshopId, found: list[DuplicateFirms]) -> None:
        if workshop_id == self._workshop_id:
            self._show(found)

    def _shown(self) -> list[DuplicateFirms]:
        return [one for one in self._found if one.pair not in self._decided]

    def _show(self, found: list[DuplicateFirms]) -> None:
        self._found = found
        shown = self._shown()
        n = len(shown)
        words = self._ui.language.t.plural("{n} possible duplicate firm", "{n} possible duplicate firms", n)
        self.chip.setText(words)
        self.chip.setAccessibleName(words)
        self.panel.show_pairs(shown)
        if not shown:
            self.close()
        self.chip.setVisible(bool(shown))

    def _set_open(self, is_open: bool) -> None:
        self.is_open = is_open
        self.chip.setChecked(is_open)
        self.toggled.emit()

    # decisions

    def _decide(self, pair: Pair, *, decided: bool) -> None:
        (self._decided.add if decided else self._decided.discard)(pair)
        self._show(self._found)

    def _merge(self, row: DuplicateFirms) -> None:
        keep, gone, t = row.left.firm, row.right.firm, self._ui.language.t

        def merged(_changes: ChangeSet) -> None:
            self._again(row.pair)
            self._ui.toasts.undo(t("Merged: {gone} → {keep}", gone=gone.name, keep=keep.name), t("Undo"), "duplicate")

        self._decide(row.pair, decided=True)
        self._ui.runner.change(
            lambda: self._service.merge(keep.id, gone.id), merged, lambda error: self._refuse(row.pair, error)
        )

    def _part(self, row: DuplicateFirms) -> None:
        one, other, t = row.left.firm, row.right.firm, self._ui.language.t

        def parted(_nothing: None) -> None:
            self._again(row.pair)
            words = t("Not the same: {one}, {other}", one=one.name, other=other.name)
            self._ui.toasts.show(words, "duplicate", action=t("Undo"), run=take_back)

        def take_back() -> None:
            self._ui.runner.run_db(lambda: self._service.maybe_the_same(one.id, other.id), lambda _none: self._ask())

        self._decide(row.pair, decided=True)
        self._ui.runner.run_db(
            lambda: self._service.not_the_same(one.id, other.id), parted, lambda error: self._refuse(row.pair, error)
        )

    def _refuse(self, pair: Pair, error: AppError) -> None:
        self._decide(pair, decided=False)
        self._ui.runner.refused.emit(error)

    def _again(self, pair: Pair) -> None:
        """A decision is stored: from now on the service knows of it."""
        self._found = [one for one in self._found if one.pair != pair]
        self._decided.discard(pair)
        self._ask()
