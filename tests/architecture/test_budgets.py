"""The tree stays readable: telling file names, no file that everybody must open, every package described."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "central", "installer", "benchmarks")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

# A file is named after what it contains; these names say nothing and collect everything.
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff"}
LONGEST_FILE = 500


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in SOURCES if path.stem in JUNK_DRAWERS] == []


def test_no_file_grows_out_of_sight() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in SOURCES
        if path.read_text(encoding="utf-8").strip() and not path.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]
    assert silent == []


PACKAGES = sorted(path.parent.relative_to(ROOT) for path in (ROOT / "app").glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_every_package_is_described(package: Path) -> None:
    described = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"`{package.as_posix()}`" in described
