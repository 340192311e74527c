"""Drafts: an entry form as it stands, on disk while it is typed."""

from collections.abc import Mapping
from typing import Any

from app.common.clock import iso
from app.model.database import Database
from app.model.repositories import local
from app.records import Draft


class DraftService:
    """Use cases about drafts; they are device-local and cannot be undone. Storing a card empties its form."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, slot: str, fields: Mapping[str, Any]) -> Draft:
        """Store a form as it stands; `fields` is JSON-able. Durable when this returns."""
        draft = Draft(slot, dict(fields), iso(self._database.clock.now()))
        with self._database.write_local() as session:
            local.save_draft(session, draft)
        return draft

    def load(self, slot: str) -> Draft | None:
        """The form as it stood, or None."""
        with self._database.read() as session:
            return local.load_draft(session, slot)
