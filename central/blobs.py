"""Files that were exported, by their hash, in pieces: none has to fit into memory or stand on the disk in the clear."""

import hashlib
import secrets
from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from central import moments
from central.database import Database
from central.tables import blob, blob_part, insert

MOST_BYTES = 50_000_000
PART_BYTES = 512 * 1024
# A file that stopped arriving is given up after this.
_GIVEN_UP_SECONDS = 3600


class Upload:
    """A file that is arriving: add pieces, then finish or abandon it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._id = secrets.token_hex(16)
        self._hash = hashlib.sha256()
        self._parts = 0
        self.size = 0

    def add(self, data: bytes) -> None:
        """Keep the next piece, in a transaction of its own: a slow sender holds nobody up."""
        self._hash.update(data)
        self.size += len(data)
        with self._database.write() as connection:
            values = {"upload": self._id, "part": self._parts, "begun_at": moments.seconds(), "data": data}
            connection.execute(blob_part.insert().values(**values))
        self._parts += 1

    def finish(self, dataset: str, sha256: str) -> bool:
        """Make the file known under its hash. False (and it is gone) where the hash is another."""
        if self._hash.hexdigest() != sha256:
            self.abandon()
            return False
        with self._database.write() as connection:
            fresh = insert(connection, blob).values(
                dataset=dataset, sha256=sha256, upload=self._id, size=self.size, made_at=moments.stamp()
            )
            taken = connection.scalar(fresh.on_conflict_do_nothing().returning(blob.c.upload))
            if taken is None:  # somebody else sent the same file
                connection.execute(delete(blob_part).where(blob_part.c.upload == self._id))
            _give_up_old(connection)
        return True

    def abandon(self) -> None:
        """Drop what arrived."""
        with self._database.write() as connection:
            connection.execute(delete(blob_part).where(blob_part.c.upload == self._id))


def size_of(connection: Connection, dataset: str, sha256: str) -> int | None:
    """The size of a file in bytes; None where the dataset has no such file."""
    return connection.scalar(select(blob.c.size).where(blob.c.dataset == dataset, blob.c.sha256 == sha256))


def parts(database: Database, dataset: str, sha256: str) -> Iterator[bytes]:
    """The pieces of a file; between two of them no transaction is open."""
    number = 0
    while True:
        query = select(blob_part.c.data).join(blob, blob.c.upload == blob_part.c.upload)
        query = query.where(blob.c.dataset == dataset, blob.c.sha256 == sha256, blob_part.c.part == number)
        with database.read() as connection:
            data = connection.scalar(query)
        if data is None:
            return
        yield bytes(data)
        number += 1


def _give_up_old(connection: Connection) -> None:
    finished = select(blob.c.upload)
    old = blob_part.c.begun_at < moments.seconds() - _GIVEN_UP_SECONDS
    connection.execute(delete(blob_part).where(old, blob_part.c.upload.not_in(finished)))
