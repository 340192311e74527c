"""`sync` and `bundle`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import Session
from app.common.errors import InputError
from app.common.messages import N_
from app.services import Services

Store = Annotated[Path | None, typer.Option(help="Store file; the user's own where it is not given.")]
Workshop = Annotated[str | None, typer.Option(help="Id or name of the workshop; all of them otherwise.")]

TOKEN, CODE = "SINERJI_TOKEN", "SINERJI_BUNDLE_CODE"


def register_sync(program: typer.Typer, session: Session) -> None:
    """Add the commands that exchange with other stores."""

    @program.command()
    def sync(
        server: Annotated[str, typer.Option(help="Address of the platform or of a room's server.")],
        store: Store = None,
        allow_deletions: Annotated[
            bool, typer.Option("--allow-deletions", help="Take in an unusual number of deletions.")
        ] = False,
    ) -> int:
        """Send what is new here, fetch what is new there. The token comes from the keyring or SINERJI_TOKEN."""
        with session.desk(store, create=True) as desk, session.working(session.t("Exchanging…")):
            return _exchange(session, desk.services, server, allow_deletions=allow_deletions)

    bundle = typer.Typer(help="Hand a workshop over in one encrypted file.", no_args_is_help=True)
    program.add_typer(bundle, name="bundle")

    @bundle.command("write")
    def write(file: Path, store: Store = None, workshop: Workshop = None) -> None:
        """Write a bundle and say the code that opens it anywhere."""
        with session.desk(store) as desk, session.working(session.t("Writing…")):
            chosen = None if workshop is None else desk.services.workshops.named(workshop).id
            done = desk.services.bundles.write(file, chosen)
        session.say(session.t("{count} operations written to {path}", count=done.operations, path=done.path))
        session.say(session.t("Code: {code}", code=done.code))

    @bundle.command("read")
    def read(
        file: Path,
        store: Store = None,
        workshop: Workshop = None,
        code: Annotated[str | None, typer.Option(help="The code that was said; also in SINERJI_BUNDLE_CODE.")] = None,
        allow_deletions: Annotated[
            bool, typer.Option("--allow-deletions", help="Take in an unusual number of deletions.")
        ] = False,
    ) -> None:
        """Take in a bundle; taking it in again does no harm."""
        if not file.is_file():
            raise InputError(N_("There is no bundle at {path}."), path=file)
        with session.desk(store, create=True) as desk, session.working(session.t("Reading {path}…", path=file)):
            chosen = None if workshop is None else desk.services.workshops.named(workshop).id
            _changes, done = desk.services.bundles.read(
                file, code or os.environ.get(CODE), workshop_id=chosen, allow_deletions=allow_deletions
            )
        session.say(
            session.t(
                "{workshops}: {count} operations read, {new} of them new, {conflicts} conflicts",
                workshops=", ".join(done.workshops),
                count=done.operations,
                new=done.new,
                conflicts=done.conflicts,
            )
        )


def _exchange(session: Session, services: Services, server: str, *, allow_deletions: bool) -> int:
    token = os.environ.get(TOKEN, "").strip()
    known = services.sync.known(server)
    if token:
        peer_id = services.sync.add_platform(server, token).id
    elif known is not None:
        peer_id = known.id
    else:
        raise InputError(N_("Give the token of {server} in the variable SINERJI_TOKEN the first time."), server=server)
    done = services.sync.round(peer_id, allow_deletions=allow_deletions)
    t = session.t
    session.say(
        t(
            "{pushed} operations sent, {pulled} received, {conflicts} conflicts; unsynced: {unsynced}",
            pushed=done.pushed,
            pulled=done.pulled,
            conflicts=done.conflicts,
            unsynced=services.history.unsynced(),
        )
    )
    if done.set_aside:
        session.warn(t("{count} operations were refused and set aside.", count=done.set_aside))
        return 1
    return 0
