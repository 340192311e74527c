"""Files appear whole or not at all."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.common.errors import InputError
from app.exchange import write_report_pdf, write_workbook
from app.exchange.atomic_file import atomic_file
from tests.exchange.sample_report import sample_report


def test_takes_the_place_of_an_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "çıktı.txt"
    path.write_bytes(b"eski")

    with atomic_file(path) as file:
        file.write(b"yeni")
        assert path.read_bytes() == b"eski"

    assert path.read_bytes() == b"yeni"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "çıktı.txt"
    path.write_bytes(b"eski")

    def write_half() -> None:
        with atomic_file(path) as file:
            file.write(b"yar")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()

    assert path.read_bytes() == b"eski"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "another folder"),
        (errno.EACCES, "another folder"),
        (errno.EIO, "not written"),
    ],
)
def test_what_the_system_refuses_is_worded(tmp_path: Path, code: int, word: str) -> None:
    path = tmp_path / "rapor.pdf"

    with pytest.raises(InputError) as refusal, atomic_file(path):
        raise OSError(code, os.strerror(code))

    assert word in str(refusal.value)
    assert "rapor.pdf" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_worded(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal, atomic_file(tmp_path / "yok" / "rapor.pdf"):
        pass

    assert "does not exist" in str(refusal.value)


def test_a_folder_of_that_name_is_worded(tmp_path: Path) -> None:
    (tmp_path / "rapor").mkdir()
    with pytest.raises(InputError) as refusal, atomic_file(tmp_path / "rapor") as file:
        file.write(b"x")
    assert "is a folder" in str(refusal.value)
    assert [one.name for one in tmp_path.iterdir()] == ["rapor"]


def test_others_may_read_an_export(tmp_path: Path) -> None:
    path = tmp_path / "rapor.pdf"
    mask = os.umask(0o022)
    try:
        with atomic_file(path) as file:
            file.write(b"x")
    finally:
        os.umask(mask)

    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk")
@pytest.mark.parametrize("write", [write_workbook, write_report_pdf])
def test_a_disk_that_fills_up_leaves_nothing_half(tmp_path: Path, write: object) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no right to mount")
    try:
        path = disk / "rapor.dosya"
        path.write_bytes(b"eski")
        with pytest.raises(InputError) as refusal:
            write(sample_report("tr", 5), path)
        assert "the disk is full" in str(refusal.value)
        assert path.read_bytes() == b"eski"
        assert list(disk.iterdir()) == [path]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs another user to be refused")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from app.exchange.atomic_file import atomic_file\n"
        "from app.common.errors import InputError\n"
        "os.setuid(65534)\n"
        "try:\n"
        "    with atomic_file(Path(sys.argv[1]) / 'a.xlsx') as file: file.write(b'x')\n"
        "except InputError as error: print(error)\n"
    )
    tmp_path.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)

    assert "choose another folder" in done.stdout
    assert list(tmp_path.iterdir()) == []
