"""How a laptop comes into the room: a code that is good once and for a quarter of an hour."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from app.common.ids import new_id
from app.common.room_code import as_typed, code_prefix, crockford
from central import moments, tokens
from central.database import Database
from central.problems import Problem
from central.tables import join_code

VALID_SECONDS = 15 * 60
_SECRET_BYTES = 5  # 40 bits: 8 letters
_KEPT_SECONDS = 24 * 3600
_GROUP = 4


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be shown: its text is known only here."""

    code: str
    expires_at: str
    seconds: int


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A code that was made, without its text. `used_by` and `used_name` tell who came with it."""

    id: str
    made_at: str
    expires_at: str
    used_at: str | None
    used_by: str | None
    used_name: str | None


@dataclass(frozen=True, slots=True)
class Joined:
    """What a laptop gets for a code."""

    token: str
    dataset: str


def make_code(database: Database, dataset: str, fingerprint: str | None) -> NewCode:
    """A new code: 8 letters of the certificate's fingerprint, by which the laptop knows the hub, 8 of a secret."""
    secret = crockford(secrets.token_bytes(_SECRET_BYTES))
    now = moments.seconds()
    with database.write() as connection:
        connection.execute(delete(join_code).where(join_code.c.expires_at < now - _KEPT_SECONDS))
        connection.execute(
            join_code.insert().values(
                id=new_id(),
                secret_hash=_hash(secret),
                dataset=dataset,
                made_at=now,
                expires_at=now + VALID_SECONDS,
            )
        )
    letters = code_prefix(fingerprint) + secret
    code = "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
    return NewCode(code, moments.stamp(now + VALID_SECONDS), VALID_SECONDS)


def known_codes(connection: Connection, dataset: str) -> list[KnownCode]:
    """The codes that are still good, and those that were used within a day; the newest first."""
    now = moments.seconds()
    query = select(join_code).where(
        join_code.c.dataset == dataset, (join_code.c.expires_at > now) | join_code.c.used_at.is_not(None)
    )
    return [
        KnownCode(
            row.id,
            moments.stamp(row.made_at),
            moments.stamp(row.expires_at),
            None if row.used_at is None else moments.stamp(row.used_at),
            row.used_by,
            row.used_name,
        )
        for row in connection.execute(query.order_by(join_code.c.made_at.desc(), join_code.c.id))
    ]


def join(database: Database, code: str, device: str, name: str, fingerprint: str | None) -> Joined:
    """Use up a code. Problem 403 `code` where it is not good, 403 `role` where the name is the owner's."""
    letters, prefix = as_typed(code), code_prefix(fingerprint)
    wrong = Problem(403, "code", "The code is wrong, was used, or is older than a quarter of an hour.")
    if not letters.startswith(prefix):
        raise wrong
    now = moments.seconds()
    with database.write() as connection:
        good = (join_code.c.secret_hash == _hash(letters[len(prefix) :]), join_code.c.expires_at > now)
        use = update(join_code).where(*good, join_code.c.used_at.is_(None))
        use = use.values(used_at=now, used_by=device, used_name=name)
        dataset = connection.scalar(use.returning(join_code.c.dataset))
        if dataset is None:
            raise wrong
        if not tokens.revoke_guest(connection, dataset, device):
            raise Problem(403, "role", "This laptop is the owner of the room and needs no code.")
        return Joined(tokens.grant(connection, tokens.Grant(device, tokens.Role.DEVICE, dataset)), dataset)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
