"""The SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/ - queries by GET and POST, updates by POST."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.query import QueryError, sparql
from kg.query.asked import Answer, Ask
from kg.query.writing import GRAPHS, STYLES, TABLES
from kg.serve import description
from kg.serve.negotiation import best
from kg.serve.pool import BusyError
from kg.serve.state import state_of

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_TABLE_OFFERS = (
    *((STYLES[style].partition(";")[0], style) for style in TABLES),
    *(("application/json", "json"), ("application/xml", "xml"), ("text/xml", "xml"), ("text/plain", "tsv")),
)
_GRAPH_OFFERS = (
    *((STYLES[style].partition(";")[0], style) for style in GRAPHS),
    *(("application/x-turtle", "ttl"), ("text/plain", "nt"), ("application/json", "jsonld"), ("application/xml", "rdf")),
)
STATUS: Mapping[str, int] = MappingProxyType({"query": 400, "store": 503, "size": 507, "time": 504})
_KNOWN = frozenset({"query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"})


class ProtocolError(Exception):
    """A request that is no operation of the protocol, with the status that says so."""

    def __init__(self, status: int, message: str) -> None:
        """The message says what was expected, what came, and the remedy."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for."""

    text: str
    update: bool
    parameters: Sequence[tuple[str, str]]

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, in their order."""
        return tuple(value for key, value in self.parameters if key == name)

    def one(self, name: str, default: str = "") -> str:
        """The value of a parameter that comes once at most."""
        return next(iter(self.all(name)), default)


async def endpoint(request: Request) -> Response:
    """Answer a query or an update; without either, describe the service."""
    try:
        operation = await _operation(request)
        if operation is None:
            return await description.respond(request)
        return await (_update(request, operation) if operation.update else _query(request, operation))
    except ProtocolError as error:
        return _failed(error.status, str(error))
    except QueryError as error:
        return _failed(400, str(error))
    except BusyError:
        return PlainTextResponse("too many long questions are being answered: try again soon\n", 503, {"Retry-After": "5"})


def _failed(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status)


# reading the request


async def _operation(request: Request) -> Operation | None:
    parameters = _pairs(request.url.query)
    if request.method in {"GET", "HEAD"}:
        if any(key == "update" for key, _ in parameters):
            raise ProtocolError(400, "expected an update by POST, got it by GET: send it as application/sparql-update")
        return _single(parameters, ("query",)) if any(key == "query" for key, _ in parameters) else None
    return _posted(request.headers.get("content-type", ""), await request.body(), parameters)


def _posted(content_type: str, body: bytes, parameters: list[tuple[str, str]]) -> Operation:
    media, _, rest = content_type.partition(";")
    media = media.strip().lower()
    charset = next((p.split("=", 1)[1].strip('" ') for p in rest.lower().split(";") if p.strip().startswith("charset=")), "utf-8")
    if charset not in {"utf-8", "utf8"}:
        raise ProtocolError(415, f"expected UTF-8, got {charset}: send the text in UTF-8")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "expected UTF-8, got other bytes: send the text in UTF-8") from error
    if media == FORM:
        return _single(parameters + _pairs(text), ("query", "update"))
    if media in {QUERY, UPDATE}:
        if any(key in {"query", "update"} for key, _ in parameters):
            raise ProtocolError(400, "expected the text either in the body or in a parameter, got both")
        return Operation(text, media == UPDATE, parameters)
    raise ProtocolError(415, f"expected {FORM}, {QUERY} or {UPDATE}, got {media or 'no content type'}")


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise ProtocolError(400, "expected at most 200 parameters, URL-encoded in UTF-8") from error


def _single(parameters: Sequence[tuple[str, str]], names: Sequence[str]) -> Operation:
    given = [(key, value) for key, value in parameters if key in names]
    if len(given) != 1:
        wanted = " or ".join(names)
        raise ProtocolError(400, f"expected one {wanted}, got {len(given)}")
    (name, text) = given[0]
    return Operation(text, name == "update", parameters)


# answering


async def _query(request: Request, operation: Operation) -> Response:
    form = sparql.check(operation.text)
    offers = _GRAPH_OFFERS if form in {"CONSTRUCT", "DESCRIBE"} else _TABLE_OFFERS
    style = _style(request, operation, offers)
    ask = Ask(
        operation.text,
        style,
        rows=_number(operation.one("limit"), "limit"),
        base=str(request.url.replace(query="", fragment="")),
        default_graphs=operation.all("default-graph-uri"),
        named_graphs=operation.all("named-graph-uri"),
    )
    answer = await state_of(request).pool.ask(ask, _seconds(operation.one("timeout")))
    return written(answer, style)


def _style(request: Request, operation: Operation, offers: Sequence[tuple[str, str]]) -> str:
    wanted = operation.one("format")
    names = dict.fromkeys(name for _, name in offers)
    if wanted:
        if wanted not in names:
            raise ProtocolError(406, f"expected as format one of {', '.join(names)}, got {wanted}")
        return wanted
    style = best(request.headers.get("accept"), offers)
    if style is None:
        raise ProtocolError(406, f"expected in Accept one of {', '.join(media for media, _ in offers)}, got {request.headers['accept']}")
    return style


def _number(text: str, name: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):  # noqa: PLR2004 - digits
        raise ProtocolError(400, f"expected a whole number as {name}, got {text!r}")
    return int(text) if text else 1 << 30


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text) if text else None
    except ValueError as error:
        raise ProtocolError(400, f"expected seconds as timeout, got {text!r}") from error
    if seconds is not None and not seconds > 0:
        raise ProtocolError(400, f"expected more than 0 seconds as timeout, got {text!r}")
    return seconds


def written(answer: Answer, style: str) -> Response:
    """An answer as a response; one that was cut never looks whole: its status is 206, and a header tells."""
    if answer.error:
        return _failed(STATUS[answer.error], answer.message)
    if answer.cut:
        return Response(answer.body, 206, {"Yaowen-Cut": "there are more rows than the limit allows"}, STYLES[style])
    return Response(answer.body, media_type=STYLES[style])


async def _update(request: Request, operation: Operation) -> Response:
    state = state_of(request)
    if not state.settings.update:
        raise ProtocolError(403, "this endpoint is read-only: change the store with 'kg build', or try updates on 'kg serve --update'")
    if not _allowed(request, state.settings.token):
        return PlainTextResponse("an update needs the token: Authorization: Bearer …\n", 401, {"WWW-Authenticate": "Bearer"})
    ask = Ask(
        operation.text,
        base=str(request.url.replace(query="", fragment="")),
        default_graphs=operation.all("using-graph-uri"),
        named_graphs=operation.all("using-named-graph-uri"),
        update=True,
    )
    answer = await state.pool.ask(ask)
    return _failed(STATUS[answer.error], answer.message) if answer.error else Response(status_code=204)


def _allowed(request: Request, token: str) -> bool:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode())
