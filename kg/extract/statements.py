"""Statements and directives: reported speech as facts, with single instructions, addressees and relayed bodies."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from kg.discourse.context import Context
from kg.discourse.happenings import Happenings
from kg.discourse.reading import Reading
from kg.discourse.speakers import MEETING
from kg.discourse.speech import Speech
from kg.mentions.keywords import keywords
from kg.model import Instruction, StatementFact
from kg.rules import word_set

_IMPERATIVE = re.compile(
    r"(?:^|[，；。：])(?:[一二三四五六七八九十]+是?)?要|必须|务必|不得|严禁|确保|坚决|切实|扎实|全力|不能|不准|不许|加强|落实|推进"
)
_BIDDEN = re.compile(
    r"(?:^|[，；。：])[^，。；：“”要我]{1,16}(?<![重主需首必只想将还快纪摘概简])要(?!求|素|点|闻|么|是|约|害|义)"
)  # 各镇要…, 流调要清
_POINT = re.compile(r"[一二三四五六七八九十]{1,2}是(?!迎来|[^，。；]{0,6}的)|第[一二三四五六七八九十]，")
_PART = re.compile(r"[^。；！？\n]+[。；！？]?”?")
_TOLD = re.compile(
    r"(?:^|[。；，：])(?P<who>各级[^，。；要必务切应须坚不]{0,16}|各(?:地|部门|单位|县|区|市|镇|街道|乡)[^，。；要必务切应须坚不]{0,20}|全[市省县区党州镇校院][上下各]?[^，。；要]{0,10}(?:上下|干部|部门|单位|党员|同志)|[^，。；要]{2,14}(?:部门|单位|负责同志|干部|党委政府|指挥部|党委、政府主要负责同志|责任人))"
    r"(?=要|必须|务必|切实|应|须|，要|坚决|不得)"
)
_HIGHER = re.compile(
    r"(?:党中央、?国务院|党中央|中央|国务院|省委、省政府|省委省政府|省委|省政府|市委、市政府|市委市政府|市委|自治区党委|总书记)(?=[^，。]{0,14}(?:部署|要求|精神|指示|决策|会议))"
)


FIELD = "statements"
RULES = MappingProxyType(
    {
        "speech-person": "a person, then a verb of speech",
        "speech-leader": "the same with 总书记 behind the name",
        "speech-meeting": "会议指出, 全会强调",
        "speech-pronoun": "他说, 她表示",
        "speech-continued": "a verb of speech without subject at the start of a sentence",
        "speech-carried": "a verb of speech whose subject stands in an earlier clause",
    }
)


def facts(reading: Reading) -> tuple[StatementFact, ...]:
    """One fact for each statement, in printed order."""
    context, speeches, told = reading.context, reading.speeches, reading.told
    return tuple(_statement(context, speech, told) for speech in speeches if _has_issuer(context, speech, told))


def _event_key(context: Context, speech: Speech, told: Happenings) -> str:
    happening = told.of_sentence.get(context.sentence_at(speech.clause))
    return happening.key if happening else ""


def _has_issuer(context: Context, speech: Speech, told: Happenings) -> bool:
    return speech.speaker != MEETING or bool(_event_key(context, speech, told))


def _statement(context: Context, speech: Speech, told: Happenings) -> StatementFact:
    text = context.text[speech.begin : speech.end].strip("\n")
    directive = any(verb in speech.verb for verb in word_set("speech_directive")) or _bids(text)
    return StatementFact(
        issuer="" if speech.speaker == MEETING else speech.speaker,
        event=_event_key(context, speech, told),
        verb=speech.verb,
        text=text.replace("\n", ""),
        evidence=context.span(speech.begin, speech.end),
        rule=speech.rule,
        directive=directive,
        instructions=tuple(_instructions(context, speech)) if directive else (),
        addressees=tuple(dict.fromkeys(match["who"] for match in _TOLD.finditer(text))),
        topics=keywords(text) if directive else (),
        relays=match[0] if (match := _HIGHER.search(text)) else "",
    )


def _bids(text: str) -> bool:
    """Whether a text tells somebody to do something."""
    return _IMPERATIVE.search(text) is not None or _BIDDEN.search(text) is not None


def _instructions(context: Context, speech: Speech) -> Iterator[Instruction]:
    """The sentences and half-sentences that tell someone to do something."""
    for match in _PART.finditer(context.text, speech.begin, speech.end):
        if _bids(match[0]) or _POINT.match(match[0]):
            yield Instruction(match[0], context.span(match.start(), match.end()))
