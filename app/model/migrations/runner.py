"""Runs the migrations of `versions/` through Alembic, with guards that its batch mode does not have.

All steps happen in one transaction with foreign keys off; before it is committed no reference may dangle and no table
may have lost or gained a row unless the migration says so. Whatever fails, the store is as it was.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.common.errors import StoreError
from app.common.messages import N_
from app.model.engine import MAY_WRITE, create_store_engine
from app.model.migrations import SCHEMA

SCRIPTS = Path(__file__).parent
# A migration module that fills or empties a table on purpose names it in this attribute (a set of table names).
ROWS_MAY_CHANGE = "rows_may_change"


def migrate(path: Path, key_hex: str, *, target: int = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Bring the store at `path` to schema `target`; an empty file gets every table.

    The caller holds the lock and has made a sealed backup. Raises StoreError where a guard refuses the outcome.
    """
    script = script_directory(scripts)
    engine = create_store_engine(path, key_hex)
    try:
        with engine.connect() as connection:
            # Outside of a transaction, where alone SQLite listens to it.
            connection.connection.execute("PRAGMA foreign_keys = OFF")
            connection.info[MAY_WRITE] = True
            with connection.begin():
                _migrate(connection, script, target, path)
    finally:
        engine.dispose()


def script_directory(scripts: Path = SCRIPTS) -> ScriptDirectory:
    """Alembic's view of the migration files."""
    return ScriptDirectory(str(scripts))


def _migrate(connection: Connection, script: ScriptDirectory, target: int, path: Path) -> None:
    before = table_rows(connection)
    revision = f"{target:04d}"
    allowed: set[str] = set()

    def steps(current: Any, _context: Any) -> Any:
        for planned in script.iterate_revisions(revision, current):
            allowed.update(getattr(planned.module, ROWS_MAY_CHANGE, ()))
        return script._upgrade_revs(revision, current)  # noqa: SLF001 - what Alembic's own `upgrade` command calls

    with EnvironmentContext(Config(), script, fn=steps) as env:
        env.configure(connection=connection, transaction_per_migration=False)
        env.run_migrations()
    _check(before, connection, allowed, path)


def _check(before: Mapping[str, int], connection: Connection, allowed: set[str], path: Path) -> None:
    after = table_rows(connection)
    wrong = [
        f"{table}: {rows} → {after.get(table, 0)}"
        for table, rows in before.items()
        if after.get(table, 0) != rows and table not in allowed
    ]
    wrong += [f"{row[0]}: {row[2]}?" for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all()]
    if wrong:
        raise StoreError(
            N_("{path} was not updated, because rows would have been lost ({what}); it is as before. Report this."),
            path=path,
            what=", ".join(sorted(set(wrong))),
        )


def table_rows(connection: Connection) -> dict[str, int]:
    """The number of rows of every table of ours."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608 - own names
        for name in tables.all()
    }
