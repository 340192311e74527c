"""Decisions and synergies of a change, carried over to the listing before the service has compared anything anew."""

from __future__ import annotations

from app.records import (
    CardId,
    ChangeSet,
    Decision,
    Kind,
    LostReason,
    Origin,
    RowChange,
    Stage,
    Synergy,
    SynergyId,
    Verdict,
    WorkshopId,
)
from app.ui.matches.listing import Listing, Pair


def follow(listing: Listing, changes: ChangeSet) -> bool:
    """Note what was decided, undone or moved on the board; whether the listing changed."""
    for change in changes.of(Kind.DECISION):
        listing.decide(_pair(change), None if change.after is None else _decision(change))
    for change in changes.of(Kind.SYNERGY):
        listing.put_on_board(_pair(change), None if change.after is None else _synergy(change))
    return bool(changes.kinds & {Kind.DECISION, Kind.SYNERGY})


def _pair(change: RowChange) -> Pair:
    row = change.after or change.before or {}
    return row["have_id"], row["want_id"]


def _decision(change: RowChange) -> Decision:
    row = change.after or {}
    return Decision(
        change.id,
        WorkshopId(row["workshop_id"]),
        CardId(row["have_id"]),
        CardId(row["want_id"]),
        Verdict(row["verdict"]),
        LostReason(row["reason"]) if row["reason"] else None,
        row["at"],
    )


def _synergy(change: RowChange) -> Synergy:
    row = change.after or {}
    return Synergy(
        SynergyId(change.id),
        WorkshopId(row["workshop_id"]),
        CardId(row["have_id"]),
        CardId(row["want_id"]),
        Stage(row["stage"]),
        Origin(row["origin"]),
        row["rank"],
    )
