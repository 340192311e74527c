"""The printed recovery code: 120 random bits as seven groups of four letters, the last group a checksum.

Letters are Crockford's base 32 (no I, L, O, U). What people write instead is understood: small letters, O for 0, I, İ
and L for 1, any blanks and dashes.
"""

import hashlib
import re
import secrets

from app.common.errors import StoreError
from app.common.messages import N_

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET_LETTERS = 24  # 120 bits
_CHECK_LETTERS = 4  # 20 bits: one mistyped code of a million passes
_GROUP = 4
_HEARD = str.maketrans({"O": "0", "I": "1", "İ": "1", "ı": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-‐‑–—_.·]+")


def new_recovery_code() -> str:
    """A random code as it is printed: `7K2M-…` (7 groups)."""
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LETTERS))
    return _grouped(secret + _check_letters(secret))


def checked_recovery_code(text: str) -> str:
    """The code that somebody typed, in its printed form. Raises StoreError where it cannot be one."""
    letters = _BETWEEN.sub("", text).translate(_HEARD).upper().translate(_HEARD)
    wrong = next((letter for letter in letters if letter not in _ALPHABET), None)
    if wrong is not None:
        raise StoreError(N_("The recovery code has no {letter} in it; read it again from the sheet."), letter=wrong)
    expected = _SECRET_LETTERS + _CHECK_LETTERS
    if len(letters) != expected:
        raise StoreError(
            N_("The recovery code has {expected} letters and digits, not {found}; type all seven groups."),
            expected=expected,
            found=len(letters),
        )
    if _check_letters(letters[:_SECRET_LETTERS]) != letters[_SECRET_LETTERS:]:
        raise StoreError(N_("The recovery code has a wrong letter or digit; compare it with the sheet group by group."))
    return _grouped(letters)


def secret_of(code: str) -> bytes:
    """What the key that wraps the data key is derived from; `code` in its printed form."""
    return code.replace("-", "")[:_SECRET_LETTERS].encode("ascii")


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _check_letters(secret: str) -> str:
    value = int.from_bytes(hashlib.sha256(b"sinerji recovery code " + secret.encode("ascii")).digest()[:4], "big")
    return "".join(_ALPHABET[value >> (5 * place) & 31] for place in range(_CHECK_LETTERS))
