"""Identifiers made on the laptop: rows are born offline on several machines and meet later."""

import secrets
import time
import uuid

# Name space of the identifiers that two laptops must derive alike; chosen once, never changed.
SYNERGY_NAMESPACE = uuid.UUID("6f0d2a52-6a0e-5c1b-9a51-6a2f6b1d7c34")


def new_id() -> str:
    """A UUIDv7 as text (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    value = (millis & (2**48 - 1)) << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def synergy_id(have_id: str, want_id: str) -> str:
    """The identifier of the synergy founded by this pair: the same on every laptop, so a pair made twice is one."""
    return str(uuid.uuid5(SYNERGY_NAMESPACE, f"{have_id}>{want_id}"))


def leg_id(synergy: str, card_id: str) -> str:
    """The identifier of the leg that joins `card_id` to the synergy."""
    return str(uuid.uuid5(SYNERGY_NAMESPACE, f"{synergy}/{card_id}"))


def derived_id(*parts: str) -> str:
    """A stable identifier for rows that repeat from a file: same parts, same identifier."""
    return str(uuid.uuid5(SYNERGY_NAMESPACE, "\x1f".join(parts)))
