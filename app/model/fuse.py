"""The fuse before a mass deletion: a restored, emptied or forged peer must not clear this store in silence."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.tables import SYNCED

MOST_ROWS, MOST_SHARE = 20, 0.10


def trips(session: Session, gone: int) -> bool:
    """Whether so many rows at once ask for a person: more than 20, or more than a tenth of a store of 50 and more."""
    if gone <= 5:
        return False
    if gone > MOST_ROWS:
        return True
    living = sum(
        session.scalar(select(func.count()).select_from(table).where(table.deleted_at.is_(None))) or 0
        for table in SYNCED.values()
    )
    return living >= 50 and gone > living * MOST_SHARE
