"""Files that appear whole or not at all, also after a power cut."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Generator[BinaryIO]:
    """Open a file beside `path` for writing; it takes the place of `path` when the block ends without an error.

    The content is on the disk before the name changes. On any error nothing is left behind and an earlier file stays as
    it was. `private` makes the file readable by its owner only; else it is as the user's other files. Raises OSError.
    """
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        # Not tempfile: its files are always private, but an export is for sharing.
        with os.fdopen(os.open(part, flags, 0o600 if private else 0o666), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` so that `path` holds either the old or the new bytes; its folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path, private=private) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` durable, where the system allows a folder to be synced."""
    if os.name == "nt":  # NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot; the file itself is already safe
            os.fsync(handle)
    finally:
        os.close(handle)
