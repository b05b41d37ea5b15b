"""Typed values read from a store: a query for each kind, one for its evidence, put together here.

Each function takes a pattern over ``?x``, the thing itself, that says which ones; "" is all of them.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kg.model import EventKind, Mode
from kg.objects.offices import place_of
from kg.objects.things import Attendance, Event, Evidence, Passage, Person, Statement, Tenure

Row = dict[str, Any]
Ask = Callable[[str], list[Row]]  # a SPARQL query → its rows as Python values, None where a row has no value

_PREFIXES = """PREFIX kg: <https://kg.example/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_PEOPLE = """SELECT ?x ?name { WHERE ?x a kg:Person ; rdfs:label ?name FILTER(LANG(?name) = "zh") }"""
_EVENTS = """SELECT ?x ?name ?held ?last ?edtf ?earliest ?latest ?place ?series ?number ?session ?article {
  WHERE ?x a kg:Event ; rdfs:label ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?x kg:heldOn ?held } OPTIONAL { ?x kg:lastDay ?last } OPTIONAL { ?x kg:edtf ?edtf }
  OPTIONAL { ?x kg:earliest ?earliest ; kg:latest ?latest } OPTIONAL { ?x kg:session ?session }
  OPTIONAL { ?x kg:heldAt/rdfs:label ?place FILTER(LANG(?place) = "zh") } OPTIONAL { ?x kg:reportedIn ?article }
  OPTIONAL { ?x kg:series/rdfs:label ?series FILTER(LANG(?series) = "zh") } OPTIONAL { ?x kg:seriesNumber ?number } }"""
_KINDS = "SELECT ?x ?kind { WHERE ?x a kg:Event , ?kind FILTER(?kind != kg:Event && STRSTARTS(STR(?kind), STR(kg:))) }"
_ATTENDANCES = """SELECT ?x ?who ?name ?at ?how ?position ?title ?venue ?article ?rule {
  WHERE ?x a kg:Attendance ; kg:attendee ?who ; kg:event ?at ; kg:mode ?how ; kg:position ?position ; kg:statedIn ?article ; kg:rule ?rule .
  ?who rdfs:label ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?x kg:titleAsPrinted ?title } OPTIONAL { ?x kg:venue ?venue } }"""
_TENURES = """SELECT ?x ?who ?name ?title ?body ?meant ?from ?published ?article ?rule {
  WHERE ?x a kg:Tenure ; kg:holder ?who ; kg:title ?title ; kg:statedIn ?article ; kg:rule ?rule .
  ?who rdfs:label ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?x kg:organization/rdfs:label ?body FILTER(LANG(?body) = "zh") }
  OPTIONAL { ?x kg:standsFor/rdfs:label ?meant FILTER(LANG(?meant) = "zh") }
  OPTIONAL { ?x kg:attestedFrom ?from } OPTIONAL { ?article kg:published ?published } }"""
# The articles are found first, by themselves: together with the rest, Oxigraph goes through all attendances and passages instead.
_SEEN = """SELECT ?x ?day {
  { SELECT ?x ?who ?article { WHERE ?x a kg:Tenure ; kg:holder ?who ; kg:statedIn ?article
    FILTER NOT EXISTS { ?article kg:published ?any } } }
  ?attendance kg:statedIn ?article ; kg:attendee ?who ; kg:event/kg:heldOn ?day }"""
_WORDS = """SELECT DISTINCT ?article ?quote ?name { { SELECT DISTINCT ?article { WHERE ?x a kg:Tenure ; kg:statedIn ?article } }
  ?p kg:statedIn ?article ; kg:standsFor ?m ; kg:quote ?quote . ?m rdfs:label ?name FILTER(LANG(?name) = "zh") }"""
_STATEMENTS = """SELECT ?x ?by ?name ?at ?verb ?text ?relays ?directive ?article ?rule {
  WHERE ?x a kg:Statement ; kg:speechVerb ?verb ; kg:text ?text ; kg:statedIn ?article ; kg:rule ?rule .
  OPTIONAL { ?x kg:issuedBy ?by . ?by a kg:Person ; rdfs:label ?name FILTER(LANG(?name) = "zh") }
  OPTIONAL { ?x kg:issuedAt ?at } OPTIONAL { ?x kg:relays ?relays } BIND(EXISTS { ?x a kg:Directive } AS ?directive) }"""
_PARTS = "SELECT ?x ?name { WHERE ?x a kg:Statement ; kg:hasPart ?part . ?part kg:position ?at ; kg:text ?name } ORDER BY ?x ?at"
_ADDRESSEES = "SELECT ?x ?name { WHERE ?x a kg:Statement ; kg:addressee ?name } ORDER BY ?x ?name"
_TOPICS = 'SELECT ?x ?name { WHERE ?x a kg:Statement ; kg:topic/rdfs:label ?name FILTER(LANG(?name) = "zh") } ORDER BY ?x ?name'
_EVIDENCE = "SELECT ?x ?passage ?quote { WHERE ?x a kg:%s ; kg:evidence ?passage . ?passage kg:quote ?quote }"
_DOCUMENTS = "SELECT ?x ?name { ?x a kg:Document ; kg:fileName ?name }"
_EVENTS_OF = {"Attendance": "?fact kg:event ?x .", "Statement": "?fact kg:issuedAt ?x ."}


@dataclass(frozen=True)
class Reader:
    """Reads a store through a function that asks it; everything comes in a fixed order, whatever order the store gives it in."""

    ask: Ask

    def people(self, where: str = "") -> list[Person]:
        """Sorted by name."""
        return sorted((Person(iri, row["name"]) for iri, row in self._each(_PEOPLE, where).items()), key=lambda one: (one.name, one.iri))

    def events(self, where: str = "") -> list[Event]:
        """Sorted by day, those without one behind."""
        kinds, evidence = self._each(_KINDS, where), self._evidence("Event", where)
        found = []
        for iri, row in self._each(_EVENTS, where).items():
            kind = EventKind(kinds[iri]["kind"].rpartition("#")[2]) if iri in kinds else EventKind.ACTIVITY
            days = (row["held"], row["last"], row["edtf"] or "", row["earliest"], row["latest"])
            texts = (row["place"] or "", row["series"] or "", row["number"], row["session"] or "", row["article"] or "")
            found.append(Event(iri, row["name"], kind, *days, *texts, evidence[iri]))
        return sorted(found, key=by_day)

    def attendances(self, where: str = "") -> list[Attendance]:
        """Sorted by event, then in the order of the roll-call."""
        events, evidence, found = self._events_of("Attendance", where), self._evidence("Attendance", where), []
        for iri, row in self._each(_ATTENDANCES, where).items():
            how, texts = Mode(row["how"].rpartition("#")[2]), (row["title"] or "", row["venue"] or "", row["article"], row["rule"])
            found.append(Attendance(iri, Person(row["who"], row["name"]), events[row["at"]], how, row["position"], *texts, evidence[iri]))
        return sorted(found, key=lambda one: (*by_day(one.event), one.position, one.iri))

    def tenures(self, where: str = "") -> list[Tenure]:
        """Sorted by holder, then in the order of the reports, those without a day behind."""
        evidence, seen, words, found = self._evidence("Tenure", where), self._seen(where), self._words(where), []
        for iri, row in self._each(_TENURES, where).items():
            day = row["from"] or row["published"] or seen.get(iri)
            basis = ("event" if day == seen.get(iri) else "article") if day else ""
            bodies = (row["body"] or "", row["meant"] or "", place_of(row["title"], row["meant"] or "", words.get(row["article"], {})))
            holder = Person(row["who"], row["name"])
            found.append(Tenure(iri, holder, row["title"], *bodies, day, basis, row["article"], row["rule"], evidence[iri]))
        return sorted(found, key=lambda one: (one.holder.name, one.holder.iri, one.reported or date.max, one.title, one.iri))

    def statements(self, where: str = "") -> list[Statement]:
        """Sorted by the day of their event, then in the order of the page."""
        events, evidence = self._events_of("Statement", where), self._evidence("Statement", where)
        addressees, topics, parts = (self._texts(query, where) for query in (_ADDRESSEES, _TOPICS, _PARTS))
        found = []
        for iri, row in self._each(_STATEMENTS, where).items():
            event = events.get(row["at"] or "")
            issuer = Person(row["by"], row["name"]) if row["by"] else event
            lists = (tuple(addressees[iri]), tuple(topics[iri]), tuple(parts[iri]))
            told = (row["directive"], *lists, row["relays"] or "", row["article"], row["rule"], evidence[iri])
            found.append(Statement(iri, issuer, event, row["verb"], row["text"], *told))
        return sorted(found, key=_by_page)

    def _events_of(self, kind: str, where: str) -> dict[str, Event]:
        """The events of attendances or statements, by IRI."""
        linked = f"{{ SELECT DISTINCT ?x {{ {where.replace('?x', '?fact')} {_EVENTS_OF[kind]} }} }}"
        return {event.iri: event for event in self.events(linked)}

    def _seen(self, where: str) -> dict[str, date]:
        """The first day on which the article of a tenure saw its holder, where it has no day of its own."""
        found: dict[str, date] = {}
        for row in self._rows(_SEEN, where):
            found[row["x"]] = min(row["day"], found.get(row["x"], row["day"]))
        return found

    def _words(self, where: str) -> dict[str, dict[str, str]]:
        """For each article what its relative words mean, where each always means the same: 我市 → 郑州市, 市委 → 郑州市委."""
        found = defaultdict[str, dict[str, set[str]]](lambda: defaultdict(set))
        for row in self._rows(_WORDS, where):
            found[row["article"]]["".join(row["quote"].split())].add(row["name"])
        return {article: {word: min(names) for word, names in words.items() if len(names) == 1} for article, words in found.items()}

    def _evidence(self, kind: str, where: str) -> dict[str, Evidence]:
        """By fact; where a passage lies is written in its IRI, as RFC 5147 has it."""
        found = defaultdict[str, set[Passage]](set)
        for row in self._rows(_EVIDENCE % kind, where):
            found[row["x"]].add(self.passage(row["passage"], row["quote"]))
        return defaultdict(tuple, {iri: tuple(sorted(passages)) for iri, passages in found.items()})

    def passage(self, iri: str, quote: str) -> Passage:
        """A passage from its IRI."""
        document, _, place = iri.rpartition("#char=")
        begin, end = map(int, place.split(","))
        return Passage(self._documents.get(document, document), begin, end, quote)

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {row["x"]: row["name"] for row in self._rows(_DOCUMENTS)}

    def _each(self, query: str, where: str) -> dict[str, Row]:
        """One row for each thing, the same one whatever order they come in."""
        found: dict[str, Row] = {}
        for row in sorted(self._rows(query, where), key=lambda row: [str(value) for value in row.values()]):
            found.setdefault(row["x"], row)
        return found

    def _texts(self, query: str, where: str) -> dict[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for row in self._rows(query, where):
            found[row["x"]].append(row["name"])
        return found

    def _rows(self, query: str, where: str = "") -> list[Row]:
        return self.ask(_PREFIXES + query.replace("WHERE", where))


def by_day(event: Event) -> tuple[date, str, str]:
    """What events are sorted by: their day (of which only the bounds may be known), then their name."""
    return (event.held_on or event.earliest or date.max, event.name, event.iri)


def _by_page(one: Statement) -> tuple[date, str, int]:
    day = (one.event.held_on or one.event.earliest) if one.event else None
    return (day or date.max, one.article, one.evidence[0].begin if one.evidence else 0)
