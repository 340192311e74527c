"""Files that leave the store: whole or not at all, and a sentence where they cannot be written."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from app.common.errors import InputError
from app.common.messages import N_
from app.common.whole_file import whole_file

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY})


@contextmanager
def atomic_file(path: Path) -> Generator[BinaryIO]:
    """`whole_file` for what somebody asked for: InputError where the disk is full, the folder is missing or may not be
    written. Nothing half is left, an earlier file stays as it was."""
    try:
        with whole_file(path) as file:
            yield file
    except OSError as error:
        raise _worded(path, error) from error


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
    if path.is_dir():
        return InputError(N_("“{name}” was not written: it is a folder. Give the name of a file."), name=path.name)
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
