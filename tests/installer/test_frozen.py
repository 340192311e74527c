"""The frozen program: built here, then it checks itself away from this Python."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer.contents import is_shipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_frozen_program_passes_its_self_test(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "installer", "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert "self-test: passed" in result.stdout
    shipped = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    # sqlcipher3 calls its own extension `_sqlite3` too; it is the only one that may be there.
    assert {path for path in shipped if "/_sqlite3." in path and "/sqlcipher3/" not in path} == set()
    assert {path for path in shipped if "Qt6Quick" in path} == set()


@pytest.mark.parametrize(
    ("path", "shipped"),
    [
        ("PySide6/Qt/translations/qtbase_tr.qm", True),
        ("PySide6/translations/qtbase_tr.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6QuickTemplates2.so.6", False),
        ("PySide6\\Qt6Qml.dll", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("resources/translations/tr/board.po", True),
        ("libgtk-3.so.0", False),
        ("libglib-2.0.so.0", True),
    ],
)
def test_what_is_left_out_of_the_folder(path: str, shipped: bool) -> None:
    assert is_shipped(path) is shipped
