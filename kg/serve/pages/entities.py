"""What lies behind an entity's IRI: its page for people, its triples for programs, as the Accept header says."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.query import sparql
from kg.query.asked import Ask
from kg.query.writing import GRAPHS, STYLES
from kg.serve.negotiation import best
from kg.serve.pages import articles, events, people, things
from kg.serve.pages.reader import Row, query_text
from kg.serve.pages.rendering import page
from kg.serve.protocol import STATUS
from kg.serve.state import state_of

_OFFERS = (("text/html", "html"), *((STYLES[style].partition(";")[0], style) for style in GRAPHS))
_ENDINGS = tuple(GRAPHS)
_PAGES: Mapping[str, Callable[[Request, str, str], Response]] = MappingProxyType(
    {"Person": people.show, "Event": events.show, "Article": articles.show}
)


async def show(request: Request) -> Response:
    """The page or the triples of the IRI below the base with this path; ``?format=ttl`` for a link to the data."""
    wanted = request.query_params.get("format", "")
    style = wanted if wanted in _ENDINGS else best(request.headers.get("accept"), _OFFERS)
    if style is None:
        return PlainTextResponse(f"expected in Accept one of {', '.join(media for media, _ in _OFFERS)}\n", 406)
    reader = state_of(request).reader
    iri = reader.iri(request.path_params["path"])
    kinds = await reader.make(_kinds, request, iri)
    if style == "html":
        return await reader.make(_page, request, iri, kinds)
    return await _data(request, iri, style) if kinds else PlainTextResponse(f"there is nothing at {iri}\n", 404)


async def redirect(request: Request) -> Response:
    """To the page of the IRI that ``?iri=`` names."""
    reader, iri = state_of(request).reader, request.query_params.get("iri", "")
    return RedirectResponse(reader.href(iri), 303) if iri.startswith(reader.base) else page(request, "missing", 404)


def _kinds(request: Request, iri: str) -> list[Row]:
    from pyoxigraph import NamedNode

    try:
        return state_of(request).reader.rows("kinds", iri=NamedNode(iri))
    except ValueError:  # no IRI at all
        return []


async def _data(request: Request, iri: str, style: str) -> Response:
    from pyoxigraph import NamedNode

    text = sparql.bind(query_text("triples"), {"iri": str(NamedNode(iri))})
    answer = await state_of(request).pool.ask(Ask(text, style))
    if answer.error:
        return PlainTextResponse(f"{answer.message}\n", STATUS[answer.error])
    return Response(answer.body, 206 if answer.cut else 200, media_type=STYLES[style])


def _page(request: Request, iri: str, kinds: list[Row]) -> Response:
    if not kinds:
        return page(request, "missing", 404)
    names = dict.fromkeys(row["kind"] for row in kinds)
    label = next((row["name"] for row in kinds if "name" in row), "")
    shown = next((show for kind, show in _PAGES.items() if kind in names), things.show)
    return shown(request, iri, label)
