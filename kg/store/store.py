"""A store: what is in it, what may be asked of it, and what may be put into it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Protocol, Self

from kg.store import content as contents
from kg.store import engine as engines
from kg.store import ledger as ledgers
from kg.store import snapshot as snapshots
from kg.store import writing
from kg.store.clues import ClueBook
from kg.store.content import Content
from kg.store.errors import StoreError, StoreReadOnlyError, told
from kg.store.identities import IdentityBook
from kg.store.ledger import Part
from kg.store.prefixes import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples
    from rdflib import Dataset

    from kg.store.tables import Tables

_COUNTS = """PREFIX kg: <https://kg.example/ontology#>
SELECT (COUNT(*) AS ?n) { ?x a kg:%s }"""
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


class Held(Protocol):
    """The right to open a store."""

    def release(self) -> None:
        """Give it back."""


@dataclass(eq=False)
class Store:
    """An opened store; made by ``open_store``, closed by ``close`` or the end of a ``with`` block."""

    path: Path
    base: str
    read_only: bool
    _ledger: ledgers.Ledger
    _engine: engines.Engine | None
    _lock: Held
    near: ClassVar[bool] = True  # it costs nothing to go through its graphs
    mended: tuple[str, ...] = field(default=())  # names of documents that a crash had cut short and that had to be dropped

    def __enter__(self) -> Self:
        """Nothing but the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the folder; results of queries that are still being read keep the engine open until they are gone."""
        if self._engine is not None:
            self._engine.close()
            if not self.read_only:
                snapshots.sweep(self.path)
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

    def count(self) -> int:
        """How many documents there are."""
        return self._ledger.count("document")

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

    def rows(self, text: str) -> "Iterator[dict[str, str]]":
        """The rows of a SELECT query as plain texts; what a row has no value for is left out."""
        from pyoxigraph import QuerySolutions

        answer = self.query(text)
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - for the type checker
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}

    def quads(self) -> "Iterator[Quad]":
        """All quads of all named graphs, sorted."""
        for graph in self.engine.graphs():
            yield from engines.sorted_quads(self.engine.graph(graph))

    def counts(self) -> Counts:
        """How much of everything there is."""
        numbers = {name: self._number(_COUNTS % kind) for name, kind in _COUNTED}
        return Counts(documents=self.count(), triples=self._triples(), **numbers)

    def _triples(self) -> int:
        """From the ledger, where nothing was loaded in bulk since it was last counted."""
        known = self._ledger.triples()
        if known is not None:
            return known
        counted = self.engine.triples()
        if not self.read_only:
            self._ledger.set_meta("triples", str(counted))
        return counted

    def changes(self) -> int:
        """How often the store has been changed: another number, another content."""
        return self._ledger.changes()

    def _number(self, query: str) -> int:
        from pyoxigraph import QuerySolutions

        answer = self.query(query)
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - for the type checker
        return int(next(answer)[0].value)

    def clues(self) -> ClueBook:
        """What dates are worked out from, kept beside the documents; to be used in a ``with`` block."""
        return ClueBook(self.path, read_only=self.read_only)

    def identities(self) -> IdentityBook:
        """What was worked out of who is who; to be used in a ``with`` block."""
        return IdentityBook(self.path)

    def below_rdflib(self) -> Any:  # noqa: ANN401 - a class that is made when rdflib has been imported
        """An ``rdflib.store.Store`` over this one, for ``kg.store.view``."""
        from kg.store import view

        return view.below(self)

    def labels(self, iri: str) -> list[tuple[str, str]]:
        """The labels of a thing, each with its language or "", sorted."""
        return sorted(self.engine.labels(iri))

    def tables(self) -> "Tables":
        """Tables beside the graph for what it is slow at, as of now; see ``kg.store.tables``."""
        from kg.store.tables import tables

        with told(self.path):
            return tables(self.path, self._ledger, self.engine)

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
        changed = [p for g, p in parts.items() if self.engine.content(g).digest != p.digest]
        wrong = [f"{p.kind} {p.name}: graph {p.graph} is not what was put" for p in changed]
        wrong += [f"graph {g} is not in the ledger" for g in graphs if g not in parts]
        noted, found = self._ledger.triples(), self.engine.triples()
        return sorted(wrong + ([f"the ledger tells of {noted} triples, there are {found}"] if noted not in (None, found) else []))

    # writing

    def put_document(self, entry: DocumentEntry, quads: "Iterable[Quad]") -> None:
        """Add or replace a document: whole or not at all, and on the disk when this returns."""
        self.put_documents([(entry, quads)])

    def put_documents(
        self,
        documents: "Iterable[tuple[DocumentEntry, Content | Iterable[Quad]]]",
        *,
        beside: bool = False,
        before: Callable[[], None] | None = None,
    ) -> None:
        """The same for many, faster: each is whole or not there, all are on the disk when this returns.

        ``beside`` loads in a thread of its own while the next documents are made, which pays where other processes make them; ``before``
        is called each time before documents are acknowledged. Raises ``ValueError`` where a document's quads lie in no or several named
        graphs or hold blank nodes, and ``StoreMismatchError`` where its graph belongs to another document; the documents before it are
        then put.
        """
        self._writable()
        with told(self.path), ExitStack() as stack:
            executor = stack.enter_context(ThreadPoolExecutor(writing.AT_ONCE, "store")) if beside else None
            batches = writing.Batches(self._ledger, self.engine, executor, before)
            writing.put(batches, (self._change("document", *document) for document in documents))

    def put_inferences(self, given: "Content | Iterable[Quad]", settings: str = "") -> None:
        """Replace the graph of what follows from several documents; no quads remove it."""
        self._writable()
        whole = given if isinstance(given, Content) else list(given)
        old = self._ledger.part("inferences", "")
        if whole:
            self._put(self._change("inferences", DocumentEntry("", "", "", settings), whole))
        elif old is not None:
            self._put(writing.emptied(old))

    def prepare_tables(self) -> None:
        """Bring the tables up to date, which the first question would otherwise do."""
        from kg.store.tables import prepare

        with told(self.path):
            prepare(self.path, self._ledger, self.engine)

    def remove_document(self, name: str) -> bool:
        """Remove a document and what only it states; False where the store holds none of that name."""
        self._writable()
        part = self.document(name)
        if part is not None:
            self._put(writing.emptied(part))
        return part is not None

    def _put(self, change: writing.Change) -> None:
        with told(self.path):
            writing.put(writing.Batches(self._ledger, self.engine), [change])

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnlyError(self.path, "it was opened for reading only")

    def _change(self, kind: str, entry: DocumentEntry, given: "Content | Iterable[Quad]") -> writing.Change:
        content = given if isinstance(given, Content) else contents.of_quads(given)
        return Part(content.graph, kind, entry.name, entry.sha256, entry.source, entry.settings, content.triples, content.digest), content

    # opening

    def mend(self) -> None:
        """Settle what a crash left announced; drop what is neither old nor new."""
        self.mended = writing.mend(self._ledger, self.engine)

    def copy_to(self, folder: Path) -> None:
        """Put a copy into a folder, of links to the engine's files; ``OSError`` or ``RuntimeError`` where the disk does not let us."""
        self._ledger.copy_to(folder / snapshots.LEDGER)
        self.engine.raw.backup(str(folder / snapshots.ENGINE))

    def keep_for_readers(self) -> None:
        """Let others read what is there now, while this process writes."""
        if self.count():
            snapshots.make(self.path, self.engine, self.changes())
        else:
            snapshots.sweep(self.path)

    def write_ontology(self) -> None:
        """Bring the ontology's graph up to the text of this release."""
        from kg.graph import ontology

        text = ontology.text()
        sha256, old = hashlib.sha256(text.encode()).hexdigest(), self._ledger.part("ontology", "")
        if old is None or old.sha256 != sha256:
            self._put(self._change("ontology", DocumentEntry("", sha256, "", ""), _ontology_quads(text)))


def _ontology_quads(text: str) -> "list[Quad]":
    """The ontology's triples in a graph named by the IRI it gives itself."""
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse

    owl, rdf = "http://www.w3.org/2002/07/owl#Ontology", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    triples = list(parse(text.encode(), format=RdfFormat.TURTLE))
    name = next(q.subject for q in triples if (q.predicate, q.object) == (NamedNode(rdf), NamedNode(owl)))
    assert isinstance(name, NamedNode)  # noqa: S101 - for the type checker
    return [Quad(q.subject, q.predicate, q.object, name) for q in triples]
