"""The hand-over bundle: one encrypted file with the same operations that travel over a network, for a USB stick.

    SINERJI-BUNDLE 1 ⏎  header (JSON: who can open it) ⏎  frames

A frame is its length (4 bytes, big endian) and AES-256-GCM text of compressed JSON: first `{"about": …}`, then
`{"ops": […]}`, at the end `{"end": number of operations}`; the number of the frame is its nonce: none can be left out,
doubled or moved. The key of the file is wrapped for everybody who may open it: by the code that was told when it was
written, by the key of a room, by the key of the store that wrote it. Pure: bytes and operations, no store.
"""

import base64
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.common.errors import InputError
from app.common.messages import N_
from app.common.room_code import as_typed, crockford
from app.operations import Op
from app.sync.wire import WireError, op_from_json, op_to_json, packed

MAGIC = b"SINERJI-BUNDLE "
FORMAT = 1
_LONGEST_HEADER, _LONGEST_FRAME, _LONGEST_PLAIN = 100_000, 8_000_000, 64_000_000
_CODE_BYTES = 10  # 80 random bits
_FRAME_OPS = 500

NO_BUNDLE = N_("“{path}” is no bundle of this program.")
NEWER = N_("“{path}” was written by a newer version of this program: update this one.")
BROKEN = N_("“{path}” is damaged or was copied only in part: nothing was taken from it; copy it once more.")
LOCKED = N_("“{path}” is for another room: type the code that was shown when it was written.")
WRONG_CODE = N_("This is not the code of “{path}”: compare it with what was shown when the bundle was written.")


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle says of itself: the workshops in it (id, name), who wrote it when, how many operations."""

    workshops: tuple[tuple[str, str], ...]
    device: str
    written_at: str
    operations: int


def new_code() -> str:
    """A random code, as it is shown: four groups of four letters."""
    letters = crockford(secrets.token_bytes(_CODE_BYTES))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def code_secret(code: str) -> bytes:
    """What a typed code stands for."""
    return as_typed(code).encode()


def write_bundle(file: BinaryIO, about: About, ops: Iterable[Op], secrets_of: Mapping[str, Sequence[bytes]]) -> int:
    """Write a bundle; `secrets_of` are those with which it can be opened, by kind. Tells how many operations it has."""
    key = AESGCM.generate_key(256)
    wraps = [{"kind": kind, "key": _wrapped(key, one)} for kind, several in secrets_of.items() for one in several]
    header = MAGIC + str(FORMAT).encode() + b"\n" + json.dumps({"wraps": wraps}).encode() + b"\n"
    file.write(header)
    frames = _Frames(key, header)
    file.write(frames.sealed({"about": asdict(about)}))
    count = 0
    for some in packed(list(ops), most_ops=_FRAME_OPS, most_bytes=_LONGEST_FRAME // 4):
        count += len(some)
        file.write(frames.sealed({"ops": [op_to_json(op) for op in some]}))
    file.write(frames.sealed({"end": count}))
    return count


class Bundle:
    """An opened bundle. `secrets_of` as in `write_bundle`. InputError with a sentence where it cannot be read."""

    def __init__(self, file: BinaryIO, path: str, secrets_of: Mapping[str, Sequence[bytes]]) -> None:
        self._file, self._path = file, path
        version = file.readline(100)
        if not version.startswith(MAGIC):
            raise InputError(NO_BUNDLE, path=path)
        if version.strip() != MAGIC + str(FORMAT).encode():
            raise InputError(NEWER, path=path)
        text = file.readline(_LONGEST_HEADER)
        self._key = self._opened(text, secrets_of)
        self._header = version + text
        self._start = file.tell()
        about = self._frame(_Frames(self._key, self._header)).get("about")
        try:
            self.about = About(
                tuple((str(one[0]), str(one[1])) for one in about["workshops"]),  # type: ignore[index]
                str(about["device"]),  # type: ignore[index]
                str(about["written_at"]),  # type: ignore[index]
                int(about["operations"]),  # type: ignore[index]
            )
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise InputError(BROKEN, path=path) from error

    def check(self) -> int:
        """Read it to the end without keeping anything; the number of operations. InputError where it is broken."""
        return sum(len(some) for some in self.parts())

    def parts(self) -> Iterator[list[Op]]:
        """The operations, part by part. InputError where a part is broken or missing, or the end is."""
        self._file.seek(self._start)
        frames = _Frames(self._key, self._header)
        self._frame(frames)
        count = 0
        while "end" not in (frame := self._frame(frames)):
            try:
                ops = [op_from_json(one) for one in frame["ops"]]
            except (KeyError, TypeError, WireError) as error:
                raise InputError(BROKEN, path=self._path) from error
            count += len(ops)
            yield ops
        if frame["end"] != count:
            raise InputError(BROKEN, path=self._path)

    def _frame(self, frames: "_Frames") -> dict[str, Any]:
        head = self._file.read(4)
        length = int.from_bytes(head, "big")
        sealed = self._file.read(length) if len(head) == 4 and length <= _LONGEST_FRAME else b""
        opened = frames.opened(sealed) if len(sealed) == length and sealed else None
        if opened is None:
            raise InputError(BROKEN, path=self._path)
        return opened

    def _opened(self, header: bytes, secrets_of: Mapping[str, Sequence[bytes]]) -> bytes:
        try:
            wraps = [(str(one["kind"]), str(one["key"])) for one in json.loads(header)["wraps"]]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(BROKEN, path=self._path) from error
        for kind, wrapped in wraps:
            for secret in secrets_of.get(kind, ()):
                key = _unwrapped(wrapped, secret)
                if key is not None:
                    return key
        raise InputError(WRONG_CODE if secrets_of.get("code") else LOCKED, path=self._path)


class _Frames:
    """Seals or opens frame after frame; each knows its place and the header."""

    def __init__(self, key: bytes, header: bytes) -> None:
        self._aes, self._header, self._number = AESGCM(key), header, 0

    def sealed(self, content: Mapping[str, Any]) -> bytes:
        """The next frame with its length."""
        plain = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)
        sealed = self._aes.encrypt(self._nonce(), plain, self._header)
        return len(sealed).to_bytes(4, "big") + sealed

    def opened(self, sealed: bytes) -> dict[str, Any] | None:
        """The content of the next frame, None where it is not what stood there."""
        try:
            plain = self._aes.decrypt(self._nonce(), sealed, self._header)
            reader = zlib.decompressobj()
            content = json.loads(reader.decompress(plain, _LONGEST_PLAIN))
        except (InvalidTag, zlib.error, ValueError):
            return None
        return content if isinstance(content, dict) else None

    def _nonce(self) -> bytes:
        self._number += 1
        return self._number.to_bytes(12, "big")


def _wrapped(key: bytes, secret: bytes) -> str:
    salt, nonce = os.urandom(16), os.urandom(12)
    return base64.b64encode(salt + nonce + AESGCM(_derived(secret, salt)).encrypt(nonce, key, MAGIC)).decode()


def _unwrapped(text: str, secret: bytes) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
        return AESGCM(_derived(secret, raw[:16])).decrypt(raw[16:28], raw[28:], MAGIC)
    except (ValueError, InvalidTag):
        return None


def _derived(secret: bytes, salt: bytes) -> bytes:
    """Every secret here is random and long enough: no slow derivation is needed."""
    return HKDF(hashes.SHA256(), 32, salt, b"sinerji bundle").derive(secret)
