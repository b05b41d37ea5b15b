"""The coverage ledger: sentences with a word that promises a fact, from which none was taken, each with the reason.

The reason is read off what the stages before found: where reported speech lies, which people are named, which event a sentence tells of.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.audit.triggers import Reason, Trigger, found, names_groups, tells_of_absence
from kg.discourse.happenings import Happening
from kg.discourse.held_events import held_events
from kg.discourse.reading import Reading
from kg.discourse.told_events import talks_event, visit_event
from kg.extract import read_article
from kg.mentions.people import Mention
from kg.model import Article, ArticleFacts, Page, Sentence, Span
from kg.text.reading import read_articles


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence whose trigger gave no fact."""

    document: str
    begin: int  # code points of the page
    end: int
    trigger: Trigger
    words: tuple[str, ...]
    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """What the triggers of a page gave: how many sentences have each, and those that gave nothing."""

    document: str
    sentences: dict[Trigger, int]
    gaps: tuple[Gap, ...]


def coverage_of(page: Page) -> PageCoverage:
    """Read a page and go through its triggers."""
    counts = dict.fromkeys(Trigger, 0)
    gaps: list[Gap] = []
    for article in read_articles(page):
        ledger = _Ledger(page.name, article)
        for trigger in Trigger:
            for sentence, words in ledger.triggered(trigger):
                counts[trigger] += 1
                gaps += ledger.gap(trigger, sentence, words)
    return PageCoverage(page.name, counts, tuple(gaps))


@dataclass(slots=True)
class Coverage:
    """The ledger of many pages."""

    sentences: Counter[Trigger] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, page: PageCoverage) -> None:
        """Take a page in."""
        self.sentences.update(page.sentences)
        self.gaps += page.gaps

    def reasons(self, trigger: Trigger) -> dict[Reason, int]:
        """How many gaps of a trigger have each reason, the most frequent first."""
        counts = Counter(gap.reason for gap in self.gaps if gap.trigger is trigger)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


Words = tuple[tuple[int, str], ...]  # where each word begins in the body, and the word


@dataclass(frozen=True)
class _Ledger:
    document: str
    article: Article

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.article)

    @cached_property
    def facts(self) -> ArticleFacts:
        return read_article(self.article)

    @cached_property
    def evidence(self) -> dict[Trigger, tuple[Span, ...]]:
        """Where the facts of each kind were taken from."""
        facts = self.facts
        return {
            Trigger.ATTENDANCE: tuple(span for fact in facts.attendances for span in fact.evidence),
            Trigger.OFFICE: tuple(span for fact in facts.tenures for span in fact.evidence),
            Trigger.SPEECH: tuple(fact.evidence for fact in facts.statements),
            Trigger.EVENT: tuple(span for fact in facts.events for span in fact.evidence),
        }

    def triggered(self, trigger: Trigger) -> Iterator[tuple[Sentence, Words]]:
        """The sentences that hold a trigger's words."""
        for sentence in self.article.sentences:
            words = tuple((m.start(), m[0]) for m in found(trigger, self.reading.context.text, sentence.begin, sentence.end))
            if words:
                yield sentence, words

    def gap(self, trigger: Trigger, sentence: Sentence, words: Words) -> Iterator[Gap]:
        """The gap of a sentence, if nothing of the trigger's kind was taken from it."""
        if self._is_taken(trigger, sentence):
            return
        body = self.article.body
        place = body.span(sentence.begin, sentence.end)
        text = body.text[sentence.begin : sentence.end]
        told = tuple(dict.fromkeys(word for _, word in words))
        yield Gap(self.document, place.begin, place.end, trigger, told, self._reason(trigger, sentence, words), text)

    def _is_taken(self, trigger: Trigger, sentence: Sentence) -> bool:
        place = self.article.body.span(sentence.begin, sentence.end)
        if trigger is Trigger.SPEECH:
            return any(place.begin <= span.begin < place.end for span in self.evidence[trigger]) or self._closes_quotation(sentence)
        if trigger is Trigger.EVENT and any(sentence.begin <= n.begin < sentence.end for e in self.reading.told.events for n in e.named):
            return True
        return any(span.begin < place.end and span.end > place.begin for span in self.evidence[trigger])

    def _closes_quotation(self, sentence: Sentence) -> bool:
        """“…”，李明说。 The statement begins in a sentence before the one with its verb."""
        spoken = [s for s in self.reading.speeches if sentence.begin <= s.clause < sentence.end]
        return any(self.article.body.span(s.begin, s.end) in self.evidence[Trigger.SPEECH] for s in spoken)

    def _reason(self, trigger: Trigger, sentence: Sentence, words: Words) -> Reason:
        if trigger is not Trigger.OFFICE and all(self._is_reported(at) for at, _ in words):
            return Reason.REPORTED
        decide: dict[Trigger, Callable[[Sentence], Iterable[Reason | None]]] = {
            Trigger.ATTENDANCE: self._why_no_attendance,
            Trigger.SPEECH: self._why_no_speech,
            Trigger.OFFICE: self._why_no_office,
            Trigger.EVENT: lambda s: (self._why_no_event(s),),
        }
        return next((reason for reason in decide[trigger](sentence) if reason), Reason.UNJOINED)

    def _is_reported(self, at: int) -> bool:
        return any(speech.begin <= at < speech.end for speech in self.reading.speeches)

    def _why_no_attendance(self, sentence: Sentence) -> Iterator[Reason | None]:
        yield self._why_nobody(sentence)
        if tells_of_absence(self._text(sentence)):
            yield Reason.ABSENT
        yield self._why_no_told_event(sentence)
        told = self._told(sentence)
        known = {fact.person for fact in self.facts.attendances if told and fact.event == told.key}
        yield self._if_known(sentence, known)

    def _why_no_office(self, sentence: Sentence) -> Iterator[Reason | None]:
        yield self._why_nobody(sentence, reported=True)
        yield self._if_known(sentence, {fact.person for fact in self.facts.tenures}, reported=True)

    def _if_known(self, sentence: Sentence, known: set[str], *, reported: bool = False) -> Reason | None:
        return Reason.KNOWN if all(person.name in known for person in self._people(sentence, reported=reported)) else None

    def _why_no_told_event(self, sentence: Sentence) -> Reason | None:
        events = self.reading.told.events
        if self._told(sentence):
            return None
        if not events:
            return Reason.NO_EVENT
        return Reason.PLANNED if all(event.named[0].planned for event in events) else Reason.OTHER_EVENT

    def _told(self, sentence: Sentence) -> Happening | None:
        """The event that a sentence tells of."""
        return self.reading.told.of_sentence.get(self._numbers[sentence.begin])

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {sentence.begin: number for number, sentence in enumerate(self.article.sentences)}

    def _why_no_speech(self, sentence: Sentence) -> Iterator[Reason | None]:
        if any(sentence.begin <= speech.clause < sentence.end for speech in self.reading.speeches):
            yield Reason.NO_ISSUER
        yield self._why_nobody(sentence)

    def _why_nobody(self, sentence: Sentence, *, reported: bool = False) -> Reason | None:
        people = self._people(sentence, reported=reported)
        if people:
            return Reason.MODIFIER if all(map(self.reading.context.is_modifier, people)) else None
        return Reason.GROUPS if names_groups(self._text(sentence)) else Reason.NO_PERSON

    def _why_no_event(self, sentence: Sentence) -> Reason:
        text = self.reading.context.text
        named = held_events(text, sentence.begin, sentence.end) or any(
            rule(text, sentence.begin, sentence.end) for rule in (talks_event, visit_event)
        )
        return Reason.NOT_HELD if named else Reason.NO_NAME

    def _people(self, sentence: Sentence, *, reported: bool = False) -> list[Mention]:
        """The people that a sentence names, those within reported speech only where they are asked for."""
        people = self.reading.context.mentions_in(sentence.begin, sentence.end)
        return [person for person in people if reported or not self._is_reported(person.begin)]

    def _text(self, sentence: Sentence) -> str:
        return self.article.body.text[sentence.begin : sentence.end]
