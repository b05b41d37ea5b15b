"""The application: which path is answered by what."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg.query import answering
from kg.serve import api, openapi, protocol, reconcile
from kg.serve.copies import Copies
from kg.serve.guards import Guards
from kg.serve.pages import asking, entities, start
from kg.serve.pages.reader import Reader
from kg.serve.pool import Pool, ScratchPool
from kg.serve.state import Settings, State

_LOOK = 2.0  # seconds between two looks at whether a build has ended


def application(settings: Settings) -> ASGIApp:
    """The whole application for these settings, guarded; its processes start with its lifespan. Raises a ``StoreError``."""
    copies = Copies.of(Path(settings.store))
    pool, reader = _pool(settings, copies), Reader(str(copies.place), settings.base)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        following = asyncio.create_task(_follow(copies, pool, reader, settings))
        yield
        following.cancel()
        await pool.close()
        await reader.make(reader.close)
        copies.remove(copies.place)

    app = Starlette(routes=_routes(), lifespan=lifespan, exception_handlers={404: start.missing})
    app.state.yaowen = State(settings, pool, reader)
    return Guards(app, settings)


async def _follow(copies: Copies, pool: Pool | ScratchPool, reader: Reader, settings: Settings) -> None:
    """Turn to what was built, once a build has ended; a scratch copy stays what it is."""
    while not isinstance(pool, ScratchPool):
        await asyncio.sleep(_LOOK)
        old = copies.place
        if await asyncio.to_thread(copies.look):
            await reader.make(reader.turn_to, str(copies.place))
            await pool.turn_to(answering.opening(str(copies.place), settings.limits.memory))
            copies.remove(old)


def _pool(settings: Settings, copies: Copies) -> Pool | ScratchPool:
    memory = settings.limits.memory
    if settings.update:
        return ScratchPool(answering.opening_scratch(settings.quads, settings.base, memory), settings.limits)
    return Pool(answering.opening(str(copies.place), memory), settings.limits)


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
        Route("/reconcile", reconcile.respond, methods=["GET", "POST"]),
        Route("/at", entities.redirect),
        Route("/api/query", api.listed),
        Route("/api/query/{name}", api.answer_of_library),
        Route("/api/{name}", api.answer),
        Route("/openapi.json", openapi.respond),
        Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
    ]
