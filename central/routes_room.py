"""Requests of a room: who is there, who may come in."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from central import feed, joining, presence, shapes
from central.access import Device, Owner, Spoken, TheHub, address_of, dataset_of
from central.problems import Problem, try_later
from central.refusals import refusals
from central.settings import HubKind

router = APIRouter(prefix="/v1")

_MINUTE = 60


@router.post("/presence", response_model=shapes.PresenceOut, responses=refusals(body=True), dependencies=[Spoken])
def tell_presence(hub: TheHub, who: Device, told: shapes.PresenceIn) -> dict[str, Any]:
    """Note what a laptop tells of itself, and tell it of the others."""
    dataset = dataset_of(who)
    with hub.database.write() as connection:
        presence.tell(
            connection, dataset, presence.Present(who.device, told.name, told.table, told.cards, told.unsynced, 0)
        )
        others = presence.present(connection, dataset)
        head = feed.head_of(connection, dataset)
    return hub.stem() | {"head": hub.head(head), "present": [asdict(one) for one in others]}


@router.post("/join", response_model=shapes.Joined, responses=refusals(403, 404, token=False, body=True))
def join(hub: TheHub, request: Request, given: shapes.JoinIn) -> dict[str, Any]:
    """Let a laptop with a good code in; without a token."""
    if hub.settings.kind != HubKind.ROOM:
        raise Problem(404, "not_found", "Only a room can be joined.")
    address = address_of(request)
    if hub.wrong_codes.too_many(address):
        raise try_later(429, "rate", "Too many wrong codes; wait a minute.", _MINUTE)
    try:
        joined = joining.join(hub.database, given.code, given.device, given.name, hub.fingerprint)
    except Problem as problem:
        if problem.code == "code":
            hub.wrong_codes.note(address)
        raise
    return hub.stem() | asdict(joined) | {"workshop": hub.settings.workshop, "room_key": hub.database.room_key}


@router.post("/codes", response_model=shapes.NewCode, responses=refusals(404, body=True), dependencies=[Spoken])
def make_code(hub: TheHub, who: Owner) -> dict[str, Any]:
    """A new code for one laptop; for the owner of the room."""
    _only_in_a_room(hub.settings.kind)
    return hub.stem() | asdict(joining.make_code(hub.database, dataset_of(who), hub.fingerprint))


@router.get("/codes", response_model=shapes.Codes, responses=refusals(404))
def list_codes(hub: TheHub, who: Owner) -> dict[str, Any]:
    """The codes that are still good, and who came with which; for the owner of the room."""
    _only_in_a_room(hub.settings.kind)
    with hub.database.read() as connection:
        codes = joining.known_codes(connection, dataset_of(who))
    return hub.stem() | {"codes": [asdict(one) for one in codes]}


def _only_in_a_room(kind: str) -> None:
    if kind != HubKind.ROOM:
        raise Problem(404, "not_found", "Only a room has join codes.")
