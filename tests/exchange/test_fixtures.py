"""The committed fixtures are what their script builds."""

import zipfile
from pathlib import Path
from types import ModuleType


def _content(path: Path) -> object:
    """The parts of a workbook (its zip may be packed differently by another library), else the bytes."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_script_builds_what_is_committed(tmp_path: Path, workbooks: Path, fixture_builder: ModuleType) -> None:
    fixture_builder.build(tmp_path)

    built = {path.relative_to(tmp_path): _content(path) for path in tmp_path.rglob("*") if path.is_file()}
    assert len(built) == 6
    assert {name: _content(workbooks / name) for name in built} == built
