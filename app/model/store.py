"""Opening a store: the checks on the way in, the key, the update of older files.

Every refusal is a StoreError that says what is wrong, where, and how to mend it; a refused file is never changed.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app import __version__
from app.common.clock import Clock, SystemClock
from app.common.errors import StoreError
from app.common.messages import N_
from app.model.backup import Reason, backup_folder, make_backup, newest_good_backup
from app.model.engine import create_store_engine
from app.model.key_search import demo_key_path, find_key, sidecar_from_backups
from app.model.keys import NOTE_KEY_IN_FILE, DataKey, KeyCupboard, KeyHome, environment_key
from app.model.location import refuse_synced_folder
from app.model.migrations import SCHEMA
from app.model.raw_access import (
    CHECKED_AT_OPEN_BYTES,
    damage_of,
    file_identity,
    files_of,
    has_log,
    is_plain_sqlite,
    meta_of,
    read_only,
    schema_of,
    structure_damage_of,
)
from app.model.restore import finish_interrupted_restore
from app.model.sidecar import Sidecar, new_sidecar, read_sidecar, sidecar_path, write_sidecar
from app.model.store_creation import create_store, finish_interrupted_creation
from app.model.store_errors import DamagedStore, readable_errors, store_error
from app.model.store_handle import Note, Store
from app.model.store_lock import StoreLock, lock_store
from app.model.wal_pairing import begin_epoch, checkpoint, set_foreign_log_aside
from app.paths import user_paths

__all__ = ["NOTE_FOREIGN_LOG", "NOTE_KEY_FILE_REMADE", "NOTE_UPDATED", "Note", "Store", "open_store"]

NO_STORE = N_("There is no store {path}; check the name or the folder.")
NOTE_FOREIGN_LOG = N_("A write-ahead log of another file lay beside the store; it was set aside as {path}.")
NOTE_KEY_FILE_REMADE = N_("The key file {path} was missing and has been made again.")
NOTE_UPDATED = N_("The store was updated from schema {old} to {new}; the backup {path} holds it as it was.")


def open_store(
    path: Path | str,
    *,
    key: str | None = None,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    demo: bool = False,
    create: bool = True,
    cupboard: KeyCupboard | None = None,
    clock: Clock | None = None,
) -> Store:
    """Open the store at `path`, making a new one where there is none (`create`); older schemas are brought up to date.

    The key is `key` (64 hex digits), or unwrapped with `recovery_code` or `passphrase`, or found: `SINERJI_KEY`, the
    keyring, a key file. A `demo` store gets a throw-away key in a file of its own. Never asks anything.
    Raises StoreError (KeyMissing, StoreLocked, DamagedStore where callers can offer more).
    """
    path = Path(path).expanduser().absolute()
    with readable_errors(path):
        _refuse_without_looking(path, create)
    clock = clock or SystemClock()
    cupboard = cupboard or KeyCupboard(user_paths().keys)
    environment_key()  # a malformed SINERJI_KEY is refused before anything is touched
    refuse_synced_folder(path)
    with readable_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_store(path)
    try:
        with readable_errors(path):
            finish_interrupted_restore(path)
            finish_interrupted_creation(path)
            created = not _is_there(path)
            if created:
                _refuse_lost_store(path, create and recovery_code is None)
                given = key or _new_demo_key(demo, path)
                create_store(path, key=given, demo=demo, passphrase=passphrase, cupboard=cupboard, clock=clock)
            opening = _Opening(path, lock, clock, cupboard)
            return opening.run(key, passphrase, None if created else recovery_code, created=created)
    except BaseException:
        lock.release()
        raise


def _refuse_without_looking(path: Path, create: bool) -> None:
    """What needs no lock to be refused, so that nothing appears beside a name that was mistyped."""
    if path.is_dir():
        raise StoreError(N_("{path} is a folder; name the file of a store."), path=path)
    if not create and not any(path.with_name(path.name + mark).exists() for mark in ("", ".key", ".restoring")):
        raise StoreError(NO_STORE, path=path)


def _is_there(path: Path) -> bool:
    """Whether there is a store to open; an empty file without a key file never was one."""
    return path.exists() and (path.stat().st_size > 0 or sidecar_path(path).exists())


def _refuse_lost_store(path: Path, create: bool) -> None:
    if not create:
        raise StoreError(NO_STORE, path=path)
    if sidecar_path(path).exists():
        raise StoreError(
            N_("{path} is gone, but its key file is still there: restore a backup, or move {key} away to begin anew."),
            path=path,
            key=sidecar_path(path),
        )


def _new_demo_key(demo: bool, path: Path) -> str | None:
    from app.model.keys import new_key, read_key_file, write_key_file

    if not demo:
        return None
    key = read_key_file(demo_key_path(path))
    if key is None:
        key = new_key()
        write_key_file(demo_key_path(path), key)
    return key


class _Opening:
    """One opening of an existing file, step by step; collects the notes on the way."""

    def __init__(self, path: Path, lock: StoreLock, clock: Clock, cupboard: KeyCupboard) -> None:
        self.path, self.lock, self.clock, self.cupboard = path, lock, clock, cupboard
        self.notes: list[Note] = []

    def run(self, key: str | None, passphrase: str | None, recovery_code: str | None, *, created: bool) -> Store:
        self._refuse_unusable_file()
        own_sidecar = read_sidecar(sidecar_path(self.path))
        sidecar = own_sidecar or sidecar_from_backups(self.path)
        found = find_key(self.path, sidecar, self.cupboard, key=key, passphrase=passphrase, recovery_code=recovery_code)
        self._set_foreign_log_aside(found.hex)
        schema, meta = self._look_inside(found, sidecar)
        sidecar = self._right_sidecar(own_sidecar, sidecar, found, meta)
        if schema < SCHEMA:
            sidecar = self._update(schema, found, sidecar)
        home = self._keep_key(found, sidecar, passphrase_known=passphrase is not None)
        engine = self._engine(found.hex)
        return Store(
            engine=engine,
            path=self.path,
            dataset_id=meta["dataset_id"],
            device_id=meta["device_id"],
            schema=SCHEMA,
            key_home=home,
            notes=tuple(self.notes),
            recovery_code=meta["recovery_code"],
            sidecar=sidecar,
            created=created,
            _key_hex=found.hex,
            _lock=self.lock,
            _identity=file_identity(self.path),
            _clock=self.clock,
        )

    def _engine(self, key_hex: str) -> Engine:
        """An engine over a log that begins with this opening; the log of a crash goes into the main file first."""
        engine = create_store_engine(self.path, key_hex)
        try:
            if checkpoint(engine):
                begin_epoch(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _note(self, message: str, **params: Any) -> None:
        self.notes.append(Note(message, params))

    def _refuse_unusable_file(self) -> None:
        for file in files_of(self.path):
            if file.exists() and not _writable(file):
                raise StoreError(N_("{path} is read-only: make the file writable and open it again."), path=file)
        if self.path.stat().st_size == 0:
            raise self._damaged("0 bytes")
        if is_plain_sqlite(self.path):
            raise StoreError(
                N_("{path} is an unencrypted database and no store of this program; name another file."), path=self.path
            )

    def _set_foreign_log_aside(self, key_hex: str) -> None:
        aside = set_foreign_log_aside(self.path, key_hex, self.clock.now())
        if aside is not None:
            self._note(NOTE_FOREIGN_LOG, path=aside)

    def _look_inside(self, found: DataKey, sidecar: Sidecar | None) -> tuple[int, dict[str, str]]:
        """The schema and the facts of the file, after its pages were checked. Raises StoreError."""
        crashed = has_log(self.path)
        # Without a log the file is read as it is: nothing appears beside a file that is refused.
        with read_only(self.path, found.hex, without_wal=not crashed) as raw:
            try:
                schema = schema_of(raw)
                self._refuse_schema(schema)
                meta = meta_of(raw)
                damage = self._damage(raw, crashed=crashed)
            except StoreError:
                raise
            except Exception as error:
                raise self._unreadable(error, sidecar) from error
        if damage is not None:
            raise self._damaged(damage)
        return schema, meta

    def _damage(self, raw: Any, *, crashed: bool) -> str | None:
        if self.path.stat().st_size >= CHECKED_AT_OPEN_BYTES:
            return None
        return structure_damage_of(raw) if crashed else damage_of(raw)

    def _refuse_schema(self, schema: int) -> None:
        if schema > SCHEMA:
            raise StoreError(
                N_(
                    "{path} was written by a newer version of this program (schema {found}, this one knows {known}): "
                    "update the program; the file was not changed."
                ),
                path=self.path,
                found=schema,
                known=SCHEMA,
            )
        if schema == 0:
            raise StoreError(N_("{path} is no store of this program; name another file."), path=self.path)

    def _unreadable(self, error: Exception, sidecar: Sidecar | None) -> Exception:
        """A key that fits the key file but not the file: damage. Without a key file it may as well be the wrong key."""
        sentence = store_error(error, self.path)
        if not isinstance(sentence, DamagedStore):
            return sentence or error
        if sidecar is None:
            return StoreError(
                N_("{path} cannot be read with this key: it is the wrong key, or the file is no store."), path=self.path
            )
        return self._damaged(sentence.what)

    def _damaged(self, what: str) -> DamagedStore:
        return DamagedStore(self.path, what, newest_good_backup(backup_folder(self.path)))

    def _right_sidecar(
        self, own: Sidecar | None, sidecar: Sidecar | None, found: DataKey, meta: dict[str, str]
    ) -> Sidecar:
        """The key file, made again where it was missing."""
        if own is not None:
            return own
        if sidecar is None or sidecar.dataset != meta["dataset_id"]:
            sidecar = new_sidecar(meta["dataset_id"], found.hex, meta["recovery_code"], schema=SCHEMA, app=__version__)
        write_sidecar(sidecar_path(self.path), sidecar)
        self._note(NOTE_KEY_FILE_REMADE, path=sidecar_path(self.path))
        return sidecar

    def _update(self, schema: int, found: DataKey, sidecar: Sidecar) -> Sidecar:
        from app.model.migrations.runner import migrate

        backup = make_backup(self.path, found.hex, sidecar, reason=Reason.MIGRATION, now=self.clock.now())
        migrate(self.path, found.hex)
        sidecar = replace(sidecar, schema=SCHEMA, app=__version__)
        write_sidecar(sidecar_path(self.path), sidecar)
        self._note(NOTE_UPDATED, old=schema, new=SCHEMA, path=backup)
        return sidecar

    def _keep_key(self, found: DataKey, sidecar: Sidecar, *, passphrase_known: bool) -> KeyHome:
        """After a recovery the key is kept, so that the next start needs no code."""
        home = found.home
        if home in {KeyHome.RECOVERY, KeyHome.PASSPHRASE}:
            home = self.cupboard.save(sidecar.dataset, found.hex, file_allowed=not passphrase_known) or home
        if home is KeyHome.FILE:
            self._note(NOTE_KEY_IN_FILE, path=self.cupboard.file_of(sidecar.dataset))
        return home


def _writable(file: Path) -> bool:
    return os.access(file, os.W_OK)
