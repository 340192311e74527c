"""The composition root: the only file that knows every part. Builds store, services and window; entry of the command.

What only some commands need is imported where it is used: the command line starts without Qt, the window without Typer.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from app.common.clock import SystemClock
from app.common.display import has_display
from app.common.errors import AppError, InputError, StoreError
from app.common.messages import N_
from app.i18n import translator
from app.logging_setup import set_up_logging
from app.model.database import Database
from app.model.keys import KeyMissing
from app.model.store import Store, open_store
from app.paths import user_paths
from app.receiver import Receiver, prepare_hub, run_hub
from app.services import Services
from app.services.board import BoardService
from app.services.bundles import BundleService
from app.services.cards import CardService
from app.services.drafts import DraftService
from app.services.duplicates import DuplicateService
from app.services.erasing import ErasureService
from app.services.exports import ExportService
from app.services.firms import FirmService
from app.services.history import HistoryService
from app.services.hub import HubService
from app.services.imports import ImportService
from app.services.keeping import KeepingService
from app.services.knowledge import KnowledgeService
from app.services.lookups import LookupService
from app.services.proposals import ProposalService
from app.services.sample import SampleService
from app.services.suggestions import SuggestionService
from app.services.sync import SyncService
from app.services.workshops import WorkshopService
from app.settings import load_settings


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store with every use case on it."""

    store: Store
    services: Services

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()


def open_desk(
    path: Path,
    *,
    demo: bool = False,
    create: bool = True,
    actor: str = "",
    recovery_code: str | None = None,
    passphrase: str | None = None,
) -> Desk:
    """Open the store at `path` and build the use cases on it. StoreError where it cannot be opened, KeyMissing where
    its recovery code or passphrase would help."""
    store = open_store(path, demo=demo, create=create, recovery_code=recovery_code, passphrase=passphrase)
    return Desk(store, build_services(store, actor))


def build_services(store: Store, actor: str = "") -> Services:
    """Every use case of an open store."""
    database = Database(store.engine, store.device_id, clock=SystemClock(), actor=actor)
    keeping = KeepingService(store)
    suggestions = SuggestionService(database)
    database.follow(suggestions.follow)
    sync = SyncService(database, store)
    return Services(
        workshops=WorkshopService(database),
        firms=FirmService(database),
        duplicates=DuplicateService(database),
        cards=CardService(database),
        drafts=DraftService(database),
        board=BoardService(database),
        suggestions=suggestions,
        history=HistoryService(database),
        imports=ImportService(database, keeping.backup_before_import),
        exports=ExportService(database, encoder_note=suggestions.encoder_note, open_suggestions=suggestions.count_open),
        sample=SampleService(database),
        keeping=keeping,
        erasure=ErasureService(database, store),
        sync=sync,
        hub=HubService(database, sync, store.path.parent, prepare_hub),
        bundles=BundleService(database, store),
        knowledge=KnowledgeService(),
        lookups=LookupService(),
        proposals=ProposalService(database),
    )


def open_window(path: Path, *, demo: bool = False) -> int:
    """Open the store at `path` and show the window on it until it is closed; the exit status. A refusal is shown on
    the screen too, where there is one: a program started by a double click has no terminal. InputError where a window
    cannot be shown at all: Qt itself would end the process, with the store open."""
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        raise InputError(
            N_("There is no display for the window: use the commands that sinerji --help names, such as sinerji demo.")
        )
    from app.ui.application import run_window

    paths = user_paths()
    set_up_logging(paths)
    actor = load_settings(paths.settings).settings.actor
    try:
        desk = _opened(path, demo=demo, actor=actor)
    except AppError as error:
        if has_display():
            from app.ui.door import tell_refusal

            tell_refusal(error)
        raise
    with desk:
        return run_window(desk.services)


def _opened(path: Path, *, demo: bool, actor: str) -> Desk:
    """The store; where its key is not on this machine, opened with the recovery code or passphrase that is typed."""
    secret: str | None = None
    while True:
        try:
            return _opened_with(path, secret, demo=demo, actor=actor)
        except StoreError as error:
            if not has_display() or not (secret or isinstance(error, KeyMissing)):
                raise
            from app.ui.door import ask_secret

            secret = ask_secret(error)
            if secret is None:
                raise


def _opened_with(path: Path, secret: str | None, *, demo: bool, actor: str) -> Desk:
    """What was typed is tried as recovery code and as passphrase; the refusal is that of the recovery code."""
    try:
        return open_desk(path, demo=demo, actor=actor, recovery_code=secret)
    except StoreError:
        if secret is None:
            raise
        with suppress(StoreError):
            return open_desk(path, demo=demo, actor=actor, passphrase=secret)
        raise


def take_pictures(services: Services, folder: Path) -> list[Path]:
    """Draw every screen of an open store into `folder`, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui.shots import take_pictures as take

    return take(services, folder)


def main(arguments: list[str] | None = None) -> int:
    """The command `sinerji`. Exit status: 0 done, 1 refused with one line, 2 usage.

    The hidden `_parse-workbook` (the limited child of an import), `_hub` (the receiver of a room), `--self-test` (of an
    installed program) and the plain call (the window) come before the command line's parser: they must start fast, and
    need nothing of it.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["_parse-workbook"]:
        from app.exchange.workbook_child import parse_workbook_main

        return parse_workbook_main(given[1:])
    if given[:1] == ["--self-test"]:
        from app.self_test import run_self_test

        return run_self_test(build_services)
    if given[:1] == ["_hub"]:
        return run_hub()
    if not given:
        return _window_or_refusal()
    from app.cli import Entry, run_cli

    entry = Entry(open_desk=open_desk, open_window=open_window, take_pictures=take_pictures, receiver=Receiver())
    return run_cli(entry, given)


def _window_or_refusal() -> int:
    paths = user_paths()
    try:
        return open_window(paths.store)
    except AppError as error:
        t = translator(load_settings(paths.settings).settings.language)
        console: TextIO | None = sys.stderr  # None in a program without a console: there the window has told it
        if console is not None:
            console.write(f"{t.error(error)}\n")
        return 1
