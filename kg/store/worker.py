"""The process a query runs in: ``python -m kg.store.worker``, a request as JSON on its standard input, the answer on its standard output.

Oxigraph has no time limit for queries, and one nested thousands deep brings its process down; here neither can hurt the program. The
first line of the answer is JSON: ``{"prefixes": …}`` or ``{"error": …, "message": …}``; behind it the payload.
"""

import json
import sys
from typing import TYPE_CHECKING

from kg.store import sandbox
from kg.store.errors import StoreError
from kg.store.opening import open_store
from kg.store.prefixes import prefixes
from kg.store.store import Store

if TYPE_CHECKING:
    from pyoxigraph import QueryTriples

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def evaluate(store: Store, query: str, pairs: int | None = None) -> bytes:
    """SPARQL's JSON results for SELECT and ASK, sorted N-Triples for CONSTRUCT and DESCRIBE; ``SyntaxError`` for what is no query.

    ``pairs`` says that the query asks which people met at least so often: the store's tables give the same answer, without the join.
    """
    from pyoxigraph import QueryResultsFormat, QueryTriples

    if pairs is not None and store.near:
        return _pairs(store, pairs)
    answer = store.query(query)
    if isinstance(answer, QueryTriples):
        return _lines(answer)
    return answer.serialize(format=QueryResultsFormat.JSON) or b""


def _lines(triples: "QueryTriples") -> bytes:
    from pyoxigraph import RdfFormat

    data = triples.serialize(format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def _pairs(store: Store, least: int) -> bytes:
    """The columns ?person ?other ?events: labels of both, and their events, the most first."""
    with store.tables() as tables:
        found = tables.pairs(least)
    labels = {iri: store.labels(iri) for iri in {iri for one, two, _ in found for iri in (one, two)}}
    rows = [(-n, a, b, one, two) for one, two, n in found for a in labels[one] for b in labels[two]]
    bindings = [
        {"person": _text(a), "other": _text(b), "events": {"type": "literal", "value": str(-n), "datatype": _INTEGER}}
        for n, a, b, _, _ in sorted(rows)
    ]
    return json.dumps({"head": {"vars": ["person", "other", "events"]}, "results": {"bindings": bindings}}, ensure_ascii=False).encode()


def _text(label: tuple[str, str]) -> dict[str, str]:
    value, language = label
    return {"type": "literal", "value": value} | ({"xml:lang": language} if language else {})


def respond(request: str) -> bytes:
    """The answer to a request (``store``: folder, ``query``: text, ``pairs``: as in ``evaluate``)."""
    asked = json.loads(request)
    try:
        with open_store(asked["store"], read_only=True) as store:
            if store.near:  # a server is reached through the network
                sandbox.shut_if_possible()
            payload = evaluate(store, asked["query"], asked.get("pairs"))
            return json.dumps({"prefixes": prefixes(store.base)}).encode() + b"\n" + payload
    except StoreError as error:
        return _error("store", str(error))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return _error("query", str(error))


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"error": kind, "message": message}).encode() + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(respond(sys.stdin.read()))
