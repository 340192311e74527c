"""What is checked on a workbook before any of its XML is parsed: its kind, and how large it unpacks.

Limits: a few hundred kilobytes can unpack to gigabytes, and the sizes in a zip directory can lie; so the directory is
judged first, then every entry is really unpacked and counted.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final

from app.common.errors import InputError
from app.common.messages import N_

MAX_FILE: Final = 50 * 1024 * 1024
MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
RATIO_FROM: Final = 1024 * 1024  # a small entry may be as regular as it likes

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NESTED: Final = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".ods", ".odt", ".7z", ".rar", ".gz")
_CHUNK: Final = 1 << 16


def check_workbook(path: Path) -> None:
    """Return when the file is a plain workbook of sane size; else InputError with what is wrong and how to mend it."""
    try:
        refuse_device(path)
        if path.stat().st_size > MAX_FILE:
            raise InputError(
                N_("“{path}” is larger than {limit} MB: save only the sheets with firms and cards in a new workbook."),
                path=path.name,
                limit=MAX_FILE >> 20,
            )
        with path.open("rb") as file:
            _check_kind(path, file)
            _check_archive(path, file)
    except OSError as error:
        raise InputError(
            N_("“{path}” cannot be read ({reason}): close it in Excel, check the folder and try again."),
            path=path.name,
            reason=error.strerror or type(error).__name__,
        ) from error


def refuse_device(path: Path) -> None:
    """Raise InputError for a pipe or a device, which may never end or never begin. OSError where nothing is there."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise InputError(
            N_("“{path}” is not a file: give the path of a workbook, a CSV file or a folder."), path=path.name
        )


def _check_kind(path: Path, file: BinaryIO) -> None:
    start = file.read(len(_OLE))
    if start == _OLE:
        file.seek(0)
        if _ENCRYPTED in file.read():
            raise InputError(
                N_("“{path}” is protected with a password: open it in Excel, remove the password and save it again."),
                path=path.name,
            )
        raise InputError(
            N_("“{path}” is in the old Excel format: open it in Excel and save it as “Excel Workbook (.xlsx)”."),
            path=path.name,
        )
    if not start.startswith(b"PK"):
        raise InputError(
            N_("“{path}” is not an Excel workbook: save it as “Excel Workbook (.xlsx)” or as CSV."), path=path.name
        )
    file.seek(0)


def _check_archive(path: Path, file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(path, entries)
            _check_content(path, archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(path) from error


def _check_directory(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or len(set(names)) != len(names) or unpacked > MAX_UNPACKED:
        raise _too_large(path)
    if any(_swollen(entry.file_size, entry.compress_size) for entry in entries):
        raise _too_large(path)
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(
            N_("“{path}” is protected with a password: open it in Excel, remove the password and save it again."),
            path=path.name,
        )
    if "mimetype" in names:
        raise InputError(
            N_("“{path}” is an OpenDocument file: open it and save it as “Excel Workbook (.xlsx)”."), path=path.name
        )
    if "xl/workbook.bin" in names:
        raise InputError(
            N_("“{path}” is a binary Excel workbook: open it in Excel and save it as “Excel Workbook (.xlsx)”."),
            path=path.name,
        )
    if "[Content_Types].xml" not in names:
        raise InputError(
            N_("“{path}” is not an Excel workbook: save it as “Excel Workbook (.xlsx)” or as CSV."), path=path.name
        )


def _check_content(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for entry in entries:
        size = 0
        with archive.open(entry) as content:
            while chunk := content.read(_CHUNK):
                if not size and (chunk.startswith(b"PK\x03\x04") or entry.filename.lower().endswith(_NESTED)):
                    raise InputError(
                        N_("“{path}” holds another file inside it ({entry}): remove that object and save again."),
                        path=path.name,
                        entry=entry.filename,
                    )
                size += len(chunk)
                if unpacked + size > MAX_UNPACKED or _swollen(size, entry.compress_size):
                    raise _too_large(path)
        unpacked += size


def _swollen(size: int, packed: int) -> bool:
    return size > RATIO_FROM and size > MAX_RATIO * max(packed, 1)


def _too_large(path: Path) -> InputError:
    return InputError(
        N_(
            "“{path}” unpacks to far more than a firm list holds and was not opened: copy the rows into a new workbook."
        ),
        path=path.name,
    )


def _damaged(path: Path) -> InputError:
    return InputError(
        N_("“{path}” is damaged or incomplete: open it in Excel, let it repair the file and save it again."),
        path=path.name,
    )
