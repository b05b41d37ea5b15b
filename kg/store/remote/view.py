"""A store on a server below rdflib: every query goes to the server, as a string."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib.query import Result

    from kg.store.remote.store import ServerStore


def below(store: "ServerStore") -> Any:  # noqa: ANN401 - a class that is made when rdflib has been imported
    """The rdflib store over the opened store, to be read."""
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    class View(SPARQLStore):
        """Requests go over the store's own connections, so that they are answered as its own queries are."""

        def query(self, query: Any, *_: Any, **__: Any) -> "Result":  # noqa: ANN401 - rdflib's own signature
            if not isinstance(query, str):
                message = "hand the query over as a string: a prepared query would run in rdflib's own, far slower engine"
                raise TypeError(message)
            return _result(store, query)

        _query = query

        def close(self, commit_pending_transaction: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - rdflib's own signature
            store.close()

    return View(store.address.query)


def _result(store: "ServerStore", query: str) -> "Result":
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat
    from rdflib import Graph
    from rdflib.query import Result

    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        return Result.parse(BytesIO(answer.serialize(format=QueryResultsFormat.JSON) or b""), format="json")
    result = Result("CONSTRUCT")
    result.graph = Graph().parse(data=answer.serialize(format=RdfFormat.N_TRIPLES) or b"", format="nt")
    return result
