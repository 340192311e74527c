"""Finds the data key of an existing store, and its key file where that has gone missing."""

from pathlib import Path

from app.common.errors import StoreError
from app.common.messages import N_
from app.model.backup import KEY, backup_folder, list_backups, opened_backup
from app.model.keys import (
    DataKey,
    KeyCupboard,
    KeyHome,
    KeyMissing,
    checked_key,
    environment_key,
    read_key_file,
)
from app.model.sidecar import Sidecar, parse_sidecar


def demo_key_path(store: Path) -> Path:
    """The throw-away key beside a demonstration store."""
    return store.with_name(f"{store.name}.demo-key")


def find_key(
    store: Path,
    sidecar: Sidecar | None,
    cupboard: KeyCupboard,
    *,
    key: str | None = None,
    passphrase: str | None = None,
    recovery_code: str | None = None,
) -> DataKey:
    """The key that opens `store`: what the caller gives, else a demo key, `SINERJI_KEY`, the keyring or key file.

    Raises KeyMissing where none is found, StoreError where one is given and is malformed or wrong.
    """
    found = _given_key(store, sidecar, key, passphrase, recovery_code) or _kept_key(store, sidecar, cupboard)
    if found is None and sidecar is None:
        raise StoreError(
            N_("{path} has no key file ({path}.key) beside it: name the file of a store, or restore a backup."),
            path=store,
        )
    if found is None:
        raise KeyMissing(
            N_("The key of {path} is not on this machine: open the store with its recovery code or its passphrase."),
            path=store,
        )
    if sidecar is not None and not sidecar.matches(found.hex):
        raise StoreError(
            N_("The key does not fit {path}: it is the key of another store. Use the recovery code of this one."),
            path=store,
        )
    return found


def _given_key(
    store: Path, sidecar: Sidecar | None, key: str | None, passphrase: str | None, recovery_code: str | None
) -> DataKey | None:
    if key is not None:
        return DataKey(checked_key(key), KeyHome.GIVEN)
    if recovery_code is None and passphrase is None:
        return None
    if sidecar is None:
        raise StoreError(
            N_("The key file {path}.key is missing, and a recovery code needs it: restore a backup."), path=store
        )
    if recovery_code is not None:
        return DataKey(sidecar.key_by_recovery(recovery_code), KeyHome.RECOVERY)
    return DataKey(sidecar.key_by_passphrase(passphrase or ""), KeyHome.PASSPHRASE)


def _kept_key(store: Path, sidecar: Sidecar | None, cupboard: KeyCupboard) -> DataKey | None:
    demo = read_key_file(demo_key_path(store))
    if demo is not None and (sidecar is None or sidecar.matches(demo)):
        return DataKey(demo, KeyHome.DEMO)
    outside = environment_key()
    if outside is not None:
        return DataKey(outside, KeyHome.ENVIRONMENT)
    return cupboard.load(sidecar.dataset) if sidecar is not None else None


def sidecar_from_backups(store: Path) -> Sidecar | None:
    """The key file inside the newest readable backup of `store`."""
    for backup in list_backups(backup_folder(store)):
        try:
            with opened_backup(backup.path) as (archive, _):
                return parse_sidecar(archive.read(KEY), backup.path)
        except (StoreError, OSError):
            continue
    return None
