"""Makes sure that a write-ahead log is only replayed into the main file it was written for.

SQLite replays any `-wal` that it finds: where somebody has put an older copy of the store over the main file, that
mixes two states and every integrity check still says "ok". So each new log begins by writing a fresh `wal_epoch` and
the one that it follows into `meta`. A log fits its main file where the main file's own epoch is one of those two.
"""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from app.model.engine import MAY_WRITE
from app.model.raw_access import files_of, has_log, meta_of, read_only
from app.model.store_errors import is_database_error

EPOCH = "wal_epoch"
FOLLOWS = "wal_follows"


def checkpoint(engine: Engine) -> bool:
    """Move the log into the main file and empty it. False where a reader was busy; the log then stays as it is."""
    pooled = engine.raw_connection()  # not through a transaction: inside one there is no checkpoint
    raw: Any = pooled.driver_connection
    try:
        raw.execute("PRAGMA busy_timeout = 0")  # a backup may be reading: then later, without waiting here
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.execute("PRAGMA busy_timeout = 5000")
        pooled.close()
    return not busy


def begin_epoch(engine: Engine) -> None:
    """Write the first transaction of a new log, right after a checkpoint has emptied the old one.

    It also takes the extra flushes of a new log, which the next save would pay for otherwise.
    """
    with engine.connect() as connection:
        connection.info[MAY_WRITE] = True
        try:
            with connection.begin():
                old = connection.execute(text("SELECT value FROM meta WHERE key = :key"), {"key": EPOCH}).scalar()
                for key, value in ((EPOCH, secrets.token_hex(8)), (FOLLOWS, old or "")):
                    connection.execute(
                        text("INSERT INTO meta VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value"),
                        {"key": key, "value": value},
                    )
        finally:
            connection.info[MAY_WRITE] = False


def set_foreign_log_aside(path: Path, key_hex: str, now: datetime) -> Path | None:
    """Rename a `-wal` that does not belong to `path` and tell its new name; None where the log fits or there is none.

    Nothing is deleted: the renamed log stays beside the store.
    """
    _, wal, shm = files_of(path)
    if not has_log(path):
        return None
    if path.exists() and path.stat().st_size > 0 and _fits(path, key_hex):
        return None
    aside = wal.with_name(f"{wal.name}.foreign-{now:%Y%m%dT%H%M%S}")
    wal.rename(aside)
    shm.unlink(missing_ok=True)
    return aside


def _fits(path: Path, key_hex: str) -> bool:
    with read_only(path, key_hex) as raw:
        try:
            replayed = meta_of(raw)
        except Exception as error:
            if not is_database_error(error):
                raise
            return not _opens_alone(path, key_hex)
    try:
        with read_only(path, key_hex, without_wal=True) as raw:
            alone = meta_of(raw)
    except Exception as error:
        if not is_database_error(error):
            raise
        return True  # a checkpoint was cut off half-way: the main file needs its log
    own = alone.get(EPOCH, "")
    return own in {replayed.get(EPOCH, ""), replayed.get(FOLLOWS, "")}


def _opens_alone(path: Path, key_hex: str) -> bool:
    """Whether the main file can be read where its log makes it unreadable."""
    with read_only(path, key_hex, without_wal=True) as raw:
        try:
            return bool(meta_of(raw))
        except Exception as error:
            if not is_database_error(error):
                raise
            return False
