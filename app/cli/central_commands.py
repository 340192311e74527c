"""`central serve` and `central token`: the receiving platform."""

from typing import Annotated

import typer

from app.cli.session import Session
from app.common.errors import InputError
from app.common.messages import N_

Database = Annotated[
    str | None, typer.Option(help="postgresql://… or sqlite:///FILE; an encrypted file of this user's own otherwise.")
]


def register_central(program: typer.Typer, session: Session) -> None:
    """Add the commands of the platform."""
    central = typer.Typer(help="The receiving platform.", no_args_is_help=True)
    program.add_typer(central, name="central")

    @central.command()
    def serve(
        database_url: Database = None,
        host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(help="Port; 0 takes any that is free.", min=0, max=65_535)] = 8743,
        workers: Annotated[int, typer.Option(help="Processes (PostgreSQL).", min=1, max=32)] = 1,
        kind: Annotated[
            str,
            typer.Option("--for", help="platform (what consent allows) or room (everything, for one's own laptops)."),
        ] = "platform",
        workshop: Annotated[str | None, typer.Option(help="Id of the workshop that a room is for.")] = None,
    ) -> int:
        """Serve until stopped. Prints one line of JSON with the address when laptops may connect."""
        if kind not in ("platform", "room"):
            raise InputError(N_("--for is platform or room."))
        return session.entry.receiver.serve(
            database_url, host=host, port=port, workers=workers, kind=kind, workshop=workshop
        )

    @central.command()
    def token(
        device: Annotated[str, typer.Argument(help="Name of the laptop, or of whoever reads.")],
        database_url: Database = None,
        role: Annotated[str, typer.Option(help="device, organiser, region or platform.")] = "device",
        organiser: Annotated[str | None, typer.Option(help="Whose laptops exchange with each other.")] = None,
        region: Annotated[list[str] | None, typer.Option(help="A province that a region's token may read.")] = None,
        revoke: Annotated[bool, typer.Option("--revoke", help="Take the tokens of this device back.")] = False,
    ) -> None:
        """Make a token and print it; it is shown only once."""
        if role not in ("device", "organiser", "region", "platform"):
            raise InputError(N_("--role is device, organiser, region or platform."))
        if revoke:
            count = session.entry.receiver.revoke(database_url, device)
            session.say(session.t("{count} tokens of {device} taken back", count=count, device=device))
            return
        session.say(
            session.entry.receiver.issue(
                database_url, device, role=role, organiser=organiser, regions=tuple(region or ())
            )
        )

    @central.command()
    def restored(database_url: Database = None) -> None:
        """Say that the database was restored from a backup, before serving it: laptops then send again what it lost."""
        session.entry.receiver.restored(database_url)
        session.say(session.t("Every laptop will compare everything anew."))
