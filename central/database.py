"""The receiver's database: PostgreSQL, or one encrypted SQLite file. The only maker of connections."""

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, delete, event, inspect, select, text, update
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from app.common.errors import StoreError
from central.settings import HubKind, Settings
from central.tables import SCHEMA_VERSION, insert, meta, metadata

logger = logging.getLogger("central")

_PRAGMAS = (
    "PRAGMA busy_timeout = 20000",  # several workers share the file: they wait for one another
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA cache_size = -4000",
)
# Any number that no other program is likely to take for a lock in the same database.
_ADVISORY_LOCK = 723_105_991
_PERSONAL_TABLES = ("op", "parked", "record", "person_key")
_SCRUB_TRIES = 5
_EPOCH_BYTES = 8


class Database:
    """An open database of the schema of today, with its `epoch`: random, made with the database."""

    def __init__(self, settings: Settings) -> None:
        """StoreError where it cannot be used: other schema, other kind, wrong key, no such server."""
        self.engine = _engine(settings)
        self._one_writer = threading.Lock()
        try:
            facts = self._prepare(settings)
        except BaseException:
            self.engine.dispose()
            raise
        self.epoch = facts["epoch"]
        self.room_key = facts["room_key"]
        self._scrub_due = "scrub_due" in facts  # stopped between an erasure and its cleaning
        self.scrub_if_due()

    @property
    def is_postgresql(self) -> bool:
        """Whether the data lies in PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect().execution_options(read_only=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end, or undone where the block raises."""
        with self._turn(), self.engine.connect() as connection, connection.begin():
            yield connection

    def mark_scrub_due(self, connection: Connection) -> None:
        """Note in the transaction of an erasure that the file is to be cleaned of it, even if we stop in between."""
        note = insert(connection, meta).values(key="scrub_due", value="1")
        connection.execute(note.on_conflict_do_nothing())
        self._scrub_due = True

    def scrub_if_due(self) -> None:
        """Clean up after an erasure that is committed. What cannot be done now (readers in the way, disk full) is
        tried again after the next batch and at the next start."""
        if not self._scrub_due:
            return
        try:
            self._scrub()
        except DBAPIError as error:
            logger.warning("cleaning up after an erasure has to wait: %s", type(error.orig).__name__)

    def _scrub(self) -> None:
        """Let nothing of what was erased remain in free pages, in the write-ahead log or in dead rows."""
        with self._turn():
            done = self._vacuumed_tables() if self.is_postgresql else self._rewritten_file()
        if done:
            with self.write() as connection:
                connection.execute(delete(meta).where(meta.c.key == "scrub_due"))
            self._scrub_due = False

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite has one writer: threads of this process wait here, in order, and not inside the file's lock."""
        if self.is_postgresql:
            yield
            return
        with self._one_writer:
            yield

    def _vacuumed_tables(self) -> bool:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM " + ", ".join(_PERSONAL_TABLES)))
        return True

    def _rewritten_file(self) -> bool:
        """False where readers were in the way for long: it is done again later."""
        raw = self.engine.raw_connection()
        try:
            _empty_log(raw)
            # The new copy of the file would fill the memory; SQLCipher writes it under the file's own key. Whatever
            # else is temporary stays in memory, for that would lie in the clear.
            raw.cursor().execute("PRAGMA temp_store = FILE")
            try:
                raw.cursor().execute("VACUUM")
            finally:
                raw.cursor().execute("PRAGMA temp_store = MEMORY")
            return _empty_log(raw)
        finally:
            raw.close()

    def _prepare(self, settings: Settings) -> dict[str, str]:
        try:
            with self.write() as connection:
                return _prepared(connection, settings)
        except OperationalError as error:
            if "disk is full" in str(error.orig):
                raise StoreError("The disk with the database is full: free some space and start again.") from None
            raise StoreError(
                "The database cannot be reached: check that its server runs and that the address is right ({reason}).",
                reason=type(error.orig).__name__,
            ) from None
        except DBAPIError as error:
            if "not a database" not in str(error.orig):
                raise
            raise StoreError("The database file cannot be opened: the key is not the one that it was made with.") from (
                None
            )


def renew_epoch(settings: Settings) -> str:
    """Give a database that was restored from a backup another epoch, before it is served: its numbers stand for other
    operations from now on, and whoever read beyond it has to begin again. Returns the new epoch."""
    database = Database(settings)
    epoch = secrets.token_hex(_EPOCH_BYTES)
    try:
        with database.write() as connection:
            connection.execute(update(meta).where(meta.c.key == "epoch").values(value=epoch))
    finally:
        database.close()
    return epoch


def _prepared(connection: Connection, settings: Settings) -> dict[str, str]:
    """The facts of the database; its tables are made where it is new."""
    if connection.dialect.name == "postgresql":  # several workers may start at once
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
    if inspect(connection).has_table(meta.name):
        _check(connection, settings)
    else:
        metadata.create_all(connection, checkfirst=False)
    facts = {
        "schema": str(SCHEMA_VERSION),
        "kind": settings.kind,
        "epoch": secrets.token_hex(_EPOCH_BYTES),
        "room_key": secrets.token_hex(32),
    }
    rows = [{"key": key, "value": value} for key, value in facts.items()]
    connection.execute(insert(connection, meta).on_conflict_do_nothing(), rows)
    return _facts(connection)


def _facts(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(meta))}


def _check(connection: Connection, settings: Settings) -> None:
    facts = _facts(connection)
    if facts.get("schema") != str(SCHEMA_VERSION):
        raise StoreError(
            "The database has schema {theirs}, this program needs {ours}: use the program of the version that made it.",
            theirs=facts.get("schema", "?"),
            ours=SCHEMA_VERSION,
        )
    if facts.get("kind") != settings.kind:
        raise StoreError(
            "The database was made for a {theirs}, not for a {ours}: give this one a database of its own.",
            theirs=facts.get("kind", "?"),
            ours=settings.kind,
        )


def _empty_log(raw: Any) -> bool:
    """Write everything back from the write-ahead log and empty it. False where readers were in the way for long."""
    for _attempt in range(_SCRUB_TRIES):
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            return True
        time.sleep(0.1)
    return False


def _engine(settings: Settings) -> Engine:
    try:
        url = make_url(settings.database_url)
        HubKind(settings.kind)
    except (ArgumentError, ValueError) as error:
        raise StoreError("The address of the database or the kind of the receiver is not understood.") from error
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    if url.get_backend_name() == "sqlite" and url.database:
        return _sqlite(Path(url.database), settings.key_hex or "")
    raise StoreError("The database is to be postgresql://… or sqlite:///file.")


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=4,
        max_overflow=4,
        pool_timeout=20,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": "-c statement_timeout=30000 -c lock_timeout=20000", "connect_timeout": 10},
    )


def _sqlite(path: Path, key_hex: str) -> Engine:
    from sqlcipher3 import dbapi2  # the only SQLite library of the process

    if len(key_hex) != 64 or any(digit not in "0123456789abcdefABCDEF" for digit in key_hex):
        raise StoreError("The key of the database file is to be exactly 64 hex digits.")  # else it is a passphrase
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _keyed(dbapi2, path, key_hex),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=2,
        pool_timeout=20,
        pool_reset_on_return=None,
        hide_parameters=True,  # values never stand in an error text, so never in the log
    )
    event.listen(engine, "reset", _end_transaction)
    event.listen(engine, "begin", _begin)
    return engine


def _keyed(dbapi2: Any, path: Path, key_hex: str) -> Any:
    raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key_hex}'\"")
    for pragma in _PRAGMAS:
        raw.execute(pragma)
    return raw


def _end_transaction(raw: Any, _record: Any, _state: Any) -> None:
    """A COMMIT that fails (full disk) leaves SQLite inside its transaction: end it for certain."""
    if raw.in_transaction:
        raw.rollback()


def _begin(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
