"""The commands as one Typer program, and the one place where refusals become a line and a status."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.cli.demo_command import register_demo
from app.cli.entry import Entry
from app.cli.exchange_commands import register_exchange
from app.cli.keeping_commands import register_keeping
from app.cli.match_command import register_match
from app.cli.session import Session
from app.common.errors import AppError


def run_cli(entry: Entry, arguments: list[str]) -> int:
    """Run one command; the exit status."""
    session = Session(entry)
    try:
        status = build(session)(arguments, prog_name="sinerji", standalone_mode=False)
    except AppError as error:
        session.warn(session.t.error(error))
        return 1
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return 1
    except Exception as error:
        if hasattr(error, "exit_code") and hasattr(error, "show"):  # a usage error, of Typer's own click
            error.show()
            return int(error.exit_code)
        raise
    return status if isinstance(status, int) else 0


def build(session: Session) -> typer.Typer:
    """The program with all its commands."""
    program = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

    @program.callback(invoke_without_command=True)
    def root(
        context: typer.Context,
        store: Annotated[Path | None, typer.Option(help="Store to open in the window.")] = None,
        version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    ) -> int:
        """Sinerji Masası: capture, match and follow up the resource cards of a synergy workshop."""
        if version:
            sys.stdout.write(f"sinerji {__version__}\n")
            raise typer.Exit
        if context.invoked_subcommand is None:
            raise typer.Exit(session.entry.open_window(session.store(store)))
        return 0

    register_demo(program, session)
    register_exchange(program, session)
    register_match(program, session)
    register_keeping(program, session)
    return program
