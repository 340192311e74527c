"""`sync`, `bundle` and `central` as somebody types them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KEY = "0f" * 32


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"SINERJI_HOME": str(tmp_path / "ev ığ"), "SINERJI_KEY": KEY, "PYTHONUTF8": "1"}


def run(home: dict[str, str], *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, env=home | more, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def served(home: dict[str, str]) -> Iterator[str]:
    command = [sys.executable, "-m", "app", "central", "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
        process.terminate()


def state(home: dict[str, str], store: Path) -> tuple[str, int]:
    told = json.loads(run(home, "check", "--store", store, "--json").stdout)
    return told["canonical"], told["unsynced"]


def test_two_stores_meet_over_a_platform(home: dict[str, str], served: str, tmp_path: Path) -> None:
    one, other, folder = tmp_path / "bir.db", tmp_path / "iki.db", tmp_path / "liste"
    folder.mkdir()
    (folder / "firms.csv").write_text("firm_id,name,district\nF1,Iğdır Döküm,Çiğli\nF2,İnci Isı,Torbalı\n", "utf-8")
    (folder / "cards.csv").write_text("card_id,firm_id,kind,title\nC1,F1,have,döküm kumu\nC2,F2,want,KUM\n", "utf-8")
    assert run(home, "import", folder, "--store", one, "--workshop", "İzmir").returncode == 0
    tokens = [run(home, "central", "token", f"masa-{number}").stdout.strip() for number in (1, 2)]
    assert state(home, one)[1] > 0

    first = run(home, "sync", "--store", one, "--server", served, SINERJI_TOKEN=tokens[0])
    assert first.returncode == 0, first.stderr
    assert run(home, "sync", "--store", other, "--server", served, SINERJI_TOKEN=tokens[1]).returncode == 0
    assert state(home, one) == state(home, other) == (state(home, one)[0], 0)
    again = run(home, "sync", "--store", one, "--server", served)  # the token was kept
    assert again.returncode == 0, again.stderr

    assert run(home, "central", "restored").returncode == 0
    anew = run(home, "sync", "--store", one, "--server", served)
    assert anew.returncode == 0, anew.stderr
    assert state(home, one) == state(home, other)

    assert run(home, "central", "token", "masa-2", "--revoke").returncode == 0
    refused = run(home, "sync", "--store", other, "--server", served)
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "anahtar" in refused.stderr.casefold()
    unreachable = run(home, "sync", "--store", one, "--server", "http://127.0.0.1:9", SINERJI_TOKEN="x")
    assert (unreachable.returncode, unreachable.stdout) == (1, "")
    assert run(home, "sync", "--store", one).returncode == 2


def test_a_bundle_by_hand(home: dict[str, str], tmp_path: Path) -> None:
    one, other, file = tmp_path / "bir.db", tmp_path / "iki.db", tmp_path / "çalıştay.sinerji"
    (tmp_path / "cards.csv").write_text("firma,tür,kaynak\nIğdır Döküm,var,döküm kumu\n", "utf-8")
    assert run(home, "import", tmp_path / "cards.csv", "--store", one, "--workshop", "İzmir").returncode == 0
    written = run(home, "bundle", "write", file, "--store", one)
    assert written.returncode == 0, written.stderr
    code = written.stdout.strip().rsplit(" ", 1)[1]
    stranger = home | {"SINERJI_KEY": "1e" * 32}
    asked = run(stranger, "bundle", "read", file, "--store", other)
    assert asked.returncode == 1
    assert run(stranger, "bundle", "read", file, "--store", other, "--code", code).returncode == 0
    assert run(stranger, "bundle", "read", file, "--store", other, SINERJI_BUNDLE_CODE=code).returncode == 0
    assert state(home, one)[0] == state(stranger, other)[0]
    assert run(home, "bundle", "read", tmp_path / "yok", "--store", one).returncode == 1
