"""Who may do what. A token is random and shown once; the database holds its SHA-256 only."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.common.ids import derived_id, new_id
from app.sync.wire import checked_id
from central import moments, op_log
from central.database import Database
from central.settings import Settings
from central.tables import token

_TOKEN_BYTES = 32
# How exactly the table tells when a token was used; every request would be a write otherwise.
_SEEN_SECONDS = 60


class Role(StrEnum):
    """What the bearer of a token is."""

    DEVICE = "device"  # reads and writes its dataset
    ORGANISER = "organiser"  # reads its dataset
    REGION = "region"  # reads workshops in its regions, of every dataset, without people
    PLATFORM = "platform"  # as a region, everywhere


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who sends a request. `device` is the sender's id in its dataset; `id` names the token in the log."""

    id: str
    device: str
    role: Role
    dataset: str | None
    regions: tuple[str, ...]
    owner: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """What a new token allows."""

    device: str
    role: Role
    dataset: str | None = None
    regions: tuple[str, ...] = ()
    owner: bool = False


def dataset_of(organiser: str) -> str:
    """The dataset of an organiser: the same wherever it is asked."""
    return derived_id("dataset", organiser)


def issue(
    settings: Settings,
    device: str,
    role: str = Role.DEVICE.value,
    organiser: str | None = None,
    regions: Sequence[str] = (),
    owner: bool = False,
) -> str:
    """A new token, to be handed over once. `device` and `organiser` roles belong to an `organiser`, a `region` has
    regions, and `owner` may also make join codes. ValueError where that does not fit, WireError for a bad device."""
    checked_id(device, "device")
    kind = Role(role)
    if (organiser is not None) is not (kind in (Role.DEVICE, Role.ORGANISER)):
        raise ValueError("a device or an organiser belongs to one organiser, others to none")
    if bool(regions) is not (kind is Role.REGION):
        raise ValueError("a region token names its regions, others none")
    dataset = None if organiser is None else dataset_of(organiser)
    database = Database(settings)
    try:
        with database.write() as connection:
            if dataset is not None:
                op_log.locked_counter(connection, dataset)
            return grant(connection, Grant(device, kind, dataset, tuple(regions), owner))
    finally:
        database.close()


def revoke(settings: Settings, device: str, organiser: str | None = None) -> int:
    """End every token of a device (its name, or the id of one token), only within the dataset of `organiser` where one
    is given. Returns how many there were."""
    database = Database(settings)
    try:
        with database.write() as connection:
            mine = or_(token.c.device == device, token.c.id == device)
            ended = update(token).where(mine, token.c.revoked_at.is_(None)).values(revoked_at=moments.stamp())
            if organiser is not None:
                ended = ended.where(token.c.dataset == dataset_of(organiser))
            return connection.execute(ended).rowcount
    finally:
        database.close()


def grant(connection: Connection, what: Grant) -> str:
    """Make a token within a transaction."""
    text = secrets.token_urlsafe(_TOKEN_BYTES)
    connection.execute(
        token.insert().values(
            id=new_id(),
            hash=_hash(text),
            device=what.device,
            role=what.role.value,
            dataset=what.dataset,
            regions=json.dumps(list(what.regions)),
            owner=what.owner,
            made_at=moments.stamp(),
        )
    )
    return text


def revoke_guest(connection: Connection, dataset: str, device: str) -> bool:
    """End the tokens of a laptop that joins again. False: the name is the owner's and stays his."""
    mine = (token.c.dataset == dataset, token.c.device == device, token.c.revoked_at.is_(None))
    if connection.scalar(select(token.c.id).where(*mine, token.c.owner).limit(1)) is not None:
        return False
    former = update(token).where(*mine, token.c.role == Role.DEVICE.value)
    connection.execute(former.values(revoked_at=moments.stamp()))
    return True


def bearer_of(database: Database, text: str) -> Bearer | None:
    """Whose token this is; None where it is nobody's, or was revoked."""
    wanted = _hash(text)
    with database.read() as connection:
        row = connection.execute(select(token).where(token.c.hash == wanted)).one_or_none()
    if row is None or not hmac.compare_digest(row.hash, wanted) or row.revoked_at is not None:
        return None
    now = moments.seconds()
    if row.last_seen is None or now - row.last_seen > _SEEN_SECONDS:
        # Only for people to look at: a full disk must not keep anybody from reading.
        with suppress(DBAPIError), database.write() as connection:
            connection.execute(update(token).where(token.c.id == row.id).values(last_seen=now))
    return Bearer(row.id, row.device, Role(row.role), row.dataset, tuple(json.loads(row.regions)), row.owner)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
