"""Form and list of proposals together with what keeps them; the page only says where they stand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.common.errors import AppError
from app.records import Proposal, ProposalKind
from app.services.knowledge_rows import Link
from app.services.proposals import ProposalService
from app.ui.context import UiContext
from app.ui.knowledge.keeping import ProposalKeeping
from app.ui.knowledge.proposal_form import ProposalForm
from app.ui.knowledge.proposal_list import ProposalPanel


class Corrections(QObject):
    """`form_closed` when the form has left, `counted` when there are more or fewer proposals."""

    form_closed = Signal()
    counted = Signal()

    def __init__(self, ui: UiContext, proposals: ProposalService, folder: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.keeping = ProposalKeeping(ui, proposals, self)
        self.panel = ProposalPanel(ui, folder)
        self.form = ProposalForm(ui)
        self.form.hide()
        self.form.saved.connect(self.save)
        self.form.cancelled.connect(self.close_form)
        self.panel.edited.connect(self.form.open_edit)
        self.panel.deleted.connect(self._delete)
        self.panel.exported.connect(self.export)
        self.keeping.changed.connect(self._show)

    @property
    def count(self) -> int:
        """How many proposals are kept."""
        return len(self.keeping.rows)

    def propose(self, row: Link | None, missed: str = "") -> None:
        """Open the form about a row; about none it is something new, such as what was searched for and `missed`."""
        if row is not None:
            self.form.open_new(row)
        else:
            self.form.open_new(None, ProposalKind.NEW, missed)

    def save(self) -> None:
        """Keep what stands in the form; a refusal is told in the form."""
        form = self.form

        def refused(error: AppError) -> None:
            form.refuse(self._ui.language.t.error(error))

        words = form.text.toPlainText(), form.source.text()
        self.keeping.save(form.editing or form.row, form.chosen, *words, self.close_form, refused)

    def close_form(self) -> None:
        """Put the form away, with what stands in it."""
        self.form.hide()
        self.form.editing = self.form.row = None
        self.form_closed.emit()

    def _delete(self, proposal: Proposal) -> None:
        if self.form.isVisible() and self.form.editing == proposal:
            self.close_form()
        self.keeping.delete(proposal)

    def export(self) -> None:
        """Write all proposals into the chosen folder; a file of the same day is replaced."""
        if not self.count:
            return
        t = self._ui.language.t
        name = f"{t('knowledge proposals')} {datetime.now().astimezone():%Y-%m-%d}.csv"

        def written(path: Path) -> None:
            words = t("Written: {name}", name=path.name)
            self._ui.toasts.show(words, "check", action=t("Open folder"), run=lambda: _open(path.parent))

        self.keeping.export(self.panel.folder / name, written)

    def _show(self, rows: list[Proposal], choose: str) -> None:
        held = self.panel.view.hasFocus()
        self.panel.show_proposals(rows, choose)
        if held:
            self.panel.focus_first()
        self.counted.emit()

    def retranslate(self) -> None:
        """Word form and list."""
        self.panel.retranslate()
        self.form.retranslate()

    def restyle(self) -> None:
        """Take the text size again."""
        self.panel.restyle()
        self.form.restyle()


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
