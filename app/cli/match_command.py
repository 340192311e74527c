"""`match`: the ranked list of a workshop or of a folder of CSV files."""

import csv
import io
from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session, chosen_workshop
from app.common.errors import InputError
from app.common.messages import N_
from app.services.ranking import RANKED_COLUMNS, rank_folder, rank_workshop, write_text


def register_match(program: typer.Typer, session: Session) -> None:
    """Add the command."""

    @program.command()
    def match(
        out: Annotated[Path, typer.Option(help="CSV file to write.")],
        folder: Annotated[Path | None, typer.Option(help="Folder of firms.csv, participants.csv, cards.csv.")] = None,
        store: Annotated[Path | None, typer.Option(help="Store file.")] = None,
        workshop: Annotated[str | None, typer.Option(help="Id or name of the workshop; the newest otherwise.")] = None,
        top: Annotated[int, typer.Option(help="Partners for each card in each direction.")] = 50,
    ) -> None:
        """Match a workshop, or a folder without any store, and write the ranked pairs."""
        if folder is not None and (store is not None or workshop is not None):
            raise InputError(N_("Give either a folder or a store with its workshop, not both."))
        if top < 1:
            raise InputError(N_("--top is a whole number, 1 or more."))
        with session.working(session.t("Matching…")):
            if folder is not None:
                run = rank_folder(folder, top)
            else:
                with session.desk(store) as desk:
                    chosen = chosen_workshop(desk.services, workshop)
                    run = rank_workshop(desk.services.suggestions, chosen.id, top)
        if run.encoder_note is not None:
            session.warn(session.t(run.encoder_note))
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(RANKED_COLUMNS)
        writer.writerows(astuple(row) for row in run.rows)
        write_text(out, text.getvalue())
        compared = session.t("{compared} of {possible} pairs compared", compared=run.compared, possible=run.possible)
        session.say(
            session.t("{pairs} pairs written to {path}; {compared}", pairs=len(run.rows), path=out, compared=compared)
        )
