"""What was recognised in an article, as marks on the raw page: where, what kind, what it says, which rule decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kg.model import ArticleFacts, AttendanceFact, EventFact, Span, StatementFact, TenureFact


class MarkKind(StrEnum):
    """The kinds of marks, outermost first where several lie on the same stretch."""

    ARTICLE = "article"
    HEADLINE = "headline"
    STATEMENT = "statement"
    INSTRUCTION = "instruction"
    ATTENDANCE = "attendance"
    EVENT = "event"
    TENURE = "tenure"
    DATE = "date"
    CONCEPT = "concept"
    MENTION = "mention"
    BYLINE = "byline"


_RANK = tuple(MarkKind)


@dataclass(frozen=True, slots=True)
class Mark:
    """One recognised stretch of the raw page."""

    span: Span
    kind: MarkKind
    says: str  # the fact in a few words
    rule: str = ""  # which rule made it; "" where a boundary, not a rule, decided


def marks(facts: ArticleFacts) -> tuple[Mark, ...]:
    """Every mark of an article, each once, in the order of the page, enclosing ones first, then as the facts list them."""
    return tuple(sorted(dict.fromkeys(_every(facts)), key=_order))


def stretches(found: Iterable[Mark]) -> tuple[tuple[Span, tuple[Mark, ...]], ...]:
    """The same marks, gathered by the stretch they lie on."""
    ordered = sorted(found, key=_order)
    return tuple((span, tuple(group)) for span, group in groupby(ordered, key=lambda mark: mark.span))


def _order(mark: Mark) -> tuple[int, int, int]:
    return (mark.span.begin, -mark.span.end, _RANK.index(mark.kind))


def _every(facts: ArticleFacts) -> Iterator[Mark]:
    yield from _layout(facts)
    for event in facts.events:
        yield from _event(event)
    names = {event.key: event.name for event in facts.events}
    for attendance in facts.attendances:
        yield from _attendance(attendance, names)
    for tenure in facts.tenures:
        yield from _tenure(tenure)
    for statement in facts.statements:
        yield from _statement(statement, names)
    for concept in facts.concepts:
        yield from _all(concept.evidence, MarkKind.CONCEPT, concept.label, concept.rule)
    for mention in facts.mentions:
        yield from _all(mention.evidence, MarkKind.MENTION, f"{mention.kind}: {mention.label}", mention.rule)


def _all(spans: Iterable[Span], kind: MarkKind, says: str, rule: str) -> Iterator[Mark]:
    return (Mark(span, kind, says, rule) for span in spans)


def _said(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _layout(facts: ArticleFacts) -> Iterator[Mark]:
    article = facts.article
    published = f"{facts.published} ({facts.published_basis})" if facts.published else ""
    yield Mark(article.span, MarkKind.ARTICLE, _said(" / ".join(article.headline), published))
    if article.headline_span.begin < article.headline_span.end:
        yield Mark(article.headline_span, MarkKind.HEADLINE, " / ".join(article.headline))
    for byline in article.bylines:
        yield Mark(byline.span, MarkKind.BYLINE, byline.name)


def _event(event: EventFact) -> Iterator[Mark]:
    series = f"{event.series} № {event.series_number}" if event.series_number is not None else event.series
    held = event.date.edtf if event.date else ""
    says = _said(event.key, event.name, event.kind, held, event.place, "、".join(event.conveners), series, event.session)
    yield from _all(event.evidence, MarkKind.EVENT, says, event.rule)
    printed = event.printed_date or (event.date.printed if event.date else None)
    if printed:
        basis = "; ".join(event.date.basis) if event.date else ""
        yield Mark(printed.span, MarkKind.DATE, _said(event.key, printed.text, held, basis), event.rule)


def _attendance(fact: AttendanceFact, names: dict[str, str]) -> Iterator[Mark]:
    at = f"{fact.event} {names.get(fact.event, '?')}"
    says = _said(f"{fact.position}. {fact.person}", fact.mode, at, fact.title_as_printed, fact.venue)
    return _all(fact.evidence, MarkKind.ATTENDANCE, says, fact.rule)


def _tenure(fact: TenureFact) -> Iterator[Mark]:
    says = _said(fact.person, fact.title, fact.organization, f"printed {fact.printed}" if fact.printed != fact.title else "")
    return _all(fact.evidence, MarkKind.TENURE, says, fact.rule)


def _statement(fact: StatementFact, names: dict[str, str]) -> Iterator[Mark]:
    issuer = fact.issuer or "the meeting"
    at = f"{fact.event} {names.get(fact.event, '?')}" if fact.event else ""
    to = f"to {'、'.join(fact.addressees)}" if fact.addressees else ""
    relays = f"relays {fact.relays}" if fact.relays else ""
    topics = "、".join(fact.topics)
    says = _said("directive" if fact.directive else "statement", f"{issuer} {fact.verb}", at, to, relays, topics)
    yield Mark(fact.evidence, MarkKind.STATEMENT, says, fact.rule)
    for place, part in enumerate(fact.instructions, start=1):
        yield Mark(part.span, MarkKind.INSTRUCTION, f"{place}. {part.text}", fact.rule)
