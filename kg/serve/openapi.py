"""The API described by OpenAPI 3.1, made from the heads of its queries, so that it cannot lag behind them."""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import __version__
from kg.query import NamedQuery, Parameter, catalogue
from kg.serve.api import LIMIT, MOST, PROBLEM, addresses

_TYPES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "text": {"type": "string", "pattern": r"\S"},
        "person": {"type": "string", "pattern": r"\S"},
        "date": {"type": "string", "format": "date"},
        "integer": {"type": "integer", "minimum": 1 - 10**18, "maximum": 10**18 - 1},
        "iri": {"type": "string", "format": "iri"},
    }
)
_ROWS = {
    "type": "object",
    "required": ["items", "cut"],
    "additionalProperties": False,
    "properties": {
        "items": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "array"]}}},
        "cut": {"type": "boolean", "description": "Whether there are more rows than the limit allows."},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["status", "detail"],
    "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}},
}
_ERRORS = (("400", "A parameter is wrong"), ("403", "Not from this page"), ("503", "Busy"), ("504", "Too long"), ("507", "Too big"))


async def respond(_: Request) -> Response:
    """The description, as JSON."""
    return JSONResponse(document())


def document() -> dict[str, object]:
    """The description as plain values."""
    paths = {f"/api/{query.name}": {"get": _operation(query, "")} for query in addresses().values()}
    paths["/api/query"] = {"get": _list_of_queries()}
    paths |= {f"/api/query/{query.name}": {"get": _operation(query, "query-")} for query in catalogue.library().values()}
    info = {"title": "Yaowen 要闻", "version": __version__, "description": "People, events, articles and their evidence; read-only."}
    schemas = {"Rows": _ROWS, "Problem": _PROBLEM}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _operation(query: NamedQuery, prefix: str) -> dict[str, object]:
    described = [_parameter(p) for p in query.parameters if p.name != LIMIT]
    return {
        "operationId": f"{prefix}{query.name}",
        "summary": query.title,
        "description": f"{query.question_en} {query.question_zh}",
        "tags": [query.group],
        "parameters": [*described, _limit()],
        "responses": _responses(),
    }


def _responses() -> Mapping[str, object]:
    problem = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    rows = {"description": "The rows", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Rows"}}}}
    return {"200": rows} | {status: {"description": text, **problem} for status, text in _ERRORS}


def _parameter(parameter: Parameter) -> dict[str, object]:
    schema = dict(_TYPES[parameter.type])
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if parameter.type == "integer" else parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
    }


def _limit() -> dict[str, object]:
    schema = {"type": "integer", "minimum": 1, "maximum": MOST}
    return {"name": LIMIT, "in": "query", "required": False, "description": "Rows at most.", "schema": schema}


def _list_of_queries() -> dict[str, object]:
    return {"operationId": "queries", "summary": "The queries of the library", "parameters": [], "responses": _responses()}
