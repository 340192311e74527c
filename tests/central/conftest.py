"""Receivers for the tests: on an encrypted SQLite file, or on PostgreSQL where the tests run under `pg_virtualenv`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient

from central.application import create_app
from central.settings import Settings
from tests.central.laptop import Laptop

KEY = "0f" * 32
POSTGRESQL = "SINERJI_TEST_POSTGRESQL"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    if os.environ.get(POSTGRESQL):
        return Settings(emptied_postgresql_database(), kind="platform")
    return Settings(f"sqlite:///{tmp_path / 'Masaüstü ığ' / 'merkez.db'}", KEY, kind="platform")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A receiver on the database of the test."""
    with TestClient(create_app(settings)) as it:
        yield it


@pytest.fixture
def laptop(client: TestClient, settings: Settings) -> Callable[..., Laptop]:
    """`laptop("masa-1")` gives a laptop with a token for the receiver of the test."""

    def make(device: str = "masa-1", **grant: Any) -> Laptop:
        return Laptop(client, settings, device, **grant)

    return make


def emptied_postgresql_database() -> str:
    """The address of the database that `pg_virtualenv` made, without what the test before left there."""
    env = os.environ
    url = f"postgresql://{env['PGUSER']}:{env['PGPASSWORD']}@{env['PGHOST']}:{env['PGPORT']}/{env['PGDATABASE']}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url
