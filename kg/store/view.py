"""The store as rdflib sees it: ``kg.open(path)`` gives this ``Dataset``.

Queries handed over as strings are answered by Oxigraph. Its default graph holds every triple once; each named graph says what one document
states. A prepared query object would go to rdflib's own engine, a hundred times slower, and is therefore refused.
"""

from typing import TYPE_CHECKING, Any

from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.store.store import Store


def dataset(store: "Store", *fronts: type) -> "Dataset":
    """A dataset over the opened store, of a class with the given ones in front; it keeps the store open until ``dataset.close()``."""
    from rdflib import Dataset

    class Quiet(*fronts, Dataset):  # type: ignore[misc]  # they are known only now
        """rdflib's own ``Dataset.query`` asks for a property that rdflib has deprecated, and would warn of itself."""

        default_context = Dataset.default_graph

    graph: Dataset = Quiet(store=store.below_rdflib(), default_union=False)
    for prefix, namespace in prefixes(store.base).items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def below(store: "Store") -> Any:  # noqa: ANN401 - a class that is made when oxrdflib has been imported
    """The rdflib store over the opened store."""
    from oxrdflib import OxigraphStore

    class View(OxigraphStore):
        """Oxigraph below rdflib, without the silent way back to rdflib's engine."""

        def query(self, query: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - rdflib's own signature
            if not isinstance(query, str):
                message = "hand the query over as a string: a prepared query would run in rdflib's own, far slower engine"
                raise TypeError(message)
            return super().query(query, *args, **options)

        def close(self, commit_pending_transaction: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - rdflib's own signature
            store.close()
            self._store = None

    return View(store=store.engine.raw)
