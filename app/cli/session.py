"""What every command uses: language, where the store is, how to say things, how long work is shown."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from app.cli.entry import Desk, Entry
from app.cli.output import Output
from app.common.errors import InputError
from app.common.messages import N_
from app.i18n import Translator, translator
from app.paths import Paths, user_paths
from app.records import Workshop
from app.services import Services
from app.settings import load_settings


class Session:
    """One run of the command line."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.paths: Paths = user_paths()
        self.named: Path | None = None  # sinerji --store FILE command
        self.output, self._beside = Output(sys.stdout), Output(sys.stderr)

    @cached_property
    def t(self) -> Translator:
        """The translator of the user's language."""
        return translator(load_settings(self.paths.settings).settings.language)

    def store(self, given: Path | None) -> Path:
        """The store that a command works on: given to it, else to the program before it, else the user's own."""
        return given or self.named or self.paths.store

    @contextmanager
    def desk(self, store: Path | None, *, create: bool = False) -> Iterator[Desk]:
        """The open store; what was noticed while opening it goes to the error output."""
        with self.entry.open_desk(self.store(store), create=create) as desk:
            for note in desk.services.keeping.notes:
                self.warn(self.t(note.message, **note.params))
            yield desk

    def say(self, text: str) -> None:
        """A line of the command's output."""
        self.output.line(text)

    def warn(self, text: str) -> None:
        """One line beside the output, whatever the names in it hold."""
        self._beside.line(" ".join(text.split("\n")))

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Shows that something is going on, where somebody watches."""
        if sys.stderr is None or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(text):
            yield


def chosen_workshop(services: Services, text: str | None) -> Workshop:
    """The workshop that a command means: the one named, else the newest. InputError where there is none."""
    if text is not None:
        return services.workshops.named(text)
    latest = services.workshops.latest()
    if latest is None:
        raise InputError(N_("This store has no workshop yet: import one first."))
    return latest
