"""Which events an article tells of, and which sentence belongs to which."""

import re
from dataclasses import dataclass, field

from kg.discourse.context import Context
from kg.discourse.event_words import NamedEvent
from kg.discourse.held_events import held_events
from kg.discourse.speech import Speech
from kg.discourse.told_events import (
    came_event,
    chaired_event,
    joined_event,
    lecture_event,
    opened_event,
    referred_event,
    signed_event,
    talks_event,
    visit_event,
    watched_event,
)
from kg.mentions.dates import DateMention, dates
from kg.mentions.divisions import by_name
from kg.mentions.landmarks import landmarks
from kg.model import EventKind, Sentence
from kg.rules import word_set


@dataclass(slots=True)
class Happening:
    """An event of the article while its facts are gathered."""

    key: str
    named: list[NamedEvent]
    sentence: int
    date: DateMention | None = None
    other_names: list[str] = field(default_factory=list)

    @property
    def kind(self) -> EventKind:
        """The kind that its first name tells."""
        return self.named[0].kind


@dataclass(slots=True)
class Happenings:
    """The events of an article, and for each sentence the event it tells of (None: of none)."""

    events: list[Happening]
    of_sentence: dict[int, Happening]


_BULLETS = re.compile("[●▲■◆★▶①-⑩]")
_BULLET = re.compile(r"\s?[●▲■◆★▶]|[①-⑩]")


def happenings(context: Context, speeches: tuple[Speech, ...]) -> Happenings:
    """The events of an article in the order in which they are told."""
    gathering = _Gathering(context, speeches)
    gathering.run()
    return Happenings(gathering.events, gathering.of_sentence)


class _Gathering:
    def __init__(self, context: Context, speeches: tuple[Speech, ...]) -> None:
        self.context = context
        self.speeches = speeches
        self.events: list[Happening] = []
        self.of_sentence: dict[int, Happening] = {}
        self.main: Happening | None = None
        self.now: Happening | None = None  # told since, up to the end of the paragraph
        bulleted = _BULLETS.search(context.text) is not None
        bullets = sum(_BULLET.match(context.text, s.begin) is not None for s in context.sentences) if bulleted else 0
        self.bulletin = bullets > 1 or bool(context.item_heads)

    def run(self) -> None:
        """Read the sentences in order."""
        paragraph = -1
        for number, sentence in enumerate(self.context.sentences):
            if number in self.context.item_heads:
                self.main = self.now = None
                continue
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self._open_paragraph(sentence)
            for event in self._candidates(sentence, lead=self.main is None):
                self._tell(event, number)
            told = self.now or self.main
            if told:
                self.of_sentence[number] = told
        if not any(not event.named[0].planned for event in self.events):
            self._refer()
        self._lead_back()
        self._drop_bare()

    def _drop_bare(self) -> None:
        """举办展览超4万个: a name that says nothing, no day and nobody there make no event."""
        vague = [e for e in self.events if len(e.named[0].name) <= _BARE or _VAGUE.search(e.named[0].name)]
        bare = [e for e in vague if e.date is None and not self._anybody(e)]
        self.events = [e for e in self.events if e not in bare]
        self.of_sentence = {number: told for number, told in self.of_sentence.items() if told not in bare}

    def _anybody(self, event: Happening) -> bool:
        """Whether somebody is named in a sentence told of an event."""
        told = [self.context.sentences[number] for number, of in self.of_sentence.items() if of is event]
        return any(self.context.mentions_in(sentence.begin, sentence.end) for sentence in told)

    def _refer(self) -> None:
        """Nothing names the event: the first sentence with people that speaks of 会议 or the like, or of a signing, stands for it."""
        sentences = self.context.sentences
        peopled = [number for number, sentence in enumerate(sentences) if self.context.mentions_in(sentence.begin, sentence.end)]
        for rule in (referred_event, signed_event):
            for number in peopled:
                event = rule(self.context.text, sentences[number].begin, self._narrative_end(sentences[number]))
                if event:
                    told = self._add(event, number)
                    self.of_sentence.update(dict.fromkeys(range(number, len(sentences)), told))
                    return

    def _open_paragraph(self, sentence: Sentence) -> None:
        """A paragraph goes back to the main event, unless the talks told last go on; an item of a bulletin is on its own."""
        if self.now and not self._goes_on(self.now, sentence):
            self.now = None
        if self.bulletin and _BULLET.match(self.context.text, sentence.begin):
            self.main = self.now = None

    def _tell(self, event: NamedEvent, number: int) -> None:
        known = self._same(event)
        if known is None:
            known = self._add(event, number)
        elif event.name not in word_set("generic_events"):
            known.named.append(event)
        if event.planned:
            return
        if self.main is None or (known is not self.main and not self._has_people(self.main, number)):
            self.main = known
        elif known is not self.main:
            self.now = known

    def _goes_on(self, talks: Happening, sentence: Sentence) -> bool:
        """A new paragraph that begins with the partner of the talks told last: 卢拉请李希转达…."""
        first = next(iter(self.context.mentions_in(sentence.begin, sentence.end)), None)
        return (
            talks.kind is EventKind.TALKS
            and first is not None
            and first.begin - sentence.begin <= _OPENING
            and first.name in talks.named[-1].name
        )

    def _has_people(self, event: Happening, number: int) -> bool:
        """Whether anybody was named in the sentences told of an event before this one."""
        begin = self.context.sentences[event.sentence].begin
        return bool(self.context.mentions_in(begin, self.context.sentences[number].begin))

    def _lead_back(self) -> None:
        """Sentences in front of the first event of an article tell of it too."""
        held = [e for e in self.events if not e.named[0].planned]
        if held and not self.bulletin:
            for number in range(held[0].sentence):
                self.of_sentence.setdefault(number, held[0])

    def _narrative_end(self, sentence: Sentence) -> int:
        """Where the sentence turns into reported words."""
        ends = [s.begin for s in self.speeches if s.begin < sentence.end and s.end > sentence.begin]
        return max(min([*ends, sentence.end]), sentence.begin)

    def _candidates(self, sentence: Sentence, *, lead: bool) -> list[NamedEvent]:
        text, begin = self.context.text, sentence.begin
        marks = landmarks(text)
        if not marks.within("event_verb", begin, sentence.end):
            return []
        end = self._narrative_end(sentence)
        if end <= begin or not marks.within("event_verb", begin, end):
            return []
        held = [e for e in held_events(text, begin, end) if self._fits(e)]
        firm = [e for e in held if not e.planned]
        if lead:
            if firm:
                watched = watched_event(text, begin, end)
                return [*held, watched] if watched and not any(e.begin < watched.end and watched.begin < e.end for e in held) else held
            other = self._other(text, begin, end)
            return [*held, other] if other and self.context.mentions_in(begin, self._next_end(sentence)) else held
        talks = talks_event(text, begin, end)
        extra = [talks] if talks and self._tells_of_talks(talks, begin) else []
        if not extra and (visit := self._visited_too(text, begin, end)):
            extra = [visit]
        if joined := self._joined_too(text, begin, end):
            extra = [*extra, joined]
        return [e for e in firm if e.name not in word_set("generic_events")] + [e for e in held if e.planned] + extra

    def _visited_too(self, text: str, begin: int, end: int) -> NamedEvent | None:
        """李希还考察了…: a further visit."""
        event = visit_event(text, begin, end)
        if event is None or self.context.mentions_in(event.begin, event.end):
            return None
        return event if re.search(r"(?:还|随后又?)$", text[begin : event.begin]) else None

    def _joined_too(self, text: str, begin: int, end: int) -> NamedEvent | None:
        """李希还…，出席了…座谈会: a further event, told by those who were there."""
        event = joined_event(text, begin, end)
        delegation = event is not None and event.name.endswith("代表团审议")
        if event is None or (len(event.name) < _SPECIFIC and not delegation) or not self._fits(event):
            return None
        further = _FURTHER.search(text[begin : event.begin]) is not None or self._on_another_day(begin)
        return event if further or delegation else None

    def _on_another_day(self, begin: int) -> bool:
        """Whether a sentence opens with a day that is not the main event's: 6月4日，某某出席…."""
        found = dates(self.context.text, begin, begin + _DAY)
        main = self.main.date if self.main else None
        here = found[0] if found and found[0].begin == begin else None
        return here is not None and main is not None and None not in {here.day, main.day} and here.day != main.day

    def _other(self, text: str, begin: int, end: int) -> NamedEvent | None:
        for rule in (chaired_event, talks_event, joined_event, opened_event, lecture_event, visit_event, came_event):
            event = rule(text, begin, end)
            if event is None or (rule is came_event and not self.context.mentions_in(begin, event.begin)):
                continue
            if rule in (talks_event, visit_event, came_event) or self._fits(event):
                return event
        return None

    def _next_end(self, sentence: Sentence) -> int:
        number = self.context.sentences.index(sentence)
        return self.context.sentences[min(number + 1, len(self.context.sentences) - 1)].end

    def _fits(self, event: NamedEvent) -> bool:
        """A name of an event holds no person, unless it is held for one (羊群山同志追悼会)."""
        inside = self.context.mentions_in(event.begin, event.end)
        return all(re.match("同志|先生|女士|诞辰|教授", self.context.text[m.end : m.end + 2]) for m in inside)

    def _tells_of_talks(self, talks: NamedEvent, begin: int) -> bool:
        """在会见…时, 还会见…: talks of their own, not a word about the ones told already."""
        before = self.context.text[max(begin, talks.begin - 60) : talks.begin]
        known = {m.name for event in self.events for named in event.named for m in self.context.mentions_in(named.begin, named.end)}
        guests = {m.name for m in self.context.mentions_in(talks.begin, talks.end)}
        return bool(guests - known) and _TALKS_LEAD.search(before) is not None

    def _same(self, event: NamedEvent) -> Happening | None:
        """The event already told that this name means."""
        for known in reversed(self.events):
            if event.planned or known.named[0].planned:
                if event.name == known.named[0].name:
                    return known
            elif any(_alike(event.name, named.name) for named in known.named):
                return known
        return None

    def _add(self, event: NamedEvent, number: int) -> Happening:
        happening = Happening(f"e{len(self.events) + 1}", [event], number)
        self.events.append(happening)
        happening.date = self._date(event, number)
        return happening

    def _date(self, event: NamedEvent, number: int) -> DateMention | None:
        sentence = self.context.sentences[number]
        here = dates(self.context.text, sentence.begin, min(event.end + 30, sentence.end))
        before = [d for d in here if d.end <= event.begin]
        if here:
            return _best(before) if before else _first(here)
        if any(not e.named[0].planned for e in self.events[:-1]) and not self.bulletin:
            return None  # only the first event of a text takes its day from the sentences before it
        for earlier in range(number - 1, -1, -1):
            told = self.context.sentences[earlier]
            if told.paragraph < sentence.paragraph - 1:
                break
            found = dates(self.context.text, told.begin, told.end)
            if found:
                return _best(found)
        return self._date_behind(number) if event.kind is EventKind.INSPECTION else None

    def _date_behind(self, number: int) -> DateMention | None:
        """A visit whose first sentence has no day: the day that opens one of the next sentences."""
        for sentence in self.context.sentences[number + 1 : number + 4]:
            found = dates(self.context.text, sentence.begin, sentence.end)
            if found and found[0].begin == sentence.begin and found[0].day:
                return found[0]
        return None


def _best(found: list[DateMention]) -> DateMention:
    """The date nearest to the event; 今天（7月19日） is the printed day."""
    with_day = [d for d in found if d.day]
    return with_day[-1] if with_day else found[-1]


def _first(found: list[DateMention]) -> DateMention:
    """Behind the event the first date is its own: …会议今日开幕，4月25日下午，委员报到."""
    today = len(found) > 1 and found[0].days_before_issue == 0 and found[1].day is not None and found[1].begin - found[0].end <= 1
    return found[1] if today else found[0]


def _alike(name: str, other: str) -> bool:
    """One name is the other with something in front or inside: 专题会议 and 市委疫情防控工作专题会议."""
    short, long = sorted((name, other), key=len)
    if short in word_set("generic_events"):
        return long.endswith(short[-2:])
    if _LEVEL.match(name) and _LEVEL.match(other) and name[0] != other[0]:
        return False
    if long.endswith(short) or short in long:
        return True
    if _elsewhere(short, long):
        return False
    return len(short) > _LONG and _common(short, long) * 5 >= len(short) * 4


def _elsewhere(name: str, other: str) -> bool:
    """山西代表团审议 and 山东代表团审议: the same but for the division that they begin with."""
    places = [next((each[:n] for n in (5, 4, 3, 2) if each[:n] in by_name()), "") for each in (name, other)]
    return all(places) and places[0] != places[1] and name[len(places[0]) :] == other[len(places[1]) :]


_FURTHER = re.compile(r"(?:还|共同|期间)[^。]{0,60}(?:出席|参加|参观)了?(?:[他她]?所在的?)?$")
_DAY = 12  # 12月31日上午，
_LONG = 5
_LEVEL = re.compile(r"[省市县区州镇乡校]委|[全我本][国省市县区州校]")
_TALKS_LEAD = re.compile(
    r"(?:^|[，。])[^，。]{0,12}(?:还|又|也|并|随后|会前|会后|期间|前夕|当天|同日|分别|应约|在)[^，。]{0,14}$|(?:会前|会后|期间)，[^，。]{0,30}$"
)
_OPENING = 3
_SPECIFIC = 8
_BARE = 3
_VAGUE = re.compile(r"^(?:各类|各种|多[场项种次]|系列|一系列|丰富)|^\d+(?:多|余)?[场次项]|宣讲$")


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        new = [0]
        for j, y in enumerate(b):
            new.append(row[j] + 1 if x == y else max(row[j + 1], new[j]))
        row = new
    return row[-1]
