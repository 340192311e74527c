"""Keeping the store safe: idle checkpoints, the backup ladder, checks, the recovery sheet."""

from pathlib import Path

from app.model.backup import Backup, Reason, backup_folder, list_backups
from app.model.health import HealthReport, check
from app.model.store import Note, Store


class KeepingService:
    """Use cases about the store as a whole."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def path(self) -> Path:
        """Where the store lies."""
        return self._store.path

    @property
    def backup_folder(self) -> Path:
        """Where the backups of this store are kept."""
        return backup_folder(self._store.path)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noticed while the store was opened."""
        return self._store.notes

    @property
    def recovery_code(self) -> str:
        """What the sheet in the drawer should say: it opens the store and its backups on another machine."""
        return self._store.recovery_code

    def idle(self) -> Path | None:
        """What is done when nobody types: move the log into the file, back up where it is time; the backup made."""
        self._store.idle_checkpoint()
        return self._store.backup_if_due()

    def backup(self, folder: Path | None = None) -> Path:
        """Back up now, verified; the file made."""
        return self._store.backup(Reason.BY_HAND, folder)

    def backup_before_import(self) -> Path:
        """The sealed backup that stands before every import."""
        return self._store.backup(Reason.IMPORT)

    def backups(self) -> list[Backup]:
        """The backups of this store, newest first."""
        return list_backups(self.backup_folder)

    def set_passphrase(self, passphrase: str) -> None:
        """Let the store also be opened with a passphrase."""
        self._store.set_passphrase(passphrase)

    def check(self) -> HealthReport:
        """Integrity, counters and canonical hash of the store."""
        return check(self._store)
