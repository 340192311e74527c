"""The store's data key: 32 random bytes as 64 hex digits, and where it is kept between two starts.

Order of trust: the keyring of the system; where there is none, a file that only the user may read, which the window
and the command line mention. A malformed key never reaches SQLCipher: it would be taken as a passphrase.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.common.errors import StoreError
from app.common.messages import N_
from app.common.whole_file import write_whole

ENVIRONMENT_NAME = "SINERJI_KEY"
KEYRING_SERVICE = "sinerji-masasi"
_KEY = re.compile(r"[0-9a-fA-F]{64}")

NOTE_KEY_IN_FILE = N_(
    "This machine has no keyring: the key of the store is kept in the file {path}. Keep the recovery code elsewhere."
)


class KeyMissing(StoreError):
    """The key of an existing store is not on this machine: ask for the recovery code or the passphrase."""


class KeyHome(StrEnum):
    """Where the key in use came from."""

    GIVEN = "given"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    FILE = "file"
    DEMO = "demo"
    RECOVERY = "recovery"
    PASSPHRASE = "passphrase"  # noqa: S105 - a name, not a secret


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key and where it was found. The digits never show in a representation, so never in a log."""

    hex: str = field(repr=False)
    home: KeyHome


def new_key() -> str:
    """A random data key."""
    return secrets.token_hex(32)


def checked_key(text: str) -> str:
    """`text` as a data key, in lower case. Raises StoreError unless it is exactly 64 hex digits."""
    if _KEY.fullmatch(text) is None:
        raise StoreError(N_("The key of the store must be exactly 64 hex digits (0-9, a-f); give it again in full."))
    return text.lower()


def environment_key(environment: Mapping[str, str] | None = None) -> str | None:
    """The key in `SINERJI_KEY`, None where the variable is not set. Raises StoreError where it is malformed."""
    text = (os.environ if environment is None else environment).get(ENVIRONMENT_NAME)
    if text is None:
        return None
    if _KEY.fullmatch(text) is None:
        raise StoreError(
            N_("{name} must be exactly 64 hex digits (0-9, a-f); correct it or remove it from the environment."),
            name=ENVIRONMENT_NAME,
        )
    return text.lower()


class KeyCupboard:
    """Keeps data keys by dataset: in the system's keyring, else in files of `folder` that only the user may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file_of(self, dataset: str) -> Path:
        """The key file of a dataset, whether it exists or not."""
        return self._folder / f"{dataset}.key"

    def load(self, dataset: str) -> DataKey | None:
        """The key kept for `dataset`, None where there is none or it is not readable as a key."""
        kept = read_key_file(self.file_of(dataset))
        if kept is not None:
            return DataKey(kept, KeyHome.FILE)
        text = ask_keyring(dataset)
        return DataKey(text.lower(), KeyHome.KEYRING) if text is not None and _KEY.fullmatch(text) else None

    def save(self, dataset: str, key_hex: str, *, file_allowed: bool = True) -> KeyHome | None:
        """Keep a key and tell where. Without a keyring: in a file, or nowhere (None) where that is not allowed."""
        if keep_in_keyring(dataset, key_hex):
            self.file_of(dataset).unlink(missing_ok=True)
            return KeyHome.KEYRING
        if not file_allowed:
            return None
        write_key_file(self.file_of(dataset), key_hex)
        return KeyHome.FILE


def read_key_file(path: Path) -> str | None:
    """The key in a file of our own making, None where the file is missing, unreadable or holds something else."""
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return text.lower() if _KEY.fullmatch(text) else None


def write_key_file(path: Path, key_hex: str) -> None:
    """Write a key so that only the user can read it. Raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, f"{key_hex}\n".encode("ascii"), private=True)
    except OSError as error:
        raise StoreError(
            N_("The key cannot be kept in {path} ({reason}); make the folder writable and try again."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


def ask_keyring(name: str, service: str = KEYRING_SERVICE) -> str | None:
    """The secret of this name in the system's keyring, None where there is none, or no keyring."""
    import keyring

    try:
        return keyring.get_password(service, name)
    except Exception:  # noqa: BLE001 - back ends raise whatever their system raises; no key is the answer to all of it
        return None


def keep_in_keyring(name: str, secret: str, service: str = KEYRING_SERVICE) -> bool:
    """Store a secret and read it back: some back ends accept one and drop it (null), others cut long ones."""
    import keyring

    try:
        keyring.set_password(service, name, secret)
        return keyring.get_password(service, name) == secret
    except Exception:  # noqa: BLE001 - as above: a keyring that does not work is no keyring
        return False
