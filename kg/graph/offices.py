"""Who held which office, as triples."""

from collections.abc import Iterator
from datetime import date

from kg.graph.scope import Scope
from kg.graph.vocabulary import Class, Property
from kg.model import EntityKind, TenureFact


def tenure(scope: Scope, fact: TenureFact) -> None:
    """That a person is reported in an office: the plain triple, and the tenure that explains it."""
    sheet, holder = scope.sheet, scope.person(fact.person)
    post = scope.labelled(scope.iris.post(fact.title), Class.POST, fact.title)
    sheet.link(holder, Property.HOLDS_POST, post)
    iri = scope.iris.tenure(scope.name, scope.number, fact.person, fact.title)
    sheet.typed(iri, Class.TENURE)
    sheet.link(iri, Property.HOLDER, holder)
    sheet.link(iri, Property.OF_POST, post)
    sheet.chinese(iri, Property.TITLE, fact.title)
    sheet.chinese(iri, Property.TITLE_AS_PRINTED, fact.printed)
    if fact.organization:
        sheet.link(iri, Property.IN_ORGANIZATION, scope.entity(EntityKind.ORGANIZATION, fact.organization))
        _meant(scope, iri, fact.organization)
    scope.explain(iri, fact.evidence, fact.rule)
    if days := sorted(_attested(scope, fact.person)):
        sheet.day(iri, Property.ATTESTED_FROM, days[0])
        sheet.day(iri, Property.ATTESTED_UNTIL, days[-1])


def _meant(scope: Scope, tenure: str, organization: str) -> None:
    """市委 of which city, where the article's mentions of it have been resolved."""
    for mention in scope.facts.mentions:
        if mention.kind is EntityKind.ORGANIZATION and mention.label == organization and mention.resolved:
            scope.sheet.link(tenure, Property.STANDS_FOR, scope.entity(EntityKind.ORGANIZATION, mention.resolved))
            scope.sheet.string(tenure, Property.RESOLUTION_BASIS, mention.basis)


def _attested(scope: Scope, person: str) -> Iterator[date]:
    """The day of the report; where it is not known, the days of the events at which the article saw the person."""
    published = scope.facts.published or scope.page.published
    if published:
        yield published
        return
    seen = {fact.event for fact in scope.facts.attendances if fact.person == person}
    for event in scope.facts.events:
        if event.key in seen and event.date and event.date.day:
            yield event.date.day
