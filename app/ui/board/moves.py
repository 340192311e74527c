"""What people do on the board: each act runs on the database thread, then says what was done, with its undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.records import CardId, ChangeSet, LostReason, Stage, SynergyId
from app.services.board import BoardService
from app.services.rows import SynergyRow
from app.ui.board.contents import Contents
from app.ui.board.words import STAGE_NAMES
from app.ui.context import UiContext


class BoardMoves(QObject):
    """Turns intents into use cases. Only what the store committed is shown, so a refusal leaves the board as it was.

    `lost_question` and `hold_question` (synergy id, id of the row that it goes above) ask for what such a move needs;
    `settled` names the synergy that a finished act was about, `said` carries the sentence for a screen reader.
    """

    lost_question = Signal(str, object)
    hold_question = Signal(str, object)
    settled = Signal(str)
    said = Signal(str)

    def __init__(self, ui: UiContext, service: BoardService, contents: Contents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._service = service
        self._contents = contents

    def move(self, key: str, stage: Stage, before: str | None) -> None:
        """Put a synergy into a stage, above `before` or at the end; asks first where a reason or a date is missing."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        synergy = row.synergy
        if stage is Stage.LOST and synergy.stage is not Stage.LOST:
            self.lost_question.emit(key, before)
        elif stage is Stage.ON_HOLD and synergy.stage is not Stage.ON_HOLD:
            self.hold_question.emit(key, before)
        else:
            kept_reason = synergy.lost_reason if stage is Stage.LOST else None
            kept_review = synergy.review_on if stage is Stage.ON_HOLD else None
            self._move(row, stage, before, kept_reason, kept_review)

    def lose(self, key: str, before: str | None, reason: LostReason) -> None:
        """Move a synergy to the lost ones, with its reason."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is not None:
            self._move(row, Stage.LOST, before, reason, None)

    def hold(self, key: str, before: str | None, review_on: str) -> None:
        """Put a synergy on hold until a day on which it is looked at again."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is not None:
            self._move(row, Stage.ON_HOLD, before, None, review_on)

    def link(self, have_id: str, want_id: str) -> None:
        """Make the synergy of two cards; one that is on the board already is only shown."""
        known = self._contents.pair(have_id, want_id)
        t = self._ui.language.t
        if known is not None:
            stage = t(STAGE_NAMES[known.synergy.stage])
            self._tell(t("Already on the board: {title} → {stage}", title=known.have.card.title, stage=stage), "info")
            self.settled.emit(known.synergy.id)
            return

        def done(changes: ChangeSet) -> None:
            made = self._contents.pair(have_id, want_id)
            if made is not None and changes.changes:
                title, other = made.have.card.title, made.want.card.title
                self._offer_undo(t("Synergy made: {have} → {want}", have=title, want=other), "link")
                self.settled.emit(made.synergy.id)

        self._ui.runner.change(lambda: self._service.link(CardId(have_id), CardId(want_id)), done)

    def remove(self, key: str) -> None:
        """Take a synergy off the board."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        t = self._ui.language.t
        text = t("Taken off the board: {title}", title=row.have.card.title)
        self._ui.runner.change(
            lambda: self._service.remove(row.synergy.id), lambda _changes: self._offer_undo(text, "trash")
        )

    def push(self, key: str, across: int, down: int) -> None:
        """Ctrl+arrow: one place up or down, or to the top of the stage beside it."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        if across:
            stages = tuple(STAGE_NAMES)
            place = stages.index(row.synergy.stage) + across
            if 0 <= place < len(stages):
                self.move(key, stages[place], self._first_of(stages[place]))
        else:
            self._push_down(row, down)

    def to_end(self, key: str, top: bool) -> None:
        """To the top or the bottom of its own column."""
        row = self._contents.synergies.get(SynergyId(key))
        if row is None:
            return
        column = [one.synergy.id for one in self._contents.column(row.synergy.stage)]
        if column[0 if top else -1] != key:
            self.move(key, row.synergy.stage, column[0] if top else None)

    def _push_down(self, row: SynergyRow, down: int) -> None:
        column = [one.synergy.id for one in self._contents.column(row.synergy.stage)]
        here = column.index(row.synergy.id) if row.synergy.id in column else -1
        target = here + down
        if here < 0 or not 0 <= target < len(column):
            return
        above = target if down < 0 else target + 1
        self.move(row.synergy.id, row.synergy.stage, column[above] if above < len(column) else None)

    def _first_of(self, stage: Stage) -> str | None:
        column = self._contents.column(stage)
        return column[0].synergy.id if column else None

    def _move(
        self, row: SynergyRow, stage: Stage, before: str | None, reason: LostReason | None, review_on: str | None
    ) -> None:
        t = self._ui.language.t
        key = row.synergy.id
        above = None if before is None else SynergyId(before)
        text = t("Moved: {title} → {stage}", title=row.have.card.title, stage=t(STAGE_NAMES[stage]))

        def done(changes: ChangeSet) -> None:
            if changes.changes:
                self._offer_undo(text, "check")
                self.settled.emit(key)

        self._ui.runner.change(lambda: self._service.move(key, stage, above, reason, review_on), done)

    def _offer_undo(self, text: str, icon: str) -> None:
        self._ui.toasts.undo(text, self._ui.language.t("Undo"), icon)
        self.said.emit(text)

    def _tell(self, text: str, icon: str) -> None:
        self._ui.toasts.show(text, icon)
        self.said.emit(text)
