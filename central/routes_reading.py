"""Requests of those who only read: workshops with their counters, synergies, exported files."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.sync.wire import MOST_CHANGES
from central import shapes
from central.access import AnyBearer, Hub, TheHub
from central.problems import Problem
from central.reading import Listing, View
from central.refusals import refusals
from central.tokens import Bearer

router = APIRouter(prefix="/v1")

Limit = Annotated[int, Query(ge=1, le=MOST_CHANGES)]
After = Annotated[str, Query(pattern=r"^[0-9A-Za-z_.:\-]{0,129}$")]
WorkshopId = Annotated[shapes.Id, Path()]


@router.get("/workshops", response_model=shapes.Workshops, responses=refusals())
def workshops(hub: TheHub, who: AnyBearer, after: After = "", limit: Limit = MOST_CHANGES) -> dict[str, Any]:
    """Living workshops with their counters."""
    with hub.database.read() as connection:
        found = View(connection, who).workshops(after, limit)
    return hub.stem() | {"workshops": found.items, "next": found.next}


@router.get("/workshops/{workshop_id}", response_model=shapes.WorkshopOut, responses=refusals(404))
def workshop(hub: TheHub, who: AnyBearer, workshop_id: WorkshopId) -> dict[str, Any]:
    """One workshop with its counters."""
    return hub.stem() | _known(hub, who, workshop_id)


@router.get("/synergies", response_model=shapes.Synergies, response_model_exclude_unset=True, responses=refusals())
def synergies(
    hub: TheHub,
    who: AnyBearer,
    workshop: Annotated[shapes.Id | None, Query()] = None,
    after: After = "",
    limit: Limit = MOST_CHANGES,
) -> dict[str, Any]:
    """Living synergies with the titles and firms of both cards."""
    with hub.database.read() as connection:
        return _synergies(hub, View(connection, who).synergies(workshop, after, limit))


@router.get("/reports", response_model=shapes.Reports, response_model_exclude_unset=True, responses=refusals())
def reports(
    hub: TheHub,
    who: AnyBearer,
    workshop: Annotated[shapes.Id | None, Query()] = None,
    after: After = "",
    limit: Limit = MOST_CHANGES,
) -> dict[str, Any]:
    """Files that were exported."""
    with hub.database.read() as connection:
        return _reports(hub, View(connection, who).reports(workshop, after, limit))


@router.get(
    "/workshops/{workshop_id}/synergies",
    response_model=shapes.Synergies,
    response_model_exclude_unset=True,
    responses=refusals(404),
)
def synergies_of_workshop(
    hub: TheHub, who: AnyBearer, workshop_id: WorkshopId, after: After = "", limit: Limit = MOST_CHANGES
) -> dict[str, Any]:
    """Living synergies of one workshop."""
    _known(hub, who, workshop_id)
    with hub.database.read() as connection:
        return _synergies(hub, View(connection, who).synergies(workshop_id, after, limit))


@router.get(
    "/workshops/{workshop_id}/reports",
    response_model=shapes.Reports,
    response_model_exclude_unset=True,
    responses=refusals(404),
)
def reports_of_workshop(
    hub: TheHub, who: AnyBearer, workshop_id: WorkshopId, after: After = "", limit: Limit = MOST_CHANGES
) -> dict[str, Any]:
    """Files that were exported of one workshop."""
    _known(hub, who, workshop_id)
    with hub.database.read() as connection:
        return _reports(hub, View(connection, who).reports(workshop_id, after, limit))


def _known(hub: Hub, who: Bearer, workshop_id: str) -> dict[str, Any]:
    with hub.database.read() as connection:
        found = View(connection, who).workshop(workshop_id)
    if found is None:
        raise Problem(404, "not_found", "There is no such workshop.")
    return found


def _synergies(hub: Hub, found: Listing) -> dict[str, Any]:
    return hub.stem() | {"synergies": found.items, "next": found.next}


def _reports(hub: Hub, found: Listing) -> dict[str, Any]:
    return hub.stem() | {"reports": found.items, "next": found.next}
