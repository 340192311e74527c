"""What a terminal, a path or a file does on a bad day: one line, the right status, and nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import main

CARDS = "Firma;Yön;Kaynak;Miktar;Birim\nIşık Döküm;Var;Döküm kumu;12,5;ton\nŞişe Cam;İhtiyaç;Kum;5;ton\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "kartlar.csv"
    path.write_text(CARDS, "utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, cards: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "data" / "store.db"
    assert main(["import", str(cards), "--store", str(path), "--workshop", "Iğdır Çalıştayı"]) == 0
    capfd.readouterr()
    return path


def refused(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """The one line with which a command refuses."""
    assert main(arguments) == 1
    lines = [line for line in capfd.readouterr().err.splitlines() if "/keys/" not in line]
    assert len(lines) == 1
    return lines[0]


def run(arguments: list[str], **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_terminal_of_bare_ascii_gets_the_nearest_letters(store: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    told = run(["check", "--store", str(store)], env=environment)
    assert told.returncode == 0
    assert b"Butunluk: iyi" in told.stdout
    asked = run(["export", "--store", str(store)], env=environment)
    assert asked.returncode == 1
    assert b"soyleyin" in asked.stderr


def test_a_reader_that_goes_away_stops_nothing(store: Path, cards: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "app", "import", str(cards), "--store", str(store), "--workshop", "Manisa"]
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        beside = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert b"Traceback" not in beside
    assert b"BrokenPipe" not in beside
    assert b"Manisa" in run(["export", "--store", str(store), "--workshop", "?", "--pdf", "x.pdf"]).stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_is_lost_is_told(store: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "app", "check", "--store", str(store)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 1
    assert "Çıktı yazılamadı (diskte yer yok).".encode() in done.stderr
    assert b"Traceback" not in done.stderr


def test_names_cannot_command_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = refused(["import", str(tmp_path / "a\x1b[31m\nb\u202e.csv"), "--store", str(tmp_path / "s.db")], capfd)
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_a_refused_file_leaves_no_store_behind(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "yeni" / "store.db"
    page = tmp_path / "liste.xlsx"
    page.write_text("<html></html>", "utf-8")
    assert "liste.xlsx" in refused(["import", str(page), "--store", str(path)], capfd)
    assert not path.parent.exists()


def test_a_list_of_headers_alone_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "boş.csv"
    page.write_text("Firma;Yön;Kaynak\n", "utf-8")
    assert "boş.csv" in refused(["import", str(page), "--store", str(tmp_path / "s.db")], capfd)
    assert not (tmp_path / "s.db").exists()


def test_top_is_at_least_one(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "r.csv"
    assert "--top" in refused(["match", "--store", str(store), "--out", str(out), "--top", "0"], capfd)
    assert not out.exists()


def test_a_bug_is_one_line_and_its_details_are_in_the_log(
    store: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("gizli kart metni")

    monkeypatch.setattr("app.services.keeping.KeepingService.check", broken)
    line = refused(["check", "--store", str(store)], capfd)
    assert "LookupError" in line
    log = Path(os.environ["SINERJI_HOME"]) / "logs" / "sinerji.log"
    assert str(log) in line
    assert "LookupError" in log.read_text("utf-8")
    assert "gizli" not in line


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_a_window_without_a_display_is_refused_before_the_store_is_opened(tmp_path: Path) -> None:
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    done = run(["--store", str(tmp_path / "s.db")], env=environment)
    assert done.returncode == 1
    assert "Pencere için ekran yok".encode() in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_reasons_of_the_system_are_in_the_language_of_the_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line = refused(["import", str(tmp_path / "yok.xlsx"), "--store", str(tmp_path / "s.db")], capfd)
    assert "(böyle bir dosya ya da klasör yok)" in line
