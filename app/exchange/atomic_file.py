"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from app.common.errors import InputError
from app.common.messages import N_

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY})


@contextmanager
def atomic_file(path: Path) -> Generator[BinaryIO]:
    """Open a file beside `path` for writing; it takes the place of `path` when the block ends without an error.

    The content is on the disk before the name changes. On any error nothing is left behind and an earlier file stays as
    it was. Raises InputError where the disk is full, the folder is missing or may not be written.
    """
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        # Not tempfile: its files are private to one user, but an export is for sharing.
        with os.fdopen(
            os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666), "wb"
        ) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _worded(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can open folders."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError:
            return  # some network folders cannot; the file itself is already safe
        finally:
            os.close(descriptor)


def _worded(path: Path, error: OSError) -> InputError:
    if error.errno in _FULL:
        return InputError(
            N_("“{name}” was not written: the disk is full. Free some space or choose another folder."), name=path.name
        )
    if error.errno in _REFUSED:
        return InputError(
            N_("“{name}” was not written: close it if it is open, or choose another folder than “{folder}”."),
            name=path.name,
            folder=str(path.parent),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputError(
            N_("“{name}” was not written: the folder “{folder}” does not exist."),
            name=path.name,
            folder=str(path.parent),
        )
    return InputError(
        N_("“{name}” was not written ({reason}): choose another folder."),
        name=path.name,
        reason=error.strerror or type(error).__name__,
    )
