"""Schema 3: the log takes in what other stores wrote, and the tables of the exchange with them.

`change` is rebuilt: whose change it is, in which order it came, and which earlier ones its author had seen. Up to here
each store has only its own history, so each change of a row had seen the one before.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _log()
    _exports()
    _exchange()


def _log() -> None:
    op.execute("ALTER TABLE operation ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0")
    op.create_table(
        "change_new",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("device_seq", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("parents", sa.String(), nullable=False),
        sa.Column("groups", sa.String(), nullable=False),
        sa.Column("partial", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name="fk_change_operation_id"),
        sa.UniqueConstraint("position", name="uq_change_position"),
    )
    op.execute(
        "INSERT INTO change_new "
        "(id, operation_id, position, device, device_seq, hlc, entity, entity_id, parents, groups, partial) "
        "SELECT c.id, c.operation_id, c.device_seq, o.device, c.device_seq, c.hlc, c.entity, c.entity_id, '[]', "
        "c.groups, 0 FROM change AS c JOIN operation AS o ON o.id = c.operation_id"
    )
    op.create_table(
        "outbox_op_new",
        sa.Column("change_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name="pk_outbox_op"),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_outbox_op_change_id"),
    )
    op.execute("INSERT INTO outbox_op_new (change_id) SELECT change_id FROM outbox_op ORDER BY device_seq")
    op.drop_table("outbox_op")
    op.drop_table("change")
    op.rename_table("change_new", "change")
    op.rename_table("outbox_op_new", "outbox_op")
    op.create_index("ix_change_operation_id", "change", ["operation_id"])
    op.create_index("ix_change_entity_id", "change", ["entity_id"])
    op.create_index("ix_change_device_device_seq", "change", ["device", "device_seq"])
    _chain()


def _chain() -> None:
    """Each change of a row follows the one before it."""
    connection = op.get_bind()
    before: dict[tuple[str, str], str] = {}
    for change_id, entity, entity_id in connection.execute(
        sa.text("SELECT id, entity, entity_id FROM change ORDER BY position")
    ).all():
        parent = before.get((entity, entity_id))
        if parent is not None:
            connection.execute(
                sa.text("UPDATE change SET parents = :parents WHERE id = :id"),
                {"parents": json.dumps([parent]), "id": change_id},
            )
        before[entity, entity_id] = change_id


def _exports() -> None:
    op.create_table(
        "export",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_export"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_export_workshop_id"),
    )
    op.create_index("ix_export_workshop_id", "export", ["workshop_id"])
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )


def _exchange() -> None:
    op.create_table(
        "sync_peer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("dataset", sa.String()),
        sa.Column("epoch", sa.String()),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String()),
        sa.Column("certificate", sa.String()),
        sa.Column("room_key", sa.String()),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.Column("last_ok_at", sa.String()),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sync_peer"),
    )
    op.create_table(
        "sync_outgoing",
        sa.Column("peer_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "number", name="pk_sync_outgoing"),
        sa.ForeignKeyConstraint(["peer_id"], ["sync_peer.id"], name="fk_sync_outgoing_peer_id"),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_sync_outgoing_change_id"),
    )
    op.create_table(
        "sync_withdrawal",
        sa.Column("peer_id", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("groups", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "entity_id", name="pk_sync_withdrawal"),
        sa.ForeignKeyConstraint(["peer_id"], ["sync_peer.id"], name="fk_sync_withdrawal_peer_id"),
    )
    op.create_table(
        "sync_set_aside",
        sa.Column("peer_id", sa.String(), nullable=False),
        sa.Column("change_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("field", sa.String()),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "change_id", name="pk_sync_set_aside"),
        sa.ForeignKeyConstraint(["peer_id"], ["sync_peer.id"], name="fk_sync_set_aside_peer_id"),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_sync_set_aside_change_id"),
    )
    op.create_table(
        "sync_shown",
        sa.Column("peer_id", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "entity_id", name="pk_sync_shown"),
        sa.ForeignKeyConstraint(["peer_id"], ["sync_peer.id"], name="fk_sync_shown_peer_id"),
    )
    op.create_table(
        "sync_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("peer_id", sa.String()),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("params", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sync_log"),
    )
    op.create_table(
        "conflict",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("field_group", sa.String(), nullable=False),
        sa.Column("loser", sa.String(), nullable=False),
        sa.Column("winner", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("found_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "field_group", "loser", name="pk_conflict"),
    )
    op.create_index("ix_conflict_entity_id", "conflict", ["entity_id"])
    op.create_table(
        "waiting_row",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("personal_key", sa.String()),
        sa.PrimaryKeyConstraint("entity_id", name="pk_waiting_row"),
    )
