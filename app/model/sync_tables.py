"""Tables of the exchange with other stores. Device-local: never in log, outbox, undo or hash."""

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.model.tables import Base


class SyncPeerRow(Base):
    """Somebody we exchange with: a room's hub or a platform. One that was left stays, not `active`.

    `position` is how far our log has been prepared for it, `sent` the number of the last operation that it confirmed;
    `cursor` how far its log has been read. `workshop_id` None = every workshop. `room_key` opens bundles of the room.
    """

    __tablename__ = "sync_peer"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    url: Mapped[str]
    dataset: Mapped[str | None]
    epoch: Mapped[str | None]
    cursor: Mapped[str]
    position: Mapped[int]
    sent: Mapped[int]
    workshop_id: Mapped[str | None]
    certificate: Mapped[str | None]
    room_key: Mapped[str | None]
    added_at: Mapped[str]
    last_ok_at: Mapped[str | None]
    active: Mapped[int]


class OutgoingRow(Base):
    """An operation prepared for a peer: its number is fixed before it is sent, so that sending again sends the same."""

    __tablename__ = "sync_outgoing"

    peer_id: Mapped[str] = mapped_column(ForeignKey("sync_peer.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[str] = mapped_column(ForeignKey("change.id"))


class WithdrawalRow(Base):
    """Groups of a row (JSON; empty = all of it) that a peer may have no longer; it is told with the next batch."""

    __tablename__ = "sync_withdrawal"

    peer_id: Mapped[str] = mapped_column(ForeignKey("sync_peer.id"), primary_key=True)
    entity_id: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]
    groups: Mapped[str]


class SetAsideRow(Base):
    """An operation that a peer can never take as it is: shown, kept, exported, in nobody's way."""

    __tablename__ = "sync_set_aside"

    peer_id: Mapped[str] = mapped_column(ForeignKey("sync_peer.id"), primary_key=True)
    change_id: Mapped[str] = mapped_column(ForeignKey("change.id"), primary_key=True)
    code: Mapped[str]
    field: Mapped[str | None]
    at: Mapped[str]


class ShownRow(Base):
    """How much of a row a peer has been shown; what has no entry was never sent to it."""

    __tablename__ = "sync_shown"

    peer_id: Mapped[str] = mapped_column(ForeignKey("sync_peer.id"), primary_key=True)
    entity_id: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]
    level: Mapped[str]


class SyncLogRow(Base):
    """What happened in the exchange, kept over restarts: an English template and its placeholders (JSON)."""

    __tablename__ = "sync_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    peer_id: Mapped[str | None]
    level: Mapped[str]
    message: Mapped[str]
    params: Mapped[str]


class ConflictRow(Base):
    """Two changes of one group that did not know of each other and that nobody has decided between yet.

    Follows from the log and is worked out anew whenever the row's changes grow. `field_group` "row": the row came back,
    for somebody had edited it while somebody else deleted it.
    """

    __tablename__ = "conflict"
    __table_args__ = (Index(None, "entity_id"),)

    entity_id: Mapped[str] = mapped_column(primary_key=True)
    field_group: Mapped[str] = mapped_column(primary_key=True)
    loser: Mapped[str] = mapped_column(primary_key=True)
    winner: Mapped[str]
    entity: Mapped[str]
    found_at: Mapped[str]


class WaitingRow(Base):
    """A row whose changes are known but which cannot stand yet, because something that it refers to is missing.
    `personal_key` (base64) is that of a person, until the row can hold it."""

    __tablename__ = "waiting_row"

    entity_id: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]
    personal_key: Mapped[str | None]


class BlobRow(Base):
    """The content of an exported file, until every peer that may have it has it."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
