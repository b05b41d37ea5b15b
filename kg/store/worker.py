"""The process a query runs in: ``python -m kg.store.worker``, a request as JSON on its standard input, the answer on its standard output.

Oxigraph has no time limit for queries, and one nested thousands deep brings its process down; here neither can hurt the program. The
first line of the answer is JSON: ``{"prefixes": …}`` or ``{"error": …, "message": …}``; behind it the payload.
"""

import json
import sys
from typing import TYPE_CHECKING

from kg.store.errors import StoreError
from kg.store.opening import open_store
from kg.store.prefixes import prefixes
from kg.store.store import Store

if TYPE_CHECKING:
    from pyoxigraph import QueryTriples


def evaluate(store: Store, query: str) -> bytes:
    """SPARQL's JSON results for SELECT and ASK, sorted N-Triples for CONSTRUCT and DESCRIBE; ``SyntaxError`` for what is no query."""
    from pyoxigraph import QueryResultsFormat, QueryTriples

    answer = store.query(query)
    if isinstance(answer, QueryTriples):
        return _lines(answer)
    return answer.serialize(format=QueryResultsFormat.JSON) or b""


def _lines(triples: "QueryTriples") -> bytes:
    from pyoxigraph import RdfFormat

    data = triples.serialize(format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def respond(request: str) -> bytes:
    """The answer to a request (``store``: folder, ``query``: text)."""
    asked = json.loads(request)
    try:
        with open_store(asked["store"], read_only=True) as store:
            payload = evaluate(store, asked["query"])
            return json.dumps({"prefixes": prefixes(store.base)}).encode() + b"\n" + payload
    except StoreError as error:
        return _error("store", str(error))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return _error("query", str(error))


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"error": kind, "message": message}).encode() + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(respond(sys.stdin.read()))
