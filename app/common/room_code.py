"""The code by which a laptop comes into a room: letters that vouch for the hub's certificate, then a secret.

16 letters of Crockford's base32 in groups of four. The first eight are the first 40 bits of the certificate's SHA-256,
so that whoever types the code knows the hub again; the other eight are good once.
"""

import hashlib

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX_LETTERS = 8  # of 5 bits each
LETTERS = 16


def code_prefix(fingerprint: str | None) -> str:
    """What a code begins with under a certificate's fingerprint (64 hex digits). Noughts without a certificate."""
    return crockford(bytes.fromhex((fingerprint or "0" * 64)[:10]))[:PREFIX_LETTERS]


def fingerprint_of(der: bytes) -> str:
    """The SHA-256 of a certificate in DER form, as 64 hex digits."""
    return hashlib.sha256(der).hexdigest()


def crockford(raw: bytes) -> str:
    """Crockford's base32 (no I, L, O, U): 8 letters for each 5 bytes."""
    number, letters = int.from_bytes(raw, "big"), len(raw) * 8 // 5
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(letters)))


def as_typed(code: str) -> str:
    """A code as somebody typed it, in the form that it was made: without blanks and dashes, look-alikes resolved."""
    plain = "".join(letter for letter in code if letter.isalnum()).replace("ı", "i").replace("İ", "I").upper()
    return plain.translate(str.maketrans("OIL", "011"))
