"""`check`, `backup`, `restore`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session
from app.common.errors import InputError
from app.common.messages import N_
from app.services.restoring import restore_store

Store = Annotated[Path | None, typer.Option(help="Store file; the user's own where it is not given.")]


def register_keeping(program: typer.Typer, session: Session) -> None:
    """Add the commands that look after a store."""

    @program.command()
    def check(
        store: Store = None, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False
    ) -> int:
        """Check a store: integrity, schema, counters, unsynced changes, canonical hash."""
        with session.desk(store) as desk:
            report = desk.services.keeping.check()
        if as_json:
            session.say(json.dumps(report.to_json(), indent=1))
        else:
            t = session.t
            session.say(t("Store: {path} (schema {schema})", path=report.path, schema=report.schema))
            session.say(t("Integrity: {state}", state=report.damage or t("good")))
            if report.counters is not None:
                counted = report.counters
                session.say(
                    t(
                        "{firms} firms, {people} participants, {cards} cards, {synergies} potential synergies",
                        firms=counted.firms,
                        people=counted.participants,
                        cards=counted.cards,
                        synergies=counted.potential_synergies,
                    )
                )
            session.say(t("Unsynced changes: {count}", count=report.unsynced))
            session.say(t("Canonical hash: {digest}", digest=report.canonical))
        if not report.healthy:
            if report.newest_backup is not None:
                session.warn(session.t("The newest good backup is {path}.", path=report.newest_backup))
            return 1
        return 0

    @program.command()
    def backup(
        store: Store = None,
        to: Annotated[Path | None, typer.Option(help="Folder for the backup.")] = None,
    ) -> None:
        """Back a store up now; the backup is opened and checked before it counts."""
        with session.desk(store) as desk, session.working(session.t("Backing up…")):
            made = desk.services.keeping.backup(to)
        session.say(str(made))

    @program.command()
    def restore(
        backup: Annotated[Path, typer.Argument(help="Backup file.")],
        store: Store = None,
        recovery_code: Annotated[str | None, typer.Option(help="Code of the printed recovery sheet.")] = None,
        passphrase: Annotated[str | None, typer.Option(help="Passphrase, where the store has one.")] = None,
    ) -> None:
        """Put a backup in the place of a store; what stood there is set aside, whole."""
        if not backup.is_file():
            raise InputError(N_("There is no backup at {path}: give the path of a backup file."), path=backup)
        with session.working(session.t("Restoring…")):
            done = restore_store(backup, session.store(store), recovery_code=recovery_code, passphrase=passphrase)
        session.say(session.t("Restored: {path}", path=done.path))
        if done.aside is not None:
            session.say(session.t("What stood there before: {path}", path=done.aside))
