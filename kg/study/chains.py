"""Directives passed down: a named speech, document or meeting, and who passes it on, each by the words that say so.

Nothing is linked because it is alike. A step needs words such as 传达学习, 贯彻落实 or 收听收看 that name what is passed on, in a statement
or in the sentence that tells of a meeting; 党中央决策部署 and 重要指示 alone name nothing, and make no step.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.events import number
from kg.model import Mode
from kg.objects.things import Attendance, Event, Passage, Person, Row, Statement
from kg.resolve.anchors import plenums
from kg.study.levels import Level, level_name, level_of, lowest

_HEAD = (
    r"习近平总书记|习近平主席|习近平|总书记|党中央、国务院|党中央|中共中央|中央|国务院|全国|党的|"
    r"省委、省政府|省委省政府|省委|省政府|全省|自治区|市委、市政府|市委市政府|市委|市政府|全市|县委|县政府|全县|区委|区政府|全区"
)
_HELD = r"(?:会议|全会|大会|座谈会)(?!制度|常)"
_RELAY = re.compile(
    r"(?P<verb>传达学习贯彻|传达学习|传达贯彻|传达|学习贯彻落实|学习贯彻|贯彻落实|贯彻|落实|收听收看|收看)了?(?P<source>"
    rf"(?:{_HEAD})[^，,。；！？“”《》]{{1,40}}?(?:{_HELD}(?:[^，,。；！？“”《》]{{0,24}}?讲话)?|讲话)"
    r"|[^，,。；！？《》]{0,12}《[^《》，。；]{5,40}》)"
)
_OCCASION = re.compile(r"[在致同给]|听取")  # a speech is known by where, or to whom, it was made
_OF_THE_LEADER = re.compile(r"习近平|总书记")
_SEVERAL = re.compile(r"历次|系列|[和及、]")  # 党的二十大和二十届二中全会: more than one
_PLENUM = re.compile(r"(?:党的|中共)(?P<term>十[一-九]|二十)届(?P<number>[一二三四五六七])中全会$")
_SERIAL = re.compile(r"[第届]|20[0-9]{2}年")
_PLAIN = re.compile(r"习近平(?:总书记|主席)?|总书记|重要|系列|近期|关于|的|精神|\s")
_WITHIN = timedelta(days=400)  # longer ago, a meeting of the same name is another one


@dataclass(frozen=True, slots=True)
class Step:
    """That somebody passes on a source: at an event or in a statement, by these words."""

    source: str  # as printed: 省委新冠肺炎疫情防控工作第十六次专题会议
    verb: str
    by: Person | Event | None
    event: Event | None
    level: Level | None  # of who passes it on
    day: date | None
    evidence: Passage

    @property
    def who(self) -> str:
        """The meeting at which it was passed on; else the one who said it."""
        return self.event.name if self.event else self.by.name if self.by else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A step of a chain, with what it passes on and how many days after."""

    source: str
    source_level: Level | None
    origin: Event | None  # the meeting itself, where the store has it
    step: Step

    @property
    def held_on(self) -> date | None:
        """The day of the meeting, from the store or, for a plenum of the Central Committee, from the table of anchors; None if unknown."""
        plenum = _PLENUM.search(self.source)
        if self.origin or not plenum:
            return self.origin.held_on if self.origin else None
        return plenums().get((number(plenum["term"]) or 0, number(plenum["number"]) or 0))

    @property
    def lag(self) -> int | None:
        """Days from the meeting to the step; None where one of them has no day."""
        return (self.step.day - self.held_on).days if self.held_on and self.step.day else None

    @property
    def down(self) -> bool:
        """Whether the step is known to lie on a lower level than what it passes on."""
        return self.source_level is not None and self.step.level is not None and self.step.level > self.source_level

    def row(self) -> Row:
        """As a flat record."""
        above: Row = {"source": self.source, "level": level_name(self.source_level), "held_on": self.held_on}
        step, quote = self.step, " ".join(self.step.evidence.quote.split())
        below: Row = {"verb": step.verb, "passed_on_by": step.who, "at_level": level_name(step.level), "day": step.day, "lag": self.lag}
        return above | below | {"document": step.evidence.document, "quote": quote}


def chains(events: Sequence[Event], attendances: Iterable[Attendance], statements: Iterable[Statement]) -> list[Link]:
    """All links, by source; those of one source by day: centre before province before city where the days are the same."""
    named = defaultdict[str, list[Event]](list)
    for event in events:
        named[key(event.name)].append(event)
    links = [_link(step, named[key(step.source)]) for step in steps(events, attendances, statements)]
    return sorted(filter(None, links), key=_in_order)


def steps(events: Iterable[Event], attendances: Iterable[Attendance], statements: Iterable[Statement]) -> list[Step]:
    """Who passes on what, each source once for an event or, without one, a statement."""
    titles = defaultdict[str, list[Attendance]](list)
    for one in attendances:
        titles[one.event.iri].append(one)
    levels = {iri: _level_of_event(told[0].event, told) for iri, told in titles.items()}
    found: dict[tuple[str, str], Step] = {}
    for event, passage in _told(events, titles):
        for verb, source in named_sources(passage.quote):
            level = levels.get(event.iri, level_of(event.name))
            found.setdefault((event.iri, key(source)), Step(source, verb, event, event, level, event.held_on, passage))
    for said in statements:
        for verb, source in named_sources(said.text) if said.evidence else ():
            at = said.event
            level = levels.get(at.iri, level_of(at.name)) if at else None
            place = (at.iri if at else said.iri, key(source))
            found.setdefault(place, Step(source, verb, said.issuer, at, level, at.held_on if at else None, said.evidence[0]))
    return list(found.values())


def _told(events: Iterable[Event], roll_calls: Mapping[str, Sequence[Attendance]]) -> Iterator[tuple[Event, Passage]]:
    """The passages that tell of an event and of who was there."""
    for event in events:
        passages = {passage for one in roll_calls.get(event.iri, ()) for passage in one.evidence} | set(event.evidence)
        yield from ((event, passage) for passage in sorted(passages, key=lambda one: (one.begin, -one.end)))


def named_sources(text: str) -> list[tuple[str, str]]:
    """What a text says to pass on, each with its verb; layout of the page apart."""
    found = [(match["verb"], match["source"]) for match in _RELAY.finditer("".join(text.split()))]
    return [(verb, source) for verb, source in found if _is_named(source) and not (verb == "落实" and source.endswith("》"))]


def _is_named(source: str) -> bool:
    """Whether it is one certain speech, document or meeting: 重要讲话, 全省会议 are none."""
    if source.endswith("》"):
        return True
    if source.endswith("讲话"):
        return bool(_OCCASION.search(source))
    several = _SEVERAL.search(source.replace("省委、省政府", "").replace("市委、市政府", "").replace("党中央、国务院", ""))
    return not several and not _OF_THE_LEADER.match(source) and len(key(source)) >= len("中央经济工作会议")


def key(source: str) -> str:
    """What two printings of one source have in common; a document by its name alone."""
    if source.endswith("》") and "《" in source:
        return source[source.index("《") :]
    return _PLAIN.sub("", source)


def _link(step: Step, same: Sequence[Event]) -> Link | None:
    """The step with what it passes on, one of the events of the same name; None where that is the very event, or comes from below."""
    origin = _origin(step, same)
    above = level_of(step.source) if not step.source.endswith("》") else level_of(step.source.partition("《")[0])
    if origin is not None and origin == step.event:
        return None
    if above is not None and step.level is not None and above > step.level:
        return None
    return Link(origin.name if origin else step.source, above, origin, step)


def _origin(step: Step, same: Sequence[Event]) -> Event | None:
    """The meeting that is passed on, by its name: in the same article, else the last before, if its name tells which one it is."""
    if step.event and (here := [event for event in same if event.article == step.event.article]):
        return here[0]
    day = step.day
    if day is None or not _SERIAL.search(step.source):
        return None
    before = [event for event in same if event.held_on and timedelta(0) <= day - event.held_on <= _WITHIN]
    return max(before, key=lambda event: (event.held_on or date.min, event.iri), default=None)


def _level_of_event(event: Event, told: Sequence[Attendance]) -> Level | None:
    """By its name, else by the titles of who presides, else of who is named first."""
    by_name = level_of(event.name)
    if by_name is not None:
        return by_name
    ordered = sorted(told, key=lambda one: (one.mode is not Mode.PRESIDED, one.position))
    return lowest([ordered[0].title]) if ordered[0].title else None


def _in_order(link: Link | None) -> tuple[str, date, int, str, str]:
    assert link is not None  # noqa: S101 - for the type checker
    step = link.step
    return key(link.source), step.day or date.max, -1 if step.level is None else step.level, step.evidence.document, step.who
