"""Words that promise a fact, and the reasons why a sentence that has one gave none."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from kg.rules import alternation


class Trigger(StrEnum):
    """What kind of fact a word promises."""

    ATTENDANCE = "attendance"
    SPEECH = "speech"
    OFFICE = "office"
    EVENT = "event"


class Reason(StrEnum):
    """Why nothing was taken; the first that holds, in the order in which they are tried."""

    REPORTED = "inside reported speech"
    ABSENT = "people said to be absent"
    NO_EVENT = "no event in the article"
    PLANNED = "only planned events in the article"
    OTHER_EVENT = "the sentence belongs to no event"
    GROUPS = "only groups, no name"
    NO_PERSON = "no person found"
    MODIFIER = "people only named as part of something else"
    KNOWN = "the same is taken from another sentence"
    NO_ISSUER = "the issuer's meeting is not known"
    NO_NAME = "no name of an event found"
    NOT_HELD = "a name found, but not told as an event"
    UNJOINED = "a person found, but not joined to the word"


_ATTENDANCE = r"(?:主持(?!人)|出席|参加|列席|与会|参会|到会|陪同|应邀)"
_EVENT = r"(?:召开|举行|举办|开幕|闭幕|会见|会谈|会晤)"
_ABSENCE = re.compile(r"请假|缺席|未能?(?:出席|参加|到会)|委托[^，。]{2,20}(?:主持|出席|参加)")
_GROUP = re.compile(r"负责人|负责同志|代表|人士|人员|领导|干部|专家|成员|群众|师生|同志|官兵|党员|委员")


@cache
def pattern(trigger: Trigger) -> re.Pattern[str]:
    """The words of a trigger."""
    if trigger is Trigger.ATTENDANCE:
        return re.compile(_ATTENDANCE)
    if trigger is Trigger.EVENT:
        return re.compile(_EVENT)
    if trigger is Trigger.SPEECH:
        return re.compile(rf"(?:{alternation('speech_verbs', 'speech_bare', 'speech_told')})")
    return re.compile(rf"(?:{alternation('offices')})")


def tells_of_absence(text: str) -> bool:
    """Whether a sentence says that somebody was not there: 因公请假."""
    return bool(_ABSENCE.search(text))


def names_groups(text: str) -> bool:
    """Whether a sentence has a word for people without their names."""
    return bool(_GROUP.search(text))


def found(trigger: Trigger, text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """The places of a trigger's words in ``text[begin:end]``."""
    return pattern(trigger).finditer(text, begin, end)
