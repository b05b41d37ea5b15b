"""The embedded Oxigraph: named graphs, and their union once over in the default graph.

Oxigraph's reading of a union counts a triple once per graph that holds it, so a person named in 500 documents would come back 500 times.
Therefore each triple also lies in the default graph, once; every change of a named graph and of the default graph is one transaction.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.graph.vocabulary import Foreign
from kg.store import content as contents
from kg.store.content import Content

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store, Triple

_MERGERS = "rocksdb:low\n"  # the threads that do it
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
        self.just_read: dict[str, bytes] = {}  # by IRI, what is known of graphs that are about to be replaced: reading them is slow
        _let_merges_yield()

    def close(self) -> None:
        """Let go of the folder, even where an error still holds on to this object."""
        del self.raw

    def graph(self, iri: str) -> list["Quad"]:
        """The quads of a named graph."""
        from pyoxigraph import NamedNode

        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(iri)))

    def stating(self, graph: str, predicate: str, target: str = "") -> Iterator["Quad"]:
        """The quads of a named graph with that predicate, and that IRI as their object where one is given."""
        from pyoxigraph import NamedNode

        return self.raw.quads_for_pattern(None, NamedNode(predicate), NamedNode(target) if target else None, NamedNode(graph))

    def labels(self, iri: str) -> Iterator[tuple[str, str]]:
        """What any graph calls a thing, each with its language or ""."""
        from pyoxigraph import DefaultGraph, Literal, NamedNode

        for quad in self.raw.quads_for_pattern(NamedNode(iri), NamedNode(Foreign.LABEL), None, DefaultGraph()):
            if isinstance(quad.object, Literal):
                yield quad.object.value, quad.object.language or ""

    def content(self, iri: str) -> Content:
        """What a named graph holds, as text."""
        from pyoxigraph import NamedNode, RdfFormat

        buffer = BytesIO()
        self.raw.dump(buffer, format=RdfFormat.N_TRIPLES, from_graph=NamedNode(iri))
        return contents.of_bytes(iri, buffer.getvalue().splitlines(keepends=True))

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(name.value for name in self.raw.named_graphs())

    def triples(self) -> int:
        """How many different triples there are; goes through all of them."""
        from pyoxigraph import QuerySolutions

        answer = self.raw.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - for the type checker
        return int(next(answer)[0].value)

    def load(self, new: Iterable[Content]) -> None:
        """Fill graphs that do not exist yet, all or none, synced; lets other threads run meanwhile."""
        from pyoxigraph import RdfFormat

        # The lines were written by this program (tests read them strictly); to check every IRI again would cost a fifth of the time.
        self.raw.bulk_load(cast("IO[bytes]", Feed(map(contents.quads_text, new))), format=RdfFormat.N_QUADS, lenient=True)

    def replace(self, new: Content) -> int:
        """Make the named graph hold just this, all or nothing; not synced before ``sync``. Gives by how many triples the store grew."""
        before_text = self.just_read.pop(new.graph, None)
        before, after = set((self.content(new.graph).text if before_text is None else before_text).splitlines()), set(new.text.splitlines())
        gone, come = sorted(before - after), sorted(after - before)
        orphans, known = self._stated_nowhere_else(new.graph, gone), self._stated(come)
        steps = [_data("DELETE", new.graph, gone, orphans)] if gone else []
        steps += [_data("INSERT", new.graph, come, come)] if come else []
        steps += [] if after else [f"DROP SILENT GRAPH <{new.graph}>"]
        self.raw.update(" ;\n".join(steps))
        return len(come) - known - len(orphans)

    def _stated_nowhere_else(self, graph: str, lines: Sequence[bytes]) -> list[bytes]:
        from pyoxigraph import DefaultGraph, NamedNode

        homes = (NamedNode(graph), DefaultGraph())
        holders = (self.raw.quads_for_pattern(t.subject, t.predicate, t.object, None) for t in _triples(lines))
        return [line for line, quads in zip(lines, holders, strict=True) if all(q.graph_name in homes for q in quads)]

    def _stated(self, lines: Sequence[bytes]) -> int:
        """How many of the triples are in the store already."""
        from pyoxigraph import Quad

        return sum(Quad(t.subject, t.predicate, t.object) in self.raw for t in _triples(lines))

    def sync(self) -> None:
        """Bring all changes to the disk; ``replace`` alone does not survive a power cut."""
        self.raw.flush()


def _let_merges_yield() -> None:
    """Have the engine's merging of files, which goes on behind everything else, take what time others leave; only Linux knows how."""
    for told in Path("/proc/self/task").glob("*/comm"):
        try:
            if told.read_text() == _MERGERS:
                os.setpriority(os.PRIO_PROCESS, int(told.parent.name), 19)
        except OSError:  # it has ended, or its priority is fixed
            continue


class Feed:
    """A file to read that is made piece by piece, so that its whole text is never in memory."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = iter(pieces), memoryview(b"")

    def read(self, size: int) -> bytes:
        """Up to so many bytes; none at the end."""
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


def _triples(lines: Sequence[bytes]) -> Iterator["Triple"]:
    from pyoxigraph import RdfFormat, parse

    for quad in parse(b"\n".join(lines), format=RdfFormat.N_TRIPLES, lenient=True):
        yield quad.triple


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
