"""Names in the store: each looked up in its index, never all of them loaded."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.ask.terms import literal

if TYPE_CHECKING:
    from kg.store import Store

_KG = "https://kg.example/ontology#"
KINDS = ("Person", "Event", "Series", "Post", "Organization", "Place", "Concept", "Reporter")  # the first that has a name, has it
_LATIN = re.compile(r"[A-Za-zÀ-ž]")
_FOUND = """SELECT DISTINCT ?name ?label ?thing ?kind WHERE {
  VALUES ?name { %s }
  { ?thing rdfs:label ?name } UNION { ?thing skos:altLabel ?name }
  ?thing a ?kind ; rdfs:label ?label .
}
ORDER BY ?name ?thing ?kind ?label"""
_SIGNED = """SELECT DISTINCT ?name WHERE {
  VALUES ?name { %s }
  ?article kg:byline ?name .
}
ORDER BY ?name"""
_EVENTS = """SELECT DISTINCT ?at ?label WHERE {
  { ?at a kg:Event ; rdfs:label ?name } UNION { ?at a kg:Event ; skos:altLabel ?name }
  FILTER(%s)
  ?at rdfs:label ?label .
}
ORDER BY ?label ?at"""
_PEOPLE = """SELECT DISTINCT ?label WHERE { ?who a kg:Person ; rdfs:label ?label . FILTER(LANG(?label) = "zh") } ORDER BY ?label"""
_SURNAMED = """SELECT DISTINCT ?label ?who WHERE {
  ?t a kg:Tenure ; kg:title ?title ; kg:holder ?who .
  FILTER(STRENDS(STR(?title), %s))
  ?who rdfs:label ?label .
  FILTER(STRSTARTS(STR(?label), %s))
}
ORDER BY ?label ?who"""
_POSTS = """SELECT DISTINCT ?label ?post WHERE {
  ?post a kg:Post ; rdfs:label ?label .
  FILTER(STRENDS(STR(?label), %s))
}
ORDER BY ?label ?post"""
_ADDRESSED = """SELECT ?to WHERE { ?x kg:addressee ?to . FILTER(CONTAINS(STR(?to), %s)) } LIMIT 1"""
_YEARS = """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE { ?at kg:heldOn ?day }"""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph that has a name: ``kind`` is one of ``KINDS``."""

    iri: str
    kind: str
    label: str


class Names:
    """The names of an opened store."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def find(self, names: Iterable[str]) -> dict[str, tuple[Thing, ...]]:
        """The things of just these names, by name; of the first kind of ``KINDS`` that there is one of."""
        wanted = [literal(name, language) for name in sorted(set(names)) for language in _languages(name)]
        if not wanted:
            return {}
        found: dict[str, list[Thing]] = {}
        for name, label, thing, kind in self._rows(_FOUND % " ".join(wanted)):
            if (word := kind.removeprefix(_KG)) in KINDS:
                found.setdefault(name, []).append(Thing(thing, word, label))
        for (name,) in self._rows(_SIGNED % " ".join(wanted)):
            found.setdefault(name, []).append(Thing("", "Reporter", name))
        return {name: _first_kind(things) for name, things in found.items()}

    def events(self, pieces: Sequence[str]) -> tuple[Thing, ...]:
        """The events with all the pieces in one of their names."""
        test = " && ".join(f"CONTAINS(STR(?name), {literal(piece)})" for piece in pieces)
        return tuple(Thing(at, "Event", label) for at, label in self._rows(_EVENTS % test))

    def surnamed(self, surname: str, office: str) -> tuple[Thing, ...]:
        """The people of a surname in an office of that last word: 安书记."""
        rows = self._rows(_SURNAMED % (literal(office), literal(surname)))
        return tuple(Thing(who, "Person", label) for label, who in rows)

    def posts(self, office: str) -> tuple[Thing, ...]:
        """The offices that end in a word: 书记."""
        return tuple(Thing(post, "Post", label) for label, post in self._rows(_POSTS % literal(office)))

    def addressed(self, words: str) -> bool:
        """Whether anything was ever said to them."""
        return bool(self._rows(_ADDRESSED % literal(words)))

    def people(self) -> list[str]:
        """The labels of all people, for suggestions."""
        return [label for (label,) in self._rows(_PEOPLE)]

    def years(self) -> tuple[str, str]:
        """The first and the last day with an event; "" where there is none."""
        first, last = next(iter(self._rows(_YEARS)), ("", ""))
        return first, last

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a query as plain text, "" where a row has no value."""
        from pyoxigraph import QuerySolutions

        found = self._store.query(query)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - for the type checker
        return [tuple("" if term is None else str(term.value) for term in row) for row in found]


def _languages(name: str) -> tuple[str, ...]:
    return ("zh", "zh-Latn-pinyin", "en") if _LATIN.search(name) else ("zh",)


def _first_kind(things: Sequence[Thing]) -> tuple[Thing, ...]:
    kind = min((thing.kind for thing in things), key=KINDS.index)
    distinct = {thing.iri: thing for thing in things if thing.kind == kind}
    return tuple(distinct[iri] for iri in sorted(distinct))
