"""The embedded Oxigraph: named graphs, and their union once over in the default graph.

Oxigraph's reading of a union counts a triple once per graph that holds it, so a person named in 500 documents would come back 500 times.
Therefore each triple also lies in the default graph, once; every change of a named graph and of the default graph is one transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store import content as contents
from kg.store.content import Content

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

_CUT_SHORT = "bulk-*.sst"  # Oxigraph writes them before a bulk load is committed, and renames them when it is


class Engine:
    """A database folder, opened; raises ``OSError`` where Oxigraph cannot."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open the folder, made anew unless ``read_only``; what killed loads have left in it is swept out."""
        import pyoxigraph

        if not read_only:
            for left in path.glob(_CUT_SHORT):
                left.unlink()
        self.raw: Store = pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(str(path))

    def graph(self, iri: str) -> list["Quad"]:
        """The quads of a named graph."""
        from pyoxigraph import NamedNode

        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(iri)))

    def content(self, iri: str) -> Content:
        """What a named graph holds, as text."""
        from pyoxigraph import NamedNode, RdfFormat

        buffer = BytesIO()
        self.raw.dump(buffer, format=RdfFormat.N_TRIPLES, from_graph=NamedNode(iri))
        return contents.of_bytes(iri, buffer.getvalue().splitlines(keepends=True))

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(name.value for name in self.raw.named_graphs())

    def load(self, new: Iterable[Content]) -> None:
        """Fill graphs that do not exist yet, all or none, synced; lets other threads run meanwhile."""
        from pyoxigraph import RdfFormat

        # The lines were written by this program (tests read them strictly); to check every IRI again would cost a fifth of the time.
        self.raw.bulk_load(b"".join(map(contents.quads_text, new)), format=RdfFormat.N_QUADS, lenient=True)

    def replace(self, new: Content) -> None:
        """Make the named graph hold just this, all or nothing; not synced before ``sync``."""
        before, after = set(self.content(new.graph).text.splitlines()), set(new.text.splitlines())
        gone, come = sorted(before - after), sorted(after - before)
        steps = [_data("DELETE", new.graph, gone, self._stated_nowhere_else(new.graph, gone))] if gone else []
        steps += [_data("INSERT", new.graph, come, come)] if come else []
        steps += [] if after else [f"DROP SILENT GRAPH <{new.graph}>"]
        self.raw.update(" ;\n".join(steps))

    def _stated_nowhere_else(self, graph: str, lines: Sequence[bytes]) -> list[bytes]:
        from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

        homes = (NamedNode(graph), DefaultGraph())
        triples = [quad.triple for line in lines for quad in parse(line, format=RdfFormat.N_TRIPLES, lenient=True)]
        holders = (self.raw.quads_for_pattern(t.subject, t.predicate, t.object, None) for t in triples)
        return [line for line, quads in zip(lines, holders, strict=True) if all(q.graph_name in homes for q in quads)]

    def sync(self) -> None:
        """Bring all changes to the disk; ``replace`` alone does not survive a power cut."""
        self.raw.flush()


def _data(verb: str, graph: str, named: Sequence[bytes], default: Sequence[bytes]) -> str:
    """An update over ground triples: lines of N-Triples mean the same in SPARQL."""
    return f"{verb} DATA {{ GRAPH <{graph}> {{\n{_joined(named)}}}\n{_joined(default)}}}"


def _joined(lines: Sequence[bytes]) -> str:
    return "".join(f"{line.decode()}\n" for line in lines)


def sort_key(quad: "Quad") -> tuple[str, str, str, str]:
    """Order of quads: graph, subject, predicate, object, as N-Triples writes them."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def sorted_quads(quads: Iterable["Quad"]) -> Iterator["Quad"]:
    """Quads in a fixed order."""
    yield from sorted(quads, key=sort_key)
