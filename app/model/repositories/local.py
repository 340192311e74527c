"""Rows that belong to this laptop alone: drafts, preferences, cached vectors."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.tables import DraftRow, EmbeddingRow, PreferenceRow
from app.records import Draft


def save_draft(session: Session, draft: Draft) -> None:
    """Store a form as it stands."""
    session.merge(DraftRow(slot=draft.slot, fields=json.dumps(dict(draft.fields)), saved_at=draft.saved_at))


def load_draft(session: Session, slot: str) -> Draft | None:
    """The form as it stood."""
    row = session.get(DraftRow, slot)
    return None if row is None else Draft(row.slot, json.loads(row.fields), row.saved_at)


def remember(session: Session, key: str, value: Any) -> None:
    """Keep a JSON-able value under a key."""
    session.merge(PreferenceRow(key=key, value=json.dumps(value, ensure_ascii=False)))


def recall(session: Session, key: str) -> Any:
    """The value kept under a key, or None."""
    row = session.get(PreferenceRow, key)
    return None if row is None else json.loads(row.value)


def vectors(session: Session, model: str) -> dict[str, bytes]:
    """All cached vectors of an encoder, by the hash of their text."""
    query = select(EmbeddingRow.text_hash, EmbeddingRow.vector).where(EmbeddingRow.model == model)
    return {row[0]: row[1] for row in session.execute(query)}


def add_vectors(session: Session, model: str, found: Mapping[str, bytes]) -> None:
    """Cache vectors that are not cached yet, by the hash of their text."""
    session.add_all(EmbeddingRow(text_hash=key, model=model, vector=vector) for key, vector in found.items())
