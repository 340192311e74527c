"""Resource cards and the hands raised for them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.mapping import from_values
from app.model.repositories.fetching import columns_of, fetch, fetch_one, statement
from app.model.tables import CardRow, InterestRow
from app.records import Interest, ResourceCard


def of_workshop(session: Session, workshop_id: str) -> list[ResourceCard]:
    """The cards of a workshop, in the order of their making."""
    return sorted(fetch(session, ResourceCard, CardRow.workshop_id == workshop_id), key=_made)


def get(session: Session, card_id: str) -> ResourceCard | None:
    """One card."""
    return fetch_one(session, ResourceCard, card_id)


def recent(session: Session, workshop_id: str, limit: int) -> list[ResourceCard]:
    """The newest cards of a workshop, newest first."""
    newest = (CardRow.created_at.desc(), CardRow.number.desc(), columns_of(ResourceCard)[0].desc())
    rows = session.execute(statement(ResourceCard, CardRow.workshop_id == workshop_id).order_by(*newest).limit(limit))
    return [from_values(ResourceCard, row) for row in rows]


def next_number(session: Session, workshop_id: str) -> int:
    """The next free number on a paper card."""
    highest = select(func.max(CardRow.number)).where(CardRow.workshop_id == workshop_id)
    return (session.scalar(highest) or 0) + 1


def interests(session: Session, workshop_id: str) -> list[Interest]:
    """Who raised a hand for which card."""
    return fetch(session, Interest, InterestRow.workshop_id == workshop_id)


def hands_for(session: Session, card_id: str) -> list[str]:
    """Ids of the hands raised for a card."""
    return list(
        session.scalars(select(InterestRow.id).where(InterestRow.card_id == card_id, InterestRow.deleted_at.is_(None)))
    )


def _made(card: ResourceCard) -> tuple[str, int, str]:
    """The cards of one import were made in one moment: there the number on the card tells."""
    return card.created_at, card.number or 0, card.id
