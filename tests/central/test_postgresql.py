"""The same receiver on PostgreSQL: a server of its own, made and dropped by `pg_virtualenv`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.central.conftest import POSTGRESQL

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUITES = (
    "postgresql_suite.py",
    "test_push.py",
    "test_feed.py",
    "test_erasure.py",
    "test_reading.py",
    "test_database.py",
)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pg_virtualenv") is None, reason="needs pg_virtualenv (Debian: postgresql-common)")
def test_the_receiver_behaves_the_same_on_postgresql() -> None:
    plugins = ["-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    tests = [sys.executable, "-m", "pytest", "-q", *plugins, *(str(HERE / suite) for suite in SUITES)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        ["pg_virtualenv", "-o", "fsync=off", "-t", *tests],
        cwd=ROOT,
        env=environment | {POSTGRESQL: "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert "passed" in ran.stdout
