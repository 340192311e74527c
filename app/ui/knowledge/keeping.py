"""Keeps proposals through the service, one at a time, and remembers how to take the last ones back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.common.errors import AppError
from app.common.messages import N_
from app.records import Proposal, ProposalKind
from app.services.knowledge_rows import Link
from app.services.proposals import ProposalService
from app.ui.context import UiContext

_ADDED, _CHANGED, _DELETED = N_("Keep proposal"), N_("Change proposal"), N_("Delete proposal")
Back = Callable[[], object]


class ProposalKeeping(QObject):
    """`changed(rows, id)` after every change: all proposals, and the one to stand on ("" = stay)."""

    changed = Signal(list, str)

    def __init__(self, ui: UiContext, proposals: ProposalService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._proposals = proposals
        self._steps: list[tuple[str, Back, str]] = []
        self.rows: list[Proposal] = []

    @property
    def undo_name(self) -> str | None:
        """The act that `undo` takes back."""
        return self._steps[-1][0] if self._steps else None

    def forget_steps(self) -> None:
        """From here on nothing can be taken back."""
        self._steps.clear()

    def reload(self, choose: str = "") -> None:
        """Read the proposals anew."""

        def show(rows: list[Proposal]) -> None:
            self.rows = rows
            self.changed.emit(rows, choose)

        self._ui.runner.run_db(self._proposals.list, show)

    def save(
        self,
        about: Proposal | Link | None,
        kind: ProposalKind,
        text: str,
        source: str,
        done: Callable[[], None],
        failed: Callable[[AppError], None],
    ) -> None:
        """Keep a new proposal about a row (or none), or set what an earlier one says."""
        service = self._proposals

        def changed(was: Proposal) -> None:
            self._did(_CHANGED, lambda: service.restore(was), was.id)
            done()

        def added(made: Proposal) -> None:
            self._did(_ADDED, lambda: service.delete(made.id), made.id)
            done()

        if isinstance(about, Proposal):
            edited = about
            self._ui.runner.run_db(lambda: service.change(edited.id, kind, text, source), changed, failed)
        else:
            row = about
            self._ui.runner.run_db(lambda: service.add(row, kind, text, source), added, failed)

    def delete(self, proposal: Proposal) -> None:
        """Take a proposal away."""
        service = self._proposals

        def deleted(was: Proposal) -> None:
            self._did(_DELETED, lambda: service.restore(was), "")

        self._ui.runner.run_db(lambda: service.delete(proposal.id), deleted)

    def undo(self) -> None:
        """Take the last act back."""
        if not self._steps:
            return
        name, back, proposal_id = self._steps.pop()

        def done(_nothing: object) -> None:
            t = self._ui.language.t
            self._ui.toasts.show(t("Undone: {step}", step=t(name)), "undo")
            self._ui.bus.note_saved()
            self.reload(proposal_id)

        self._ui.runner.run_db(back, done)

    def export(self, path: Path, done: Callable[[Path], None]) -> None:
        """Write the file."""
        self._ui.runner.run_io(lambda: self._proposals.export(path), done)

    def _did(self, name: str, back: Back, proposal_id: str) -> None:
        self._steps.append((name, back, proposal_id))
        t = self._ui.language.t
        words = {_ADDED: t("Proposal kept"), _CHANGED: t("Proposal changed"), _DELETED: t("Proposal deleted")}[name]
        self._ui.toasts.show(words, "check", action=t("Undo"), run=self.undo, keys=("Ctrl", "Z"))
        self._ui.bus.note_saved()
        self.reload(proposal_id)
