"""Tables of other people matched to the graph: the W3C community's Reconciliation API 0.2, as OpenRefine speaks it.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Mapping
from difflib import SequenceMatcher
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.api import problem
from kg.serve.pages.reader import Row
from kg.serve.state import State, state_of

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "Person": "人物 Person",
        "Organization": "机构 Organization",
        "Post": "职务 Office",
        "Place": "地方 Place",
        "Event": "会议与活动 Event",
    }
)
_MOST = 25  # candidates of a query
_BATCH = 50  # queries of a request
_LONGEST = 200  # characters of a name


async def respond(request: Request) -> Response:
    """The manifest, or the answer to a batch of queries (``queries`` in the address or in a form)."""
    given = request.query_params.get("queries")
    if request.method == "POST":
        form = await request.form()
        given = str(form.get("queries", given or ""))
    if not given:
        return JSONResponse(_manifest(request))
    try:
        queries = _queries(given)
    except ValueError as error:
        return problem(400, f"expected in queries a JSON object of queries, each with a text 'query': {error}")
    return JSONResponse(await state_of(request).reader.make(_answers, state_of(request), queries))


def _manifest(request: Request) -> dict[str, object]:
    base = str(request.base_url).rstrip("/")
    return {
        "versions": ["0.2"],
        "name": "Yaowen 要闻",
        "identifierSpace": state_of(request).settings.base,
        "schemaSpace": "https://kg.example/ontology#",
        "defaultTypes": [{"id": kind, "name": name} for kind, name in TYPES.items()],
        "view": {"url": f"{base}/at?iri={{{{id}}}}"},
    }


def _queries(text: str) -> dict[str, Mapping[str, object]]:
    """The batch; ``ValueError`` for anything else."""
    found = json.loads(text)
    if not isinstance(found, dict) or len(found) > _BATCH:
        message = f"at most {_BATCH} of them"
        raise ValueError(message)
    for key, query in found.items():
        if not isinstance(query, dict) or not isinstance(query.get("query"), str) or not 0 < len(query["query"]) <= _LONGEST:
            message = f"not so in {key}"
            raise ValueError(message)
    return found


def _answers(state: State, queries: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    return {key: {"result": candidates(state, query)} for key, query in queries.items()}


def candidates(state: State, query: Mapping[str, object]) -> list[dict[str, object]]:
    """The nearest things of the wanted type, best first; ``match`` only where just one has exactly that name."""
    from pyoxigraph import Literal

    text, wanted, limit = str(query["query"]).strip(), query.get("type"), query.get("limit")
    kinds = {wanted} if isinstance(wanted, str) and wanted in TYPES else set(TYPES)
    rows = [row for row in state.reader.rows("reconcile", q=Literal(text)) if row["kind"] in kinds]
    best: dict[str, tuple[float, Row]] = {}
    for row in rows:
        score = round(100 * SequenceMatcher(None, text, row["name"]).ratio(), 1)
        if row["iri"] not in best or score > best[row["iri"]][0]:
            best[row["iri"]] = (score, row)
    ranked = sorted(best.values(), key=lambda one: (-one[0], -int(one[1]["facts"]), one[1]["iri"]))
    exact = sum(score == 100 for score, _ in ranked)  # noqa: PLR2004 - per cent
    most = min(limit, _MOST) if isinstance(limit, int) and limit > 0 else _MOST
    return [_candidate(score, row, alone=exact == 1) for score, row in ranked[:most]]


def _candidate(score: float, row: Row, *, alone: bool) -> dict[str, object]:
    kind = {"id": row["kind"], "name": TYPES[row["kind"]]}
    return {"id": row["iri"], "name": row["name"], "type": [kind], "score": score, "match": alone and score == 100}  # noqa: PLR2004
