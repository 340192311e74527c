"""Puts the receiver together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI

from central import access, certificates, problems, routes_blobs, routes_reading, routes_room, routes_sync
from central.database import Database
from central.guard import SECONDS, Guard
from central.limits import PER_ADDRESS, PER_TOKEN, Rate
from central.settings import Settings
from central.shapes import ProblemBody

# Requests at work at once; each needs a database connection for most of its time.
_THREADS = 8


def create_app(
    settings: Settings,
    *,
    per_token: tuple[float, float] = PER_TOKEN,
    per_address: tuple[float, float] = PER_ADDRESS,
    seconds: float = SECONDS,
) -> FastAPI:
    """The receiver over its database, which is made where it is not there. StoreError where it cannot be used.

    The rates are (requests a second, burst); `seconds` is what one request may take. The database is closed when the
    application's lifespan ends.
    """
    database = Database(settings)
    fingerprint = None if settings.certificate is None else certificates.fingerprint(settings.certificate)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        yield
        database.close()

    app = FastAPI(
        title="Sinerji Masası",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.hub = access.make_hub(settings, database, fingerprint, Rate(*per_token))
    for routes in (routes_sync, routes_blobs, routes_room, routes_reading):
        app.include_router(routes.router)
    problems.install(app)
    app.add_middleware(Guard, per_address=Rate(*per_address), seconds=seconds)
    _document_problems(app)
    return app


def _document_problems(app: FastAPI) -> None:
    """Add the shape of refusals to the OpenAPI schema: no answer's model refers to it."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        schema = plain()
        shapes = schema.setdefault("components", {}).setdefault("schemas", {})
        shapes.setdefault(ProblemBody.__name__, ProblemBody.model_json_schema())
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
