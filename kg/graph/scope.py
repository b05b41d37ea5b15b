"""What every writer of facts needs: the article it is in, the sheet, and the evidence and entities in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from kg.graph import plain
from kg.graph.iris import Iris
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import Class, Foreign, Property
from kg.model import ArticleFacts, EntityKind, EventFact, MentionFact, Page, Span

CLASS_OF = MappingProxyType(
    {
        EntityKind.PERSON: Class.PERSON,
        EntityKind.ORGANIZATION: Class.ORGANIZATION,
        EntityKind.PLACE: Class.PLACE,
        EntityKind.CONCEPT: Class.CONCEPT,
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """An article that is being written down: ``number`` is its 1-based place in the page."""

    sheet: Sheet
    iris: Iris
    page: Page
    facts: ArticleFacts
    number: int

    @property
    def name(self) -> str:
        """The name of the document."""
        return self.page.name

    @property
    def article(self) -> str:
        """The IRI of the article."""
        return self.iris.article(self.page.name, self.number)

    def event(self, key: str, what: str) -> EventFact:
        """The event of this article with this key; ValueError, which tells ``what`` asked for it, where there is none."""
        for event in self.facts.events:
            if event.key == key:
                return event
        known = ", ".join(event.key for event in self.facts.events) or "none"
        msg = f"{self.name}, article {self.number}: {what} belongs to event {key!r}; expected the key of an event of the article ({known})"
        raise ValueError(msg)

    def event_iri(self, event: EventFact) -> str:
        """The IRI of an event of this article."""
        return self.iris.event(self.name, self.number, event.key, event.name)

    def passage(self, span: Span) -> str:
        """The IRI of a stretch of the page, written down with its quote; ValueError for one that is empty or outside of the page."""
        if not 0 <= span.begin < span.end <= len(self.page.text):
            msg = f"{self.name}: evidence {span.begin},{span.end} lies outside of the page of {len(self.page.text)} characters or is empty"
            raise ValueError(msg)
        iri = self.iris.passage(self.name, span.begin, span.end)
        self.sheet.typed(iri, Class.PASSAGE)
        self.sheet.link(iri, Property.IN_DOCUMENT, self.iris.document(self.name))
        self.sheet.number(iri, Property.BEGIN, span.begin)
        self.sheet.number(iri, Property.END, span.end)
        self.sheet.quote(iri, Property.QUOTE, self.page.text[span.begin : span.end])
        return iri

    def passages(self, fact: str, evidence: Iterable[Span], rule: str) -> list[str]:
        """The passages that are the evidence of a fact; ValueError where there is none, or no rule that read it."""
        passages = [self.passage(span) for span in evidence]
        if not passages or not rule:
            got = f"{len(passages)} passages and rule {rule!r}"
            msg = f"{self.name}: {fact}: expected evidence and the name of the rule that read it, got {got}"
            raise ValueError(msg)
        return passages

    def explain(self, fact: str, evidence: Iterable[Span], rule: str) -> None:
        """Writes where a fact is stated, by which evidence (at least one), and which rule read it."""
        for passage in self.passages(fact, evidence, rule):
            self.sheet.link(fact, Property.EVIDENCE, passage)
        self.sheet.string(fact, Property.RULE, rule)
        self.sheet.link(fact, Property.STATED_IN, self.article)

    def mentioned(self) -> tuple[MentionFact, ...]:
        """The entities that the article names, policy formulas among them."""
        formulas = (MentionFact(EntityKind.CONCEPT, each.label, each.evidence, each.rule) for each in self.facts.concepts)
        return (*self.facts.mentions, *formulas)

    def entity(self, kind: EntityKind, label: str) -> str:
        """The IRI of an entity that is known by its label, written down with it."""
        make = {
            EntityKind.PERSON: self.iris.person,
            EntityKind.ORGANIZATION: self.iris.organization,
            EntityKind.PLACE: self.iris.place,
            EntityKind.CONCEPT: self.iris.concept,
        }[kind]
        iri = self.labelled(make(label), CLASS_OF[kind], label)
        if kind is EntityKind.CONCEPT:
            self.sheet.typed(iri, Foreign.SKOS_CONCEPT)
            self.sheet.chinese(iri, Foreign.PREF_LABEL, plain.label(label))
        return iri

    def person(self, label: str) -> str:
        """The IRI of a person, written down with the label."""
        return self.entity(EntityKind.PERSON, label)

    def labelled(self, iri: str, kind: Class, label: str) -> str:
        """Writes the class and the label of an entity and gives its IRI back."""
        self.sheet.typed(iri, kind)
        self.sheet.chinese(iri, Foreign.LABEL, plain.label(label))
        return iri
