"""Facts as flat records: a JSON line each, comparable between two versions of the rules, with the sentence to judge them by."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from kg.model import ArticleFacts, EventFact, Page, PageFacts, RepairedText, Sentence, Span

KINDS = ("event", "attendance", "office", "statement", "concept", "mention")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a document as one line tells it."""

    document: str
    kind: str  # one of KINDS
    begin: int  # of its first evidence, in code points of the page
    end: int
    who: str  # the person, the issuer ("" for the meeting), the name of the event, the label
    details: dict[str, str]  # the rest that makes the fact; "" where the page does not tell
    rule: str
    context: str  # the sentences around the evidence, on one line


def to_line(fact: Fact) -> str:
    """A fact as a line of JSON, without its newline."""
    return json.dumps(asdict(fact), ensure_ascii=False)


def read_facts(lines: Iterable[str]) -> Iterator[Fact]:
    """The facts of a file of such lines. Raises ValueError that names the line which is none."""
    for number, line in enumerate(lines, 1):
        try:
            yield Fact(**json.loads(line))
        except (TypeError, ValueError) as error:
            msg = f"line {number}: expected a fact as `kg facts` writes it, got {line.strip()[:60]!r}"
            raise ValueError(msg) from error


def facts_of(page: Page) -> list[Fact]:
    """Read a page: all its facts, sorted by place; the same page and rules give the same list."""
    from kg.extract import read_page
    from kg.resolve import resolve_page

    return flat(resolve_page(read_page(page)))


def flat(facts: PageFacts) -> list[Fact]:
    """The facts of a page as flat records, sorted by place."""
    page = facts.page
    found = [
        Fact(page.name, kind, evidence.begin, evidence.end, who, details, rule, _context(page.text, article, evidence))
        for article in facts.articles
        for kind, who, details, evidence, rule in _flat(article)
    ]
    return sorted(found, key=lambda f: (f.begin, f.end, KINDS.index(f.kind), f.who, *f.details.values(), f.rule))


def _flat(article: ArticleFacts) -> Iterator[tuple[str, str, dict[str, str], Span, str]]:
    names = {event.key: event.name for event in article.events} | {"": ""}
    for event in article.events:
        yield "event", event.name, {"kind": event.kind, "day": _day(event), "place": event.place}, event.evidence[0], event.rule
    for part in article.attendances:
        details = {"mode": part.mode, "event": names[part.event], "title": part.title_as_printed, "venue": part.venue}
        yield "attendance", part.person, details, part.evidence[0], part.rule
    for tenure in article.tenures:
        yield "office", tenure.person, {"title": tenure.title, "organization": tenure.organization}, tenure.evidence[0], tenure.rule
    for said in article.statements:
        yield "statement", said.issuer, {"verb": said.verb, "event": names[said.event], "text": said.text}, said.evidence, said.rule
    for concept in article.concepts:
        yield "concept", concept.label, {}, concept.evidence[0], concept.rule
    for mention in article.mentions:
        yield "mention", mention.label, {"kind": mention.kind}, mention.evidence[0], mention.rule


def _day(event: EventFact) -> str:
    if event.date and event.date.edtf:
        return event.date.edtf
    return event.printed_date.text if event.printed_date else ""


def _context(raw: str, article: ArticleFacts, evidence: Span) -> str:
    """The sentences that the evidence touches; the evidence itself where it lies in none, as in a headline."""
    body = article.article.body
    touched = [s for s in article.article.sentences if _touches(body, s, evidence)]
    text = body.text[touched[0].begin : touched[-1].end] if touched else raw[evidence.begin : evidence.end]
    return " ".join(text.split())


def _touches(body: RepairedText, sentence: Sentence, evidence: Span) -> bool:
    place = body.span(sentence.begin, sentence.end)
    return place.begin < evidence.end and evidence.begin < place.end
