"""Errors that a person can act on: what happened, where, and how to mend it, in one sentence."""

from typing import Any


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


class StoreError(AppError):
    """The store cannot be opened, read or written."""


class InputError(AppError):
    """A file or a value that somebody gave cannot be used."""


class StaleError(AppError):
    """The rows an action was about have changed since it was offered."""
