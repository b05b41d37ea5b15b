"""Whether a graph keeps to its shapes: findings in plain English, one named graph at a time so that memory stays bounded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.graph import ontology
from kg.graph.vocabulary import KG, terms

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in a graph that is not as the shapes want it; IRIs and values as text."""

    graph: str  # the named graph, "" where it has no name
    focus: str  # the thing that is wrong
    path: str  # the property, "" where the thing as a whole is meant
    message: str
    value: str = ""  # the value at fault, where there is one


class Validator:
    """Reads the shapes once and validates any number of graphs."""

    @cached_property
    def _shapes(self) -> "rdflib.Graph":
        import rdflib

        return rdflib.Graph().parse(data=ontology.shapes(), format="turtle")

    def graph(self, graph: "rdflib.Graph", name: str = "") -> list[Finding]:
        """The findings in one graph, sorted; none is good."""
        from pyshacl import validate

        _, report, _ = validate(graph, shacl_graph=self._shapes, inference="none")
        if not hasattr(report, "subjects"):
            msg = f"expected a report from the SHACL engine, got {report!r}"
            raise TypeError(msg)
        return sorted({*_findings(report, name), *_unknown_terms(graph, name)})

    def quads(self, quads: Iterable["ox.Quad"]) -> Iterator[Finding]:
        """The findings in quads, each named graph by itself, in the order of the names."""
        import pyoxigraph as ox

        graphs: dict[str, rdflib.Graph] = {}
        for quad in quads:
            name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
            _add(graphs, name, quad)
        for name in sorted(graphs):
            yield from self.graph(graphs[name], name)

    def store(self, store: "ox.Store") -> Iterator[Finding]:
        """The findings in a store, one named graph in memory at a time."""
        for name in sorted(store.named_graphs(), key=str):
            yield from self.quads(store.quads_for_pattern(None, None, None, name))


def validate(quads: Iterable["ox.Quad"]) -> list[Finding]:
    """All findings in some quads; for more than a few documents keep a Validator, which reads the shapes once."""
    return list(Validator().quads(quads))


def _add(graphs: dict[str, "rdflib.Graph"], name: str, quad: "ox.Quad") -> None:
    import rdflib

    if name not in graphs:
        graphs[name] = rdflib.Graph(bind_namespaces="none")
    graphs[name].add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))


def _node(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> "rdflib.URIRef | rdflib.BNode | rdflib.Literal":
    import pyoxigraph as ox
    import rdflib

    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal():
            return _literal(term)
    msg = f"expected an IRI, a blank node or a literal, got {term}"
    raise ValueError(msg)


def _literal(term: "ox.Literal") -> "rdflib.Literal":
    import rdflib

    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _findings(report: "rdflib.Graph", name: str) -> Iterator[Finding]:
    """The results of a SHACL report, without those that only explain another one."""
    from rdflib import SH

    for result in report.objects(None, SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        path, message = report.value(result, SH.resultPath), report.value(result, SH.resultMessage)
        yield Finding(name, str(focus), _path(report, path), str(message), "" if value is None else str(value))


def _path(report: "rdflib.Graph", path: "Node | None") -> str:
    """A property path as SPARQL writes it: an IRI, ``^`` before an inverse one, ``/`` between steps."""
    import rdflib

    if path is None or isinstance(path, rdflib.URIRef):
        return str(path or "")
    inverse = report.value(path, rdflib.SH.inversePath)
    if inverse is not None:
        return f"^{inverse}"
    return "/".join(_path(report, step) for step in report.items(path))


def _unknown_terms(graph: "rdflib.Graph", name: str) -> Iterator[Finding]:
    """Terms in the ontology's namespace that the ontology does not have; nothing else would notice a misspelt one."""
    import rdflib

    known = terms()
    for subject, predicate, target in graph:
        used = (predicate, target) if predicate == rdflib.RDF.type else (predicate,)
        for term in map(str, used):
            if term.startswith(KG) and term not in known:
                yield Finding(name, str(subject), str(predicate), f"{term}: expected a term of the ontology; this is none.", str(target))
