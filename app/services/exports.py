"""Files that go out: the workshop's workbook and its PDF report, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.common.errors import InputError
from app.common.messages import N_
from app.i18n import translator
from app.model.database import Database
from app.model.repositories import firms, workshops
from app.records import WorkshopId
from app.services.board import BoardService
from app.services.firms import FirmService

if TYPE_CHECKING:
    from app.exchange.report import WorkshopReport


class ExportService:
    """Use cases about files that go out. `encoder_note` and `open_suggestions` come from matching."""

    def __init__(
        self,
        database: Database,
        *,
        encoder_note: Callable[[], str | None],
        open_suggestions: Callable[[WorkshopId], int],
    ) -> None:
        self._database = database
        self._board = BoardService(database)
        self._firms = FirmService(database)
        self._encoder_note = encoder_note
        self._open_suggestions = open_suggestions

    def report(self, workshop_id: WorkshopId, language: str, *, printed: bool) -> WorkshopReport:
        """The neutral report that a writer draws; see `build_report`."""
        from app.services.reporting import build_report

        t = translator(language)
        with self._database.read() as session:
            workshop = workshops.get(session, workshop_id)
            counters = workshops.counters(session, workshop_id)
            people = firms.people(session, workshop_id)
        if workshop is None:
            raise InputError(N_("The workshop to export is no longer there."))
        counters = replace(counters, open_suggestions=self._open_suggestions(workshop_id))
        notes = [t("The firms, people and cards of this workshop are invented.")] if workshop.sample else []
        without = self._encoder_note()
        if without is not None:
            notes.append(t(without))
        return build_report(
            workshop,
            counters,
            self._firms.rows(workshop_id),
            people,
            self._board.board(workshop_id),
            t,
            made_on=self._database.clock.now().astimezone().date().isoformat(),
            printed=printed,
            notes=tuple(notes),
        )

    def workbook(self, workshop_id: WorkshopId, path: Path, language: str) -> Path:
        """Write the organiser's workbook: everything but private notes, and no name without consent."""
        from app.exchange import write_workbook

        write_workbook(self.report(workshop_id, language, printed=False), path)
        return path

    def report_pdf(self, workshop_id: WorkshopId, path: Path, language: str) -> Path:
        """Write the organisers' report: firms, cards that are meant for more than the room, synergies; no people."""
        from app.exchange import write_report_pdf

        write_report_pdf(self.report(workshop_id, language, printed=True), path, language)
        return path

    def report_preview(self, workshop_id: WorkshopId, language: str) -> bytes:
        """The report's PDF in memory: looking at it leaves no plain file behind."""
        from app.exchange.report_pdf import report_pdf_bytes

        return report_pdf_bytes(self.report(workshop_id, language, printed=True), language)
