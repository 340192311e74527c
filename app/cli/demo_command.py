"""`demo`: the İzmir sample from cards to workbook, report and pictures; with a display, the window on it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session
from app.common.clock import SystemClock
from app.common.display import has_display
from app.services import Services
from app.services.demo import prepare_demo


def register_demo(program: typer.Typer, session: Session) -> None:
    """Add the command."""

    @program.command()
    def demo(
        out: Annotated[Path | None, typer.Option(help="Folder for the store, the files and the pictures.")] = None,
    ) -> int:
        """Show the İzmir sample: in the window where there is a display and a terminal, else as files."""
        folder = (out or session.paths.data / "demo").expanduser().absolute()
        store = folder / "demo.db"
        watched = out is None and has_display() and sys.stdin.isatty()
        with session.entry.open_desk(store, demo=True) as desk:
            with session.working(session.t("Preparing the sample…")):
                workshop_id = prepare_demo(desk.services, SystemClock())
            if not watched:
                _write_everything(session, desk.services, folder, workshop_id)
                return 0
        return session.entry.open_window(store, demo=True)


def _write_everything(session: Session, services: Services, folder: Path, workshop_id: str) -> None:
    t = session.t
    workshop = next(one for one in services.workshops.list() if one.id == workshop_id)
    counters = services.workshops.counters(workshop.id)
    session.say(workshop.name)
    session.say(
        t(
            "{firms} firms, {people} participants, {cards} cards, {synergies} potential synergies",
            firms=counters.firms,
            people=counters.participants,
            cards=counters.cards,
            synergies=counters.potential_synergies,
        )
    )
    session.say(t("Open suggestions, counted apart: {count}", count=services.suggestions.count_open(workshop.id)))
    note = services.suggestions.encoder_note()
    if note is not None:
        session.say(t(note))
    language = t.language
    session.say(t("Workbook: {path}", path=services.exports.workbook(workshop.id, folder / "workshop.xlsx", language)))
    session.say(t("Report: {path}", path=services.exports.report_pdf(workshop.id, folder / "workshop.pdf", language)))
    pictures = session.entry.take_pictures(services, folder / "pictures")
    session.say(t("Pictures: {path} ({count} files)", path=folder / "pictures", count=len(pictures)))
