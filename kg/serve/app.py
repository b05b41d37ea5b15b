"""The application: which path is answered by what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.query import answering
from kg.serve import api, openapi, protocol
from kg.serve.guards import Guards
from kg.serve.pool import Pool, ScratchPool
from kg.serve.state import Settings, State
from kg.store.prefixes import prefixes


def application(settings: Settings) -> ASGIApp:
    """The whole application for these settings, guarded; its processes start with its lifespan."""
    pool = _pool(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        yield
        await pool.close()

    app = Starlette(routes=_routes(), lifespan=lifespan)
    app.state.yaowen = State(settings, pool, prefixes(settings.base))
    return Guards(app, settings)


def _pool(settings: Settings) -> Pool | ScratchPool:
    memory = settings.limits.memory
    if settings.update:
        return ScratchPool(answering.opening_scratch(settings.quads, settings.base, memory), settings.limits)
    return Pool(answering.opening(settings.store, memory), settings.limits)


def _routes() -> list[Route]:
    return [
        Route("/sparql", protocol.endpoint, methods=["GET", "POST"]),
        Route("/sparql/", protocol.endpoint, methods=["GET", "POST"]),
        Route("/api/query", api.listed),
        Route("/api/query/{name}", api.answer_of_library),
        Route("/api/{name}", api.answer),
        Route("/openapi.json", openapi.respond),
    ]
