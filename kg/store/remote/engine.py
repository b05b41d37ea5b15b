"""Writing graphs to a server so that a crash at any point can be mended, whether or not its updates are all-or-nothing.

A document's triples lie in its named graph, and once over where plain queries look. Order of a change: what only this document states goes
from there; its graph is put whole; its triples come there. So nothing stays that no document states, and what is missing can be put again
from the named graph (``restate``).
"""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, cast

from kg.graph.vocabulary import Foreign
from kg.store import content as contents
from kg.store.content import Content
from kg.store.engine import Engine
from kg.store.remote.client import Client
from kg.store.remote.reader import Reader, rows
from kg.store.remote.terms import OWN

if TYPE_CHECKING:
    from pyoxigraph import Quad, QuerySolutions, Store


class ServerEngine(Engine):
    """The graphs of a server."""

    def __init__(self, client: Client, reader: Reader) -> None:
        self._client, self._reader = client, reader
        self.raw = cast("Store", reader)
        self.just_read: dict[str, bytes] = {}  # not needed here: a server takes a graph as a whole
        self._read: tuple[str, list[Quad]] = ("", [])
        self._writing = Lock()  # loads beside each other would wait for each other on the server

    def content(self, iri: str) -> Content:
        """What a named graph holds, as text."""
        from pyoxigraph import RdfFormat, parse

        quads = parse(self._client.graph(iri), format=RdfFormat.N_TRIPLES)  # servers write the same triple in several ways
        return contents.of_lines(iri, (f"{quad.triple} .\n" for quad in quads))

    def stating(self, graph: str, predicate: str, target: str = "") -> Iterator["Quad"]:
        """The quads of a named graph with that predicate, and that IRI as their object where one is given."""
        if self._read[0] != graph:
            self._read = graph, self.graph(graph)  # it is asked several things in a row
        for quad in self._read[1]:
            if quad.predicate.value == predicate and target in ("", getattr(quad.object, "value", "")):
                yield quad

    def labels(self, iri: str) -> Iterator[tuple[str, str]]:
        """What any graph calls a thing, each with its language or ""."""
        from pyoxigraph import Literal

        answer = cast("QuerySolutions", self._reader.query(f"SELECT ?label {{ <{iri}> <{Foreign.LABEL}> ?label }}"))
        for (label,) in answer:
            if isinstance(label, Literal):
                yield label.value, label.language or ""

    def load(self, new: Iterable[Content]) -> None:
        """Fill graphs that do not exist yet; each is whole on the server before the next one."""
        with self._writing:
            lines = []
            for content in new:
                self._client.put(content.graph, content.text)
                lines.append(content.text)
            self._client.add(self._reader.default.graph, b"".join(lines))

    def replace(self, new: Content) -> int:
        """Make the named graph hold just this. Gives by how many triples the store grew."""
        with self._writing:
            gone = self._withdraw(new.graph)
            if not new.text:
                self._client.drop(new.graph)
                return -gone
            self._client.put(new.graph, new.text)
            come = self._count(f"{_in(new.graph)} FILTER NOT EXISTS {{ {self._seen()} }}")
            self.restate(new.graph, new.text)
            return come - gone

    def restate(self, graph: str, lines: bytes = b"") -> None:
        """Put what a named graph states (``lines``, where they are known) where plain queries look."""
        self._client.add(self._reader.default.graph, lines or self._client.graph(graph))

    def _withdraw(self, graph: str) -> int:
        """Take what no other graph states from where plain queries look; gives how many triples that were."""
        own = ", ".join(f"<{iri}>" for iri in (graph, *OWN))
        alone = f"{_in(graph)} FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({own})) }}"
        number = self._count(alone)
        self._client.update(f"DELETE {{ {self._seen()} }} WHERE {{ {alone} }}")
        return number

    def _seen(self) -> str:
        return _in(self._reader.default.graph)

    def _count(self, pattern: str) -> int:
        return int(next(rows(self._client, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))[0])

    def sync(self) -> None:
        """Nothing: whether what a server has taken survives a power cut is a matter of its settings."""


def _in(graph: str) -> str:
    return f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
