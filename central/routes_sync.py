"""Requests of laptops: operations in, operations out."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from app.sync.wire import MOST_CHANGES, OLDEST_PROTOCOL, PROTOCOL, result_to_json
from central import feed, shapes
from central.access import AnyBearer, Device, Member, Spoken, TheHub, dataset_of
from central.problems import Problem, other_protocol
from central.push import last_of, push, read_batch
from central.reading import workshop_name
from central.refusals import refusals

router = APIRouter(prefix="/v1")

Limit = Annotated[int, Query(ge=1, le=MOST_CHANGES)]


@router.get("/health", response_model=shapes.Health, responses=refusals(token=False))
def health(hub: TheHub) -> dict[str, Any]:
    """That the receiver is there; for everybody."""
    return {"ok": True, "kind": hub.settings.kind, "protocol": PROTOCOL, "oldest_protocol": OLDEST_PROTOCOL}


@router.get("/status", response_model=shapes.Status, responses=refusals())
def status(hub: TheHub, who: AnyBearer) -> dict[str, Any]:
    """How far the feed is, and how far this sender has come."""
    head, last, name = None, 0, None
    if who.dataset is not None:
        with hub.database.read() as connection:
            head = hub.head(feed.head_of(connection, who.dataset))
            last = last_of(connection, who.dataset, who.device)
            name = workshop_name(connection, who.dataset, hub.settings.workshop)
    return hub.stem() | {
        "kind": hub.settings.kind,
        "protocol": PROTOCOL,
        "oldest_protocol": OLDEST_PROTOCOL,
        "dataset": who.dataset,
        "head": head,
        "last": last,
        "workshop": hub.settings.workshop,
        "name": name,
    }


@router.post(
    "/ops",
    response_model=shapes.Pushed,
    response_model_exclude_none=True,
    responses=refusals(409, body=True),
    dependencies=[Spoken],
)
def take_ops(hub: TheHub, who: Device, batch: shapes.BatchIn) -> dict[str, Any]:
    """Take a batch of operations, all in one transaction."""
    if not OLDEST_PROTOCOL <= batch.protocol <= PROTOCOL:
        raise other_protocol()
    if batch.dataset != who.dataset:
        raise Problem(409, "dataset", "This receiver holds another dataset for this token.")
    pushed = push(hub.database, batch.dataset, who.device, read_batch(batch.first, batch.ops, batch.withdrawn))
    return hub.stem() | {
        "results": [result_to_json(one) for one in pushed.results],
        "last": pushed.last,
        "head": feed.cursor(hub.database.epoch, pushed.head),
    }


@router.get("/changes", response_model=shapes.Changes, responses=refusals(410))
def changes(
    hub: TheHub,
    who: Member,
    cursor: Annotated[str, Query(max_length=64)] = "",
    skip: Annotated[str, Query(pattern=r"^[0-9A-Za-z_.:\-]{0,64}$")] = "",
    limit: Limit = 500,
) -> Response:
    """Operations after a cursor, in the order of commits; none is ever passed over but those that `skip` wrote."""
    dataset = dataset_of(who)
    with hub.database.read() as connection:
        known = feed.head_of(connection, dataset)
        start = feed.place(cursor, hub.database.epoch, known)
        page = feed.changes(connection, dataset, start, limit, skip)
        head = feed.head_of(connection, dataset)
    stem = hub.stem() | {
        "dataset": dataset,
        # Places may be left empty; who has read everything stands at the head.
        "cursor": feed.cursor(hub.database.epoch, page.end if page.more else max(page.end, known.seq)),
        "more": page.more,
        "head": hub.head(head),
    }
    return _as_it_is(feed.json_answer(stem, "changes", page.entries))


@router.get(
    "/snapshot",
    response_model=shapes.Snapshot,
    responses=refusals() | {304: {"description": "Nothing changed since the ETag of If-None-Match."}},
)
def snapshot(
    hub: TheHub,
    who: Member,
    entity: Annotated[shapes.Entity, Query()],
    after: Annotated[str, Query(pattern=r"^[0-9A-Za-z_.:\-]{0,64}$")] = "",
    limit: Limit = 500,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Rows of one kind by id, as their operations add up."""
    dataset = dataset_of(who)
    with hub.database.read() as connection:
        head = feed.head_of(connection, dataset)
        tag = feed.etag(hub.database.epoch, head.version, dataset, entity, after, limit)
        if if_none_match is not None and tag in [one.strip() for one in if_none_match.split(",")]:
            return Response(status_code=304, headers={"ETag": tag})
        page = feed.snapshot(connection, dataset, entity, after, limit)
    stem = hub.stem() | {
        "dataset": dataset,
        "entity": entity,
        "next": page.end if page.more else None,
        "more": page.more,
        "head": hub.head(head),
    }
    answer = _as_it_is(feed.json_answer(stem, "rows", page.entries))
    answer.headers["ETag"] = tag
    return answer


def _as_it_is(text: str) -> Response:
    """An answer whose JSON is ready: a feed is not taken apart and put together again for each reader."""
    return Response(text, media_type="application/json")
