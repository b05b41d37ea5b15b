"""Reading a store for a picture: who links to what, and everything about the things chosen.

Small queries, joined here, so that the facts of one event may lie in the named graphs of several documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from kg.graph.vocabulary import KG, RDFS, SKOS, Foreign, Individual

_CHUNK = 400  # subjects in one VALUES block


class Queryable(Protocol):
    """A store that answers SPARQL: ``kg.store.Store`` or a ``pyoxigraph.Store``."""

    def query(self, query: str, /) -> Any:  # noqa: ANN401
        """Rows that can be indexed by the name of a variable."""


class Kind(StrEnum):
    """What a node stands for."""

    PERSON = "person"
    MEETING = "meeting"
    DIRECTIVE = "directive"
    ORGANIZATION = "organization"


class Role(StrEnum):
    """What an edge says."""

    PRESIDED = "presided"
    ATTENDED = "attended"
    SAT_IN = "satIn"
    ISSUED = "issued"  # person or meeting → directive
    ISSUED_AT = "issuedAt"  # directive → meeting
    HOLDS_POST = "holdsPost"  # person → organization
    CONVENED = "convened"  # organization → meeting


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One edge, and the fact node that explains it."""

    source: str
    target: str
    role: Role
    fact: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All links of a store and the kind of everything they touch; no texts yet."""

    links: tuple[Link, ...]
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything that any graph of the store says about one subject."""

    iri: str
    values: Mapping[str, tuple[str, ...]]  # local name in the ontology, "label", "altLabel" or "type" → sorted values
    iris: frozenset[str] = frozenset()  # those of the values that are no texts

    def one(self, name: str) -> str:
        """The first value, or an empty text."""
        return next(iter(self.values.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """All values, sorted."""
        return self.values.get(name, ())


_PREFIXES = f"PREFIX kg: <{KG}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <{SKOS}>\n"
_ATTENDANCES = """SELECT DISTINCT ?fact ?person ?event ?mode WHERE { GRAPH ?g {
    ?fact kg:attendee ?person ; kg:event ?event ; kg:mode ?mode } }"""
_DIRECTIVES = """SELECT DISTINCT ?fact ?by ?at WHERE { GRAPH ?g { ?fact a kg:Directive
    OPTIONAL { ?fact kg:issuedBy ?by } OPTIONAL { ?fact kg:issuedAt ?at } } }"""
_TENURES = "SELECT DISTINCT ?fact ?person ?body WHERE { GRAPH ?g { ?fact kg:holder ?person ; kg:organization ?body } }"
_CONVENED = "SELECT DISTINCT ?event ?body WHERE { GRAPH ?g { ?event kg:convenedBy ?body ; a kg:Event } }"
_EVENTS = "SELECT DISTINCT ?event WHERE { GRAPH ?g { ?event a kg:Event } }"
_PEOPLE = "SELECT DISTINCT ?person WHERE { GRAPH ?g { ?person a kg:Person } }"
_MODES = MappingProxyType({Individual.PRESIDED: Role.PRESIDED, Individual.ATTENDED: Role.ATTENDED, Individual.SAT_IN: Role.SAT_IN})
_NAMES: Mapping[str, str] = MappingProxyType({Foreign.LABEL: "label", Foreign.ALT_LABEL: "altLabel", Foreign.TYPE: "type"})


def skeleton(store: Queryable, *, organizations: bool = False) -> Skeleton:
    """Who attended what, who issued what where; with ``organizations`` also who holds office in which body, and who convened what."""
    kinds = {row[0]: Kind.PERSON for row in _rows(store, _PEOPLE, "person")}
    kinds |= {row[0]: Kind.MEETING for row in _rows(store, _EVENTS, "event")}
    links: set[Link] = set()
    for fact, person, event, mode in _rows(store, _ATTENDANCES, "fact", "person", "event", "mode"):
        links.add(Link(person, event, _MODES[Individual(mode)], fact))
    for fact, by, at in _rows(store, _DIRECTIVES, "fact", "by", "at"):
        kinds[fact] = Kind.DIRECTIVE
        links |= set(_directive_links(fact, by, at))
    if organizations:
        bodies = list(_body_links(store))
        links |= {link for link, _ in bodies}
        kinds |= {body: Kind.ORGANIZATION for _, body in bodies}
    known = sorted(link for link in links if link.source in kinds and link.target in kinds)
    return Skeleton(tuple(known), kinds)


def _directive_links(fact: str, by: str, at: str) -> Iterator[Link]:
    if by:
        yield Link(by, fact, Role.ISSUED, fact)
    if at:
        yield Link(fact, at, Role.ISSUED_AT, fact)


def _body_links(store: Queryable) -> Iterator[tuple[Link, str]]:
    for fact, person, body in _rows(store, _TENURES, "fact", "person", "body"):
        yield Link(person, body, Role.HOLDS_POST, fact), body
    for event, body in _rows(store, _CONVENED, "event", "body"):
        yield Link(body, event, Role.CONVENED, event), body


def describe(store: Queryable, subjects: Iterable[str]) -> dict[str, Thing]:
    """Everything the store says about these subjects; labels in Chinese only."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    iris: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(set(subjects))
    for start in range(0, len(wanted), _CHUNK):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + _CHUNK])
        query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        for row in store.query(query):
            subject, value = _text(row["s"]), _text(row["o"])
            if getattr(row["o"], "language", None) in (None, "zh"):
                found[subject][_property(_text(row["p"]))].add(value)
            if not hasattr(row["o"], "datatype"):
                iris[subject].add(value)
    return {iri: Thing(iri, _sorted(found[iri]), frozenset(iris[iri])) for iri in wanted}


def _sorted(values: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(group, key=_by_number)) for name, group in values.items()}


def subjects_with(store: Queryable, prop: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a value and a subject that has it for this property of the ontology, sorted."""
    found: set[tuple[str, str]] = set()
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _CHUNK):
        block = " ".join(f"<{iri}>" for iri in wanted[start : start + _CHUNK])
        query = f"SELECT DISTINCT ?value ?s WHERE {{ VALUES ?value {{ {block} }} GRAPH ?g {{ ?s kg:{prop} ?value }} }}"
        found.update((value, subject) for value, subject in _rows(store, query, "value", "s"))
    return sorted(found)


def labels(store: Queryable, kind: str) -> dict[str, tuple[str, ...]]:
    """IRI → its labels, alternative ones too, of every ``kg:Person`` or ``kg:Event``."""
    found: dict[str, list[str]] = defaultdict(list)
    query = f"SELECT DISTINCT ?s ?label WHERE {{ GRAPH ?g {{ ?s a kg:{kind} ; rdfs:label|skos:altLabel ?label }} }} ORDER BY ?s ?label"
    for iri, label in _rows(store, query, "s", "label"):
        found[iri].append(label)
    return {iri: tuple(names) for iri, names in found.items()}


def days(store: Queryable) -> dict[str, tuple[str, str]]:
    """IRI of an event → its earliest and latest possible day, where both are known."""
    found: dict[str, tuple[str, str]] = {}
    for event, day in _rows(store, "SELECT DISTINCT ?e ?day WHERE { GRAPH ?g { ?e kg:heldOn ?day } } ORDER BY ?e ?day", "e", "day"):
        found[event] = (day, day)
    ranges = "SELECT DISTINCT ?e ?a ?b WHERE { GRAPH ?g { ?e kg:earliest ?a ; kg:latest ?b } } ORDER BY ?e ?a ?b"
    for event, first, last in _rows(store, ranges, "e", "a", "b"):
        found.setdefault(event, (first, last))
    return found


def _rows(store: Queryable, query: str, *names: str) -> Iterator[tuple[str, ...]]:
    for row in store.query(_PREFIXES + query):
        yield tuple(_text(row[name]) for name in names)


def _text(term: Any) -> str:  # noqa: ANN401 - a term of pyoxigraph or rdflib, or None where a variable is not bound
    if term is None:
        return ""
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)


def _property(iri: str) -> str:
    return _NAMES.get(iri, iri.removeprefix(KG))


def _by_number(text: str) -> tuple[int, str]:
    return (int(text), text) if text.isascii() and text.isdigit() else (-1, text)
