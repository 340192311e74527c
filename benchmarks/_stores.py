"""Stores of their own for measuring: encrypted as always, thrown away afterwards."""

from __future__ import annotations

import secrets
from pathlib import Path

from app.common.ids import new_id
from app.model.database import Database
from app.model.store import Store, open_store
from benchmarks.crowd import Crowd

KEY = secrets.token_hex(32)


def open_measured(path: Path, key: str = KEY) -> tuple[Store, Database]:
    """Open (or make) the store at `path`, with the seam over it."""
    store = open_store(path, key=key)
    return store, Database(store.engine, store.device_id)


def fill(database: Database, crowd: Crowd) -> None:
    """Put an invented workshop into a store, in one step."""
    with database.write(f"Measure {new_id()}") as work:
        for rows in ((crowd.workshop,), crowd.firms, crowd.attendances, crowd.cards):
            for row in rows:
                work.add(row)
