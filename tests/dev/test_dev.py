"""`dev.py`: what it decides before it installs or starts anything."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return `dev.py` as a module that works on a project of its own, whose environment looks complete."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "lock").mkdir()
    for name in ("run", "dev"):
        (tmp_path / "lock" / f"{name}.txt").write_text(f"a=={name}\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.other]\na = 1\n')
    (tmp_path / ".venv").mkdir()
    for name, value in (
        ("ROOT", tmp_path),
        ("VENV", tmp_path / ".venv"),
        ("STAMP", tmp_path / ".venv" / "stamp.json"),
        ("PYTHON", Path(sys.executable)),
    ):
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def installs(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the locks that would have been installed; each leaves its stamp, as the real installation does."""
    done: list[str] = []

    def install(lock: str) -> None:
        done.append(lock)
        dev.STAMP.write_text(json.dumps(dev.wanted_stamp(lock)))

    monkeypatch.setattr(dev, "install", install)
    monkeypatch.setattr(dev, "install_packages", lambda names: None)
    return done


def test_a_second_start_installs_nothing(dev: ModuleType, installs: list[str]) -> None:
    dev.ensure("run")
    dev.ensure("run")
    assert installs == ["run"]


def test_the_development_lock_holds_all_of_the_other(dev: ModuleType, installs: list[str]) -> None:
    dev.ensure("dev")
    dev.ensure("run")
    assert installs == ["dev"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("lock/run.txt", "a==2\n", ["run", "run"]),
        ("pyproject.toml", '[project]\nname = "x"\nversion = "2"\n', ["run", "run"]),
        ("pyproject.toml", '[project]\nname = "x"\n[tool.other]\na = 2\n', ["run"]),
        (".venv/stamp.json", "{not json", ["run", "run"]),
    ],
)
def test_what_makes_the_environment_stale(
    dev: ModuleType, installs: list[str], path: str, text: str, expected: list[str]
) -> None:
    dev.ensure("run")
    (dev.ROOT / path).write_text(text)
    dev.ensure("run")
    assert installs == expected


def test_a_changed_run_lock_brings_a_developers_environment_up_to_date_as_a_whole(
    dev: ModuleType, installs: list[str]
) -> None:
    dev.ensure("dev")
    (dev.ROOT / "lock" / "run.txt").write_text("a==2\n")
    dev.ensure("run")
    assert installs == ["dev", "dev"]


def test_an_environment_whose_python_went_away_counts_as_missing(
    dev: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.ensure("run")
    monkeypatch.setattr(dev, "PYTHON", dev.VENV / "bin" / "gone")
    assert dev.recorded_stamp() == {}


def test_without_ensurepip_the_pip_of_the_calling_python_serves(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        asked.append([str(part) for part in command])
        return 1 if str(command[0]) == "venv-python" else 0

    monkeypatch.setattr(dev, "PYTHON", "venv-python")
    monkeypatch.setattr(dev, "call", call)
    assert dev.pip_command() == [sys.executable, "-m", "pip", "--python", "venv-python"]
    assert asked[0][0] == "venv-python"


def test_without_any_pip_one_sentence_says_what_to_install(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "call", lambda command, **_: 1)
    with pytest.raises(dev.CommandError, match=r"apt-get install python3\.\d+-venv"):
        dev.pip_command()


def test_only_packages_that_are_missing_are_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = "libegl1 installed\nlibglib2.0-0t64 installed\nlibgl1 config-files\n"
    answer = subprocess.CompletedProcess([], 0, stdout=listing)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.subprocess, "run", lambda *a, **k: answer)
    assert dev.missing_packages(["libegl1", "libgl1", "libglib2.0-0"]) == ["libgl1"]


def test_a_user_without_root_is_told_the_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "missing_packages", lambda names: ["libegl1"])
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev, "call", lambda *a, **k: pytest.fail("nothing may be started"))
    dev.install_packages(["libegl1"])
    assert "sudo apt-get install" in capsys.readouterr().out


def test_a_registry_in_a_file_is_found(dev: ModuleType) -> None:
    (dev.ROOT / "lock" / "run.txt").write_text("--index-url " + "https://example.org/simple\na==1\n")
    (dev.ROOT / "notes.md").write_text("from https://packages.example" + "/a-1-py3-none-any.whl\n")
    assert [line.split(":")[0] for line in dev.registry_hosts(dev.ROOT)] == ["lock/run.txt", "notes.md"]


def test_an_old_python_can_still_parse_it() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_unknown_command_is_wrong_use() -> None:
    result = subprocess.run([sys.executable, ROOT / "dev.py", "nope"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "invalid choice" in result.stderr
