"""The tables of a receiver. What senders may repeat is bounded by a unique constraint, never by looking first."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

# Changes with every change of the tables below.
SCHEMA_VERSION = 1

metadata = MetaData()

# Ids are ordered by their bytes, in PostgreSQL as in SQLite: pages of rows continue behind an id.
_ID = String(64).with_variant(String(64, collation="C"), "postgresql")

# One row for each dataset, locked by whoever writes: numbers follow the order of commits. `version` counts every
# change of what can be read, also those that stand in no feed (something was withdrawn).
counter = Table(
    "counter",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("last_seq", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
)

# The operations as they came, JSON without keys. `seq` is their place in the feed; `sender` and `number` tell with
# which delivery the body came: the same delivery again, however late, changes nothing.
op = Table(
    "op",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("op_id", _ID, nullable=False),
    Column("device", _ID, nullable=False),
    Column("device_seq", BigInteger, nullable=False),
    Column("entity", String(40), nullable=False),
    Column("entity_id", _ID, nullable=False),
    Column("sender", _ID, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("dataset", "op_id"),
    UniqueConstraint("dataset", "device", "device_seq"),
    Index("ix_op_row", "dataset", "entity_id", "entity"),
)

# How far each sender has come.
stream = Table(
    "stream",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("sender", _ID, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

# What came too early. `position` 0 holds the operation of that number (`kind` op, or void: it was rejected), others
# the withdrawals that were sent with the batch that ended there.
parked = Table(
    "parked",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("sender", _ID, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("entity_id", _ID),
    Column("body", Text),
    Column("key", String(64)),
    Index("ix_parked_row", "dataset", "entity_id"),
)

# What the operations say, row by row. `facet` is what is counted by: direction of a card, stage of a synergy.
record = Table(
    "record",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("entity", String(40), primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("workshop_id", _ID),
    Column("live", Boolean, nullable=False),
    Column("facet", String(40)),
    Column("body", Text, nullable=False),
    Index("ix_record_workshop", "dataset", "workshop_id", "entity"),
)

# What opens the personal groups of a person. Deleting a row here is the erasure.
person_key = Table(
    "person_key",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("entity_id", _ID, primary_key=True),
    Column("key", String(64), nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("upload", String(64), nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("made_at", String(30), nullable=False),
)

# Pieces of a file, also of one that is still arriving: no file has to fit into memory.
blob_part = Table(
    "blob_part",
    metadata,
    Column("upload", String(64), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("begun_at", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("device", _ID, nullable=False),
    Column("role", String(12), nullable=False),
    Column("dataset", _ID),
    Column("regions", Text, nullable=False),
    Column("owner", Boolean, nullable=False),
    Column("made_at", String(30), nullable=False),
    Column("last_seen", Float),
    Column("revoked_at", String(30)),
    Index("ix_token_device", "dataset", "device"),
)

join_code = Table(
    "join_code",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("dataset", _ID, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("used_at", Float),
    Column("used_by", String(64)),
    Column("used_name", String(200)),
)

presence = Table(
    "presence",
    metadata,
    Column("dataset", _ID, primary_key=True),
    Column("device", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("table_no", Integer),
    Column("cards", Integer, nullable=False),
    Column("unsynced", Integer, nullable=False),
    Column("at", Float, nullable=False),
)

# Wrong tokens and codes of the last minute, counted for all workers together; `who` is no address but its hash.
failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_failure_who", "kind", "who", "at"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT of the connection's dialect: the one with `on_conflict_do_…`."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
