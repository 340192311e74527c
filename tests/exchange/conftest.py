"""Paths and small helpers of the tests of files in and out."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from app.exchange.import_rows import ImportPlan, RowNote

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks"


@pytest.fixture
def workbooks() -> Path:
    """The folder of lists as firms send them."""
    return FIXTURES


def notes_at(plan: ImportPlan, sheet: str, row: int, column: str | None = None) -> list[RowNote]:
    """What was said about one row, or about one cell of it."""
    return [
        note
        for note in plan.notes
        if note.sheet == sheet and note.row == row and (column is None or note.column == column)
    ]


@pytest.fixture(name="notes_at")
def _notes_at() -> object:
    return notes_at


@pytest.fixture(scope="session")
def raw_xlsx() -> ModuleType:
    """The writer of raw workbooks that the fixtures are built with."""
    return _load("raw_xlsx")


@pytest.fixture(scope="session")
def fixture_builder() -> ModuleType:
    """The script that built the fixtures."""
    return _load("build")


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FIXTURES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
