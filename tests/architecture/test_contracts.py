"""Each layer contract is kept by the program, and reports a violation planted in a copy of it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]}

# (contract, what is planted: file of `app`, or of `central`, → lines appended to it)
SEEDS = [
    ("layers", {"common/turkish.py": "import app.records"}),
    ("layers", {"i18n/formats.py": "def later():\n    import app.model.engine"}),
    ("layers", {"stray.py": "A_MODULE_WITHOUT_A_PLACE = True"}),
    ("qt", {"model/work.py": "from PySide6 import QtCore"}),
    ("qt", {"i18n/formats.py": "def later():\n    from PySide6.QtGui import QFont"}),
    ("database", {"i18n/formats.py": "import sqlalchemy"}),
    ("database", {"exchange/report.py": "from sqlcipher3 import dbapi2"}),
    ("database", {"sync/exchange.py": "import sqlalchemy"}),
    ("central", {"central/push.py": "from app.model import engine"}),
    ("central", {"central/feed.py": "def later():\n    from app.sync import transport"}),
    ("receiver", {"services/hub.py": "from central import tokens"}),
    ("receiver", {"bootstrap.py": "def later():\n    import central"}),
    ("exchange", {"exchange/report.py": "from app.model import engine"}),
    ("matching", {"matching/quantities.py": "from app.model import engine"}),
    ("matching", {"matching/quantities.py": "def later():\n    from app.common.clock import SystemClock"}),
    ("ui", {"ui/page.py": "import app.model.engine"}),
    ("ui", {"cli/main.py": "import app.model.engine"}),
    ("ui", {"ui/page.py": "import app.matching.quantities"}),
    ("pages", {"ui/board/planted.py": "import app.ui.capture.planted", "ui/capture/planted.py": "A_PAGE = True"}),
    ("cycles", {"i18n/one.py": "import app.i18n.two", "i18n/two.py": "import app.i18n.one"}),
]


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the copy of the program in `folder`."""
    command = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    chosen = [] if contract is None else ["--contract", contract]
    plain = {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", command, "--no-logo", *chosen],
        cwd=folder, env={**os.environ, **plain}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the program's Python files and its configuration."""
    only_python = shutil.ignore_patterns("__pycache__", "*.po", "*.json", "*.qss")
    for package in ("app", "central"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_program_keeps_every_contract(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "files"), SEEDS, ids=[f"{seed[0]}-{next(iter(seed[1]))}" for seed in SEEDS])
def test_a_planted_violation_is_reported(copy: Path, contract: str, files: dict[str, str]) -> None:
    for name, lines in files.items():
        with (copy / (name if name.startswith("central/") else f"app/{name}")).open("a", encoding="utf-8") as file:
            file.write(f"\n\n{lines}\n")
    result = lint(copy, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout


def test_every_contract_is_tried() -> None:
    assert {contract for contract, _ in SEEDS} == set(CONTRACTS)


def test_every_page_stands_in_the_independence_contract() -> None:
    pages = {f"app.ui.{path.parent.name}" for path in (ROOT / "app" / "ui").glob("*/page.py")}
    assert pages <= set(CONTRACTS["pages"]["modules"])
