"""The refusals of each request as the OpenAPI schema lists them."""

from http import HTTPStatus
from typing import Any

from central.problems import MEDIA_TYPE

_SCHEMA = {"$ref": "#/components/schemas/ProblemBody"}
_ALWAYS = (422, 429, 500, 503)
_WITH_TOKEN = (401, 403)
_WITH_BODY = (400, 413, 426, 507)


def refusals(*more: int, token: bool = True, body: bool = False) -> dict[int | str, dict[str, Any]]:
    """What a request may be refused with: always, for its token, for its body, and `more`."""
    statuses = {*_ALWAYS, *more} | (set(_WITH_TOKEN) if token else set()) | (set(_WITH_BODY) if body else set())
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
        for status in sorted(statuses)
    }
