"""Putting a backup in the place of a store. What stood there is set aside first, whole, and stays.

The exchange is announced in a journal beside the store: after a power cut in the middle the next opening finishes it.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.common.clock import Clock, SystemClock
from app.common.errors import StoreError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.whole_file import sync_folder, write_whole
from app.model.backup import KEY, STORE, About, backup_folder, opened_backup
from app.model.engine import connect
from app.model.key_search import demo_key_path, find_key
from app.model.keys import KeyCupboard, KeyHome, read_key_file
from app.model.location import refuse_synced_folder
from app.model.migrations import SCHEMA
from app.model.raw_access import damage_of, files_of, meta_of, read_only
from app.model.sidecar import Sidecar, parse_sidecar, sidecar_path, write_sidecar
from app.model.store_errors import DamagedStore, readable_errors
from app.model.store_lock import lock_store
from app.paths import user_paths

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore: the store, the moment it shows, the folder of what stood there before (None = nothing)."""

    path: Path
    made_at: datetime
    aside: Path | None
    key_home: KeyHome


def restore_backup(
    backup: Path | str,
    path: Path | str,
    *,
    key: str | None = None,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    cupboard: KeyCupboard | None = None,
    clock: Clock | None = None,
) -> Restored:
    """Replace the store at `path` by the one in `backup`, after opening and checking it. Raises StoreError.

    The restored store gets a new device identity: its numbering of changes must not repeat what was sent before.
    """
    backup, path = Path(backup).expanduser().absolute(), Path(path).expanduser().absolute()
    cupboard = cupboard or KeyCupboard(user_paths().keys)
    now = (clock or SystemClock()).now()
    refuse_synced_folder(path)
    with readable_errors(backup), opened_backup(backup) as (archive, about):
        _refuse_newer(backup, about)
        sidecar = parse_sidecar(archive.read(KEY), backup)
        found = find_key(
            backup,
            sidecar,
            cupboard,
            key=key or _demo_key(path, sidecar),
            passphrase=passphrase,
            recovery_code=recovery_code,
        )
    with readable_errors(path):  # from here on something appears at `path`
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_store(path)
        try:
            finish_interrupted_restore(path)
            with opened_backup(backup) as (archive, about):
                _extract(archive.open(STORE), _prepared(path), about, backup)
            _prepare(path, found.hex, sidecar, backup)
            aside = _set_aside(path, now)
            write_whole(_journal(path), str(aside or "").encode())
            finish_interrupted_restore(path)
            home = found.home
            if home in {KeyHome.RECOVERY, KeyHome.PASSPHRASE}:
                home = cupboard.save(sidecar.dataset, found.hex, file_allowed=passphrase is None) or home
            return Restored(path, about.made_at, aside, home)
        finally:
            _remove_unfinished(path)
            lock.release()


def finish_interrupted_restore(path: Path) -> None:
    """Carry out the exchange that the journal announces; without a journal there is nothing to do. Repeatable."""
    journal, prepared, key = _journal(path), _prepared(path), _prepared_key(path)
    if not journal.exists():
        return
    if prepared.exists():
        for file in files_of(path)[1:]:
            file.unlink(missing_ok=True)  # an old log would be replayed into the new file, without any error
        prepared.replace(path)
    if key.exists():
        key.replace(sidecar_path(path))
    sync_folder(path.parent)
    journal.unlink()


def _demo_key(path: Path, sidecar: Sidecar) -> str | None:
    """The throw-away key beside the store, where it is the one of the backup too."""
    key = read_key_file(demo_key_path(path))
    return key if key is not None and sidecar.matches(key) else None


def _refuse_newer(backup: Path, about: About) -> None:
    if about.schema > SCHEMA:
        raise StoreError(
            N_(
                "{path} holds a store of a newer version of this program (schema {found}, this one knows {known}): "
                "update the program and try again."
            ),
            path=backup,
            found=about.schema,
            known=SCHEMA,
        )


def _extract(source: object, prepared: Path, about: About, backup: Path) -> None:
    digest, left = hashlib.sha256(), about.size
    with source as stream, prepared.open("wb") as file:  # type: ignore[attr-defined]
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                break
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if left != 0 or digest.hexdigest() != about.sha256:
        raise DamagedStore(backup, "SHA-256")


def _prepare(path: Path, key_hex: str, sidecar: Sidecar, backup: Path) -> None:
    """Check the extracted store and give it its new device identity."""
    prepared = _prepared(path)
    with read_only(prepared, key_hex) as raw:
        damage = damage_of(raw)
        if damage is not None:
            raise DamagedStore(backup, damage)
        if meta_of(raw)["dataset_id"] != sidecar.dataset:
            raise StoreError(
                N_("{path} holds a store and the key file of another one; try an older backup."), path=backup
            )
    raw = connect(prepared, key_hex, pragmas=False)
    try:
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("UPDATE meta SET value = ? WHERE key = 'device_id'", (new_id(),))
    finally:
        raw.close()
    write_sidecar(_prepared_key(path), sidecar)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep what stands at `path` (broken or not, with its log and key file) in a folder among the backups."""
    main, wal, _ = files_of(path)
    standing = [file for file in (main, wal, sidecar_path(path)) if file.exists()]
    if not standing:
        return None
    aside = backup_folder(path) / f"aside-{now:%Y%m%dT%H%M%S}"
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"aside-{now:%Y%m%dT%H%M%S}_{number}")
    aside.mkdir(parents=True)
    for file in standing:
        _keep(file, aside / file.name)
    sync_folder(aside)
    return aside


def _keep(file: Path, target: Path) -> None:
    try:
        os.link(file, target)  # the old file is replaced, never overwritten: a second name is enough
    except OSError:
        shutil.copy2(file, target)
        with target.open("rb+") as copy:
            os.fsync(copy.fileno())


def _remove_unfinished(path: Path) -> None:
    if not _journal(path).exists():
        for file in (*files_of(_prepared(path)), _prepared_key(path)):
            file.unlink(missing_ok=True)


def _prepared(path: Path) -> Path:
    return path.with_name(f"{path.name}.restored")


def _prepared_key(path: Path) -> Path:
    return path.with_name(f"{path.name}.restored.key")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.restoring")
