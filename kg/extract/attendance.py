"""Who took part in which event, how, and in what order the page names them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from kg.discourse.context import Context
from kg.discourse.happenings import Happening, Happenings
from kg.discourse.parts import Part, parts
from kg.discourse.reading import Reading
from kg.discourse.speech import Speech
from kg.model import AttendanceFact, EventKind, Mode, Sentence

FIELD = "attendances"
RULES = MappingProxyType(
    {
        "presided": "the next verb behind the person is 主持, or a later one before anybody else is named",
        "sat-in": "the same with 列席",
        "took-part": "the next verb behind the person is one of taking part: 出席, 参加, 讲话, 汇报, 陪同 …",
        "roll-call-behind": "the person stands in a list behind 参加会议的有, or is the partner of talks",
        "both-sides": "双方共同出席: the two sides of the talks told last",
    }
)


def facts(reading: Reading) -> tuple[AttendanceFact, ...]:
    """The attendances of an article: one per person and event, the strongest mode counting; none for who is said to be absent."""
    context = reading.context
    found: dict[tuple[str, str], AttendanceFact] = {}
    absent: set[tuple[str, str]] = set()
    order: dict[str, int] = {}
    for happening, part in _parts(context, reading.speeches, reading.told):
        key = (happening.key, part.mention.name)
        if part.mode is None:
            absent.add(key)
        elif key not in found and _spoke_elsewhere(happening, part):
            continue
        elif key in found:
            found[key] = _merged(found[key], _fact(context, happening, part, part.mode, found[key].position))
        else:
            order[happening.key] = order.get(happening.key, 0) + 1
            found[key] = _fact(context, happening, part, part.mode, order[happening.key])
    return tuple(_renumbered(fact for key, fact in found.items() if key not in absent))


def _spoke_elsewhere(happening: Happening, part: Part) -> bool:
    """Whether somebody is only quoted, and may not have been there: talks have two sides, and politicians abroad speak anywhere."""
    apart = part.far_off or happening.kind is EventKind.TALKS
    return part.speaks and apart and part.mention.name not in happening.named[0].name


def _renumbered(found: Iterable[AttendanceFact]) -> Iterator[AttendanceFact]:
    """Places counted among those who were there: nobody's place is left empty by an absentee."""
    places: dict[str, int] = {}
    for fact in found:
        places[fact.event] = places.get(fact.event, 0) + 1
        position = places[fact.event]
        yield fact if fact.position == position else replace(fact, position=position)


def _fact(context: Context, happening: Happening, part: Part, mode: Mode, position: int) -> AttendanceFact:
    mention = part.mention
    printed = "、".join(title.text for title in mention.titles) or (mention.behind.text if mention.behind else "")
    evidence = (context.span(part.begin, part.end),)
    return AttendanceFact(happening.key, mention.name, mode, position, printed, evidence, part.rule, part.venue)


def _merged(old: AttendanceFact, new: AttendanceFact) -> AttendanceFact:
    """The stronger of two mentions of the same person at the same event, with what only the other one says."""
    title = old.title_as_printed or new.title_as_printed
    if _STRENGTH.index(new.mode) <= _STRENGTH.index(old.mode):
        return replace(old, title_as_printed=title)
    return replace(new, title_as_printed=title, evidence=(*old.evidence, *new.evidence), venue=new.venue or old.venue)


_STRENGTH = (Mode.ATTENDED, Mode.SAT_IN, Mode.PRESIDED)


def _parts(context: Context, speeches: tuple[Speech, ...], told: Happenings) -> Iterator[tuple[Happening, Part]]:
    """The parts that people take, each with its event; nobody attends the funeral held for them."""
    for number, sentence in enumerate(context.sentences):
        now = told.of_sentence.get(number)
        if now is None:
            continue
        if context.mentions_in(sentence.begin, sentence.end):
            for happening, begin, end in _stretches(context, speeches, told, number, now):
                for part in parts(context, begin, end):
                    if not _is_held_for(happening.named[0].name, part.mention.name):
                        yield happening, part
        if _BOTH.match(context.text, sentence.begin) and now.sentence == number:
            yield from ((now, part) for part in _both_sides(context, told, now, sentence))


def _is_held_for(event: str, person: str) -> bool:
    """羊群山同志追悼会: the event is named after the person."""
    return person in event and any(person + behind in event for behind in ("同志", "先生", "女士", "诞辰"))


def _stretches(
    context: Context, speeches: tuple[Speech, ...], told: Happenings, number: int, now: Happening
) -> Iterator[tuple[Happening, int, int]]:
    """The stretches of a sentence that tell of an event: what is not reported words; all events told so far for 上述活动."""
    sentence = context.sentences[number]
    for other in _above(context, told, sentence):
        yield other, sentence.begin, sentence.end
    happening = _referred(context, told, sentence, now)
    for begin, end in _narrative(sentence, speeches):
        yield happening, begin, end


def _narrative(sentence: Sentence, speeches: tuple[Speech, ...]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that are not reported words."""
    at = sentence.begin
    for speech in speeches:
        if speech.end > at and speech.begin < sentence.end:
            if speech.begin > at:
                yield at, speech.begin
            at = max(at, speech.end)
    if at < sentence.end:
        yield at, sentence.end


_REFERS = re.compile(r"(?:参加|陪同|出席)了?(?P<noun>调研|考察|检查|慰问|督导|视察|会见|会谈|会议|座谈会?|仪式|活动)(?:活动|等)?。?$")


def _referred(context: Context, told: Happenings, sentence: Sentence, now: Happening) -> Happening:
    """…参加调研: of the events told so far, the latest whose name holds the noun, if the one told last does not."""
    match = _REFERS.search(context.text[max(sentence.begin, sentence.end - 24) : sentence.end])
    if match is None or any(match["noun"] in named.name for named in now.named):
        return now
    before = [e for e in told.events if not e.named[0].planned and context.sentences[e.sentence].begin < sentence.begin]
    fitting = [e for e in before if any(match["noun"] in named.name for named in e.named)]
    return fitting[-1] if fitting else now


def _above(context: Context, told: Happenings, sentence: Sentence) -> list[Happening]:
    """参加上述活动: every event told so far."""
    if "上述活动" not in context.text[sentence.begin : sentence.end]:
        return []
    return [e for e in told.events if not e.named[0].planned and context.sentences[e.sentence].begin < sentence.begin]


_BOTH = re.compile(r"双方(?:还|共同|一同|随后){0,2}(?:出席|参加|见证|签署)")


def _both_sides(context: Context, told: Happenings, now: Happening, sentence: Sentence) -> Iterator[Part]:
    """双方共同出席…签字仪式: the two sides of the talks told last."""
    before = [number for number, happening in told.of_sentence.items() if number < now.sentence and happening is not now]
    talks = told.of_sentence[max(before)] if before else None
    if talks is None or talks.kind is not EventKind.TALKS:
        return
    last = max(number for number in before if told.of_sentence[number] is talks)
    seen: set[str] = set()
    for mention in context.mentions_in(context.sentences[talks.sentence].begin, context.sentences[last].end):
        absent_leader = mention.behind is not None and mention.behind.text in ("主席", "总书记")
        if mention.name not in seen and not context.is_modifier(mention) and not absent_leader:
            seen.add(mention.name)
            yield Part(mention, Mode.ATTENDED, "both-sides", "", sentence.begin, sentence.end)
