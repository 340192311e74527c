"""Refuses folders in which a live store would be broken sooner or later: synced by a cloud program, or on a network.

A sync program copies the store and its write-ahead log at different moments and puts old copies back; network file
systems do not keep the locks that SQLite relies on. Backups and exports may go there, the live file may not.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

from app.common.errors import StoreError
from app.common.messages import N_

# Folder names that sync programs give to what they watch; "OneDrive - Firma" and "Dropbox (Ofis)" begin like them.
_CLOUD_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "yandex.disk": "Yandex Disk",
    "yandexdisk": "Yandex Disk",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
}
_CLOUD_BEGINNINGS = {
    "onedrive - ": "OneDrive",
    "onedrive-": "OneDrive",
    "dropbox (": "Dropbox",
    "dropbox-": "Dropbox",
    "googledrive-": "Google Drive",
    "box-": "Box",
}
# Files by which a watched folder is known whatever its name.
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.driveupload": "Google Drive",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_TYPES = {
    "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs",
    "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs",
    "webdav",
}  # fmt: skip
_SYSTEM: str = sys.platform  # as plain text: every branch is checked on every system
_DRIVE_REMOTE = 4  # GetDriveTypeW


def refuse_synced_folder(store: Path) -> None:
    """Raise StoreError where the folder of `store` is watched by a sync program or lies on a network drive."""
    real = store.resolve()
    cloud = cloud_of(store, os.environ) or cloud_of(real, os.environ)
    if cloud is not None:
        raise StoreError(
            N_(
                "{folder} is synced by {cloud}, which breaks an open store: keep the store in a local folder and put "
                "backups there instead."
            ),
            folder=store.parent,
            cloud=cloud,
        )
    if is_on_network(real):
        raise StoreError(
            N_(
                "{folder} is on a network drive, where an open store breaks: keep the store on this machine and put "
                "backups there instead."
            ),
            folder=store.parent,
        )


def cloud_of(store: PurePath, environment: Mapping[str, str]) -> str | None:
    """The sync program that watches the folder of `store`, None where none is recognised."""
    for folder in store.parents:
        name = folder.name.casefold()
        if name in _CLOUD_NAMES:
            return _CLOUD_NAMES[name]
        beginning = next((start for start in _CLOUD_BEGINNINGS if name.startswith(start)), None)
        if beginning is not None:
            return _CLOUD_BEGINNINGS[beginning]
        if isinstance(folder, Path):
            found = next((cloud for marker, cloud in _MARKERS.items() if (folder / marker).exists()), None)
            if found is not None:
                return found
    for variable in _ONEDRIVE_VARIABLES:
        root = environment.get(variable)
        if root and _is_inside(store, [root]):
            return "OneDrive"
    return "Dropbox" if _is_inside(store, _dropbox_folders(environment)) else None


def is_on_network(store: Path) -> bool:
    """Whether `store` lies on a network drive, as far as the system tells."""
    if _SYSTEM == "win32":
        return _is_remote_drive(store)
    if _SYSTEM == "linux":
        try:
            table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return False
        return file_system_of(store, table) in _NETWORK_TYPES
    return _SYSTEM == "darwin" and _mac_file_system(store) in _NETWORK_TYPES


def file_system_of(path: PurePath, mountinfo: str) -> str | None:
    """The type of the file system that holds `path`, from the text of `/proc/self/mountinfo`."""
    best, found = -1, None
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = PurePath(fields[4].replace("\\040", " ").replace("\\011", "\t"))
        # Later lines are mounted over earlier ones.
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, found = len(point.parts), after.split(" ")[0]
    return found


def _dropbox_folders(environment: Mapping[str, str]) -> list[str]:
    homes = [environment.get("APPDATA"), environment.get("LOCALAPPDATA")]
    files = [Path(home) / "Dropbox" / "info.json" for home in homes if home]
    if environment.get("HOME"):
        files.append(Path(environment["HOME"]) / ".dropbox" / "info.json")
    folders = []
    for file in files:
        try:
            accounts = json.loads(file.read_text("utf-8"))
            folders += [str(account["path"]) for account in accounts.values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # no Dropbox here, or one that describes itself otherwise
    return folders


def _is_inside(store: PurePath, roots: Iterable[str]) -> bool:
    return any(type(store)(root) in store.parents for root in roots)


def _is_remote_drive(store: Path) -> bool:
    import ctypes

    system: Any = ctypes  # its Windows part exists on Windows only
    drive = store.drive
    return drive.startswith("\\\\") or system.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE


def _mac_file_system(store: Path) -> str | None:
    """The file system's type as `mount` prints it: `server:/share on /Volumes/x (nfs, nodev)`."""
    import subprocess

    try:
        answer = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    best, found = -1, None
    for line in answer.stdout.splitlines():
        point, separator, kinds = line.partition(" on ")[2].rpartition(" (")
        if separator and (store == Path(point) or Path(point) in store.parents) and len(point) > best:
            best, found = len(point), kinds.split(",")[0].rstrip(")")
    return found
