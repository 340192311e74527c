"""Looks into store files without changing them: read-only connections that never checkpoint, and what they tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLAIN_HEADER = b"SQLite format 3\x00"
# Above this size the page checks take seconds: then they belong into `sinerji check` and the idle hours.
CHECKED_AT_OPEN_BYTES = 200 * 1024 * 1024


@contextmanager
def read_only(path: Path, key_hex: str, *, without_wal: bool = False) -> Iterator[Any]:
    """A raw read-only connection; `without_wal` shows the main file alone, as it was at the last checkpoint.

    Being read-only it never moves the write-ahead log into the main file, not even when it closes.
    """
    from sqlcipher3 import dbapi2

    query = "mode=ro&immutable=1" if without_wal else "mode=ro"
    raw = dbapi2.connect(f"{path.absolute().as_uri()}?{query}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key_hex}'\"")
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA cell_size_check = ON")
        yield raw
    finally:
        raw.close()


def is_plain_sqlite(path: Path) -> bool:
    """Whether the file begins as an unencrypted SQLite database does."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def schema_of(raw: Any) -> int:
    """The schema number of an open store; 0 where it is not a store of ours."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchall():
        return 0
    rows = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    return int(rows[0][0]) if rows and str(rows[0][0]).isdigit() else 0


def meta_of(raw: Any) -> dict[str, str]:
    """The facts that a store keeps about itself."""
    return dict(raw.execute("SELECT key, value FROM meta").fetchall())


def damage_of(raw: Any) -> str | None:
    """What the page checks find, None where all is well: SQLCipher's checksum of each page, then SQLite's structure.

    The checksums are read past the write-ahead log: after a power cut in a checkpoint a page of the main file may be
    torn while the log holds it whole. Before such a log is replayed use `structure_damage_of`.
    """
    return _found_by(raw, "cipher_integrity_check") or structure_damage_of(raw)


def structure_damage_of(raw: Any) -> str | None:
    """What SQLite's check finds; it reads each page in use as the program would, from the log or the main file."""
    return _found_by(raw, "quick_check")


def _found_by(raw: Any, pragma: str) -> str | None:
    found = [str(row[0]) for row in raw.execute(f"PRAGMA {pragma}").fetchall()]
    return found[0].splitlines()[0] if found and found != ["ok"] else None


def file_identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the store."""
    log = files_of(path)[1]
    return log.exists() and log.stat().st_size > 0


def files_of(path: Path) -> tuple[Path, Path, Path]:
    """A store's main file, write-ahead log and shared-memory index."""
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
