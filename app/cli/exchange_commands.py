"""`import` and `export`."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session, chosen_workshop
from app.common.errors import InputError
from app.common.messages import N_
from app.exchange import read_import
from app.exchange.import_rows import ImportPlan, RowNote, Severity
from app.i18n import LANGUAGES
from app.services import Services
from app.services.imports import ImportOutcome, Tally

Store = Annotated[Path | None, typer.Option(help="Store file; the user's own where it is not given.")]
SHOWN_NOTES = 30


def register_exchange(program: typer.Typer, session: Session) -> None:
    """Add the commands for files that come in and go out."""

    @program.command("import")
    def import_(
        path: Annotated[Path, typer.Argument(help="Workbook, CSV file, or folder of CSV files.")],
        store: Store = None,
        workshop: Annotated[str | None, typer.Option(help="Name of the workshop; the file's name otherwise.")] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
        decimal: Annotated[str | None, typer.Option(help="Decimal sign of typed numbers: , or .")] = None,
    ) -> None:
        """Import firms, participants and cards; nothing comes in twice."""
        if decimal not in (None, ",", "."):
            raise InputError(N_("The decimal sign is a comma or a point."))
        _import(session, store, workshop, _Reading(session, path, decimal), dry_run=dry_run)

    @program.command()
    def export(
        store: Store = None,
        workshop: Annotated[str | None, typer.Option(help="Id or name of the workshop; the newest otherwise.")] = None,
        xlsx: Annotated[Path | None, typer.Option(help="Workbook to write.")] = None,
        pdf: Annotated[Path | None, typer.Option(help="Report to write.")] = None,
        platform: Annotated[
            Path | None, typer.Option(help="JSON file to write: what the central platform may have.")
        ] = None,
        mapping: Annotated[Path | None, typer.Option(help="TOML table of the platform's field names.")] = None,
        lang: Annotated[str, typer.Option(help="tr or en.")] = "tr",
    ) -> None:
        """Write a workshop's workbook, report, or platform file. They are plain: they leave the encrypted store."""
        if xlsx is None and pdf is None and platform is None:
            raise InputError(N_("Say what to write: --xlsx FILE, --pdf FILE, --platform FILE or several of them."))
        if lang not in LANGUAGES:
            raise InputError(N_("The language is tr or en."))
        with session.desk(store) as desk:
            chosen = chosen_workshop(desk.services, workshop)
            with session.working(session.t("Writing…")):
                exports = desk.services.exports
                if xlsx is not None:
                    session.say(str(exports.workbook(chosen.id, xlsx, lang)))
                    exports.keep(chosen.id, xlsx)
                if pdf is not None:
                    session.say(str(exports.report_pdf(chosen.id, pdf, lang)))
                    exports.keep(chosen.id, pdf)
                if platform is not None:
                    session.say(str(exports.platform_file(chosen.id, platform, mapping)))


class _Reading:
    """How the file of one import is read and shown."""

    def __init__(self, session: Session, path: Path, decimal: str | None) -> None:
        self._session, self._path, self._decimal = session, path, decimal

    def plan(self, services: Services | None) -> ImportPlan:
        """What would come in, told; `services` remember how earlier files were read. InputError where it is nothing."""
        with self._session.working(self._session.t("Reading {path}…", path=self._path)):
            if services is None:
                plan = read_import(self._path, decimal=self._decimal)
            else:
                plan = services.imports.preview(self._path, self._decimal)
        _report(self._session, plan)
        if not (plan.firms or plan.people or plan.cards):
            raise InputError(
                N_("Nothing in “{path}” could be taken over: check its headers and rows."), path=plan.source
            )
        return plan


def _import(session: Session, store: Path | None, workshop: str | None, reading: _Reading, *, dry_run: bool) -> None:
    """A store that is not there yet is made after the file was read: one that is refused leaves nothing behind."""
    plan = None if session.store(store).exists() else reading.plan(None)
    if plan is not None and dry_run:
        session.say(session.t("Nothing was stored."))
        return
    with session.desk(store, create=True) as desk:
        plan = plan or reading.plan(desk.services)
        if dry_run:
            session.say(session.t("Nothing was stored."))
            return
        with session.working(session.t("Storing…")):
            outcome = desk.services.imports.run(plan, workshop_name=workshop)
        _tell(session, outcome)


def _report(session: Session, plan: ImportPlan) -> None:
    t, counted = session.t, plan.counters
    session.say(
        t(
            "{source}: {firms} firms, {people} participants, {cards} cards ({haves} haves, {wants} wants)",
            source=plan.source,
            firms=counted.firms,
            people=counted.people,
            cards=counted.cards,
            haves=counted.haves,
            wants=counted.wants,
        )
    )
    for sheet in plan.mapping:
        unread = [column.header for column in sheet.columns if column.header and column.field is None]
        if unread:
            session.warn(t("{sheet}: columns not read: {columns}", sheet=sheet.sheet, columns=", ".join(unread)))
    notes = [note for note in plan.notes if note.severity is not Severity.INFO]
    for note in notes[:SHOWN_NOTES]:
        session.warn(_line(session, note))
    if len(notes) > SHOWN_NOTES:
        session.warn(t.plural("… and {n} more note", "… and {n} more notes", len(notes) - SHOWN_NOTES))


def _line(session: Session, note: RowNote) -> str:
    place = " ".join(str(part) for part in (note.sheet, note.row, note.column) if part is not None)
    words = session.t(note.message, **{"raw": note.raw, **note.params})
    return f"{place}: {words}" + (f" [{note.raw}]" if note.raw else "")


def _tell(session: Session, outcome: ImportOutcome) -> None:
    t = session.t
    for name, tally in ((t("firms"), outcome.firms), (t("participants"), outcome.people), (t("cards"), outcome.cards)):
        session.say(_tally(session, name, tally))


def _tally(session: Session, name: str, tally: Tally) -> str:
    return session.t("{name}: {added} added, {known} already there", name=name, added=tally.added, known=tally.known)
