"""The start page and the search."""

from itertools import groupby

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query import catalogue
from kg.serve.pages.rendering import page
from kg.serve.state import state_of

_LONGEST = 100  # characters of what is searched for
_MOST = 300  # people of a search by pinyin


async def home(request: Request) -> Response:
    """Who is there most often, what was last, and the questions that are ready."""
    return await state_of(request).reader.make(_home, request)


def _home(request: Request) -> Response:
    reader = state_of(request).reader
    counts = reader.store().counts()
    return page(request, "home", counts=counts, people=reader.rows("home-people"), events=reader.rows("home-events"), library=library())


def library() -> list[tuple[str, list[catalogue.NamedQuery]]]:
    """The queries of the library by their groups."""
    queries = catalogue.library().values()
    return [(group, list(found)) for group, found in groupby(queries, key=lambda query: query.group)]


async def search(request: Request) -> Response:
    """What has these characters in its name; straight to the page where there is just one."""
    return await state_of(request).reader.make(_search, request)


def _search(request: Request) -> Response:
    from pyoxigraph import Literal

    text = request.query_params.get("q", "").strip()[:_LONGEST]
    reader = state_of(request).reader
    found = reader.rows("search", q=Literal(text)) if text else []
    if not found and text.isascii():
        found = reader.people_spelled(text)[:_MOST]
    if len({row["iri"] for row in found}) == 1:
        return RedirectResponse(reader.href(found[0]["iri"]), 303)
    return page(request, "search", q=text, found=found)


async def missing(request: Request, _: Exception) -> Response:
    """Nothing is at this address."""
    return page(request, "missing", 404)
