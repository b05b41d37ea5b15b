"""The embedded Oxigraph: named graphs, and their union once over in the default graph.

Oxigraph's reading of a union counts a triple once per graph that holds it, so a person named in 500 documents would come back 500 times.
Therefore each triple also lies in the default graph, once; every change of a named graph and of the default graph is one transaction.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, Store, Triple


class Engine:
    """A database folder, opened; raises ``OSError`` where Oxigraph cannot."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open the folder, made anew unless ``read_only``."""
        import pyoxigraph

        self.raw: Store = pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(str(path))

    def graph(self, iri: str) -> list["Quad"]:
        """The quads of a named graph."""
        from pyoxigraph import NamedNode

        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(iri)))

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(name.value for name in self.raw.named_graphs())

    def add(self, quads: Sequence["Quad"]) -> None:
        """Add quads to graphs that do not exist yet, all or none; not synced before ``sync``."""
        from pyoxigraph import Quad

        self.raw.extend([*quads, *(Quad(q.subject, q.predicate, q.object) for q in quads)])

    def replace(self, graph: str, quads: Iterable["Quad"]) -> None:
        """Make the named graph hold just these quads, all or nothing; not synced before ``sync``."""
        old, new = set(self.graph(graph)), set(quads)
        gone, come = old - new, new - old
        orphans = [q.triple for q in gone if not self._stated_elsewhere(q)]
        steps = [_data("DELETE", graph, [q.triple for q in gone], orphans)] if gone else []
        steps += [_data("INSERT", graph, [q.triple for q in come], [q.triple for q in come])] if come else []
        steps += [] if new else [f"DROP SILENT GRAPH <{graph}>"]
        self.raw.update(" ;\n".join(steps))

    def _stated_elsewhere(self, quad: "Quad") -> bool:
        from pyoxigraph import DefaultGraph

        holders = self.raw.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(q.graph_name not in (quad.graph_name, DefaultGraph()) for q in holders)

    def sync(self) -> None:
        """Bring all changes to the disk; ``add`` and ``replace`` alone do not survive a power cut."""
        self.raw.flush()


def _data(verb: str, graph: str, named: Sequence["Triple"], default: Sequence["Triple"]) -> str:
    """An update over ground triples; pyoxigraph writes each term, escaped as SPARQL wants it."""
    return f"{verb} DATA {{ GRAPH <{graph}> {{\n{_lines(named)}}}\n{_lines(default)}}}"


def _lines(triples: Sequence["Triple"]) -> str:
    return "".join(f"{t.subject} {t.predicate} {t.object} .\n" for t in triples)


def sort_key(quad: "Quad") -> tuple[str, str, str, str]:
    """Order of quads: graph, subject, predicate, object, as N-Triples writes them."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def digest(quads: Iterable["Quad"]) -> str:
    """SHA-256 over the sorted quads of a graph; "" for none."""
    lines = sorted({str(q) for q in quads})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def one_graph(quads: Sequence["Quad"]) -> "NamedNode":
    """The named graph that all the quads lie in; ``ValueError`` where there are several, none, or blank nodes."""
    from pyoxigraph import BlankNode, NamedNode

    names = {q.graph_name for q in quads}
    if len(names) != 1 or not isinstance(name := next(iter(names)), NamedNode):
        message = f"expected quads of one named graph, got {sorted(map(str, names)) or 'no quads'}"
        raise ValueError(message)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            message = f"expected no blank nodes, got {quad}"
            raise ValueError(message)  # noqa: TRY004 - not a matter of the caller's types
    return name


def sorted_quads(quads: Iterable["Quad"]) -> Iterator["Quad"]:
    """Quads in a fixed order."""
    yield from sorted(quads, key=sort_key)
