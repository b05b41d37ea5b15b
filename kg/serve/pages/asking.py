"""Pages on which questions are asked: the workbench for SPARQL, a form for each query of the library, the description of the API."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.query import QueryError, catalogue, parameters, sparql
from kg.query.asked import Ask
from kg.query.result import Term
from kg.serve import openapi
from kg.serve.pages.rendering import page
from kg.serve.pages.start import library
from kg.serve.pool import BusyError
from kg.serve.state import state_of
from kg.store.prefixes import prefixes


async def workbench(request: Request) -> Response:
    """The editor for SPARQL."""
    known = json.dumps(prefixes(state_of(request).settings.base), ensure_ascii=True)
    return page(request, "query", library=library(), prefixes=known)


async def described(request: Request) -> Response:
    """The API, for people."""
    paths = openapi.document()["paths"]
    return page(request, "api", paths=[(path, operations["get"]) for path, operations in paths.items()])  # type: ignore[attr-defined]


async def question(request: Request) -> Response:
    """A query of the library: its form, and its answer once it is asked."""
    query = catalogue.library().get(request.path_params["name"])
    if query is None:
        return page(request, "missing", 404)
    given = {key: value for key, value in request.query_params.items() if key not in {"run", "language"} and value.strip()}
    shown: dict[str, object] = {"query": query, "given": given, "text": query.text, "error": "", "columns": (), "rows": (), "cut": False}
    if "run" in request.query_params or not any(parameter.required for parameter in query.parameters):
        shown |= await _answered(request, query, given)
    return page(request, "library", 400 if shown["error"] else 200, **shown)


async def _answered(request: Request, query: catalogue.NamedQuery, given: Mapping[str, str]) -> dict[str, object]:
    try:
        text = sparql.bind(query.text, parameters.terms(query, given))
        answer = await state_of(request).pool.ask(Ask(text, rows=1000))
    except QueryError as error:
        return {"error": str(error)}
    except BusyError:
        return {"error": "too many long questions are being answered: try again soon"}
    if answer.error:
        return {"error": answer.message, "text": text}
    found = json.loads(answer.body)
    rows = [{name: Term.read(value) for name, value in row.items()} for row in found["results"]["bindings"]]
    links = {"link": urlencode(given), "sparql_link": urlencode({"query": text})}
    return {"columns": found["head"]["vars"], "rows": rows, "cut": answer.cut, "text": text, **links}
