"""Proposals for the tables of what the program knows: rows of this laptop alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.mapping import column_names, from_values, to_columns
from app.model.tables import ProposalRow
from app.records import Proposal


def put(session: Session, proposal: Proposal) -> None:
    """Store a proposal, in place of the one with its id where there is one."""
    session.merge(ProposalRow(**to_columns(proposal)))


def get(session: Session, proposal_id: str) -> Proposal | None:
    """One proposal."""
    row = session.get(ProposalRow, proposal_id)
    return None if row is None else _record(row)


def delete(session: Session, proposal_id: str) -> Proposal | None:
    """Take a proposal away; what it was, None where it was gone already."""
    row = session.get(ProposalRow, proposal_id)
    if row is None:
        return None
    was = _record(row)
    session.delete(row)
    return was


def everything(session: Session) -> list[Proposal]:
    """All proposals, the newest first."""
    rows = session.scalars(select(ProposalRow).order_by(ProposalRow.made_at.desc(), ProposalRow.id.desc()))
    return [_record(row) for row in rows]


def _record(row: ProposalRow) -> Proposal:
    return from_values(Proposal, (getattr(row, name) for name in column_names(Proposal)))
