"""Statements and directives, as triples."""

from kg.graph.scope import Scope
from kg.graph.vocabulary import Class, Property
from kg.model import EntityKind, Span, StatementFact


def statement(scope: Scope, fact: StatementFact) -> None:
    """What a person or an event is reported to have said, with its single instructions in order."""
    sheet, at = scope.sheet, fact.evidence
    iri = scope.iris.statement(scope.name, scope.number, at.begin, at.end)
    sheet.typed(iri, Class.STATEMENT, *((Class.DIRECTIVE,) if fact.directive else ()))
    sheet.chinese(iri, Property.SPEECH_VERB, fact.verb)
    sheet.chinese(iri, Property.TEXT, fact.text)
    sheet.chinese(iri, Property.RELAYS, fact.relays)
    for addressee in fact.addressees:
        sheet.chinese(iri, Property.ADDRESSEE, addressee)
    for topic in fact.topics:
        sheet.link(iri, Property.TOPIC, scope.entity(EntityKind.CONCEPT, topic))
    scope.explain(iri, (at,), fact.rule)
    _source(scope, iri, fact)
    _mentions(scope, iri, at)
    _instructions(scope, iri, fact)


def _source(scope: Scope, iri: str, fact: StatementFact) -> None:
    """Its issuer, a person or else the event itself, and the event at which it was issued."""
    issuer = scope.person(fact.issuer) if fact.issuer else ""
    if fact.event:
        event = scope.event_iri(scope.event(fact.event, f"the statement at {fact.evidence.begin},{fact.evidence.end}"))
        scope.sheet.link(iri, Property.ISSUED_AT, event)
        issuer = issuer or event
    if issuer:
        scope.sheet.link(iri, Property.ISSUED_BY, issuer)


def _mentions(scope: Scope, iri: str, at: Span) -> None:
    """The entities that are named inside the statement's passage."""
    for fact in scope.mentioned():
        if any(at.begin <= span.begin and span.end <= at.end for span in fact.evidence):
            scope.sheet.link(iri, Property.MENTIONS, scope.entity(fact.kind, fact.label))


def _instructions(scope: Scope, iri: str, fact: StatementFact) -> None:
    sheet, whole = scope.sheet, fact.evidence
    for position, instruction in enumerate(fact.instructions, 1):
        part = scope.iris.instruction(scope.name, scope.number, whole.begin, whole.end, position)
        sheet.link(iri, Property.HAS_PART, part)
        sheet.typed(part, Class.INSTRUCTION)
        sheet.number(part, Property.POSITION, position)
        sheet.chinese(part, Property.TEXT, instruction.text)
        scope.explain(part, (instruction.span,), fact.rule)
