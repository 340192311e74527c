"""What SQLite reports, as sentences that a person can act on."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.common.errors import StoreError
from app.common.messages import N_

_MASK = 0xFF  # extended codes keep the primary one in the low byte
_FULL, _READONLY, _CORRUPT, _NOTADB, _IOERR, _CANTOPEN, _BUSY, _LOCKED = 13, 8, 11, 26, 10, 14, 5, 6

_INDEX_BYTES = 65536

_SENTENCES = {
    _FULL: N_("The disk of {path} is full: free some space and try again; what was saved before is safe."),
    _READONLY: N_("{path} is read-only: make the file and its folder writable and open it again."),
    _IOERR: N_("The disk of {path} reports an error: check the drive; what was saved before is safe."),
    _CANTOPEN: N_("{path} cannot be opened: check that the folder exists and may be written to."),
    _BUSY: N_("{path} is in use by another program: close that one and try again."),
    _LOCKED: N_("{path} is in use by another program: close that one and try again."),
}
_SYSTEM_SENTENCES = {
    errno.ENOSPC: _SENTENCES[_FULL],
    errno.EDQUOT: _SENTENCES[_FULL],
    errno.EROFS: _SENTENCES[_READONLY],
    errno.EACCES: _SENTENCES[_READONLY],
    errno.EPERM: _SENTENCES[_READONLY],
    errno.EIO: _SENTENCES[_IOERR],
}
_DAMAGED = N_("{path} is damaged ({what}): nothing was changed; restore a backup with sinerji restore.")
_DAMAGED_WITH_BACKUP = N_(
    "{path} is damaged ({what}): nothing was changed; the newest good backup is {backup}, use sinerji restore."
)


class DamagedStore(StoreError):
    """The file is broken. `backup` is the newest backup that was good, None where there is none."""

    def __init__(self, path: Path, what: str, backup: Path | None = None) -> None:
        if backup is None:
            super().__init__(_DAMAGED, path=path, what=what)
        else:
            super().__init__(_DAMAGED_WITH_BACKUP, path=path, what=what, backup=backup)
        self.path = path
        self.what = what
        self.backup = backup


def is_database_error(error: BaseException) -> bool:
    """Whether `error` came from SQLite, directly or wrapped by SQLAlchemy."""
    return _code(error) is not None


def store_error(error: BaseException, path: Path) -> StoreError | None:
    """The sentence for an error of SQLite, None where it is none of the expected ones (then it is a bug)."""
    code = _code(error)
    if code is None:
        return None
    if code in {_CORRUPT, _NOTADB}:
        return DamagedStore(path, _first_line(error))
    if code == _IOERR and _is_full(path):  # the log's index cannot grow: SQLite calls that a disk error
        code = _FULL
    sentence = _SENTENCES.get(code)
    return None if sentence is None else StoreError(sentence, path=path)


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors inside the block into StoreErrors about `path`; others pass."""
    try:
        yield
    except OSError as error:
        sentence = _SYSTEM_SENTENCES.get(error.errno or 0)
        if sentence is not None:
            raise StoreError(sentence, path=error.filename or path) from error
        raise StoreError(
            N_("{path} cannot be written ({reason}): free some space or check the folder, then try again."),
            path=error.filename or path,
            reason=error.strerror or str(error),
        ) from error
    except Exception as error:
        readable = store_error(error, path)
        if readable is None:
            raise
        raise readable from error


def _code(error: BaseException) -> int | None:
    """SQLite's primary result code."""
    original: Any = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    return code & _MASK if isinstance(code, int) else None


def _is_full(path: Path) -> bool:
    """Whether there is no room left for as little as the index of a write-ahead log."""
    try:
        return shutil.disk_usage(path if path.is_dir() else path.parent).free < _INDEX_BYTES
    except OSError:
        return False


def _first_line(error: BaseException) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).splitlines()[0] if str(original) else type(original).__name__
