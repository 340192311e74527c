"""The composition root: the only file that knows every part. Builds store, services and window; entry of the command."""

import sys
from dataclasses import dataclass
from pathlib import Path

from app.cli import Entry, run_cli
from app.common.clock import SystemClock
from app.matching.encoder import load_encoder
from app.model.database import Database
from app.model.store import Store, open_store
from app.services import Services
from app.services.board import BoardService
from app.services.cards import CardService
from app.services.drafts import DraftService
from app.services.exports import ExportService
from app.services.firms import FirmService
from app.services.history import HistoryService
from app.services.imports import ImportService
from app.services.keeping import KeepingService
from app.services.sample import SampleService
from app.services.suggestions import SuggestionService
from app.services.workshops import WorkshopService


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store with every use case on it."""

    store: Store
    services: Services

    def close(self) -> None:
        """Give the store back."""
        self.store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_desk(path: Path, *, demo: bool = False, create: bool = True, actor: str = "") -> Desk:
    """Open the store at `path` and build the services on it. StoreError where it cannot be opened."""
    store = open_store(path, demo=demo, create=create)
    return Desk(store, build_services(store, actor))


def build_services(store: Store, actor: str = "") -> Services:
    """Every use case of an open store."""
    database = Database(store.engine, store.device_id, clock=SystemClock(), actor=actor)
    keeping = KeepingService(store)
    suggestions = SuggestionService(database, load_encoder)
    database.follow(suggestions.follow)
    return Services(
        workshops=WorkshopService(database),
        firms=FirmService(database),
        cards=CardService(database),
        drafts=DraftService(database),
        board=BoardService(database),
        suggestions=suggestions,
        history=HistoryService(database),
        imports=ImportService(database, keeping.backup_before_import),
        exports=ExportService(database, encoder_note=suggestions.encoder_note, open_suggestions=suggestions.count_open),
        sample=SampleService(database),
        keeping=keeping,
    )


def open_window(path: Path, *, demo: bool = False) -> int:
    """Open the store and the window on it; the exit status."""
    from app.ui.application import run_window

    with open_desk(path, demo=demo) as desk:
        return run_window(desk.services)


def take_pictures(path: Path, folder: Path, *, demo: bool = False) -> list[Path]:
    """Pictures of every screen of the store at `path`, without a display."""
    from app.ui.shots import take_pictures as take

    with open_desk(path, demo=demo) as desk:
        return take(desk.services, folder)


def main(arguments: list[str] | None = None) -> int:
    """The command `sinerji`. Exit status: 0 done, 1 refused with one line, 2 usage."""
    entry = Entry(open_desk=open_desk, open_window=open_window, take_pictures=take_pictures)
    return run_cli(entry, sys.argv[1:] if arguments is None else arguments)
