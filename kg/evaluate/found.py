"""What a graph says, in the terms of the right answers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad

_KG = "https://kg.example/ontology#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MODES = (("Attended", "attended"), ("SatIn", "sat-in"), ("Presided", "presided"))  # the weakest first
_DAY = re.compile(r"[0-9X]{4}-([0-9]{2}-[0-9]{2})")


@dataclass(slots=True)
class Event:
    """An event of one article; a graph may give it several names and dates."""

    names: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)  # MM-DD
    people: dict[str, str] = field(default_factory=dict)  # to their mode


@dataclass(slots=True)
class Article:
    """An article and the facts that are stated in it."""

    file: str
    begin: int
    end: int
    events: dict[str, Event] = field(default_factory=dict)  # by IRI
    posts: set[tuple[str, str]] = field(default_factory=set)  # person, title
    statements: set[tuple[str, int, int]] = field(default_factory=set)  # issuer, begin, end


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote and where it is said to stand."""

    file: str
    begin: int
    end: int
    quote: str


def month_day(date: str | None) -> str | None:
    """MM-DD of 2022-04-25 or XXXX-04-25; None where the day is not given."""
    match = _DAY.match(date or "")
    return match[1] if match else None


def plain(text: str) -> str:
    """Only letters and digits, for comparing names."""
    return "".join(filter(str.isalnum, text))


class _Graph:
    """Triples by subject and predicate; values are plain strings."""

    def __init__(self, quads: "Iterable[Quad]") -> None:
        self._values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._of_class: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]
            self._values[subject][predicate].add(value)
            if predicate == _TYPE:
                self._of_class[value].add(subject)

    def instances(self, name: str) -> list[str]:
        return sorted(self._of_class[_KG + name])

    def is_a(self, iri: str, name: str) -> bool:
        return iri in self._of_class[_KG + name]

    def all(self, iri: str, predicate: str) -> list[str]:
        full = predicate if ":" in predicate else _KG + predicate
        return sorted(self._values[iri][full]) if iri in self._values and full in self._values[iri] else []

    def one(self, iri: str, predicate: str) -> str:
        values = self.all(iri, predicate)
        return values[0] if values else ""


def read_graph(quads: "Iterable[Quad]") -> tuple[dict[str, Article], list[Passage]]:
    """Return the articles by IRI with their facts, and all passages."""
    graph = _Graph(quads)
    articles = {iri: _article(graph, iri) for iri in graph.instances("Article")}
    _read_events(graph, articles)
    _read_attendances(graph, articles)
    _read_posts(graph, articles)
    _read_statements(graph, articles)
    return articles, [_passage(graph, iri) for iri in graph.instances("Passage")]


def _article(graph: _Graph, iri: str) -> Article:
    return Article(_file(graph, iri), int(graph.one(iri, "begin")), int(graph.one(iri, "end")))


def _file(graph: _Graph, iri: str) -> str:
    return graph.one(graph.one(iri, "document"), "fileName")


def _passage(graph: _Graph, iri: str) -> Passage:
    return Passage(_file(graph, iri), int(graph.one(iri, "begin")), int(graph.one(iri, "end")), graph.one(iri, "quote"))


def _stated(graph: _Graph, name: str, articles: dict[str, Article]) -> Iterator[tuple[str, Article]]:
    for iri in graph.instances(name):
        for article in graph.all(iri, "statedIn"):
            if article in articles:
                yield iri, articles[article]


def _read_events(graph: _Graph, articles: dict[str, Article]) -> None:
    for iri in graph.instances("Event"):
        for article in set(graph.all(iri, "reportedIn")) & set(articles):
            event = articles[article].events.setdefault(iri, Event())
            dates = graph.all(iri, "heldOn")
            event.names.update(graph.all(iri, _LABEL), graph.all(iri, _ALT_LABEL))
            event.dates.update(dates)
            event.days.update(day for date in (*dates, *graph.all(iri, "edtf")) if (day := month_day(date)))


def _read_attendances(graph: _Graph, articles: dict[str, Article]) -> None:
    for mode, value in _MODES:  # the strongest is written last
        for iri, article in _stated(graph, "Attendance", articles):
            if graph.one(iri, "mode") == _KG + mode:
                people = article.events.setdefault(graph.one(iri, "event"), Event()).people
                people.update(dict.fromkeys(_labels(graph, iri, "attendee"), value))


def _labels(graph: _Graph, iri: str, predicate: str) -> list[str]:
    return [label for entity in graph.all(iri, predicate) for label in graph.all(entity, _LABEL)]


def _read_posts(graph: _Graph, articles: dict[str, Article]) -> None:
    for iri, article in _stated(graph, "Tenure", articles):
        titles = map(plain, graph.all(iri, "title"))
        article.posts.update((person, title) for title in titles for person in _labels(graph, iri, "holder"))


def _read_statements(graph: _Graph, articles: dict[str, Article]) -> None:
    for iri, article in _stated(graph, "Statement", articles):
        for passage in graph.all(iri, "evidence"):
            begin, end = int(graph.one(passage, "begin")), int(graph.one(passage, "end"))
            article.statements.update((issuer, begin, end) for who in graph.all(iri, "issuedBy") for issuer in _issuers(graph, who))


def _issuers(graph: _Graph, who: str) -> list[str]:
    names = graph.all(who, _LABEL) if graph.is_a(who, "Person") else []
    return names or ["会议" if graph.is_a(who, "Event") else "?"]
