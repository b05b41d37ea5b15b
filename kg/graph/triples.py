"""From the facts of a page to its quads, or lines: both layers of the graph, always together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.graph import happenings, offices, plain, speech
from kg.graph.iris import DEFAULT_BASE, Iris
from kg.graph.scope import Scope
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import Class, Foreign, Property
from kg.model import ArticleFacts, EntityKind, MentionFact, Page, PageFacts

if TYPE_CHECKING:
    import pyoxigraph as ox


def quads(facts: PageFacts, base: str = DEFAULT_BASE) -> Iterator["ox.Quad"]:
    """All that a page says, in a named graph of its own: each quad once, sorted, the same whatever else is in a store.

    Takes the facts and the base IRI. ValueError, which says what and where, for facts that cannot be explained: without evidence or rule,
    with evidence outside of the page, with an empty name, or of an event that is not there.
    """
    return _sheet(facts, Iris(base)).quads(Iris(base).graph(facts.page.name))


def lines(facts: PageFacts, base: str = DEFAULT_BASE) -> tuple[str, list[str]]:
    """The same as the IRI of the named graph and the sorted lines of N-Triples in it: what a big build hands to the store."""
    return Iris(base).graph(facts.page.name), _sheet(facts, Iris(base)).lines()


def _sheet(facts: PageFacts, iris: Iris) -> Sheet:
    sheet = Sheet()
    document(sheet, iris, facts.page)
    for number, article_facts in enumerate(facts.articles, 1):
        article(Scope(sheet, iris, facts.page, article_facts, number))
    return sheet


def document(sheet: Sheet, iris: Iris, page: Page) -> None:
    """The source file, and what is known of it beside its text."""
    iri = iris.document(page.name)
    sheet.typed(iri, Class.DOCUMENT)
    sheet.chinese(iri, Foreign.LABEL, plain.label(page.title) or page.name)
    sheet.string(iri, Property.FILE_NAME, page.name)
    sheet.string(iri, Property.SHA256, page.sha256)
    sheet.string(iri, Property.ENCODING, page.encoding)
    sheet.address(iri, Property.URL, page.url)
    sheet.chinese(iri, Property.OUTLET, page.outlet)
    sheet.day(iri, Property.PUBLISHED, page.published)
    if page.published:
        sheet.string(iri, Property.PUBLISHED_BASIS, page.published_basis)


def article(scope: Scope) -> None:
    """An article and every fact in it."""
    _itself(scope)
    facts = scope.facts
    for event in facts.events:
        happenings.event(scope, event)
    for attendance in facts.attendances:
        happenings.attendance(scope, attendance)
    for tenure in facts.tenures:
        offices.tenure(scope, tenure)
    for statement in facts.statements:
        speech.statement(scope, statement)
    _mentions(scope)


def _itself(scope: Scope) -> None:
    sheet, iri, facts = scope.sheet, scope.article, scope.facts
    headline = plain.label(" ".join(facts.article.headline))
    sheet.typed(iri, Class.ARTICLE)
    sheet.chinese(iri, Foreign.LABEL, headline or f"{scope.name} {scope.number}")
    sheet.link(iri, Property.IN_DOCUMENT, scope.iris.document(scope.name))
    sheet.number(iri, Property.BEGIN, facts.article.span.begin)
    sheet.number(iri, Property.END, facts.article.span.end)
    sheet.chinese(iri, Property.HEADLINE, headline)
    for byline in facts.article.bylines:
        sheet.chinese(iri, Property.BYLINE, plain.label(byline.name))
        sheet.link(iri, Property.EVIDENCE, scope.passage(byline.span))
    _published(scope)


def _published(scope: Scope) -> None:
    day = scope.facts.published or scope.page.published
    scope.sheet.day(scope.article, Property.PUBLISHED, day)
    if day:
        basis = scope.facts.published_basis if scope.facts.published else scope.page.published_basis
        scope.sheet.string(scope.article, Property.PUBLISHED_BASIS, basis)


def _mentions(scope: Scope) -> None:
    """What the article mentions: the entities it names, and whoever and whatever its facts are about."""
    for fact in scope.mentioned():
        _mention(scope, fact)
    for kind, label in _implied(scope.facts):
        scope.sheet.link(scope.article, Property.MENTIONS, scope.entity(kind, label))


def _mention(scope: Scope, fact: MentionFact) -> None:
    """An entity and the passages that name it. 我市 names none by itself: its passages only stand for one."""
    sheet = scope.sheet
    named = "" if fact.kind is EntityKind.PLACE and fact.resolved else scope.entity(fact.kind, fact.label)
    meant = scope.entity(fact.kind, fact.resolved) if fact.resolved else ""
    if named:
        sheet.link(scope.article, Property.MENTIONS, named)
    if fact.kind is EntityKind.PLACE:
        sheet.string(meant or named, Property.ADMIN_CODE, fact.code)
    for passage in scope.passages(named or meant, fact.evidence, fact.rule):
        if named:
            sheet.link(passage, Property.MENTIONS, named)
        if meant:
            sheet.link(passage, Property.STANDS_FOR, meant)
        sheet.string(passage, Property.RESOLUTION_BASIS, fact.basis)
        sheet.link(passage, Property.STATED_IN, scope.article)
        sheet.string(passage, Property.RULE, fact.rule)


def _implied(facts: ArticleFacts) -> Iterator[tuple[EntityKind, str]]:
    """The entities that the facts of an article are about; their fact nodes explain that it mentions them."""
    for attendance in facts.attendances:
        yield EntityKind.PERSON, attendance.person
    for tenure in facts.tenures:
        yield EntityKind.PERSON, tenure.person
    for statement in facts.statements:
        if statement.issuer:
            yield EntityKind.PERSON, statement.issuer
    for event in facts.events:
        yield from ((EntityKind.ORGANIZATION, convener) for convener in event.conveners)
        if event.place:
            yield EntityKind.PLACE, event.place
