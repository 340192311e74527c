"""Files in and out."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from central import blobs, shapes
from central.access import Device, Hub, Member, Spoken, TheHub, dataset_of
from central.problems import Problem
from central.refusals import refusals
from central.tokens import Bearer

router = APIRouter(prefix="/v1")

_BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
Hash = Annotated[shapes.Sha256, Path()]


class OctetStream(StreamingResponse):
    """Bytes, to be kept and not to be shown."""

    media_type = "application/octet-stream"


@router.put(
    "/blobs/{sha256}",
    response_model=shapes.BlobOut,
    responses=refusals(404, body=True),
    dependencies=[Spoken],
    openapi_extra={"requestBody": {"required": True, "content": _BINARY}},
)
async def put_blob(hub: TheHub, who: Device, sha256: Hash, request: Request) -> dict[str, Any]:
    """Keep a file; its hash is checked."""
    dataset, upload = dataset_of(who), blobs.Upload(hub.database)
    try:
        async for part in _parts(request):
            await run_in_threadpool(upload.add, part)
    except (Problem, ClientDisconnect):
        await run_in_threadpool(upload.abandon)
        raise
    if not await run_in_threadpool(upload.finish, dataset, sha256):
        raise Problem(422, "hash", "The file has another hash than its address.", field="sha256")
    return hub.stem() | {"sha256": sha256, "size": upload.size}


@router.get(
    "/blobs/{sha256}",
    response_class=OctetStream,
    responses=refusals(404) | {200: {"description": "The file", "content": _BINARY}},
)
def get_blob(hub: TheHub, who: Member, sha256: Hash) -> Response:
    """A file of the dataset."""
    headers = _headers(hub, who, sha256)
    return OctetStream(blobs.parts(hub.database, dataset_of(who), sha256), headers=headers)


@router.head("/blobs/{sha256}", response_class=Response, responses=refusals(404))
def head_blob(hub: TheHub, who: Member, sha256: Hash) -> Response:
    """Whether the dataset has a file, and its size."""
    return Response(headers=_headers(hub, who, sha256), media_type=OctetStream.media_type)


def _headers(hub: Hub, who: Bearer, sha256: str) -> dict[str, str]:
    with hub.database.read() as connection:
        size = blobs.size_of(connection, dataset_of(who), sha256)
    if size is None:
        raise Problem(404, "not_found", "There is no such file.")
    return {"Content-Length": str(size), "ETag": f'"{sha256}"', "Content-Disposition": "attachment"}


async def _parts(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces of one size. Problem 413 as soon as it is longer than allowed."""
    waiting = bytearray()
    size = 0
    async for data in request.stream():
        size += len(data)
        if size > blobs.MOST_BYTES:
            detail = f"A file holds at most {blobs.MOST_BYTES} bytes."
            raise Problem(413, "size", detail, headers={"Connection": "close"})
        waiting += data
        while len(waiting) >= blobs.PART_BYTES:
            yield bytes(waiting[: blobs.PART_BYTES])
            del waiting[: blobs.PART_BYTES]
    if waiting:
        yield bytes(waiting)
