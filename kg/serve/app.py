"""The application: which path is answered by what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg.query import answering
from kg.serve import api, openapi, protocol
from kg.serve.guards import Guards
from kg.serve.pages import asking, entities, start
from kg.serve.pages.reader import Reader
from kg.serve.pool import Pool, ScratchPool
from kg.serve.state import Settings, State


def application(settings: Settings) -> ASGIApp:
    """The whole application for these settings, guarded; its processes start with its lifespan."""
    pool, reader = _pool(settings), Reader(settings.store, settings.base)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        yield
        await pool.close()
        await reader.make(reader.close)

    app = Starlette(routes=_routes(), lifespan=lifespan, exception_handlers={404: start.missing})
    app.state.yaowen = State(settings, pool, reader)
    return Guards(app, settings)


def _pool(settings: Settings) -> Pool | ScratchPool:
    memory = settings.limits.memory
    if settings.update:
        return ScratchPool(answering.opening_scratch(settings.quads, settings.base, memory), settings.limits)
    return Pool(answering.opening(settings.store, memory), settings.limits)


def _routes() -> list[BaseRoute]:
    return [
        Route("/", start.home),
        Route("/search", start.search),
        Route("/query", asking.workbench),
        Route("/library/{name}", asking.question),
        Route("/api", asking.described),
        Route("/id/{path:path}", entities.show),
        Route("/sparql", protocol.endpoint, methods=["GET", "POST"]),
        Route("/sparql/", protocol.endpoint, methods=["GET", "POST"]),
        Route("/api/query", api.listed),
        Route("/api/query/{name}", api.answer_of_library),
        Route("/api/{name}", api.answer),
        Route("/openapi.json", openapi.respond),
        Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
    ]
