"""The newest schema as mapped classes.

Columns hold plain values (text, whole numbers, floats); records are made from them in `mapping.py`. Synced rows are
never deleted, only marked (`deleted_at`), so that undo and sync can bring them back.
"""

import base64
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.common.sealing import new_personal_key
from app.common.turkish import match_key
from app.records import Kind

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables share one naming convention, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=_NAMES)


class Synced(Base):
    """A row whose changes are captured: in the log, undoable, sent to others."""

    __abstract__ = True
    entity: ClassVar[Kind]
    # column -> column that holds its comparing form
    searchable: ClassVar[dict[str, str]] = {}

    id: Mapped[str] = mapped_column(primary_key=True)
    deleted_at: Mapped[str | None]

    def derive(self) -> None:
        """Recompute the columns that follow from others."""
        for source, target in self.searchable.items():
            value: Any = getattr(self, source)
            setattr(self, target, match_key(value) if value else "")


class WorkshopRow(Synced):
    __tablename__ = "workshop"
    entity = Kind.WORKSHOP
    searchable = {"name": "name_key"}

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    held_on: Mapped[str | None]
    place: Mapped[str | None]
    sample: Mapped[int]


class FirmRow(Synced):
    __tablename__ = "firm"
    entity = Kind.FIRM
    searchable = {"name": "name_key"}
    __table_args__ = (
        CheckConstraint("platform_consent IN ('nothing', 'cards', 'cards_and_people')", name="platform_consent"),
        Index(None, "name_key"),
    )

    name: Mapped[str]
    name_key: Mapped[str]
    sector: Mapped[str | None]
    nace: Mapped[str | None]
    tax_number: Mapped[str | None]
    province: Mapped[str | None]
    district: Mapped[str | None]
    osb: Mapped[str | None]
    site: Mapped[str | None]
    employees: Mapped[int | None]
    employees_typed: Mapped[str | None]
    platform_consent: Mapped[str]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("firm.id"))
    external_id: Mapped[str | None]
    source: Mapped[str | None]


class AttendanceRow(Synced):
    __tablename__ = "attendance"
    entity = Kind.ATTENDANCE
    __table_args__ = (UniqueConstraint("workshop_id", "firm_id"),)

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    number: Mapped[int | None]
    table_no: Mapped[int | None]
    arrived_at: Mapped[str | None]


class ParticipantRow(Synced):
    """`personal_key` (base64) seals this person's contact group in the log; without it the log tells nothing."""

    __tablename__ = "participant"
    entity = Kind.PARTICIPANT

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    role: Mapped[str | None]
    name: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    personal_key: Mapped[str | None]
    consent: Mapped[int | None]
    consent_version: Mapped[str | None]
    consent_at: Mapped[str | None]
    external_id: Mapped[str | None]
    source: Mapped[str | None]

    def derive(self) -> None:
        """Also give a person whose contact is known a key: a new row, or one that was erased and came back."""
        super().derive()
        if self.personal_key is None and (self.name or self.phone or self.email):
            self.personal_key = base64.b64encode(new_personal_key()).decode("ascii")


class CardRow(Synced):
    __tablename__ = "resource_card"
    entity = Kind.CARD
    searchable = {"title": "title_key"}
    __table_args__ = (Index(None, "workshop_id", "firm_id"),)

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    direction: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str]
    description: Mapped[str | None]
    category: Mapped[str | None]
    code_system: Mapped[str | None]
    code: Mapped[str | None]
    hazardous: Mapped[int | None]
    quantity: Mapped[str | None]
    unit: Mapped[str | None]
    period: Mapped[str | None]
    quantity_unconfirmed: Mapped[int]
    state: Mapped[str | None]
    condition: Mapped[str | None]
    quality: Mapped[str | None]
    current_route: Mapped[str | None]
    place: Mapped[str | None]
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None]
    audience: Mapped[str]
    as_typed: Mapped[str | None]
    number: Mapped[int | None]
    table_no: Mapped[int | None]
    notes: Mapped[str | None]
    external_id: Mapped[str | None]
    source: Mapped[str | None]
    created_at: Mapped[str]


class InterestRow(Synced):
    __tablename__ = "interest"
    entity = Kind.INTEREST
    __table_args__ = (UniqueConstraint("card_id", "firm_id"),)

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    card_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"))
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"))


class SynergyRow(Synced):
    __tablename__ = "synergy"
    entity = Kind.SYNERGY
    __table_args__ = (UniqueConstraint("have_id", "want_id"),)

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    have_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"))
    want_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"), index=True)
    stage: Mapped[str]
    origin: Mapped[str]
    rank: Mapped[str]
    owner: Mapped[str | None]
    next_step: Mapped[str | None]
    due_on: Mapped[str | None]
    notes: Mapped[str | None]
    score: Mapped[float | None] = mapped_column(Float)
    reasons: Mapped[str | None]
    lost_reason: Mapped[str | None]
    review_on: Mapped[str | None]
    created_at: Mapped[str]
    stage_since: Mapped[str]


class SynergyCardRow(Synced):
    """A leg: one of the cards that a synergy joins. The founding pair has legs too."""

    __tablename__ = "synergy_card"
    entity = Kind.SYNERGY_CARD
    __table_args__ = (UniqueConstraint("synergy_id", "card_id"),)

    synergy_id: Mapped[str] = mapped_column(ForeignKey("synergy.id"))
    card_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"), index=True)


class StageChangeRow(Synced):
    __tablename__ = "stage_change"
    entity = Kind.STAGE_CHANGE

    synergy_id: Mapped[str] = mapped_column(ForeignKey("synergy.id"), index=True)
    from_stage: Mapped[str | None]
    to_stage: Mapped[str]
    at: Mapped[str]
    actor: Mapped[str]


class DecisionRow(Synced):
    __tablename__ = "decision"
    entity = Kind.DECISION
    __table_args__ = (UniqueConstraint("have_id", "want_id"),)

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    have_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"))
    want_id: Mapped[str] = mapped_column(ForeignKey("resource_card.id"), index=True)
    verdict: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[str]


class ExportRow(Synced):
    __tablename__ = "export"
    entity = Kind.EXPORT

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    made_at: Mapped[str]
    actor: Mapped[str]


class OperationRow(Base):
    """One use case that somebody carried out: the unit of undo. Append-only; `reverts` names what it took back,
    `automatic` that the program did it on its own, so that undo passes it over."""

    __tablename__ = "operation"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    hlc: Mapped[str]
    at: Mapped[str]
    device: Mapped[str]
    actor: Mapped[str]
    reverts: Mapped[str | None] = mapped_column(ForeignKey("operation.id"))
    automatic: Mapped[int]


class ChangeRow(Base):
    """What an operation did to one row, here or on another laptop: `groups` is JSON {group: {"old": {…}, "new": {…}}},
    personal groups sealed.

    `position` is the order in which this store learned of it, `device_seq` the order in which its author wrote it.
    `parents` (JSON) are the changes of the row that its author had seen and nothing newer; `origin` is the peer that it
    came from; `partial` says that groups were held back on the way.
    """

    __tablename__ = "change"
    __table_args__ = (Index(None, "device", "device_seq"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    operation_id: Mapped[str] = mapped_column(ForeignKey("operation.id"), index=True)
    position: Mapped[int] = mapped_column(unique=True)
    device: Mapped[str]
    device_seq: Mapped[int]
    hlc: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str] = mapped_column(index=True)
    parents: Mapped[str]
    groups: Mapped[str]
    partial: Mapped[int]
    origin: Mapped[str | None]


class OutboxOpRow(Base):
    """A change that waits to go out: no other store has confirmed it, and nobody has decided that it stays here. The
    unsynced count is the number of these rows."""

    __tablename__ = "outbox_op"

    change_id: Mapped[str] = mapped_column(ForeignKey("change.id"), primary_key=True)


class DraftRow(Base):
    """An entry form as it stands. Device-local: never in log, outbox or undo."""

    __tablename__ = "draft"

    slot: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[str]
    saved_at: Mapped[str]


class EmbeddingRow(Base):
    """A cached vector (float32, little endian) of a text. Device-local."""

    __tablename__ = "embedding"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class PreferenceRow(Base):
    """Something remembered on this laptop (the column mapping of an import …), as JSON. Device-local."""

    __tablename__ = "preference"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ProposalRow(Base):
    """A correction that somebody proposes for the tables of what the program knows. Device-local: it leaves as a file.

    `row_kind` and `row_id` say which row it is about, both empty where it is about none; `row_name` is what the row was
    called then.
    """

    __tablename__ = "proposal"

    id: Mapped[str] = mapped_column(primary_key=True)
    row_kind: Mapped[str]
    row_id: Mapped[str]
    row_name: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    source: Mapped[str]
    made_at: Mapped[str]
    changed_at: Mapped[str]


class MetaRow(Base):
    """Facts about the file itself: whose it is, when it was made, its recovery code, which log belongs to it."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


SYNCED: dict[Kind, type[Synced]] = {
    row.entity: row
    for row in (
        WorkshopRow,
        FirmRow,
        AttendanceRow,
        ParticipantRow,
        CardRow,
        InterestRow,
        SynergyRow,
        SynergyCardRow,
        StageChangeRow,
        DecisionRow,
        ExportRow,
    )
}
