"""What only PostgreSQL can show; `test_postgresql.py` runs it, with the common tests, under `pg_virtualenv`."""

import os
import subprocess
from collections.abc import Callable

import psycopg
from fastapi.testclient import TestClient

from central.database import Database
from central.settings import Settings
from tests.central.laptop import Laptop

Make = Callable[..., Laptop]
NAME = "Işıl İnançoğlu"


def test_the_tests_run_on_postgresql(client: TestClient) -> None:
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    assert database.is_postgresql


def test_no_trace_of_an_erased_person_remains(settings: Settings, laptop: Make) -> None:
    one = laptop()
    op = one.person("p1", NAME)
    one.push(op)
    assert NAME in _dump(settings)
    assert op["key"] in _dump(settings)
    one.push(one.op("participant", "p1", [op], erased={}))
    assert NAME not in _dump(settings)
    assert op["key"] not in _dump(settings)
    with psycopg.connect(settings.database_url) as connection:
        for table in ("record", "person_key", "op", "parked"):
            row = connection.execute(
                "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = %s", (table,)
            ).fetchone()
            assert row == (0,)


def test_a_connection_that_the_server_ended_is_made_anew(settings: Settings, laptop: Make) -> None:
    one = laptop()
    one.push(one.card("c1"))
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert one.outcomes(one.card("c2")) == ["applied"]


def _dump(settings: Settings) -> str:
    command = ["pg_dump", "--data-only", settings.database_url]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout
