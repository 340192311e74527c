"""Stands around every request: size, time and rate are bounded, failures are answered, one line is logged.

The line names method, route, status, milliseconds and the id of the token: never a body, a value, a name or a token.
"""

import asyncio
import logging
import time
import traceback
from http import HTTPStatus
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.sync.wire import MOST_BYTES
from central.limits import Rate
from central.problems import Problem, answer, of_database, try_later

logger = logging.getLogger("central")

BLOBS = "/v1/blobs/"
SECONDS = 30.0
_BLOB_SECONDS = 600.0  # 50 MB over a poor line
_GONE = 499  # the client went away before it was answered; only for the log
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HEADERS = [(b"x-content-type-options", b"nosniff")]


class Guard:
    """The outermost layer of a receiver."""

    def __init__(self, app: ASGIApp, per_address: Rate, seconds: float = SECONDS) -> None:
        self._app = app
        self._per_address = per_address
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        scope.setdefault("state", {})
        line = _Line(scope, receive, send)
        try:
            await self._in_time(scope, line)
        finally:
            _log(scope, line.status, time.monotonic() - began)

    async def _in_time(self, scope: Scope, line: "_Line") -> None:
        seconds = _BLOB_SECONDS if scope["path"].startswith(BLOBS) else self._seconds
        task = asyncio.ensure_future(self._answered(scope, line))
        try:
            done, _waiting = await asyncio.wait({task}, timeout=seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            await line.refuse(try_later(503, "slow", "The request took too long."))
            line.mute()
            task.cancel()
            task.add_done_callback(lambda late: late.cancelled() or late.exception())
        else:
            task.result()

    async def _answered(self, scope: Scope, line: "_Line") -> None:
        try:
            client = scope.get("client")
            wait = self._per_address.wait(client[0] if client else "?")
            if wait:
                raise try_later(429, "rate", "Too many requests from this address.", max(1, round(wait)))
            receive = line.receive if scope["path"].startswith(BLOBS) else await _whole_body(scope, line.receive)
            await self._app(scope, receive, line.send)
        except Problem as problem:
            await line.refuse(problem)
        except ClientDisconnect:
            line.status = _GONE
        except PoolTimeout:
            await line.refuse(try_later(503, "busy", "The database is busy; nothing was stored."))
        except DBAPIError as error:
            await line.refuse(of_database(error) or _mistake(error))
        except Exception as error:  # noqa: BLE001 - the sender gets an answer, the log the place
            await line.refuse(_mistake(error))


class _Line:
    """The way to a client: remembers what was answered."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self.receive = receive
        self._send = send
        self._muted = False
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a message on, with the headers of every answer."""
        if self._muted:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", []))
            if not any(name.lower() == b"cache-control" for name, _value in headers):
                headers.append((b"cache-control", b"no-store"))
            message = {**message, "headers": headers + _HEADERS}
        await self._send(message)

    async def refuse(self, problem: Problem) -> None:
        """Answer with a problem, unless an answer is already on its way."""
        if not self.status:
            await answer(problem)(self._scope, self.receive, self.send)

    def mute(self) -> None:
        """Let nothing more through."""
        self._muted = True


async def _whole_body(scope: Scope, receive: Receive) -> Receive:
    """Read the body, as much as is allowed, whatever length was announced; returns where it can be read again."""
    too_large = Problem(413, "size", f"A body holds at most {MOST_BYTES} bytes.", headers={"Connection": "close"})
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    if announced.isdigit() and int(announced) > MOST_BYTES:
        raise too_large
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            parts, more = [], False  # the client is gone; what it wanted to say is not known
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > MOST_BYTES:
            raise too_large
    return _once(b"".join(parts), receive)


def _once(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _mistake(error: Exception) -> Problem:
    """A bug of ours: the log gets its kind and its places, not what it says, which may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    logger.error("%s at %s", type(error).__name__, places)
    return Problem(500, "internal", "The receiver made a mistake; nothing was stored.")


def _log(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    route = getattr(scope.get("route"), "path", "-")
    token_id = scope["state"].get("token_id", "-")
    logger.info(
        "%s %s %d %d ms %s", method, route, status or HTTPStatus.INTERNAL_SERVER_ERROR, seconds * 1000, token_id
    )
