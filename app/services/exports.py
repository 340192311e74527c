"""Files that go out: the workshop's workbook and its PDF report, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.common.errors import InputError, reason_of
from app.common.ids import new_id
from app.common.messages import N_
from app.common.resources import resource_path
from app.common.whole_file import write_whole
from app.i18n import translator
from app.model import peers
from app.model.database import Database
from app.model.platform_rows import visible_columns, visible_rows
from app.model.repositories import workshops
from app.records import ChangeSet, ExportedFile, WorkshopId
from app.services import merged_firms
from app.services.board import BoardService
from app.services.firms import FirmService
from app.sync.field_names import load_field_names
from app.sync.lens import LENSES

if TYPE_CHECKING:
    from app.exchange.report import WorkshopReport


LARGEST_KEPT = 20_000_000  # bytes


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
            counters = merged_firms.counters(session, workshop_id)
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
            self._firms.people(workshop_id),
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

    def keep(self, workshop_id: WorkshopId, path: Path) -> ChangeSet:
        """Note that a file was written (what kind, hash, size, when, by whom), so that it goes up with the workshop,
        a report with its content. It is no step to undo. InputError where the file cannot be read again."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(N_("“{path}” cannot be read ({reason})."), path=path, reason=reason_of(error)) from error
        digest = hashlib.sha256(content).hexdigest()
        # A workbook names people: its content stays a file of whoever wrote it, where forgetting somebody is theirs.
        if path.suffix.lower() == ".pdf" and len(content) <= LARGEST_KEPT:
            with self._database.write_local() as session:
                peers.keep_blob(session, digest, content)
        with self._database.write(N_("Export file"), automatic=True) as work:
            name, ending = path.name[:200], path.suffix.removeprefix(".").lower()
            work.add(ExportedFile(new_id(), workshop_id, ending, name, digest, len(content), work.now, work.actor))
        return work.changes

    def platform_file(self, workshop_id: WorkshopId, path: Path, names: Path | None = None) -> Path:
        """Write what a platform may have of a workshop as JSON, under the field names of a TOML table (None: our own
        example of a foreign schema)."""
        table = load_field_names(names or resource_path("mappings", "example.toml"), visible_columns())
        with self._database.read() as session:
            rows = list(visible_rows(session, workshop_id, "platform", LENSES["platform"]))
        content = {"schema": table.name, **table.translated(rows)}
        try:
            write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise InputError(
                N_("“{path}” cannot be written ({reason})."), path=path, reason=reason_of(error)
            ) from error
        return path
