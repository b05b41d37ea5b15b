"""A store: documents go in whole or not at all, and what was acknowledged survives a power cut.

Order of writes for a change: (1) the ledger announces what the graphs will hold, synced; (2) each graph changes in one transaction of the
engine; (3) the engine is synced; (4) the ledger settles the announcement, synced. Cut short before (2) the store holds the old state, after
it the new one; in either case the announcement is still there when the store is next opened for writing, and the digest of the graph says
which of the two it is. A graph that is neither is dropped, and its document counts as never put.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from kg.store import engine as engines
from kg.store import ledger as ledgers
from kg.store.errors import StoreError, StoreMismatchError, StoreReadOnlyError
from kg.store.ledger import Part
from kg.store.lock import Lock
from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples
    from rdflib import Dataset

_BATCH = 100_000  # quads that go into one transaction

_COUNTS = """PREFIX kg: <https://kg.example/ontology#>
SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:%s }"""
_COUNTED = (
    ("articles", "Article"),
    ("people", "Person"),
    ("events", "Event"),
    ("attendances", "Attendance"),
    ("statements", "Statement"),
    ("offices", "Post"),
)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document to be put, as the ledger keeps it."""

    name: str  # as in Page.name, unique in the store
    sha256: str
    source: str = ""
    settings: str = ""  # fingerprint of all else its quads depend on (dates and outlets given, version of the rules)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a store; ``offices`` are different posts, ``triples`` all that a query can see, the ontology included."""

    documents: int
    articles: int
    people: int
    events: int
    attendances: int
    statements: int
    offices: int
    triples: int


@dataclass(eq=False)
class Store:
    """An opened store; made by ``open_store``, closed by ``close`` or the end of a ``with`` block."""

    path: Path
    base: str
    read_only: bool
    _ledger: ledgers.Ledger
    _engine: engines.Engine | None
    _lock: Lock
    mended: tuple[str, ...] = field(default=())  # names of documents that a crash had cut short and that had to be dropped

    def __enter__(self) -> Self:
        """Nothing but the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the folder; results of queries that are still being read keep the engine open until they are gone."""
        self._engine = None
        self._ledger.close()
        self._lock.release()

    @property
    def engine(self) -> engines.Engine:
        """The opened engine; ``StoreError`` after ``close``."""
        if self._engine is None:
            message = f"the store {self.path} was closed: open it again with open_store"
            raise StoreError(message)
        return self._engine

    # reading

    def documents(self) -> list[Part]:
        """What the store knows of each document, sorted by name."""
        return self._ledger.parts("document")

    def document(self, name: str) -> Part | None:
        """What the store knows of one document; None where it holds none of that name."""
        return self._ledger.part("document", name)

    def inferences(self) -> Part | None:
        """What the store knows of the graph of inferences; None where nothing follows."""
        return self._ledger.part("inferences", "")

    def query(self, text: str) -> "QuerySolutions | QueryBoolean | QueryTriples":
        """Oxigraph's own answer to a query; the default graph holds each triple of all graphs once, common prefixes are bound.

        Raises ``SyntaxError`` for what is no SPARQL query. There is no time limit and no guard against SERVICE: see ``kg.query``.
        """
        return self.engine.raw.query(text, prefixes=prefixes(self.base))

    def quads(self) -> "Iterator[Quad]":
        """All quads of all named graphs, sorted."""
        for graph in self.engine.graphs():
            yield from engines.sorted_quads(self.engine.graph(graph))

    def counts(self) -> Counts:
        """How much of everything there is."""
        numbers = {name: self._number(_COUNTS % kind) for name, kind in _COUNTED}
        return Counts(documents=len(self.documents()), triples=self._number("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), **numbers)

    def _number(self, query: str) -> int:
        from pyoxigraph import QuerySolutions

        answer = self.query(query)
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - for the type checker
        return int(next(answer)[0].value)

    def dataset(self) -> "Dataset":
        """The same store as an ``rdflib.Dataset``; see ``kg.store.view``."""
        from kg.store import view

        return view.dataset(self)

    def export(self, target: str | Path | BinaryIO, ending: str = "") -> None:
        """Write everything to a file, in the format of its ending (or of ``ending``); see ``kg.store.export``."""
        from kg.store import export

        export.write(self.engine.raw, prefixes(self.base), target, ending)

    def verify(self) -> list[str]:
        """Compare every graph with the ledger; one line per difference, none for a sound store."""
        parts = {p.graph: p for kind in ("document", "inferences", "ontology") for p in self._ledger.parts(kind)}
        graphs = self.engine.graphs()
        changed = [p for g, p in parts.items() if engines.digest(self.engine.graph(g)) != p.digest]
        wrong = [f"{p.kind} {p.name}: graph {p.graph} is not what was put" for p in changed]
        return sorted(wrong + [f"graph {g} is not in the ledger" for g in graphs if g not in parts])

    # writing

    def put_document(self, entry: DocumentEntry, quads: "Iterable[Quad]") -> None:
        """Add or replace a document: whole or not at all, and on the disk when this returns."""
        self.put_documents([(entry, quads)])

    def put_documents(self, documents: "Iterable[tuple[DocumentEntry, Iterable[Quad]]]") -> None:
        """The same for many, faster: each is whole or not there, all are on the disk when this returns.

        Raises ``ValueError`` where a document's quads lie in no or several named graphs or hold blank nodes, and ``StoreMismatchError``
        where its graph belongs to another document; the documents before it may then have been put.
        """
        self._writable()
        batch: list[tuple[Part, Sequence[Quad]]] = []
        try:
            for entry, quads in documents:
                self._gather(batch, entry, list(quads))
        finally:  # what came before an interruption is kept
            self._put(batch)

    def _gather(self, batch: "list[tuple[Part, Sequence[Quad]]]", entry: DocumentEntry, quads: "list[Quad]") -> None:
        """Add a document to the batch, which is put first where it is full, or where a second document claims one of its graphs."""
        graph = engines.one_graph(quads).value
        if sum(part.quads for part, _ in batch) >= _BATCH or any(part.graph == graph for part, _ in batch):
            full = batch.copy()
            batch.clear()
            self._put(full)
        batch.append(self._part("document", entry, quads))

    def put_inferences(self, quads: "Iterable[Quad]", settings: str = "") -> None:
        """Replace the graph of what follows from several documents; no quads remove it."""
        self._writable()
        listed = list(quads)
        old = self._ledger.part("inferences", "")
        if listed:
            self._put([self._part("inferences", DocumentEntry("", "", "", settings), listed)])
        elif old is not None:
            self._put([(_emptied(old), [])])

    def remove_document(self, name: str) -> bool:
        """Remove a document and what only it states; False where the store holds none of that name."""
        self._writable()
        part = self.document(name)
        if part is None:
            return False
        self._put([(_emptied(part), [])])
        return True

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnlyError(self.path, "it was opened for reading only")

    def _part(self, kind: str, entry: DocumentEntry, quads: "list[Quad]") -> "tuple[Part, Sequence[Quad]]":
        graph = engines.one_graph(quads).value
        holder = self._ledger.holder(graph)
        if holder is not None and (holder.kind, holder.name) != (kind, entry.name):
            message = (
                f"expected a graph of {kind} {entry.name!r}, got {graph} of {holder.kind} {holder.name!r}: give one of them another name"
            )
            raise StoreMismatchError(message)
        unique = list(dict.fromkeys(quads))
        return Part(graph, kind, entry.name, entry.sha256, entry.source, entry.settings, len(unique), engines.digest(unique)), unique

    def _put(self, batch: "Sequence[tuple[Part, Sequence[Quad]]]") -> None:
        """One round of announce, change, sync, settle."""
        if not batch:
            return
        batch = [*self._left_behind(part for part, _ in batch), *batch]
        parts = [part for part, _ in batch]
        self._ledger.announce(parts)
        self._change({part.graph: quads for part, quads in batch})
        self.engine.sync()
        self._ledger.settle(done=parts)

    def _left_behind(self, parts: Iterable[Part]) -> "Iterator[tuple[Part, Sequence[Quad]]]":
        """Graphs of the same parts under an earlier IRI; they have to go."""
        for part in parts:
            old = self._ledger.part(part.kind, part.name)
            if old is not None and old.graph != part.graph:
                yield _emptied(old), []

    def _change(self, graphs: "Mapping[str, Sequence[Quad]]") -> None:
        known = {graph for graph in graphs if self._ledger.holder(graph) is not None}
        for graph in sorted(known):
            self.engine.replace(graph, graphs[graph])
        fresh = [quad for graph, quads in graphs.items() if graph not in known for quad in quads]
        if fresh:
            self.engine.add(fresh)

    # opening

    def mend(self) -> None:
        """Settle what a crash left announced; drop what is neither old nor new."""
        dropped = []
        for part in self._ledger.pending():
            found = engines.digest(self.engine.graph(part.graph))
            old = self._ledger.holder(part.graph)
            if found == part.digest:
                self._ledger.settle(done=[part])
            elif found == (old.digest if old else ""):
                self._ledger.settle(dropped=[part])
            else:
                self._drop(part)
                dropped.append(part.name)
        self.mended = tuple(dropped)

    def _drop(self, part: Part) -> None:
        self.engine.replace(part.graph, [])
        self.engine.sync()
        self._ledger.settle(done=[_emptied(part)])

    def write_ontology(self) -> None:
        """Bring the ontology's graph up to the text of this release."""
        from kg.graph import ontology

        text = ontology.text()
        sha256, old = hashlib.sha256(text.encode()).hexdigest(), self._ledger.part("ontology", "")
        if old is None or old.sha256 != sha256:
            self._put([self._part("ontology", DocumentEntry("", sha256, "", ""), _ontology_quads(text))])


def _emptied(part: Part) -> Part:
    return Part(part.graph, part.kind, part.name, part.sha256, part.source, part.settings, 0, "")


def _ontology_quads(text: str) -> "list[Quad]":
    """The ontology's triples in a graph named by the IRI it gives itself."""
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse

    owl, rdf = "http://www.w3.org/2002/07/owl#Ontology", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    triples = list(parse(text.encode(), format=RdfFormat.TURTLE))
    name = next(q.subject for q in triples if (q.predicate, q.object) == (NamedNode(rdf), NamedNode(owl)))
    assert isinstance(name, NamedNode)  # noqa: S101 - for the type checker
    return [Quad(q.subject, q.predicate, q.object, name) for q in triples]
