"""`receivers` and `codes`: what the knowledge tables say about the cards of a folder."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session
from app.common.errors import InputError
from app.common.messages import N_
from app.services.folder_lookup import CODE_COLUMNS, RECEIVER_COLUMNS, folder_codes, folder_receivers
from app.services.ranking import write_text

Folder = Annotated[Path, typer.Option(help="Folder of firms.csv, participants.csv, cards.csv.")]
Out = Annotated[Path, typer.Option(help="CSV file to write.")]


def register_knowledge(program: typer.Typer, session: Session) -> None:
    """Add the commands."""

    @program.command()
    def receivers(
        folder: Folder, out: Out, top: Annotated[int, typer.Option(help="Divisions for each have.")] = 10
    ) -> None:
        """Write the sectors that could take what each card offers."""
        _check(top)
        with session.working(session.t("Looking up…")):
            written = _write(out, RECEIVER_COLUMNS, folder_receivers(folder, top, session.t))
        session.say(session.t("{rows} rows written to {path}", rows=written, path=out))

    @program.command()
    def codes(folder: Folder, out: Out, top: Annotated[int, typer.Option(help="Codes for each card.")] = 5) -> None:
        """Write the waste codes that fit each card."""
        _check(top)
        with session.working(session.t("Looking up…")):
            written = _write(out, CODE_COLUMNS, folder_codes(folder, top))
        session.say(session.t("{rows} rows written to {path}", rows=written, path=out))


def _check(top: int) -> None:
    if top < 1:
        raise InputError(N_("--top is a whole number, 1 or more."))


def _write(out: Path, columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> int:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    write_text(out, text.getvalue())
    return count
