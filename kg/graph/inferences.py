"""What follows from several documents, as quads of the graph of inferences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.iris import DEFAULT_BASE, Iris
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import Property
from kg.resolve.dating import EventFinding, Finding, IssueFinding
from kg.resolve.identity import Person

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Event:
    """An event of which several articles tell: its IRI, those it would have in each of them, why they are one, and how many witnesses."""

    iri: str
    told_as: tuple[str, ...]
    basis: tuple[str, ...]
    independent: int


def quads(
    findings: Iterable[Finding], base: str = DEFAULT_BASE, people: Iterable[Person] = (), events: Iterable[Event] = ()
) -> Iterator["ox.Quad"]:
    """The dates that were worked out, and who is who, sorted, each quad once; they stand beside what the graphs of the documents say.

    A document's graph has ``kg:edtf`` already where month and day are printed (``XXXX-04-25``); here it is written only for 昨日 and such.
    """
    iris, sheet = Iris(base), Sheet()
    events = tuple(events)
    now = {old: event.iri for event in events for old in event.told_as}
    issues = dict[str, list[IssueFinding]]()
    for finding in findings:
        if isinstance(finding, EventFinding):
            _event(sheet, now.get(event_iri(iris, finding), event_iri(iris, finding)), finding)
        else:
            _article(sheet, iris, finding)
            issues.setdefault(finding.document, []).append(finding)
    for name, found in issues.items():
        _document(sheet, iris, name, found)
    for person in people:
        _person(sheet, iris, person)
    for event in events:
        sheet.number(event.iri, Property.INDEPENDENT_SOURCES, event.independent)
        for reason in event.basis:
            sheet.string(event.iri, Property.IDENTITY_BASIS, reason)
    return sheet.quads(iris.inferences())


def event_iri(iris: Iris, finding: EventFinding) -> str:
    """The event that a finding is about."""
    return iris.event(finding.document, finding.article + 1, finding.key, finding.name)


def _person(sheet: Sheet, iris: Iris, person: Person) -> None:
    """What tells a person from namesakes, and the reasons."""
    iri = iris.person(person.name, person.scope)
    sheet.chinese(iri, Property.DISTINGUISHED_BY, person.note)
    for reason in person.basis:
        sheet.string(iri, Property.IDENTITY_BASIS, reason)


def _event(sheet: Sheet, iri: str, finding: EventFinding) -> None:
    found = finding.date
    sheet.day(iri, Property.HELD_ON, found.day)
    sheet.day(iri, Property.LAST_DAY, found.last_day)
    sheet.day(iri, Property.EARLIEST, found.earliest)
    sheet.day(iri, Property.LATEST, found.latest)
    if not found.printed.day:
        sheet.string(iri, Property.EDTF, found.edtf)
    for step in found.basis:
        sheet.string(iri, Property.DATE_BASIS, step)


def _article(sheet: Sheet, iris: Iris, finding: IssueFinding) -> None:
    iri = iris.article(finding.document, finding.article + 1)
    sheet.day(iri, Property.PUBLISHED, finding.published)
    sheet.string(iri, Property.PUBLISHED_BASIS, finding.basis)


def _document(sheet: Sheet, iris: Iris, name: str, found: list[IssueFinding]) -> None:
    """The day of a document, where all that was found of its articles is the same."""
    if len({(one.published, one.basis) for one in found}) == 1:
        sheet.day(iris.document(name), Property.PUBLISHED, found[0].published)
        sheet.string(iris.document(name), Property.PUBLISHED_BASIS, found[0].basis)
