"""Schema 1: workshops, firms, people, cards, synergies, the change log and what belongs to one laptop only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _gatherings()
    _cards()
    _synergies()
    _log()
    _device()


def _gatherings() -> None:
    op.create_table(
        "workshop",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("held_on", sa.String()),
        sa.Column("place", sa.String()),
        sa.Column("sample", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
    )
    op.create_table(
        "firm",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("nace", sa.String()),
        sa.Column("tax_number", sa.String()),
        sa.Column("province", sa.String()),
        sa.Column("district", sa.String()),
        sa.Column("osb", sa.String()),
        sa.Column("site", sa.String()),
        sa.Column("employees", sa.String()),  # as typed: "45", "1.200 kişi", "50-100"
        sa.Column("merged_into", sa.String()),
        sa.Column("external_id", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_firm"),
        sa.ForeignKeyConstraint(["merged_into"], ["firm.id"], name="fk_firm_merged_into"),
    )
    op.create_table(
        "attendance",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("table_no", sa.Integer()),
        sa.Column("arrived_at", sa.String()),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_attendance_workshop_id"),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name="fk_attendance_firm_id"),
        sa.UniqueConstraint("workshop_id", "firm_id", name="uq_attendance_workshop_id_firm_id"),
    )
    op.create_index("ix_attendance_firm_id", "attendance", ["firm_id"])
    op.create_table(
        "participant",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("personal_key", sa.String()),
        sa.Column("consent", sa.Integer()),
        sa.Column("consent_version", sa.String()),
        sa.Column("consent_at", sa.String()),
        sa.Column("external_id", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_participant_workshop_id"),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name="fk_participant_firm_id"),
    )
    op.create_index("ix_participant_workshop_id", "participant", ["workshop_id"])
    op.create_index("ix_participant_firm_id", "participant", ["firm_id"])


def _cards() -> None:
    op.create_table(
        "resource_card",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("description", sa.String()),
        sa.Column("category", sa.String()),
        sa.Column("code_system", sa.String()),
        sa.Column("code", sa.String()),
        sa.Column("hazardous", sa.Integer()),
        sa.Column("quantity", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column("quantity_unconfirmed", sa.Integer(), nullable=False),
        sa.Column("state", sa.String()),
        sa.Column("condition", sa.String()),
        sa.Column("quality", sa.String()),
        sa.Column("current_route", sa.String()),
        sa.Column("place", sa.String()),
        sa.Column("valid_from", sa.String()),
        sa.Column("valid_until", sa.String()),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("as_typed", sa.String()),
        sa.Column("number", sa.Integer()),
        sa.Column("table_no", sa.Integer()),
        sa.Column("notes", sa.String()),
        sa.Column("external_id", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_resource_card"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_resource_card_workshop_id"),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name="fk_resource_card_firm_id"),
    )
    op.create_index("ix_resource_card_workshop_id_firm_id", "resource_card", ["workshop_id", "firm_id"])
    op.create_index("ix_resource_card_firm_id", "resource_card", ["firm_id"])
    op.create_table(
        "interest",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_interest"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_interest_workshop_id"),
        sa.ForeignKeyConstraint(["card_id"], ["resource_card.id"], name="fk_interest_card_id"),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name="fk_interest_firm_id"),
        sa.UniqueConstraint("card_id", "firm_id", name="uq_interest_card_id_firm_id"),
    )
    op.create_index("ix_interest_workshop_id", "interest", ["workshop_id"])


def _synergies() -> None:
    op.create_table(
        "synergy",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("have_id", sa.String(), nullable=False),
        sa.Column("want_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("next_step", sa.String()),
        sa.Column("due_on", sa.String()),
        sa.Column("notes", sa.String()),
        sa.Column("score", sa.Float()),
        sa.Column("reasons", sa.String()),
        sa.Column("lost_reason", sa.String()),
        sa.Column("review_on", sa.String()),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("stage_since", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_synergy"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_synergy_workshop_id"),
        sa.ForeignKeyConstraint(["have_id"], ["resource_card.id"], name="fk_synergy_have_id"),
        sa.ForeignKeyConstraint(["want_id"], ["resource_card.id"], name="fk_synergy_want_id"),
        sa.UniqueConstraint("have_id", "want_id", name="uq_synergy_have_id_want_id"),
    )
    op.create_index("ix_synergy_workshop_id", "synergy", ["workshop_id"])
    op.create_index("ix_synergy_want_id", "synergy", ["want_id"])
    op.create_table(
        "synergy_card",
        sa.Column("synergy_id", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_synergy_card"),
        sa.ForeignKeyConstraint(["synergy_id"], ["synergy.id"], name="fk_synergy_card_synergy_id"),
        sa.ForeignKeyConstraint(["card_id"], ["resource_card.id"], name="fk_synergy_card_card_id"),
        sa.UniqueConstraint("synergy_id", "card_id", name="uq_synergy_card_synergy_id_card_id"),
    )
    op.create_index("ix_synergy_card_card_id", "synergy_card", ["card_id"])
    op.create_table(
        "stage_change",
        sa.Column("synergy_id", sa.String(), nullable=False),
        sa.Column("from_stage", sa.String()),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_stage_change"),
        sa.ForeignKeyConstraint(["synergy_id"], ["synergy.id"], name="fk_stage_change_synergy_id"),
    )
    op.create_index("ix_stage_change_synergy_id", "stage_change", ["synergy_id"])
    op.create_table(
        "decision",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("have_id", sa.String(), nullable=False),
        sa.Column("want_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_decision_workshop_id"),
        sa.ForeignKeyConstraint(["have_id"], ["resource_card.id"], name="fk_decision_have_id"),
        sa.ForeignKeyConstraint(["want_id"], ["resource_card.id"], name="fk_decision_want_id"),
        sa.UniqueConstraint("have_id", "want_id", name="uq_decision_have_id_want_id"),
    )
    op.create_index("ix_decision_workshop_id", "decision", ["workshop_id"])
    op.create_index("ix_decision_want_id", "decision", ["want_id"])


def _log() -> None:
    op.create_table(
        "operation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reverts", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
        sa.ForeignKeyConstraint(["reverts"], ["operation.id"], name="fk_operation_reverts"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=False),
        sa.Column("device_seq", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("groups", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name="fk_change_operation_id"),
        sa.UniqueConstraint("device_seq", name="uq_change_device_seq"),
    )
    op.create_index("ix_change_operation_id", "change", ["operation_id"])
    op.create_index("ix_change_entity_id", "change", ["entity_id"])
    op.create_table(
        "outbox_op",
        sa.Column("device_seq", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("device_seq", name="pk_outbox_op"),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_outbox_op_change_id"),
    )


def _device() -> None:
    op.create_table(
        "draft",
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slot", name="pk_draft"),
    )
    op.create_table(
        "embedding",
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", "model", name="pk_embedding"),
    )
    op.create_table(
        "preference",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_preference"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
