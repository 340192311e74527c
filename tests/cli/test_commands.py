"""The command line on real stores: output, refusals in one line, exit status."""

import csv
import json
import sys
from pathlib import Path

import pytest

from app.bootstrap import main
from app.common.errors import InputError
from app.model.migrations import SCHEMA

IZMIR = Path(__file__).parents[1] / "evaluation" / "izmir"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def filled(store: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["import", str(IZMIR), "--store", str(store), "--workshop", "İzmir"]) == 0
    capsys.readouterr()
    return store


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line with which a command refuses."""
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    lines = [line for line in output.err.splitlines() if "/keys/" not in line]
    assert len(lines) == 1, output.err
    return lines[0]


def test_import_tells_what_came_in(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(IZMIR), "--store", str(store), "--dry-run"]) == 0
    assert not store.exists()
    assert main(["import", str(IZMIR), "--store", str(store), "--workshop", "İzmir"]) == 0
    output = capsys.readouterr().out
    for number in ("109", "226", "637", "400", "237"):
        assert number in output


def test_check_prints_counters_and_the_hash(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--store", str(filled), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counters"]["cards"] == 637
    assert report["schema"] == SCHEMA
    assert len(report["canonical"]) == 64
    assert report["unsynced"] > 1000


def test_a_store_named_before_the_command_is_the_one_it_works_on(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(filled), "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == str(filled)


def test_a_refused_window_without_a_console_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> int:
        raise InputError("refused")

    monkeypatch.setattr("app.bootstrap.open_window", refuse)
    monkeypatch.setattr(sys, "stderr", None)  # as in the program that Windows starts by a double click
    assert main([]) == 1


def test_a_backup_restores_to_the_same_hash(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--store", str(filled), "--to", str(tmp_path / "safe")]) == 0
    made = capsys.readouterr().out.strip()
    other = tmp_path / "other.db"
    assert main(["restore", made, "--store", str(other)]) == 0
    hashes = []
    for path in (filled, other):
        capsys.readouterr()
        assert main(["check", "--store", str(path), "--json"]) == 0
        hashes.append(json.loads(capsys.readouterr().out)["canonical"])
    assert hashes[0] == hashes[1]


def test_match_ranks_a_workshop_and_a_folder_alike(filled: Path, tmp_path: Path) -> None:
    assert main(["match", "--store", str(filled), "--out", str(tmp_path / "a.csv"), "--top", "5"]) == 0
    assert main(["match", "--folder", str(IZMIR), "--out", str(tmp_path / "b.csv"), "--top", "5"]) == 0
    of_store, of_folder = (
        list(csv.DictReader((tmp_path / name).read_text("utf-8").splitlines())) for name in ("a.csv", "b.csv")
    )
    assert list(of_store[0]) == ["have_id", "want_id", "score", "suggested", "band", "reasons"]
    assert {(row["have_id"], row["want_id"]): row["score"] for row in of_store} == {
        (row["have_id"], row["want_id"]): row["score"] for row in of_folder
    }
    assert all(row["have_id"].startswith("C") for row in of_store)


def test_refusals_are_one_line(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert str(store) in refused(["check", "--store", str(store)], capsys)
    assert "yok.xlsx" in refused(["import", str(tmp_path / "yok.xlsx"), "--store", str(store)], capsys)
    assert "backup.x" in refused(["restore", str(tmp_path / "backup.x"), "--store", str(store)], capsys)


def test_a_malformed_key_is_refused(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SINERJI_KEY", "1234")
    assert "64" in refused(["check", "--store", str(filled)], capsys)


def test_a_wrong_key_is_refused_and_changes_nothing(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = filled.read_bytes()
    monkeypatch.setenv("SINERJI_KEY", "ab" * 32)
    refused(["check", "--store", str(filled)], capsys)
    assert filled.read_bytes() == before


def test_an_unknown_workshop_names_those_there_are(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(["match", "--store", str(filled), "--workshop", "Bursa", "--out", "x.csv"], capsys)
    assert "İzmir" in line


def test_usage_errors_exit_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match"]) == 2
    assert main(["nonsense"]) == 2
    assert capsys.readouterr().out == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sinerji ")


def test_export_writes_both_files(filled: Path, tmp_path: Path) -> None:
    book, report = tmp_path / "a.xlsx", tmp_path / "a.pdf"
    assert main(["export", "--store", str(filled), "--xlsx", str(book), "--pdf", str(report), "--lang", "en"]) == 0
    assert book.read_bytes()[:2] == b"PK"
    assert report.read_bytes()[:5] == b"%PDF-"
