"""The words that end the names of events, and the clauses in which the names stand."""

import re
from dataclasses import dataclass
from functools import cache

from kg.mentions.landmarks import landmarks
from kg.model import EventKind
from kg.rules import alternation

MARKS = "，。；：\n！？"
SHORT = 2  # a name of no more characters says too little
_OPEN, _CLOSE = "“（《", "”）》"
_KINDS = (("meeting", EventKind.MEETING), ("ceremony", EventKind.CEREMONY), ("activity", EventKind.ACTIVITY))


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """A name of an event in the repaired body."""

    name: str
    begin: int
    end: int
    kind: EventKind
    rule: str
    convener: str = ""
    other: str = ""  # the same with what stands before: 到槐树镇督办…
    planned: bool = False


@cache
def _heads() -> re.Pattern[str]:
    ceremony = f"(?P<ceremony>{alternation('ceremony_heads')})"
    meeting = f"(?P<meeting>{alternation('meeting_heads')})(?!员|见|谈|计|场|址|室|堂|长|费|后)"
    activity = rf"(?P<activity>{alternation('activity_heads')}|第[一二三四五六七八九十百\d]{{1,4}}讲)(?!家|员|约|目|能|奏|日)"
    return re.compile(rf"(?:{ceremony}|{meeting}|{activity})(?:议(?!室|程|题|厅|纪|定|事|员))?(?:（扩大）)?(?:会议|学习会)?")


def heads(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """The event words of a stretch, in order."""
    return landmarks(text).led("event", _heads(), begin, end)


def kind_of(head: re.Match[str]) -> EventKind:
    """The kind of event that an event word tells."""
    return next(kind for group, kind in _KINDS if head[group])


def last_head(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The last event word of a stretch."""
    found = None
    for match in heads(text, begin, end):
        found = match
    return found


def full_head(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The event word that ends the name which begins at ``begin``: the last one before the clause goes on to something else."""
    found = None
    for match in heads(text, begin, end):
        if text[match.end() : match.end() + 1] in ("的", "上") and found:
            break
        found = match
    return found


def clause_end(text: str, begin: int, end: int) -> int:
    """The first mark outside quotation marks and brackets."""
    depth = 0
    for at in range(begin, end):
        char = text[at]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and char in MARKS:
            return at
    return end


def clause_begin(text: str, begin: int, at: int) -> int:
    """Behind the last mark outside quotation marks and brackets."""
    depth = 0
    for index in range(at - 1, begin - 1, -1):
        char = text[index]
        depth += (char in _CLOSE) - (char in _OPEN)
        if depth <= 0 and char in MARKS:
            return index + 1
    return begin


_LEFT = re.compile(
    r"为期[^，。]{1,4}的|[^，。“”]{2,60}?(?:举办|主办|协办|承办|发起)的(?=以|全国|全省|全市|首届|第|中国|本)|以“[^“”]{2,40}”为主题的|由[^，。]{2,60}?(?:主办|承办|举办|协办|组织|发起|支持举办)的|为[^，。]{2,30}?举办的|的(?=“)"
    r"|\d{1,2}日(?:上午|下午|晚上?|中午|电)?）?|\d{1,2}时(?:\d{1,2}分)?|日前|近日|昨日|今日|当天|当日|上午|下午|晚上|期间|之际"
    r"|分别|(?:共同|联合)(?=举办|主办|召开|举行|开展|组织|发起|承办|为)|应邀|随后|会前|会后|建军节前夕|同意|前往|到会|前来|会上|调研中|成功|隆重|一起"
)


def name_begin(text: str, begin: int, end: int) -> int:
    """Where the name in a stretch begins: behind the date, who held it, and the like."""
    for match in _LEFT.finditer(text, begin, end):
        begin = match.end()
    return begin


def balanced(text: str, begin: int, end: int) -> str:
    """The stretch with its quotation marks in pairs: one more mark taken in where it stands right outside, else dropped."""
    name = text[begin:end]
    missing = name.count("“") - name.count("”")
    if missing > 0:
        return name + "”" if text[end : end + 1] == "”" else name.replace("“", "", 1)
    if missing < 0:
        return "“" + name if begin and text[begin - 1] == "“" else name.replace("”", "", 1)
    return name


_GOING = re.compile(r"(?:到|赴|深入|来到|前往)(?=[^，。；]{2,24}$)")


def going(text: str, begin: int, at: int) -> int | None:
    """Where 到…, 赴… begins that leads to the verb at ``at`` within its clause; None where nothing does."""
    match = _GOING.search(text[max(clause_begin(text, begin, at), at - 26) : at])
    return max(clause_begin(text, begin, at), at - 26) + match.start() if match else None
