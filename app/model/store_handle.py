"""An open store: what can be done with the file as a whole while the program runs, and closing it."""

import hmac
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.common.clock import Clock
from app.common.errors import StoreError
from app.common.messages import N_
from app.model.backup import Reason, backup_folder, backup_if_due, make_backup, remove_surplus
from app.model.keys import KeyHome
from app.model.raw_access import file_identity, files_of, read_only
from app.model.sidecar import Sidecar, sidecar_path, write_sidecar
from app.model.store_errors import readable_errors
from app.model.store_lock import StoreLock
from app.model.wal_pairing import begin_epoch, checkpoint


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the person should know, but that stopped nothing: an English template and its placeholders."""

    message: str
    params: dict[str, Any]

    def __str__(self) -> str:
        return self.message.format(**self.params)


@dataclass(eq=False)
class Store:
    """An open store, ours alone until it is closed. `recovery_code` is what the sheet in the drawer should say."""

    engine: Engine
    path: Path
    dataset_id: str
    device_id: str
    schema: int
    key_home: KeyHome
    notes: tuple[Note, ...]
    recovery_code: str = field(repr=False)
    sidecar: Sidecar = field(repr=False)
    created: bool
    _key_hex: str = field(repr=False)
    _lock: StoreLock = field(repr=False)
    _identity: tuple[int, int] | None = field(repr=False)
    _clock: Clock = field(repr=False)
    _fresh_log_bytes: int = 0
    _rescued: tuple[int, Path] | None = None
    _closed: bool = False

    def idle_checkpoint(self) -> bool:
        """Move the write-ahead log into the main file; for moments when nobody types. False where a reader was busy.

        Nothing is written where nothing was saved since the last time.
        """
        with readable_errors(self.path):
            self._rescue_if_replaced()
            if self._log_bytes() <= self._fresh_log_bytes:
                return True
            if not checkpoint(self.engine):
                return False
            begin_epoch(self.engine)
            self._fresh_log_bytes = self._log_bytes()
        return True

    def rewrite(self) -> None:
        """Write the whole file anew, so that no free page and no log frame keeps what was erased; for idle moments."""
        with readable_errors(self.path):
            pooled = self.engine.raw_connection()
            raw: Any = pooled.driver_connection
            try:
                raw.execute("VACUUM")
            finally:
                pooled.close()
            self._fresh_log_bytes = 0
        self.idle_checkpoint()

    def backup(self, reason: Reason = Reason.BY_HAND, folder: Path | None = None) -> Path:
        """Back up now, whatever the ladder says, and tell the file. May run on any thread."""
        self._rescue_if_replaced()
        made = make_backup(self.path, self._key_hex, self.sidecar, reason=reason, now=self._clock.now(), folder=folder)
        if folder is None:
            remove_surplus(backup_folder(self.path), self._clock.now())
        return made

    def backup_if_due(self) -> Path | None:
        """The ladder's step: at most one backup in thirty minutes and only where something has changed."""
        self._rescue_if_replaced()
        return backup_if_due(self.path, self._key_hex, self.sidecar, now=self._clock.now())

    def set_passphrase(self, passphrase: str) -> None:
        """Let the store also be opened with `passphrase`; backups made from now on too."""
        with readable_errors(self.path):
            self.sidecar = self.sidecar.with_passphrase(self._key_hex, passphrase)
            write_sidecar(sidecar_path(self.path), self.sidecar)

    def bundle_secret(self) -> bytes:
        """What opens bundles that this store (or one under the same key) has written; tells nothing of the key."""
        return hmac.digest(bytes.fromhex(self._key_hex), b"sinerji bundle", "sha256")

    def connect_read_only(self) -> Any:
        """A context manager with a raw read-only connection, for checks."""
        return read_only(self.path, self._key_hex)

    def close(self) -> None:
        """Checkpoint, close every connection and give the lock back. Harmless when called twice; never fails: what a
        full disk or a broken page keeps out of the main file stays in the log, and the next opening says so."""
        if self._closed:
            return
        self._closed = True
        try:
            with readable_errors(self.path):
                self._rescue_if_replaced()
                checkpoint(self.engine)
        except StoreError:
            logging.getLogger(__name__).warning("closed without a checkpoint", exc_info=True)
        finally:
            self.engine.dispose()
            self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rescue_if_replaced(self) -> None:
        """Notice that the file was exchanged under us (a sync program, a copy by hand): from then on everything saved
        goes into a file without a name. All of it is kept as a backup, and the person is told to start again."""
        if file_identity(self.path) == self._identity:
            return
        if self._rescued is None or self._rescued[0] != self._log_bytes():
            self._rescued = (self._log_bytes(), self._backup_through_connection())
        raise StoreError(
            N_(
                "{path} was replaced by another program while it was open: everything entered here is safe in "
                "{backup}; close the window and restore that backup."
            ),
            path=self.path,
            backup=self._rescued[1],
        )

    def _backup_through_connection(self) -> Path:
        pooled = self.engine.raw_connection()
        try:
            return make_backup(
                self.path,
                self._key_hex,
                self.sidecar,
                reason=Reason.RESCUE,
                now=self._clock.now(),
                through=pooled.driver_connection,
            )
        finally:
            pooled.close()

    def _log_bytes(self) -> int:
        log = files_of(self.path)[1]
        return log.stat().st_size if log.exists() else 0
