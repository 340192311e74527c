"""The self-test of the shipped program: it finds what is missing, goes on to the next check, and says so in the end."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import self_test


def present(folder: Path) -> str:
    return "there"


def missing(folder: Path) -> str:
    raise FileNotFoundError("weights.npz")


def refuse_to_assemble(store: Any) -> Any:
    raise RuntimeError("no services in this build")


def test_every_check_is_run_and_each_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "ALONE", (("encoder", missing), ("icons", present)))
    lines: list[str] = []
    assert self_test.run_self_test(refuse_to_assemble, lines.append) == 1
    assert lines[1:] == [
        "FAIL  encoder: FileNotFoundError: weights.npz",
        "ok    icons: there (0.0 s)",
        "FAIL  store, migrations and sample: RuntimeError: no services in this build",
        "self-test: FAILED",
    ]


def test_the_source_tree_passes() -> None:
    # In a process of its own: other tests of this one may have loaded Python's own SQLite.
    command = [sys.executable, "-m", "app", "--self-test"]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "self-test: passed" in told.stdout
