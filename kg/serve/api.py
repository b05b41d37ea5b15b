"""A small REST API beside the endpoint: each address is a named query, its parameters those of the address, its answer a list of objects.

``/api/NAME`` for the queries in ``kg/serve/queries``, ``/api/query/NAME`` for those of the library. Errors are problem details (RFC 9457).
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.query import NamedQuery, QueryError, QueryParameterError, QueryUnknownError, catalogue, parameters, sparql
from kg.query.asked import Ask
from kg.query.nearness import suggestion
from kg.query.result import Term
from kg.serve.pool import BusyError
from kg.serve.protocol import STATUS
from kg.serve.state import state_of

LIMIT = "limit"
MOST = 10_000  # of a list
PROBLEM = "application/problem+json"


def addresses() -> dict[str, NamedQuery]:
    """The queries of the API by their names."""
    return catalogue.library(Path(str(files("kg.serve").joinpath("queries"))))


async def answer(request: Request) -> Response:
    """The list that an address of the API stands for."""
    return await _answered(request, addresses())


async def answer_of_library(request: Request) -> Response:
    """The rows of a query of the library."""
    return await _answered(request, catalogue.library())


async def listed(_: Request) -> Response:
    """The queries of the library, with their questions and parameters."""
    return JSONResponse({"items": [_described(query) for query in catalogue.library().values()], "cut": False})


async def _answered(request: Request, queries: Mapping[str, NamedQuery]) -> Response:
    try:
        query = _found(request.path_params["name"], queries)
        ask = _ask(query, _given(request))
        found = await state_of(request).pool.ask(ask)
    except QueryUnknownError as error:
        return problem(404, str(error))
    except QueryError as error:
        return problem(400, str(error))
    except BusyError:
        return problem(503, "too many long questions are being answered: try again soon")
    if found.error:
        return problem(STATUS[found.error], found.message)
    rows = json.loads(found.body)["results"]["bindings"]
    return JSONResponse({"items": [{name: Term.read(value).plain() for name, value in row.items()} for row in rows], "cut": found.cut})


def _found(name: str, queries: Mapping[str, NamedQuery]) -> NamedQuery:
    if name not in queries:
        message = f"there is no {name!r}{suggestion(name, queries)}: expected one of {', '.join(queries)}"
        raise QueryUnknownError(message)
    return queries[name]


def _given(request: Request) -> dict[str, str]:
    pairs = request.query_params.multi_items()
    given = dict(pairs)
    if len(given) != len(pairs):
        message = "expected each parameter once, got one of them again"
        raise QueryParameterError(message)
    return given


def _ask(query: NamedQuery, given: dict[str, str]) -> Ask:
    """The query with its parameters bound; ``limit`` cuts the answer, whether the query has a parameter of that name or not."""
    values = {parameter.name: parameter.default for parameter in query.parameters if parameter.name == LIMIT}
    rows = parameters.number(given.pop(LIMIT, values.get(LIMIT) or str(MOST)), LIMIT, 1, MOST)
    without = catalogue.without(query, LIMIT)
    return Ask(sparql.bind(query.text, parameters.terms(without, given)), rows=rows)


def _described(query: NamedQuery) -> dict[str, object]:
    named = [{"name": p.name, "type": p.type, "required": p.required, "description": p.description} for p in query.parameters]
    return {
        "name": query.name,
        "title": query.title,
        "question_zh": query.question_zh,
        "question_en": query.question_en,
        "group": query.group,
        "parameters": named,
    }


def problem(status: int, detail: str) -> Response:
    """An error as problem details."""
    return JSONResponse({"status": status, "detail": detail}, status, media_type=PROBLEM)
