"""Backups: one file each (`….sinerji-backup`), consistent, encrypted, checked by opening, usable on another machine.

A backup is an uncompressed zip of `about.json` (when, why, which schema; nothing personal), `store.db` (the store as
VACUUM INTO writes it: encrypted, without write-ahead log, without deleted content) and `store.key` (the key file, which
the recovery code or the passphrase opens).
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from app import __version__
from app.common.errors import StoreError
from app.common.messages import N_
from app.common.whole_file import sync_folder
from app.model.ladder import Rung, is_due, surplus
from app.model.raw_access import damage_of, meta_of, read_only, schema_of
from app.model.sidecar import Sidecar
from app.model.store_errors import DamagedStore, readable_errors

SUFFIX = ".sinerji-backup"
ABOUT, STORE, KEY = "about.json", "store.db", "store.key"
_KIND, _FORMAT = "sinerji-backup", 1
_CHUNK = 1 << 20
_NAME = re.compile(r".+-(\d{8}T\d{6})(?:-(migration|import|restore|rescue))?(?:_\d+)?" + re.escape(SUFFIX))


class Reason(StrEnum):
    """Why a backup was made. The last three are sealed: the ladder keeps them for thirty days."""

    SCHEDULED = "scheduled"
    BY_HAND = "by-hand"
    MIGRATION = "migration"
    IMPORT = "import"
    RESCUE = "rescue"

    @property
    def sealed(self) -> bool:
        """Whether it was made before something that changes much at once, or instead of losing something."""
        return self in {Reason.MIGRATION, Reason.IMPORT, Reason.RESCUE}


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself. `sha256` is that of the store inside, `state` changes whenever the rows do."""

    made_at: datetime
    reason: str
    dataset: str
    schema: int
    app: str
    state: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file in a folder, as its name tells."""

    path: Path
    made_at: datetime
    sealed: bool


def backup_folder(store: Path) -> Path:
    """Where the backups of a store are kept, unless somebody names another folder."""
    return store.with_name(f"{store.name}.backups")


def list_backups(folder: Path) -> list[Backup]:
    """The backups in `folder`, newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        if match is not None:
            made_at = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append(Backup(path, made_at, match[2] is not None))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def newest_good_backup(folder: Path) -> Path | None:
    """The newest backup whose content has the checksum it was verified with; None where there is none."""
    for backup in list_backups(folder):
        try:
            with opened_backup(backup.path) as (archive, about):
                if _digest(archive.open(STORE)) == about.sha256:
                    return backup.path
        except (StoreError, OSError, zipfile.BadZipFile):
            continue
    return None


def make_backup(
    store: Path,
    key_hex: str,
    sidecar: Sidecar,
    *,
    reason: Reason,
    now: datetime,
    folder: Path | None = None,
    through: Any = None,
) -> Path:
    """Back up the store at `store`, which may be open, into `folder` and tell the file.

    It is read by its name, or `through` a raw connection that has it open. The copy is opened and checked before it
    gets its name. Raises StoreError; then no file is left behind.
    """
    folder = folder or backup_folder(store)
    with readable_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, store.stem, reason, now)
        copy, part = target.with_suffix(".copy"), target.with_suffix(".part")
        try:
            _copy_store(store, copy, key_hex, through)
            about = _checked(copy, key_hex, sidecar, reason, now)
            _pack(part, copy, about, sidecar)
            _verify(part)
            part.replace(target)
            sync_folder(folder)
        finally:
            for leftover in (copy, copy.with_name(f"{copy.name}-journal"), part):
                leftover.unlink(missing_ok=True)
    return target


def backup_if_due(store: Path, key_hex: str, sidecar: Sidecar, *, now: datetime) -> Path | None:
    """The ladder's step: a backup where the newest is old enough and the rows have changed, then the surplus goes."""
    folder = backup_folder(store)
    backups = list_backups(folder)
    # One of a future that a wrong clock made says nothing of the time since, or there would be one in every pause.
    past = [backup for backup in backups if backup.made_at <= now]
    if not is_due(past[0].made_at if past else None, now):
        return None
    newest = {backup.path for backup in (*backups[:1], *past[:1])}
    if newest and current_state(store, key_hex) in map(_state_in, newest):
        return None
    made = make_backup(store, key_hex, sidecar, reason=Reason.SCHEDULED, now=now)
    remove_surplus(folder, now)
    return made


def remove_surplus(folder: Path, now: datetime) -> None:
    """Remove what the ladder no longer keeps."""
    backups = list_backups(folder)
    gone = set(surplus((Rung(backup.made_at, backup.sealed) for backup in backups), now))
    for backup in backups:
        if Rung(backup.made_at, backup.sealed) in gone:
            backup.path.unlink(missing_ok=True)


def current_state(store: Path, key_hex: str) -> str:
    """A digest that changes with every logged change, new row, saved draft and proposal; for telling "nothing new"."""
    with readable_errors(store), read_only(store, key_hex) as raw:
        return _state(raw)


@contextmanager
def opened_backup(path: Path) -> Iterator[tuple[zipfile.ZipFile, About]]:
    """A backup file opened for reading, after a look at its directory: exactly our three parts, none compressed.

    Raises StoreError where it is no backup of ours, damaged, or of a newer program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sorted(part.filename for part in parts) != sorted((ABOUT, STORE, KEY)):
                raise ValueError("other parts")
            if any(part.compress_type != zipfile.ZIP_STORED for part in parts):
                raise ValueError("compressed")
            yield archive, _about(json.loads(archive.read(ABOUT)), path)
    except FileNotFoundError as error:
        raise StoreError(N_("There is no backup {path}; check the name."), path=path) from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            N_("{path} is not a backup of this program, or it is damaged; try an older one."), path=path
        ) from error


def _about(values: Any, path: Path) -> About:
    if values["kind"] != _KIND:
        raise ValueError("another kind of file")
    if int(values["format"]) > _FORMAT:
        raise StoreError(N_("{path} was made by a newer program; update this one and try again."), path=path)
    return About(
        made_at=datetime.fromisoformat(values["made_at"]),
        reason=str(values["reason"]),
        dataset=str(values["dataset"]),
        schema=int(values["schema"]),
        app=str(values["app"]),
        state=str(values["state"]),
        sha256=str(values["sha256"]),
        size=int(values["size"]),
    )


def _free_name(folder: Path, stem: str, reason: Reason, now: datetime) -> Path:
    name = f"{stem}-{now.astimezone(UTC):%Y%m%dT%H%M%S}" + (f"-{reason.value}" if reason.sealed else "")
    candidate, number = folder / f"{name}{SUFFIX}", 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{name}_{number}{SUFFIX}"
    return candidate


def _copy_store(store: Path, copy: Path, key_hex: str, through: Any) -> None:
    copy.unlink(missing_ok=True)
    if through is not None:
        through.execute("VACUUM INTO ?", (str(copy),))
        return
    with read_only(store, key_hex) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))


def _checked(copy: Path, key_hex: str, sidecar: Sidecar, reason: Reason, now: datetime) -> About:
    with read_only(copy, key_hex) as raw:
        damage = damage_of(raw)
        if damage is not None:
            raise DamagedStore(copy, damage)
        if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            raise RuntimeError("a backup must be readable from a read-only stick")
        schema, state = schema_of(raw), _state(raw)
        if meta_of(raw).get("dataset_id") != sidecar.dataset:
            raise StoreError(N_("The key file of {path} belongs to another store; restore a backup."), path=copy)
    with copy.open("rb") as file:
        digest = _digest(file)
    return About(now, reason.value, sidecar.dataset, schema, __version__, state, digest, copy.stat().st_size)


def _pack(part: Path, copy: Path, about: About, sidecar: Sidecar) -> None:
    content = {
        "kind": _KIND,
        "format": _FORMAT,
        "made_at": about.made_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "reason": about.reason,
        "dataset": about.dataset,
        "schema": about.schema,
        "app": about.app,
        "state": about.state,
        "sha256": about.sha256,
        "size": about.size,
    }
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(ABOUT, json.dumps(content, indent=1))
            archive.writestr(KEY, sidecar.to_bytes())
            archive.write(copy, STORE)
        file.flush()
        os.fsync(file.fileno())


def _verify(part: Path) -> None:
    """Read back what was written: the store inside must be the copy that was opened and checked."""
    with opened_backup(part) as (archive, about):
        if _digest(archive.open(STORE)) != about.sha256:
            raise StoreError(N_("{path} was not written correctly; check the drive."), path=part)


def _digest(file: Any) -> str:
    stream: BinaryIO = file
    digest = hashlib.sha256()
    with stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _state_in(path: Path) -> str | None:
    try:
        with opened_backup(path) as (_, about):
            return about.state
    except (StoreError, OSError):
        return None


def _state(raw: Any) -> str:
    tables = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'meta'"
        " ORDER BY name"
    ).fetchall()
    seen = [(name, *raw.execute(f'SELECT count(*), max(rowid) FROM "{name}"').fetchone()) for (name,) in tables]  # noqa: S608 - our own table names
    saved = [raw.execute("SELECT max(saved_at) FROM draft").fetchone()[0]]
    if ("proposal",) in tables:  # a store of an earlier schema has none
        saved.append(raw.execute("SELECT max(changed_at) FROM proposal").fetchone()[0])
    return hashlib.sha256(json.dumps([schema_of(raw), seen, *saved]).encode()).hexdigest()
