"""What the composition root hands to the command line: the callables that reach parts it must not import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from app.services import Services


class Desk(Protocol):
    """An open store with every use case on it; leaving the block gives the store back."""

    @property
    def services(self) -> Services:
        """The use cases."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class OpenDesk(Protocol):
    """Opens the store at `path`; `create` makes one where there is none."""

    def __call__(self, path: Path, *, demo: bool = False, create: bool = True, actor: str = "") -> Desk: ...


class OpenWindow(Protocol):
    """Shows the window on the store at `path` until it is closed; the exit status."""

    def __call__(self, path: Path, *, demo: bool = False) -> int: ...


class Receiver(Protocol):
    """The receiving platform. `database_url` None = an encrypted file of this user's own."""

    def serve(
        self, database_url: str | None, *, host: str, port: int, workers: int, kind: str, workshop: str | None
    ) -> int:
        """Serve until the process is told to stop; the exit status."""
        ...

    def issue(
        self, database_url: str | None, device: str, *, role: str, organiser: str | None, regions: Sequence[str]
    ) -> str:
        """A new token."""
        ...

    def revoke(self, database_url: str | None, device: str) -> int:
        """Take the tokens of a device back; how many there were."""
        ...

    def restored(self, database_url: str | None) -> None:
        """The database comes from a backup: laptops are to compare everything anew."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """`take_pictures(services, folder)` draws every screen without a display and tells the files."""

    open_desk: OpenDesk
    open_window: OpenWindow
    take_pictures: Callable[[Services, Path], list[Path]]
    receiver: Receiver
