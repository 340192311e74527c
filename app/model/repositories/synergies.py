"""Synergies, their way through the stages, and the decisions on suggestions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.repositories.fetching import fetch, fetch_one
from app.model.tables import DecisionRow, StageChangeRow, SynergyCardRow, SynergyRow
from app.records import Decision, Stage, StageChange, Synergy


def of_workshop(session: Session, workshop_id: str) -> list[Synergy]:
    """The living synergies of a workshop, in the order of their columns."""
    found = fetch(session, Synergy, SynergyRow.workshop_id == workshop_id)
    return sorted(found, key=lambda synergy: (synergy.rank, synergy.id))


def get(session: Session, synergy_id: str) -> Synergy | None:
    """One synergy."""
    return fetch_one(session, Synergy, synergy_id)


def column(session: Session, workshop_id: str, stage: Stage) -> list[tuple[str, str]]:
    """Rank and id of the synergies of one stage, top to bottom."""
    query = select(SynergyRow.rank, SynergyRow.id).where(
        SynergyRow.workshop_id == workshop_id, SynergyRow.stage == stage.value, SynergyRow.deleted_at.is_(None)
    )
    return sorted((row[0], row[1]) for row in session.execute(query))


def history(session: Session, synergy_id: str) -> list[StageChange]:
    """The stages that a synergy entered, oldest first."""
    found = fetch(session, StageChange, StageChangeRow.synergy_id == synergy_id)
    return sorted(found, key=lambda change: (change.at, change.id))


def of_card(session: Session, card_id: str) -> list[str]:
    """Ids of the living synergies that have a card among their legs."""
    query = select(SynergyCardRow.synergy_id).join(SynergyRow, SynergyRow.id == SynergyCardRow.synergy_id)
    query = query.where(SynergyCardRow.card_id == card_id, SynergyCardRow.deleted_at.is_(None))
    return list(session.scalars(query.where(SynergyRow.deleted_at.is_(None))))


def decisions(session: Session, workshop_id: str) -> list[Decision]:
    """The verdicts on suggestions."""
    return fetch(session, Decision, DecisionRow.workshop_id == workshop_id)


def decision_on(session: Session, have_id: str, want_id: str) -> Decision | None:
    """The verdict on one pair."""
    found = fetch(session, Decision, DecisionRow.have_id == have_id, DecisionRow.want_id == want_id)
    return found[0] if found else None
