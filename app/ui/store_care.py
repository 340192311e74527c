"""What the settings screen may know and do about the store, handed in by whoever opened it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Backup:
    """A sealed copy of the store: when it was made (ISO moment) and how many bytes it has."""

    path: Path
    made_at: str
    size: int


@dataclass(frozen=True)
class StoreCare:
    """`path` is the store's file. `backups` and `back_up` run on the database thread; `back_up` returns the new copy
    and raises `AppError` where it cannot be written. `notes` are worded remarks on the engine (no encoder …)."""

    path: Path
    backup_folder: Path
    backups: Callable[[], Sequence[Backup]]
    back_up: Callable[[], Path]
    version: str
