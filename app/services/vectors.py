"""Vectors of texts, computed once and kept in the store: a restart encodes nothing again."""

import hashlib
import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.matching.encoder import Encoder
from app.model.database import Database
from app.model.repositories import local


class CachingEncoder:
    """An encoder that remembers. New vectors stay in memory until `save` writes them, on the database thread.

    Texts that live shorter than a card (a line being typed) are never saved: past `UNSAVED` of them they are forgotten.
    """

    UNSAVED = 50_000  # 100 MB

    def __init__(self, encoder: Encoder, database: Database) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._database = database
        self._lock = threading.Lock()
        with database.read() as session:
            stored = local.vectors(session, self.name)
        self._known = {key: np.frombuffer(value, "<f4") for key, value in stored.items()}
        self._saved = set(self._known)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text; only what was never seen is encoded."""
        keys = [_key(text) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            fresh = dict(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
            found |= fresh
            with self._lock:
                if len(self._known) - len(self._saved) > self.UNSAVED:
                    self._known = {key: self._known[key] for key in self._saved}
                self._known |= fresh
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)

    def save(self, texts: Sequence[str]) -> int:
        """Store the vectors of these texts, where they are not stored yet; how many were."""
        keys = {_key(text) for text in texts}
        with self._lock:
            fresh = {key: self._known[key] for key in keys - self._saved if key in self._known}
        if fresh:
            with self._database.write_local() as session:
                found = {key: np.asarray(vector, "<f4").tobytes() for key, vector in fresh.items()}
                local.add_vectors(session, self.name, found)
            with self._lock:
                self._known |= fresh
                self._saved |= fresh.keys()
        return len(fresh)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
