"""Every older schema becomes the newest one without losing a row, or stays exactly as it was."""

import json
import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.common.errors import StoreError
from app.common.turkish import match_key
from app.model.backup import backup_folder, list_backups, opened_backup
from app.model.database import Database
from app.model.engine import connect, create_store_engine
from app.model.migrations import SCHEMA
from app.model.migrations.runner import SCRIPTS, migrate, script_directory
from app.model.raw_access import read_only, schema_of
from app.model.sidecar import read_sidecar, sidecar_path
from app.model.store import NOTE_UPDATED
from app.model.tables import Base
from app.records import Kind

STORES = Path(__file__).parents[1] / "fixtures" / "stores"
DOCUMENT = Path(__file__).parents[2] / "docs" / "database-changes.md"
KEY = "1" * 64


@pytest.fixture
def old(tmp_path):
    """A copy of the filled store of schema 1."""
    path = tmp_path / "eski çalıştay.db"
    shutil.copy2(STORES / "schema_0001.store", path)
    shutil.copy2(sidecar_path(STORES / "schema_0001.store"), sidecar_path(path))
    return path


def dump(path, key=KEY):
    """Every row of every table, as {table: {primary key: {column: value}}}."""
    with read_only(path, key) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: rows_of(raw, table) for table in tables if table not in {"meta", "alembic_version"}}


def rows_of(raw, table):
    cursor = raw.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    if "id" not in names and "peer_id" in names:
        return {tuple(row.values()): row for row in rows}
    first = {
        "waiting_row": "entity_id",
        "conflict": "loser",
        "blob": "sha256",
        "draft": "slot",
        "embedding": "text_hash",
        "preference": "key",
        "outbox_op": "change_id",
    }.get(table, "id")
    return {row[first]: row for row in rows}


def schema_text(path, key):
    """What defines the tables and indexes, without the differences that a rename leaves."""
    with read_only(path, key) as raw:
        rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        return [(kind, name, re.sub(r'[\s"]+', " ", sql).strip()) for kind, name, sql in rows]


def test_the_filled_store_of_schema_1_becomes_schema_2_row_by_row(old):
    before = dump(old)
    assert all(before.values()), "the fixture must have rows in every table"

    migrate(old, KEY, target=2)
    after = dump(old)

    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}
    untouched = set(before) - {"firm", "change"}
    assert {table: after[table] for table in untouched} == {table: before[table] for table in untouched}
    sizes = {
        "f1": (45, None),
        "f2": (1200, None),
        "f3": (None, "50-100"),
        "f4": (None, None),
        "f5": (None, None),
    }
    for key, row in before["firm"].items():
        number, typed = sizes[key]
        assert after["firm"][key] == row | {
            "employees": number,
            "employees_typed": typed,
            "platform_consent": "cards",
            "name_key": match_key(row["name"]),
        }


@pytest.fixture
def second(tmp_path):
    """A copy of the filled store of schema 2."""
    path = tmp_path / "ikinci çalıştay.db"
    shutil.copy2(STORES / "schema_0002.store", path)
    shutil.copy2(sidecar_path(STORES / "schema_0002.store"), sidecar_path(path))
    return path


def test_schema_3_says_of_each_change_whose_it_is_and_what_it_follows(second):
    before = dump(second)
    assert all(before.values()), "the fixture must have rows in every table"

    migrate(second, KEY, target=3)
    after = dump(second)

    untouched = set(before) - {"operation", "change", "outbox_op"}
    assert {table: after[table] for table in untouched} == {table: before[table] for table in untouched}
    assert after["operation"] == {key: row | {"automatic": 0} for key, row in before["operation"].items()}
    assert set(after["outbox_op"]) == {row["change_id"] for row in before["outbox_op"].values()}
    newest = {}
    for key, row in sorted(before["change"].items(), key=lambda entry: entry[1]["device_seq"]):
        parents = [newest[row["entity_id"]]] if row["entity_id"] in newest else []
        newest[row["entity_id"]] = key
        assert after["change"][key] == row | {
            "position": row["device_seq"],
            "device": before["operation"][row["operation_id"]]["device"],
            "parents": json.dumps(parents),
            "partial": 0,
            "origin": None,
        }


@pytest.fixture
def third(tmp_path):
    """A copy of the filled store of schema 3."""
    path = tmp_path / "üçüncü çalıştay ı.db"
    shutil.copy2(STORES / "schema_0003.store", path)
    shutil.copy2(sidecar_path(STORES / "schema_0003.store"), sidecar_path(path))
    return path


def test_schema_4_brings_an_empty_table_of_proposals_and_touches_nothing_else(third):
    before = dump(third)
    assert all(before.values()), "the fixture must have rows in every table"

    migrate(third, KEY, target=4)

    assert dump(third) == before | {"proposal": {}}


def test_the_log_follows_the_new_types_so_that_old_steps_can_be_undone(old, opened):
    store = opened(old, key=KEY)
    with store.connect_read_only() as raw:
        groups = [json.loads(row[0]) for row in raw.execute("SELECT groups FROM change ORDER BY position")]
    assert groups[1]["employees"] == {"old": {"employees": 40}, "new": {"employees": 45}}
    assert groups[2]["employees_typed"] == {"old": {"employees_typed": None}, "new": {"employees_typed": "50-100"}}

    database = Database(store.engine, store.device_id)
    names = []
    while database.status().undo is not None:
        changes = database.undo()
        names.append((changes.operation, [change.kind for change in changes.changes]))

    assert names[:3] == [
        ("Add participant", [Kind.PARTICIPANT]),
        ("Edit firm", [Kind.FIRM]),
        ("Edit firm", [Kind.FIRM]),
    ]


def test_a_migrated_store_has_the_schema_of_a_new_one(old, opened, path, key):
    opened(old, key=KEY).close()
    opened(path).close()

    assert schema_text(old, KEY) == schema_text(path, key)


def test_the_newest_schema_is_what_the_mapped_classes_say(path, key):
    path.parent.mkdir()
    migrate(path, key)
    engine = create_store_engine(path, key)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        checks = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'firm'").scalar_one()
    engine.dispose()

    assert differences == []
    assert "ck_firm_platform_consent" in checks


def test_a_sealed_backup_of_the_old_schema_stands_before_the_update(old, opened):
    before = dump(old)
    store = opened(old, key=KEY)

    [note] = store.notes
    [backup] = list_backups(backup_folder(old))
    assert note.message == NOTE_UPDATED
    assert note.params["path"] == backup.path
    assert backup.sealed
    with opened_backup(backup.path) as (archive, about):
        assert about.schema == 1
        old.with_suffix(".copy").write_bytes(archive.read("store.db"))
    assert dump(old.with_suffix(".copy")) == before
    assert read_sidecar(sidecar_path(old)).schema == SCHEMA


def test_an_error_in_the_middle_leaves_schema_1_as_it_was(old, opened, monkeypatch):
    before = dump(old)

    def fail(*_arguments):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("app.model.migrations.runner._check", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            opened(old, key=KEY)

    with read_only(old, KEY) as raw:
        assert schema_of(raw) == 1
    assert dump(old) == before
    assert opened(old, key=KEY).schema == SCHEMA


def test_the_platform_consent_is_checked_by_the_database(old, opened):
    opened(old, key=KEY).close()
    raw = connect(old, KEY)

    with pytest.raises(Exception, match="ck_firm_platform_consent"):
        raw.execute("UPDATE firm SET platform_consent = 'everything'")
    raw.close()


# --- the guards, against migrations that do what they must not


def scripts_with(folder, body):
    """The real migrations and one more, numbered after them."""
    versions = folder / "versions"
    shutil.copytree(SCRIPTS / "versions", versions, ignore=shutil.ignore_patterns("__pycache__"))
    head = f'revision = "{SCHEMA + 1:04d}"\ndown_revision = "{SCHEMA:04d}"\n'
    text = "import sqlalchemy as sa\nfrom alembic import op\n" + head + dedent(body)
    (versions / f"v{SCHEMA + 1:04d}_seeded.py").write_text(text, "utf-8")
    return folder


LOSES_CHILDREN = """
def upgrade():
    op.get_bind().exec_driver_sql("DELETE FROM attendance WHERE firm_id = 'f2'")
    with op.batch_alter_table("firm", recreate="always") as batch:
        batch.add_column(sa.Column("web", sa.String()))
"""
DANGLES = """
def upgrade():
    op.get_bind().exec_driver_sql("UPDATE resource_card SET firm_id = 'nobody' WHERE id = 'c1'")
"""
DROPS = """
def upgrade():
    op.drop_table("interest")
"""
DECLARED = """
rows_may_change = {"preference"}

def upgrade():
    op.get_bind().exec_driver_sql("DELETE FROM preference")
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [(LOSES_CHILDREN, "attendance: 5 → 4"), (DANGLES, "resource_card: firm"), (DROPS, "interest: 1 → 0")],
)
def test_a_migration_that_loses_rows_is_refused_whole(old, tmp_path, body, said):
    migrate(old, KEY)
    before = dump(old)

    with pytest.raises(StoreError, match=said):
        migrate(old, KEY, target=SCHEMA + 1, scripts=scripts_with(tmp_path / "seeded", body))

    assert dump(old) == before
    with read_only(old, KEY) as raw:
        assert schema_of(raw) == SCHEMA


def test_rows_may_go_where_the_migration_says_so(old, tmp_path):
    migrate(old, KEY)
    migrate(old, KEY, target=SCHEMA + 1, scripts=scripts_with(tmp_path / "seeded", DECLARED))

    with read_only(old, KEY) as raw:
        assert schema_of(raw) == SCHEMA + 1
        assert raw.execute("SELECT count(*) FROM preference").fetchone() == (0,)


def test_with_foreign_keys_on_the_rebuild_would_fail_or_lose_children(old):
    """Why the runner turns them off: the same rebuild on an ordinary connection does not get through."""
    raw = connect(old, KEY)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("CREATE TABLE firm_new AS SELECT * FROM firm")

    with pytest.raises(Exception, match="FOREIGN KEY constraint failed"):
        raw.executescript("DROP TABLE firm; COMMIT")
    raw.close()


# --- tripwires for whoever adds a schema


def test_the_migrations_are_one_line_and_end_at_the_schema_number():
    revisions = list(script_directory().walk_revisions())

    assert [revision.revision for revision in revisions] == [f"{number:04d}" for number in range(SCHEMA, 0, -1)]


def test_the_migrations_import_nothing_of_the_application():
    for file in (SCRIPTS / "versions").glob("v*.py"):
        assert re.search(r"^\s*(?:from|import)\s+app\b", file.read_text("utf-8"), re.MULTILINE) is None, file.name


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_every_schema_has_its_entry_in_the_document(schema):
    assert re.search(rf"^## Schema {schema}\b", DOCUMENT.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_every_earlier_schema_has_a_filled_store_that_opens(schema, opened, tmp_path):
    name = f"schema_{schema:04d}.store"
    for file in (STORES / name, sidecar_path(STORES / name)):
        shutil.copy2(file, tmp_path / file.name)
    with read_only(tmp_path / name, KEY) as raw:
        assert schema_of(raw) == schema

    assert opened(tmp_path / name, key=KEY).schema == SCHEMA
