"""The files that a workshop can be given out as."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.common.messages import N_
from app.common.turkish import match_key
from app.records import WorkshopId
from app.services.exports import ExportService


@dataclass(frozen=True)
class ReportKind:
    """One kind of file: its id, the English sources of its name and of what is in it, its icon and file ending."""

    id: str
    name: str
    contents: str
    icon: str
    ending: str
    write: Callable[[ExportService, WorkshopId, Path, str], Path]


def _report(exports: ExportService, workshop_id: WorkshopId, path: Path, language: str) -> Path:
    return exports.report_pdf(workshop_id, path, language)


def _workbook(exports: ExportService, workshop_id: WorkshopId, path: Path, language: str) -> Path:
    return exports.workbook(workshop_id, path, language)


KINDS = (
    ReportKind(
        "report",
        N_("Workshop report"),
        N_("Counters with their rule, synergies with reasons, cards, firms; no people."),
        "pdf",
        "pdf",
        _report,
    ),
    ReportKind(
        "workbook",
        N_("Workshop workbook"),
        N_("Firms, participants, cards and synergies; it can be imported again. No private notes."),
        "excel",
        "xlsx",
        _workbook,
    ),
)


def file_name(kind: ReportKind, workshop: str, language: str, day: date) -> str:
    """A plain file name without letters that some systems spoil: `izmir-sinerji-calistayi-report-tr-2026-11-21.pdf`."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in match_key(workshop))
    stem = "-".join(part for part in letters.split("-") if part)[:60] or "workshop"
    return f"{stem}-{kind.id}-{language}-{day.isoformat()}.{kind.ending}"
