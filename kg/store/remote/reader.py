"""Reading a server as Oxigraph's own store is read: the same answers, whatever its default graph is.

Every triple lies once where plain queries look: in the default graph of a server that keeps it apart (Oxigraph, Fuseki), else, where the
default graph is the union of all graphs, in a named graph that each query is given as its default graph (Virtuoso). The second kind differs
in whether such a query still sees the named graphs; where it does not, one with GRAPH in it is asked without.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from kg.graph.vocabulary import KG
from kg.store.remote.client import NTRIPLES, Client
from kg.store.remote.terms import ALL, LEDGER, OWN, STORE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

_ONTOLOGY = KG.removesuffix("#")
_QUIET = re.compile(r"""<[^<>"{}|^`\\\s]*+>|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|\#[^\n]*+""")  # IRIs, texts, comments
_LONG_TEXT = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL)
_ZERO = re.compile(r"(?P<kept>\\[^uU])|\\u0000|\\U00000000|\x00")
_IN_NO_STORE = "\ufdd0"
_WORD = re.compile(r"(?<![?$:\w])[A-Za-z]++(?!:)")
# SPARQL 1.1 calls both kinds literals; Virtuoso still uses a word of its first draft
_TYPED = re.compile(rb'("type"\s*+:\s*+)"typed-literal"')


@dataclass(frozen=True, slots=True)
class Default:
    """Where a server looks for triples that no GRAPH is named for."""

    graph: str  # "": in a default graph of its own; else the graph that queries are given
    with_named: bool = True  # whether a query that is given it sees the named graphs too

    def of(self, query: str) -> tuple[str, ...]:
        """What to give with a query."""
        used = _words(query)
        if not self.graph or "FROM" in used or ("GRAPH" in used and not self.with_named):
            return ()
        return (self.graph,)


def find_default(client: Client) -> Default:
    """Ask a server which has a store; two small questions."""
    known = f"<{STORE}> ?p ?o"
    if not asked(client, f"ASK {{ {known} }}"):
        return Default("")
    return Default(ALL, asked(client, f"ASK {{ GRAPH <{LEDGER}> {{ {known} }} }}", ALL))


def asked(client: Client, query: str, *default: str) -> bool:
    """The answer to an ASK."""
    return bool(_results(client.query(query, default)))


def rows(client: Client, query: str) -> Iterator[tuple[str, ...]]:
    """The values of a query that names all its graphs, as texts."""
    from pyoxigraph import QuerySolutions

    answer = _results(client.query(query))
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - for the type checker
    for row in answer:
        yield tuple("" if term is None else str(getattr(term, "value", "")) for term in row)


@dataclass(frozen=True, slots=True)
class Reader:
    """The reading half of ``pyoxigraph.Store``; the store's own books are hidden from the lists of graphs."""

    client: Client
    default: Default
    base: str  # IRI below which the graphs of the store lie

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> "QuerySolutions | QueryBoolean | QueryTriples":
        """The server's answer; ``SyntaxError`` for what is no SPARQL query, ``ValueError`` for one that asks another server."""
        from pyoxigraph import QueryTriples, RdfFormat, Store

        if "SERVICE" in _words(text):
            message = "SERVICE asks another server, which is not allowed here"
            raise ValueError(message)
        empty = Store()
        form = empty.query(text, prefixes=dict(prefixes or {}))  # so a slip is told in the same words, and costs no request
        declared = "".join(f"PREFIX {name}: <{namespace}> " for name, namespace in (prefixes or {}).items())
        # Virtuoso takes a text to end at the character 0; no page that is read holds it, nor the one that is asked for instead
        whole = _ZERO.sub(lambda found: found["kept"] or _IN_NO_STORE, f"{declared}\n{text}")
        if not isinstance(form, QueryTriples):
            return _results(self.client.query(whole, self.default.of(text)))
        empty.load(self.client.query(whole, self.default.of(text), NTRIPLES), format=RdfFormat.N_TRIPLES)
        return empty.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def named_graphs(self) -> "Iterator[NamedNode]":
        """The graphs of the documents, of the inferences and of the ontology; a server may hold others, of its own even."""
        from pyoxigraph import NamedNode

        # counted, because Virtuoso never comes to an end with SELECT DISTINCT ?g over a thousand graphs
        for iri, _ in rows(self.client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
            if iri == _ONTOLOGY or (iri.startswith(self.base) and iri not in OWN):
                yield NamedNode(iri)

    def quads_for_pattern(self, subject: None, predicate: None, object_: None, graph: "NamedNode | DefaultGraph") -> "Iterator[Quad]":
        """The quads of one graph."""
        from pyoxigraph import Quad, RdfFormat, parse

        assert (subject, predicate, object_) == (None, None, None)  # noqa: S101 - more is not needed
        for quad in parse(self._lines(graph), format=RdfFormat.N_TRIPLES):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def dump(self, output: BinaryIO, *, format: "RdfFormat", from_graph: "NamedNode | BlankNode | DefaultGraph") -> None:  # noqa: A002
        """One graph in a format that knows no graphs."""
        from pyoxigraph import RdfFormat, parse, serialize

        triples = (quad.triple for quad in parse(self._lines(from_graph), format=RdfFormat.N_TRIPLES))
        serialize(triples, output, format=format)

    def _lines(self, graph: "NamedNode | BlankNode | DefaultGraph") -> bytes:
        return self.client.graph(getattr(graph, "value", self.default.graph))


def _results(answer: bytes) -> "QuerySolutions | QueryBoolean":
    from pyoxigraph import QueryResultsFormat, parse_query_results

    return parse_query_results(_TYPED.sub(rb'\1"literal"', answer), format=QueryResultsFormat.JSON)


def _words(query: str) -> frozenset[str]:
    """The words of a query in capitals, without those of its IRIs, names, texts and comments."""
    bare = _QUIET.sub(" ", _LONG_TEXT.sub(" ", query))
    return frozenset(word.upper() for word in _WORD.findall(bare))
