"""Schema 2: a firm's size as a number, its consent for the platform, and the form in which its name is compared.

`firm` is a parent table (attendance, participant, resource_card, interest and itself refer to it), so it is rebuilt:
new table, rows copied, old table dropped, new one renamed. Foreign keys are off while that happens, or dropping the old
table would take every child row with it.
"""

import json
import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT = (
    "id, deleted_at, name, sector, nace, tax_number, province, district, osb, site, merged_into, external_id, source"
)
_WHOLE_NUMBER = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,9})(?:\s*(?:kişi|çalışan|personel))?", re.IGNORECASE)


def upgrade() -> None:
    op.create_table(
        "firm_new",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("nace", sa.String()),
        sa.Column("tax_number", sa.String()),
        sa.Column("province", sa.String()),
        sa.Column("district", sa.String()),
        sa.Column("osb", sa.String()),
        sa.Column("site", sa.String()),
        sa.Column("employees", sa.Integer()),
        sa.Column("employees_typed", sa.String()),
        sa.Column("platform_consent", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String()),
        sa.Column("external_id", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_firm"),
        sa.ForeignKeyConstraint(["merged_into"], ["firm.id"], name="fk_firm_merged_into"),
        sa.CheckConstraint(
            "platform_consent IN ('nothing', 'cards', 'cards_and_people')", name="ck_firm_platform_consent"
        ),
    )
    connection = op.get_bind()
    _copy_firms(connection)
    op.drop_table("firm")
    op.rename_table("firm_new", "firm")
    op.create_index("ix_firm_name_key", "firm", ["name_key"])
    _convert_log(connection)


def _copy_firms(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            f"INSERT INTO firm_new ({_KEPT}, name_key, platform_consent) SELECT {_KEPT}, '', 'cards' FROM firm"  # noqa: S608 - a literal list of columns
        )
    )
    rows = connection.execute(sa.text("SELECT id, name, employees FROM firm")).all()
    for firm_id, name, typed in rows:
        number, unread = _size(typed)
        connection.execute(
            sa.text(
                "UPDATE firm_new SET name_key = :key, employees = :number, employees_typed = :typed WHERE id = :id"
            ),
            {"key": _match_key(name), "number": number, "typed": unread, "id": firm_id},
        )


def _convert_log(connection: sa.Connection) -> None:
    """The log's values get the column's new type too, or undoing an edit from before would compare 45 with '45'."""
    rows = connection.execute(
        sa.text("SELECT id, groups FROM change WHERE entity = 'firm' AND groups LIKE '%\"employees\"%'")
    ).all()
    for change_id, text in rows:
        groups: dict[str, Any] = json.loads(text)
        if "employees" not in groups:
            continue
        sizes = {side: _size(values["employees"]) for side, values in groups["employees"].items()}
        groups["employees"] = {side: {"employees": number} for side, (number, _) in sizes.items()}
        groups["employees_typed"] = {side: {"employees_typed": unread} for side, (_, unread) in sizes.items()}
        connection.execute(
            sa.text("UPDATE change SET groups = :groups WHERE id = :id"),
            {"groups": json.dumps(groups, ensure_ascii=False, sort_keys=True), "id": change_id},
        )


def _size(typed: str | None) -> tuple[int | None, str | None]:
    """The number that the text says, else the text itself, so that "50-100" is not lost."""
    if typed is None or not typed.strip():
        return None, None
    found = _WHOLE_NUMBER.fullmatch(typed.strip())
    if found is None:
        return None, typed
    return int(found[1].replace(".", "").replace(" ", "")), None


def _match_key(text: str) -> str:
    """The comparing form as it was when this migration was written; it does not follow later changes."""
    folded = unicodedata.normalize("NFKD", text.replace("İ", "i").replace("ı", "i")).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", plain.replace("ı", "i")).strip()
