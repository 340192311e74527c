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

    `texts` shorter lived than a card (a line being typed) are kept in memory too, a few thousand at most.
    """

    LIMIT = 200_000

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
        """One row for each text; only texts never seen before are encoded."""
        keys = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        with self._lock:
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            fresh = self._encoder.encode(list(missing.values()))
            with self._lock:
                if len(self._known) > self.LIMIT:
                    self._known = {key: self._known[key] for key in self._saved}
                self._known.update(zip(missing, fresh, strict=True))
        with self._lock:
            return np.stack([self._known[key] for key in keys]) if keys else np.zeros((0, 512), np.float32)

    def save(self, texts: Sequence[str]) -> int:
        """Store the vectors of these texts, where they are not stored yet; how many were."""
        keys = {hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts}
        with self._lock:
            fresh = {key: self._known[key] for key in keys - self._saved if key in self._known}
        if fresh:
            with self._database.write_local() as session:
                found = {key: np.asarray(vector, "<f4").tobytes() for key, vector in fresh.items()}
                local.add_vectors(session, self.name, found)
            self._saved |= fresh.keys()
        return len(fresh)
