"""Named queries beside the same queries asked of Oxigraph directly, and of rdflib's own engine."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from kg import query
from kg.bench.figures import Clock, Figure, shorter
from kg.store import Content, Store
from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

ROUNDS = 5
FEW = 40  # documents that rdflib, which takes hours for more, is asked about


def figures(store: Store, few: Sequence[Content]) -> list[Figure]:
    """Milliseconds of the middle one of all queries that need no parameter, and of what we add to them, which grows with their rows."""
    free = [named for named in query.library().values() if not named.table and not any(p.required for p in named.parameters)]
    texts = [query.prepare(named.name) for named in free]
    ours, raw = [], []
    for prepared in texts:
        one, other = Clock(), Clock()
        for _ in range(ROUNDS):
            one.time(lambda: query.answer(store, prepared))  # noqa: B023 - called at once
            other.time(lambda: _consumed(store.engine.raw, prepared.text, store.base))  # noqa: B023 - called at once
        ours.append(one.cpu / ROUNDS * 1000)
        raw.append(other.cpu / ROUNDS * 1000)
    added = median(a - b for a, b in zip(ours, raw, strict=True))
    small = _against_rdflib([prepared.text for prepared in texts], few, store.base)
    return [
        shorter(f"query, median of {len(texts)}; adds {added:.1f} ms", median(ours), "raw pyoxigraph", median(raw), "ms of CPU"),
        _pairs(store),
        small,
    ]


def _pairs(store: Store) -> Figure:
    """Who met whom most often, from the tables beside the graph; Oxigraph computes the join."""
    prepared, one, other = query.prepare("top-pairs"), Clock(), Clock()
    store.prepare_tables()
    for _ in range(ROUNDS):
        one.time(lambda: query.answer(store, prepared))
        other.time(lambda: _consumed(store.engine.raw, prepared.text, store.base))
    return shorter("top pairs of people", one.cpu / ROUNDS * 1000, "raw pyoxigraph, the join", other.cpu / ROUNDS * 1000, "ms of CPU")


def _consumed(engine: "pyoxigraph.Store", text: str, base: str) -> object:
    return list(engine.query(text, prefixes=prefixes(base)))  # type: ignore[arg-type]


def _against_rdflib(texts: Sequence[str], few: Sequence[Content], base: str) -> Figure:
    """All queries once over some documents, in both engines."""
    import pyoxigraph

    lines = b"".join(content.text for content in few)
    engine = pyoxigraph.Store()
    engine.bulk_load(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = _graph(lines)
    one, other = Clock(), Clock()
    for text in texts:
        one.time(lambda: _consumed(engine, text, base))  # noqa: B023 - called at once
        other.time(lambda: list(graph.query(text, initNs=prefixes(base))))  # noqa: B023 - called at once
    what = f"the same queries over {len(few)} documents"
    return shorter(what, one.wall / len(texts) * 1000, "rdflib's engine", other.wall / len(texts) * 1000, "ms, mean")


def _graph(lines: bytes) -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=lines, format="nt")
    return graph
