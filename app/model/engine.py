"""The only maker of engines. Every connection is encrypted, durable and guarded; nobody else calls `create_engine`."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from app.model.store_errors import store_error

# Set on a connection's `info` while a flush (or a migration) writes; see `_refuse_unseen_writes`.
MAY_WRITE = "may_write"

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA fullfsync = ON",  # only macOS listens
    "PRAGMA wal_autocheckpoint = 0",  # checkpoints happen when the program is idle, never inside a save
)


def connect(path: Path, key_hex: str, *, pragmas: bool = True) -> Any:
    """A raw keyed connection to `path`; `key_hex` is 64 hex digits. Used by the engine, backups and repairs."""
    from sqlcipher3 import dbapi2  # the only SQLite library of the process

    if len(key_hex) != 64 or any(digit not in "0123456789abcdefABCDEF" for digit in key_hex):
        raise ValueError("a store key is exactly 64 hex digits")  # SQLCipher would take it as a passphrase
    raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key_hex}'\"")
    if pragmas:
        for pragma in _PRAGMAS:
            raw.execute(pragma)
    return raw


def create_store_engine(path: Path, key_hex: str) -> Engine:
    """An engine over the encrypted file at `path`. Writers begin with BEGIN IMMEDIATE, readers (execution option
    `read_only`) with a plain BEGIN; INSERT, UPDATE and DELETE outside a flush are refused."""
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key_hex),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=3,
        pool_reset_on_return=None,
        hide_parameters=True,  # values never stand in an error text, so never in a log or a crash report
    )
    event.listen(engine, "reset", _end_transaction)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_unseen_writes)
    # A full disk, a broken page, a file that became read-only are raised as sentences that say how to mend it.
    event.listen(engine, "handle_error", lambda context: store_error(context.original_exception, path))
    return engine


@contextmanager
def writing(session: Session) -> Generator[None]:
    """Let statements of the block write past a flush: for rows that have no log, or are logged already."""
    info = session.connection().info
    info[MAY_WRITE] = True
    try:
        yield
    finally:
        info[MAY_WRITE] = False


def _end_transaction(raw: Any, _record: Any, _state: Any) -> None:
    """A COMMIT that fails (broken reference, full disk) leaves SQLite inside its transaction: end it for certain."""
    if raw.in_transaction:
        raw.rollback()


def _begin(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _refuse_unseen_writes(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    """Change capture sees flushes only: a bulk statement would leave the log, undo and sync without its change."""
    verb = statement.lstrip()[:8].split(maxsplit=1)[0].upper()
    if verb in {"INSERT", "UPDATE", "DELETE", "REPLACE"} and not connection.info.get(MAY_WRITE):
        raise RuntimeError(f"write outside the unit of work: {verb}")
