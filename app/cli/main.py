"""The commands as one Typer program, and the one place where refusals become a line and a status."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.cli.central_commands import register_central
from app.cli.demo_command import register_demo
from app.cli.entry import Entry
from app.cli.exchange_commands import register_exchange
from app.cli.keeping_commands import register_keeping
from app.cli.knowledge_commands import register_knowledge
from app.cli.match_command import register_match
from app.cli.output import prepare_streams
from app.cli.session import Session
from app.cli.sync_commands import register_sync
from app.common.errors import AppError, InputError, reason_of
from app.common.messages import N_
from app.logging_setup import set_up_logging


def run_cli(entry: Entry, arguments: list[str]) -> int:
    """Run one command; the exit status. Nothing that goes wrong shows more than a line."""
    prepare_streams()
    session = Session(entry)
    status = _status(session, arguments)
    lost = session.output.finish()
    if lost is None:
        return status
    session.warn(session.t("The output could not be written ({reason}).", reason=session.t(reason_of(lost))))
    return status or 1


def _status(session: Session, arguments: list[str]) -> int:
    try:
        status = build(session)(arguments, prog_name="sinerji", standalone_mode=False)
    except AppError as error:
        session.warn(session.t.error(error))
        return 1
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return 1
    except OSError as error:
        session.warn(session.t.error(_of_the_system(error)))
        return 1
    except Exception as error:  # noqa: BLE001 - the last net: it is told and logged, and the command has failed
        if hasattr(error, "exit_code") and hasattr(error, "show"):  # a usage error, of Typer's own click
            error.show()
            return int(error.exit_code)
        _tell_bug(session, error)
        return 1
    return status if isinstance(status, int) else 0


def _of_the_system(error: OSError) -> AppError:
    """What no part of the program has worded better."""
    return InputError(
        N_("{path} cannot be used ({reason}): check the name, the folder and the disk, then try again."),
        path=error.filename or "–",
        reason=reason_of(error),
    )


def _tell_bug(session: Session, error: Exception) -> None:
    """A bug of ours: the details go to the log, without what somebody typed."""
    name, log = type(error).__name__, set_up_logging(session.paths)
    if log is None:
        session.warn(session.t("The program made a mistake ({name}) and stopped; what was saved is safe.", name=name))
        return
    logging.getLogger("app.cli").error("the command failed", exc_info=error)
    session.warn(
        session.t(
            "The program made a mistake ({name}) and stopped; what was saved is safe. Please send us {log}.",
            name=name,
            log=log,
        )
    )


def build(session: Session) -> typer.Typer:
    """The program with all its commands."""
    program = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

    @program.callback(invoke_without_command=True)
    def root(
        context: typer.Context,
        store: Annotated[Path | None, typer.Option(help="Store file; the user's own where it is not given.")] = None,
        version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    ) -> int:
        """Sinerji Masası: capture, match and follow up the resource cards of a synergy workshop."""
        if version:
            session.say(f"sinerji {__version__}")
            raise typer.Exit
        session.named = store
        if context.invoked_subcommand is None:
            raise typer.Exit(session.entry.open_window(session.store(None)))
        return 0

    register_demo(program, session)
    register_exchange(program, session)
    register_match(program, session)
    register_knowledge(program, session)
    register_keeping(program, session)
    register_sync(program, session)
    register_central(program, session)
    return program
