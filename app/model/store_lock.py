"""One program at a time per store: a lock that the system gives back when its holder dies."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.common.errors import StoreError
from app.common.messages import N_

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreLocked(StoreError):
    """Another program has the store open."""


class StoreLock:
    """Held from opening to closing. The holder's process number stands in a file beside the lock, for the message only:
    whether the store is free is decided by the lock, so a number left by a killed program stops nobody."""

    def __init__(self, lock: FileLock, holder: Path) -> None:
        self._lock = lock
        self._holder = holder

    def release(self) -> None:
        """Let others open the store; harmless when called twice."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()


def lock_store(store: Path) -> StoreLock:
    """Take the lock of `store` at once. StoreLocked names the holder, StoreError a read-only folder; else OSError."""
    holder = store.with_name(f"{store.name}.holder")
    lock = FileLock(store.with_name(f"{store.name}.lock"), timeout=0, is_singleton=False)
    try:
        lock.acquire()
        _write_holder(holder)
    except Timeout:
        raise StoreLocked(
            N_("{path} is already open in another window (process {pid}); close that one first."),
            path=store,
            pid=_number_in(holder) or "?",
        ) from None
    except OSError as error:
        lock.release(force=True)
        if error.errno not in _REFUSED:
            raise
        raise StoreError(
            N_("The folder {folder} cannot be written to: make it writable or move the store elsewhere."),
            folder=store.parent,
        ) from error
    return StoreLock(lock, holder)


def _write_holder(holder: Path) -> None:
    """A full disk must not keep anybody from reading, backing up and exporting what is there."""
    try:
        holder.write_text(f"{os.getpid()}\n", "ascii")
    except OSError as error:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        if error.errno not in _FULL:
            raise


def _number_in(holder: Path) -> str | None:
    try:
        text = holder.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return text if text.isdigit() else None
