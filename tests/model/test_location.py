"""Folders in which a live store would break are recognised, others are not."""

import json
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from app.common.errors import StoreError
from app.model.location import cloud_of, file_system_of, refuse_synced_folder

MOUNTS = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:31 / /home/ışıl/sunucu rw - cifs //server/share rw
41 27 0:32 / /home/ışıl/yerel rw - ext4 /dev/vdb rw
42 27 0:33 / /mnt/ortak\\040alan rw shared:5 - nfs4 server:/x rw
43 42 0:34 / /mnt/ortak\\040alan/disk rw - xfs /dev/vdc rw
"""


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        ("/home/x/Dropbox/Sinerji/masa.db", "Dropbox"),
        ("/home/x/Dropbox (Ofis)/masa.db", "Dropbox"),
        ("/Users/x/Library/Mobile Documents/com~apple~CloudDocs/masa.db", "iCloud"),
        ("/Users/x/Library/CloudStorage/GoogleDrive-x@ornek.example/My Drive/masa.db", "Google Drive"),
        ("/home/x/Nextcloud/masa.db", "Nextcloud"),
        ("/home/x/Yandex.Disk/masa.db", "Yandex Disk"),
        ("/home/x/Belgeler/dropbox-yedek/masa.db", "Dropbox"),
        ("/home/x/Belgeler/masa.db", None),
        ("/home/x/Damlalık/onedrive hakkında/masa.db", None),
        ("/home/x/Dropbox.db", None),
    ],
)
def test_names_of_sync_programs(path, cloud):
    assert cloud_of(PurePosixPath(path), {}) == cloud


def test_windows_folders():
    store = PureWindowsPath(r"C:\Users\Işıl\OneDrive - Kalkınma Ajansı\Belgeler\masa.db")
    assert cloud_of(store, {}) == "OneDrive"

    moved = PureWindowsPath(r"D:\Bulut\Belgeler\masa.db")
    assert cloud_of(moved, {"OneDriveCommercial": r"D:\Bulut"}) == "OneDrive"
    assert cloud_of(moved, {"OneDriveCommercial": r"D:\Bulutlar"}) is None


@pytest.mark.parametrize(("marker", "cloud"), [(".dropbox", "Dropbox"), (".stfolder", "Syncthing")])
def test_marks_of_sync_programs(tmp_path, marker, cloud):
    (tmp_path / marker).mkdir()

    assert cloud_of(tmp_path / "a" / "b" / "masa.db", {}) == cloud


def test_a_renamed_dropbox_folder_is_known_from_its_own_settings(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(tmp_path / "Kutu")}}))
    elsewhere = tmp_path.parent

    assert cloud_of(PurePosixPath(tmp_path / "Kutu" / "masa.db"), {"HOME": str(tmp_path)}) == "Dropbox"
    assert cloud_of(PurePosixPath(elsewhere / "masa.db"), {"HOME": str(tmp_path)}) is None
    (tmp_path / ".dropbox" / "info.json").write_text("[1, 2]")
    assert cloud_of(PurePosixPath(tmp_path / "Kutu" / "masa.db"), {"HOME": str(tmp_path)}) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ışıl/masa.db", "ext4"),
        ("/home/ışıl/sunucu/a/masa.db", "cifs"),
        ("/home/ışıl/sunucular/masa.db", "ext4"),
        ("/home/ışıl/yerel/masa.db", "ext4"),
        ("/mnt/ortak alan/masa.db", "nfs4"),
        ("/mnt/ortak alan/disk/masa.db", "xfs"),
    ],
)
def test_the_file_system_of_a_path(path, kind):
    assert file_system_of(PurePosixPath(path), MOUNTS) == kind


def test_the_live_store_is_refused_and_a_backup_allowed(opened, tmp_path):
    folder = tmp_path / "OneDrive" / "Çalıştay"
    with pytest.raises(StoreError, match="synced by OneDrive") as refusal:
        opened(folder / "masa.db")

    assert "backups there" in str(refusal.value)
    assert not folder.exists()
    assert opened().backup(folder=folder).exists()


def test_a_link_into_a_synced_folder_is_refused_too(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    link = tmp_path / "yerel"
    link.symlink_to(tmp_path / "Dropbox", target_is_directory=True)

    with pytest.raises(StoreError, match="Dropbox"):
        refuse_synced_folder(link / "masa.db")


def test_a_network_drive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("app.model.location.is_on_network", lambda _path: True)

    with pytest.raises(StoreError, match="network drive"):
        refuse_synced_folder(Path(tmp_path / "masa.db"))
