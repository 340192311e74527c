"""Making a new store so that a power cut at any moment leaves either none or a whole one."""

from pathlib import Path

from app import __version__
from app.common.clock import Clock, iso
from app.common.errors import StoreError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.whole_file import sync_folder
from app.model.engine import connect
from app.model.keys import KeyCupboard, checked_key, environment_key, new_key
from app.model.migrations import SCHEMA
from app.model.raw_access import files_of, is_plain_sqlite
from app.model.recovery_code import new_recovery_code
from app.model.sidecar import new_sidecar, read_sidecar, sidecar_path, write_sidecar


def create_store(
    path: Path, *, key: str | None, demo: bool, passphrase: str | None, cupboard: KeyCupboard, clock: Clock
) -> None:
    """Make an empty store at `path` under `key`, else `SINERJI_KEY`, else a random key that `cupboard` keeps.

    Order matters: the whole file under another name, then the key where it is kept, then the key file, then the name.
    """
    dataset, recovery_code = new_id(), new_recovery_code()
    outside = checked_key(key) if key is not None else environment_key()
    key_hex = outside or new_key()
    unfinished = _unfinished(path)
    _remove(unfinished)
    _set_old_log_aside(path, clock)
    try:
        _write_tables(unfinished, key_hex, dataset, recovery_code, clock)
    except BaseException:
        _remove(unfinished)
        raise
    if outside is None and not demo:
        cupboard.save(dataset, key_hex, file_allowed=passphrase is None)
    sidecar = new_sidecar(dataset, key_hex, recovery_code, schema=SCHEMA, app=__version__)
    if passphrase is not None:
        sidecar = sidecar.with_passphrase(key_hex, passphrase)
    write_sidecar(sidecar_path(path), sidecar)
    unfinished.replace(path)
    sync_folder(path.parent)


def finish_interrupted_creation(path: Path) -> None:
    """Give a store its name that was cut off between the key file and the name; remove one that came less far."""
    unfinished = _unfinished(path)
    if not unfinished.exists():
        return
    if not path.exists() and read_sidecar(sidecar_path(path)) is not None:
        unfinished.replace(path)
        sync_folder(path.parent)
    else:
        _remove(unfinished)


def _write_tables(unfinished: Path, key_hex: str, dataset: str, recovery_code: str, clock: Clock) -> None:
    from app.model.migrations.runner import migrate

    migrate(unfinished, key_hex)
    raw = connect(unfinished, key_hex)
    try:
        facts = {
            "dataset_id": dataset,
            "device_id": new_id(),
            "created_at": iso(clock.now()),
            "recovery_code": recovery_code,
        }
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(facts.items()))
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode = DELETE")  # one file, so that one rename moves all of it
    finally:
        raw.close()
    if is_plain_sqlite(unfinished):
        _remove(unfinished)
        raise StoreError(N_("{path} would not have been encrypted and was not made; report this."), path=unfinished)


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _remove(unfinished: Path) -> None:
    for file in (*files_of(unfinished), unfinished.with_name(f"{unfinished.name}-journal")):
        file.unlink(missing_ok=True)


def _set_old_log_aside(path: Path, clock: Clock) -> None:
    """What lies around from another file of this name must not be replayed into the new one; nothing is deleted."""
    for file in files_of(path)[1:]:
        if file.exists():
            file.rename(file.with_name(f"{file.name}.foreign-{clock.now():%Y%m%dT%H%M%S}"))
