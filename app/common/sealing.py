"""Personal field groups as they stand in the change log and the outbox: sealed under the participant's own key.

Erasing a person sets that key to NULL; what the log, the outbox and the rotating backups still hold is then noise that
nobody can read again, while the log keeps its order and its row count.
"""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = "p1"  # stands before the text and is authenticated: a later format can tell itself apart


def new_personal_key() -> bytes:
    """A random key for one participant's row: 32 bytes."""
    return os.urandom(KEY_BYTES)


def seal(values: Mapping[str, Any], key: bytes) -> str:
    """Encrypt JSON-able `values` under a participant's 32-byte `key`: `p1.` and base64 of nonce and AES-GCM text."""
    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
    sealed = AESGCM(key).encrypt(nonce, plain, _FORMAT.encode())
    return f"{_FORMAT}.{base64.b64encode(nonce + sealed).decode('ascii')}"


def unseal(text: str, key: bytes | None) -> dict[str, Any] | None:
    """The values sealed in `text`, or None where `key` is gone (erased) or is not the one that sealed them."""
    mark, _, body = text.partition(".")
    if key is None or mark != _FORMAT:
        return None
    try:
        raw = base64.b64decode(body, validate=True)
        plain = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _FORMAT.encode())
    except (InvalidTag, binascii.Error, ValueError):
        return None
    values = json.loads(plain)
    return values if isinstance(values, dict) else None
