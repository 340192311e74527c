"""Refusals as `application/problem+json` (RFC 9457) with the codes of the protocol."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from app.sync.wire import OLDEST_PROTOCOL, PROTOCOL

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2

_PG_DISK_FULL = "53100"
# Lock not to be had, deadlock, statement took too long, server going down or full: all pass by themselves.
_PG_PASSING = ("55P03", "40P01", "40001", "57014", "57P01", "57P02", "57P03", "53300")
_CODES = {
    HTTPStatus.BAD_REQUEST: "malformed",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method",
}


class Problem(Exception):
    """A request that cannot be answered. `more` holds further members of the body (`field`, `oldest` …)."""

    def __init__(
        self, status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def malformed(field: str, what: str) -> Problem:
    """The request has not the agreed shape at `field`."""
    return Problem(422, "malformed", f"{field}: {what}", field=field)


def other_protocol() -> Problem:
    """The sender speaks a protocol that this receiver does not."""
    detail = f"This receiver speaks the protocols {OLDEST_PROTOCOL} to {PROTOCOL}."
    return Problem(426, "protocol", detail, oldest=OLDEST_PROTOCOL, newest=PROTOCOL)


def try_later(status: int, code: str, detail: str, seconds: int = RETRY_SECONDS) -> Problem:
    """It will pass: the sender tries again after `seconds`."""
    return Problem(status, code, detail, headers={"Retry-After": str(seconds)})


def answer(problem: Problem) -> JSONResponse:
    """The response that tells of a problem."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
    }
    return JSONResponse(body | problem.more, problem.status, problem.headers, MEDIA_TYPE)


def of_database(error: DBAPIError) -> Problem | None:
    """What a failure of the database means for the sender; None: it is a mistake of ours."""
    said = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state == _PG_DISK_FULL or "disk is full" in said:
        return Problem(507, "disk_full", "The receiver's disk is full; nothing was stored.")
    locked = "database is locked" in said or "database table is locked" in said
    if state in _PG_PASSING or error.connection_invalidated or locked:
        return try_later(503, "busy", "The database is busy; nothing was stored.")
    return None


def install(app: FastAPI) -> None:
    """Let the framework's own refusals look like ours."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(RequestValidationError, _validation)


def _problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(error)


def _framework(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(HTTPStatus(error.status_code), "refused")
    return answer(Problem(error.status_code, code, str(error.detail), headers=dict(error.headers or {})))


def _validation(_request: Request, error: Exception) -> JSONResponse:
    """Only where and what: the value itself may be confidential and is not sent back."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path", "header"))
    return answer(malformed(where or "body", str(first["msg"])))
