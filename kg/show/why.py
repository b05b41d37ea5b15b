"""Why an event has its date: the chain of reasons, back through the documents that it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from kg.resolve.conclusions import Conclusions
from kg.resolve.dating import EventFinding
from kg.resolve.years import Dating
from kg.store import Store

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, QuerySolutions

_EVENTS = """PREFIX kg: <https://kg.example/ontology#>
SELECT ?event ?label ?file ?held ?edtf ?printed (GROUP_CONCAT(DISTINCT ?reason; SEPARATOR="\\n") AS ?reasons) WHERE {
  ?event a kg:Event ; rdfs:label ?label ; kg:reportedIn/kg:document/kg:fileName ?file .
  OPTIONAL { ?event kg:heldOn ?held }
  OPTIONAL { ?event kg:edtf ?edtf }
  OPTIONAL { ?event kg:dateAsPrinted ?printed }
  OPTIONAL { ?event kg:dateBasis ?reason }
  FILTER(STR(?event) = %(words)s || CONTAINS(STR(?label), %(words)s))
}
GROUP BY ?event ?label ?file ?held ?edtf ?printed
ORDER BY ?held ?edtf ?event"""


@dataclass(frozen=True, slots=True)
class Step:
    """A reason, and the reasons of the document that it takes for granted."""

    reason: str
    document: str = ""
    steps: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """An event, its date as far as it is known, and the reasons in order."""

    event: str  # IRI
    label: str
    document: str
    edtf: str  # its date; "" where nothing is known
    printed: str
    steps: tuple[Step, ...] = ()
    earliest: str = ""  # bounds, where the day is not known: both or none
    latest: str = ""
    contradictions: tuple[str, ...] = field(default=())  # what did not fit, so that no year was chosen


def why(store: Store, conclusions: Conclusions, words: str) -> list[Why]:
    """The events with that IRI, or with those words in their name, by date."""
    from kg.graph.inferences import event_iri
    from kg.graph.iris import Iris

    iris = Iris(store.base)
    found = {event_iri(iris, finding): finding for finding in conclusions.findings if isinstance(finding, EventFinding)}
    rows = cast("QuerySolutions", store.query(_EVENTS % {"words": _literal(words)}))
    events = []
    for row in rows:
        iri = cast("NamedNode", row["event"]).value
        label, file, held, edtf, printed, reasons = (_text(row[name]) for name in ("label", "file", "held", "edtf", "printed", "reasons"))
        known = found.get(iri)
        events.append(
            Why(
                iri,
                label,
                file,
                held or edtf,
                printed,
                tuple(_chain(conclusions, known)) if known else tuple(map(Step, filter(None, reasons.split("\n")))),
                *_bounds(known),
                tuple(reason for flaw in conclusions.solution.contradictions if flaw.document == file for reason in flaw.reasons),
            )
        )
    return events


def as_text(events: list[Why]) -> str:
    """For each event a line with its date, and its reasons below it, those of other documents further in."""
    return "\n".join(line for event in events for line in _lines(event))


def _bounds(found: EventFinding | None) -> tuple[str, str]:
    if found is None or found.date.day or not found.date.earliest or not found.date.latest:
        return "", ""
    return found.date.earliest.isoformat(), found.date.latest.isoformat()


def _literal(words: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(words))


def _text(term: object) -> str:
    return cast("Literal", term).value if term is not None else ""


def _chain(conclusions: Conclusions, finding: EventFinding) -> Iterator[Step]:
    """The steps of a finding in order; those that rest on another document have its steps below."""
    claims = {claim.reason: claim.rests_on for dating in _datings(conclusions, finding.document) for claim in dating.claims}
    for reason in finding.date.basis:
        document = claims.get(reason, "")
        yield Step(reason, document, tuple(_document(conclusions, document, {finding.document})))


def _document(conclusions: Conclusions, name: str, seen: set[str]) -> Iterator[Step]:
    for dating in _datings(conclusions, name) if name not in seen else ():
        for claim in dating.claims:
            yield Step(claim.reason, claim.rests_on, tuple(_document(conclusions, claim.rests_on, seen | {name})))


def _datings(conclusions: Conclusions, name: str) -> tuple[Dating, ...]:
    return conclusions.solution.datings.get(name, ())


def _lines(event: Why) -> Iterator[str]:
    span = f" ({event.earliest} to {event.latest})" if event.earliest else ""
    yield f"{event.edtf or 'no date'}{span}  {event.label}  [{event.document}]"
    yield from _steps(event.steps, 1)
    if event.contradictions:
        yield "  these cannot all be right, so no year was chosen:"
        yield from (f"    - {reason}" for reason in event.contradictions)


def _steps(steps: tuple[Step, ...], depth: int) -> Iterator[str]:
    for step in steps:
        yield f"{'  ' * depth}- {step.reason}"
        yield from _steps(step.steps, depth + 1)
