"""Files that appear whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from app.common.whole_file import sync_folder, write_whole


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ayarlar.toml"
    write_whole(file, b"eski")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.common.whole_file.os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"yeni")
    assert file.read_bytes() == b"eski"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_a_private_file_is_its_owners_alone_also_where_it_replaces_another(tmp_path: Path) -> None:
    file = tmp_path / "yeni klasör" / "anahtar"
    mask = os.umask(0o022)
    try:
        write_whole(file, b"herkese")
        assert file.stat().st_mode & 0o777 == 0o644
        write_whole(file, b"gizli", private=True)
    finally:
        os.umask(mask)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == b"gizli"


def test_a_network_folder_that_cannot_be_synced_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr("app.common.whole_file.os.fsync", refuse)
    sync_folder(tmp_path)
