"""Errors that a person can act on: what happened, where, and how to mend it, in one sentence."""

from typing import Any, Final

from app.common.messages import N_

# What the system says of files, as it says it: marked here, so that a sentence can name the reason in its own language.
SYSTEM_REASONS: Final = frozenset(
    {
        N_("No such file or directory"),
        N_("Permission denied"),
        N_("Operation not permitted"),
        N_("No space left on device"),
        N_("Disk quota exceeded"),
        N_("Read-only file system"),
        N_("File exists"),
        N_("Is a directory"),
        N_("Not a directory"),
        N_("File name too long"),
        N_("Invalid argument"),
        N_("Input/output error"),
        N_("Device or resource busy"),
        N_("Too many open files"),
        N_("Stale file handle"),
    }
)


class AppError(Exception):
    """A refusal worded for the user.

    `message` is an English template marked with `N_`, `params` its named placeholders; the edge of the program
    (command line, task runner) translates it. Anything that is not an AppError is a bug and gets a crash report.
    """

    def __init__(self, message: str, /, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


def reason_of(error: OSError) -> str:
    """The reason that the system gives, for a placeholder {reason}."""
    return error.strerror or type(error).__name__


class StoreError(AppError):
    """The store cannot be opened, read or written."""


class InputError(AppError):
    """A file or a value that somebody gave cannot be used."""


class StaleError(AppError):
    """The rows an action was about have changed, or are gone, since it was offered."""
