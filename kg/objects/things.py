"""What a store holds, as typed values: each fact with the passages that are its evidence.

Frozen, so that they can be kept, compared and put into sets; ``iri`` is what tells two of them apart, never the name. A date that is not
known whole is None. ``row`` gives the same as one flat record, for tables and frames.
"""

from dataclasses import dataclass
from datetime import date

from kg.model import EventKind, Mode

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a document, in code points of its text as it lies on disk, half-open."""

    document: str
    begin: int
    end: int
    quote: str

    def row(self) -> Row:
        """As a flat record."""
        return {"document": self.document, "begin": self.begin, "end": self.end, "quote": self.quote}


Evidence = tuple[Passage, ...]


def longest_of(evidence: Evidence) -> Row:
    """The columns of the longest passage of a fact: that of an event, not the one of its date alone."""
    if not evidence:
        return {"document": None, "begin": None, "end": None, "quote": None}
    return max(evidence, key=lambda one: one.end - one.begin).row()


@dataclass(frozen=True, slots=True)
class Person:
    """A person; two of the same name have different IRIs."""

    iri: str
    name: str

    def row(self) -> Row:
        """As a flat record."""
        return {"person": self.name, "iri": self.iri}


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or another event, as one article reports it."""

    iri: str
    name: str
    kind: EventKind
    held_on: date | None = None
    last_day: date | None = None
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    place: str = ""
    series: str = ""
    series_number: int | None = None
    session: str = ""
    article: str = ""  # IRI
    evidence: Evidence = ()

    def row(self) -> Row:
        """As a flat record."""
        known: Row = {"event": self.name, "kind": self.kind.value, "held_on": self.held_on, "edtf": self.edtf, "place": self.place}
        return known | {"series": self.series, "number": self.series_number, "iri": self.iri} | longest_of(self.evidence)


@dataclass(frozen=True, slots=True)
class Attendance:
    """That a person took part in an event."""

    iri: str
    person: Person
    event: Event
    mode: Mode
    position: int  # 1-based place in the printed roll-call
    title: str = ""  # as printed beside the name
    venue: str = ""
    article: str = ""  # IRI
    rule: str = ""
    evidence: Evidence = ()

    def row(self) -> Row:
        """As a flat record."""
        at: Row = {"person": self.person.name, "event": self.event.name, "held_on": self.event.held_on, "mode": self.mode.value}
        known: Row = {"position": self.position, "title": self.title, "person_iri": self.person.iri, "event_iri": self.event.iri}
        return at | known | longest_of(self.evidence)


@dataclass(frozen=True, slots=True)
class Tenure:
    """That one article gives a person an office.

    ``reported`` is the day of the report, by which the office is attested; nothing tells when it was taken up or left.
    """

    iri: str
    holder: Person
    title: str  # written out: 市人大常委会党组书记
    organization: str = ""  # as printed: 市人大常委会
    body: str = ""  # what that means: 郑州市人大常委会; "" where it is not clear
    place: str = ""  # whose office it is: 郑州市; "" where it is not clear
    reported: date | None = None
    dated_by: str = ""  # "article" by its date of publication, "event" by the day of an event that the holder took part in
    article: str = ""  # IRI
    rule: str = ""
    evidence: Evidence = ()

    def row(self) -> Row:
        """As a flat record."""
        known: Row = {"person": self.holder.name, "title": self.title, "place": self.place, "body": self.body, "reported": self.reported}
        return known | {"person_iri": self.holder.iri, "iri": self.iri} | longest_of(self.evidence)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person, or a meeting, is reported to have said."""

    iri: str
    issuer: Person | Event | None
    event: Event | None
    verb: str
    text: str
    directive: bool = False
    addressees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    relays: str = ""  # the higher body whose directive it passes on
    article: str = ""  # IRI
    rule: str = ""
    evidence: Evidence = ()

    def row(self) -> Row:
        """As a flat record."""
        said: Row = {"issuer": self.issuer.name if self.issuer else None, "event": self.event.name if self.event else None}
        said |= {"held_on": self.event.held_on if self.event else None, "verb": self.verb, "text": self.text, "directive": self.directive}
        return said | {"addressees": "、".join(self.addressees), "relays": self.relays, "iri": self.iri} | longest_of(self.evidence)


def columns(kind: type[object]) -> tuple[str, ...]:
    """The columns of the records of one of these classes."""
    nobody, nothing = Person("", ""), Event("", "", EventKind.MEETING)
    samples = (
        *(nobody, nothing, Passage("", 0, 0, "")),
        *(Attendance("", nobody, nothing, Mode.ATTENDED, 1), Tenure("", nobody, ""), Statement("", None, None, "", "")),
    )
    return next(tuple(sample.row()) for sample in samples if type(sample) is kind)
