"""The key file beside a store (`<store>.key`), which also travels inside every backup.

It tells whose store it is (dataset, schema, program version), whether a key is the right one (a check value, so that a
wrong key and a damaged file are told apart), and holds the data key wrapped twice: under the printed recovery code and,
where somebody chose one, under a passphrase. Without one of them it opens nothing.
"""

import base64
import binascii
import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.common.errors import StoreError
from app.common.messages import N_
from app.common.whole_file import write_whole
from app.model.recovery_code import checked_recovery_code, secret_of

_FORMAT = 1
_KIND = "sinerji-key"
_NONCE_BYTES = 12
# RFC 9106, section 4, second recommended choice (for machines with little memory): 3 passes over 64 MiB.
_ARGON2 = {"iterations": 3, "memory_kib": 65536, "lanes": 4}
_ARGON2_CAPS = {"iterations": 16, "memory_kib": 1024 * 1024, "lanes": 16}  # a forged file must not eat the machine


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The header of a store. Binary fields are bytes; `passphrase_cost` holds argon2id's parameters."""

    dataset: str
    schema: int
    app: str
    check: bytes
    by_recovery: bytes
    by_passphrase: bytes | None = None
    passphrase_salt: bytes | None = None
    passphrase_cost: Mapping[str, int] | None = None

    def matches(self, key_hex: str) -> bool:
        """Whether `key_hex` is the data key of this store."""
        return hmac.compare_digest(self.check, _check_value(key_hex, self.dataset))

    def key_by_recovery(self, code: str) -> str:
        """The data key, unwrapped with a recovery code as somebody typed it. Raises StoreError."""
        wrapping = _recovery_wrapping(checked_recovery_code(code), self.dataset)
        key = _unwrap(self.by_recovery, wrapping, self.dataset)
        if key is None:
            raise StoreError(N_("This recovery code belongs to another store; use the sheet printed for this one."))
        return key

    def key_by_passphrase(self, passphrase: str) -> str:
        """The data key, unwrapped with a passphrase (about 0.1 s of work on purpose). Raises StoreError."""
        if self.by_passphrase is None or self.passphrase_salt is None or self.passphrase_cost is None:
            raise StoreError(N_("This store has no passphrase; open it with its recovery code."))
        wrapping = _passphrase_wrapping(passphrase, self.passphrase_salt, self.passphrase_cost)
        key = _unwrap(self.by_passphrase, wrapping, self.dataset)
        if key is None:
            raise StoreError(N_("The passphrase is wrong; try again or use the recovery code."))
        return key

    def with_passphrase(self, key_hex: str, passphrase: str) -> "Sidecar":
        """The same header, also openable with `passphrase`."""
        salt = os.urandom(16)
        wrapped = _wrap(key_hex, _passphrase_wrapping(passphrase, salt, _ARGON2), self.dataset)
        return replace(self, by_passphrase=wrapped, passphrase_salt=salt, passphrase_cost=_ARGON2)

    def to_bytes(self) -> bytes:
        """The content of the key file: JSON, binary fields in base64."""
        content: dict[str, Any] = {
            "kind": _KIND,
            "format": _FORMAT,
            "dataset": self.dataset,
            "schema": self.schema,
            "app": self.app,
            "check": _text(self.check),
            "recovery": {"wrapped": _text(self.by_recovery)},
        }
        if self.by_passphrase is not None and self.passphrase_salt is not None:
            content["passphrase"] = {
                "wrapped": _text(self.by_passphrase),
                "salt": _text(self.passphrase_salt),
                **(self.passphrase_cost or {}),
            }
        return json.dumps(content, indent=1).encode("ascii") + b"\n"


def sidecar_path(store: Path) -> Path:
    """The key file of the store at `store`."""
    return store.with_name(f"{store.name}.key")


def new_sidecar(dataset: str, key_hex: str, recovery_code: str, *, schema: int, app: str) -> Sidecar:
    """The header of a store whose data key is `key_hex`, openable with `recovery_code` (in its printed form)."""
    wrapped = _wrap(key_hex, _recovery_wrapping(recovery_code, dataset), dataset)
    return Sidecar(dataset, schema, app, _check_value(key_hex, dataset), wrapped)


def read_sidecar(path: Path) -> Sidecar | None:
    """The key file at `path`, None where there is none. Raises StoreError where it is unreadable or damaged."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            N_("The key file {path} cannot be read ({reason}); check who may read it."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    return parse_sidecar(content, path)


def parse_sidecar(content: bytes, path: Path) -> Sidecar:
    """The header in the bytes of a key file; `path` is named where they are damaged or of a newer program."""
    try:
        values = json.loads(content)
        if values["kind"] != _KIND:
            raise ValueError("another kind of file")
        if int(values["format"]) > _FORMAT:
            raise StoreError(N_("The key file {path} was written by a newer program; update this one."), path=path)
        return _from_values(values)
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise StoreError(
            N_("The key file {path} is damaged; take the one inside the newest backup (sinerji restore)."), path=path
        ) from error


def write_sidecar(path: Path, sidecar: Sidecar) -> None:
    """Write the key file atomically, readable by the user only. Raises OSError."""
    write_whole(path, sidecar.to_bytes(), private=True)


def _from_values(values: Mapping[str, Any]) -> Sidecar:
    sidecar = Sidecar(
        dataset=str(values["dataset"]),
        schema=int(values["schema"]),
        app=str(values["app"]),
        check=_bytes(values["check"]),
        by_recovery=_bytes(values["recovery"]["wrapped"]),
    )
    passphrase = values.get("passphrase")
    if passphrase is None:
        return sidecar
    cost = {name: int(passphrase[name]) for name in _ARGON2}
    if any(not 1 <= cost[name] <= cap for name, cap in _ARGON2_CAPS.items()):
        raise ValueError("unreasonable cost")
    return replace(
        sidecar,
        by_passphrase=_bytes(passphrase["wrapped"]),
        passphrase_salt=_bytes(passphrase["salt"]),
        passphrase_cost=cost,
    )


def _check_value(key_hex: str, dataset: str) -> bytes:
    return hmac.digest(bytes.fromhex(key_hex), f"sinerji key check {dataset}".encode(), "sha256")


def _recovery_wrapping(code: str, dataset: str) -> bytes:
    """120 random bits need no slow hash: they cannot be tried out."""
    return HKDF(SHA256(), 32, salt=dataset.encode(), info=b"sinerji recovery").derive(secret_of(code))


def _passphrase_wrapping(passphrase: str, salt: bytes, cost: Mapping[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt, length=32, iterations=cost["iterations"], lanes=cost["lanes"], memory_cost=cost["memory_kib"]
    )
    # Keyboards differ in how they compose ü and ş: the same word must open the store on both.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _wrap(key_hex: str, wrapping: bytes, dataset: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(wrapping).encrypt(nonce, bytes.fromhex(key_hex), dataset.encode())


def _unwrap(wrapped: bytes, wrapping: bytes, dataset: str) -> str | None:
    try:
        return AESGCM(wrapping).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], dataset.encode()).hex()
    except (InvalidTag, ValueError):
        return None


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
