"""The frozen values that one stage hands to the next; imports nothing of ``kg``.

Offsets come in two kinds and are never mixed: a ``Span`` counts code points of the raw page (the decoded file as it lies on disk, a BOM
not counted), and plain ``begin``/``end`` integers count characters of a repaired text. ``RepairedText.span`` leads from the second to the
first. All are 0-based and half-open.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a raw page, in code points."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded source file and what is known of it beside its text."""

    name: str  # path below the folder it was read from, with "/"; unique in a store
    text: str  # decoded, BOM removed, nothing else touched
    sha256: str  # of the bytes on disk
    encoding: str = "utf-8"
    published: date | None = None
    published_basis: str = ""  # readable: "manifest.csv", "file name", "option"
    outlet: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RepairedText:
    """Text after layout repair; every character knows the raw characters it was made from."""

    text: str
    begins: array[int]
    ends: array[int]

    def span(self, begin: int, end: int) -> Span:
        """The raw stretch behind ``text[begin:end]``; an empty stretch has the place where it would stand."""
        if begin >= end:
            at = self.begins[begin] if begin < len(self.begins) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.begins[begin], self.ends[end - 1])

    def blank_before(self, index: int) -> bool:
        """Whether the raw page has blanks (dropped by the repair) right before this character."""
        return 0 < index < len(self.begins) and self.begins[index] > self.ends[index - 1]


@dataclass(frozen=True, slots=True)
class Byline:
    """A reporter named at the front or the end of an article."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's body; offsets in the body's repaired text."""

    begin: int
    end: int
    paragraph: int  # 0-based number of its paragraph in the body
    opens_part: bool = False  # first sentence behind 本报讯 or 又讯


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page: where it lies, its headline, and its body ready for reading."""

    span: Span
    headline: tuple[str, ...]  # kicker, headline, sub-headlines, in printed order
    headline_span: Span
    bylines: tuple[Byline, ...]
    body: RepairedText
    sentences: tuple[Sentence, ...]
    headlines: tuple[RepairedText, ...] = ()  # the same lines, with their raw places


class Mode(StrEnum):
    """How a person took part; the value is the local name in the ontology."""

    PRESIDED = "Presided"
    ATTENDED = "Attended"
    SAT_IN = "SatIn"


class EventKind(StrEnum):
    """What kind of event it was; the value is the class in the ontology."""

    MEETING = "Meeting"
    TALKS = "Talks"
    INSPECTION = "Inspection"
    CEREMONY = "Ceremony"
    ACTIVITY = "Activity"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as the page gives it: fields that are not printed are None."""

    text: str  # 4月25日下午, 昨日, 近日
    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: int | None = None  # 9月18日至22日
    days_before_issue: int | None = None  # 昨日 1, 今日 0, 明日 -1


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event was held, as far as it is known, and why."""

    printed: PrintedDate
    edtf: str  # "2022-04-25", "XXXX-04-25", "2022-04", "" where nothing is known
    day: date | None = None  # kg:heldOn: only where the whole date is printed or follows
    last_day: date | None = None
    earliest: date | None = None
    latest: date | None = None  # both or none
    basis: tuple[str, ...] = ()  # one readable reason per step


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event that the article tells of."""

    key: str  # unique in the article: "e1"
    name: str
    kind: EventKind
    evidence: tuple[Span, ...]
    rule: str
    other_names: tuple[str, ...] = ()
    printed_date: PrintedDate | None = None
    date: EventDate | None = None  # filled in by kg.resolve
    place: str = ""
    conveners: tuple[str, ...] = ()
    series: str = ""  # 省委新冠肺炎疫情防控工作专题会议
    series_number: int | None = None  # 16
    session: str = ""  # 十五届五次


@dataclass(frozen=True, slots=True)
class AttendanceFact:
    """A person who took part in an event of the article."""

    event: str  # key of the event
    person: str
    mode: Mode
    position: int  # 1-based place among those named for the event
    title_as_printed: str
    evidence: tuple[Span, ...]
    rule: str
    venue: str = ""  # 郑州分会场


@dataclass(frozen=True, slots=True)
class TenureFact:
    """An office that the article gives a person."""

    person: str
    title: str  # written out: 市人大常委会党组书记
    organization: str  # 市人大常委会; "" where the title names none
    printed: str  # 党组书记
    evidence: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """A single instruction of a directive."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class StatementFact:
    """What a person, or the meeting, is reported to have said."""

    issuer: str  # person; "" where the meeting itself speaks
    event: str  # key of the event at which it was said; "" where none is known
    verb: str
    text: str  # repaired
    evidence: Span  # its whole passage
    rule: str
    directive: bool = False  # it tells someone what to do
    instructions: tuple[Instruction, ...] = ()  # in order
    addressees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    relays: str = ""  # the higher body whose directive it passes on, as printed


@dataclass(frozen=True, slots=True)
class ConceptFact:
    """A policy formula in quotes, with every place where the article uses it."""

    label: str
    evidence: tuple[Span, ...]
    rule: str


class EntityKind(StrEnum):
    """What kind of thing is named; the value is the class in the ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    CONCEPT = "Concept"


@dataclass(frozen=True, slots=True)
class MentionFact:
    """An entity named by the article (article kg:mentions entity)."""

    kind: EntityKind
    label: str
    evidence: tuple[Span, ...]
    rule: str
    code: str = ""  # GB/T 2260, of the place that is named or meant
    resolved: str = ""  # label of the place or body that relative words mean: 郑州市 for 我市
    basis: str = ""  # why, in readable words


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All facts of one article."""

    article: Article
    events: tuple[EventFact, ...] = ()
    attendances: tuple[AttendanceFact, ...] = ()
    tenures: tuple[TenureFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    concepts: tuple[ConceptFact, ...] = ()
    mentions: tuple[MentionFact, ...] = ()
    published: date | None = None
    published_basis: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All facts of one page."""

    page: Page
    articles: tuple[ArticleFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read, and why; never silent."""

    name: str
    reason: str


@dataclass(slots=True)
class BuildReport:
    """What a build did; the numbers of its summary."""

    documents: int = 0
    unchanged: int = 0
    replaced: int = 0
    articles: int = 0
    people: int = 0
    events: int = 0
    attendances: int = 0
    statements: int = 0
    offices: int = 0
    triples: int = 0
    seconds: float = 0.0
    refused: list[Refusal] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)  # corrections that match nothing, a line for each
