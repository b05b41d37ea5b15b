"""Events that the page says were held: 召开…会议, 举行…仪式, …会议在…举行."""

import re

from kg.discourse.event_words import (
    MARKS,
    SHORT,
    NamedEvent,
    balanced,
    clause_begin,
    clause_end,
    full_head,
    going,
    heads,
    kind_of,
    name_begin,
)
from kg.mentions.landmarks import landmarks
from kg.model import EventKind

_HOLD = re.compile(
    r"(?:共同主持|主持)?(?:组织)?(?:召开|举行|举办|召集|套开|承办|开展|主持了?召开|组织开展|联合举办|隆重召开|开起)(?:了|过|的)?"
)
_TIMES = (
    r"(?:\d{1,2}月\d{1,2}日(?:至\d{1,2}日)?(?:上午|下午|晚)?|\d{1,2}日(?:至\d{1,2}日)?(?:上午|下午|晚)?|今[日天]|昨[日天]|明[日天]|日前|近日|隆重|顺利|正式|圆满|胜利|成功"
    r"|同时|当[日天]|同日|同步|共同|如期|（[^（）]{2,10}）)"
)
_VERBS = r"(?:召开|举行|举办|开幕|上线|开讲|落幕|闭幕|启动|揭幕|开班|开营|走进|展开|落下帷幕|拉开帷幕|结束(?!后|时)|成立)"
_HELD = re.compile(  # only ever matched right behind an event word
    r"(?P<plan>将(?:于|在)?[^，。]{0,12}|定于[^，。]{0,12}|即将)?(?:在[^，。；]{1,30}?)?(?:以[^，。；]{2,10}形式)?"
    rf"{_TIMES}{{0,3}}(?:在[^，。；]{{1,30}}?)?{_VERBS}(?!仪式|大会|会|式|典礼|动员|部署|座谈)"
)
_HABIT = re.compile(r"(?:多次|每年|每月|经常|定期|不定期|累计|年均)$")  # 多次主持召开会议
_NO_NAME = re.compile("背景|情况|目的|意义|基础|前提|时间|地点|消息|(?:一次|一场)?(?:十分|非常|极其)?重要的")
_FURTHER = re.compile(r"(?:举行|举办|召开)了?")
_COUNTDOWN = re.compile(r".{0,2}(?:之际|前夕|还有|倒计时|在即|期间|以来)")
_ABOUT = re.compile(r"，?(研究|部署|学习|传达|听取)([^，。]{4,30})")
_PURPOSE = re.compile(r"，(?P<for>(?P<verb>纪念|欢迎|庆祝|悼念|迎接)[^，。；]{0,40})")
_OF_PURPOSE = ("仪式", "大会", "活动", "典礼", "座谈会", "招待会", "集会", "晚会", "音乐会")
_FILLER = re.compile(r"(?:了|的|一场|一次|首次|本次|此次|第一次)(?=.{4})")
_BULLET = re.compile(r"[●▲■◆★\s]+")
_WHEN = re.compile(r"(?:\d{1,4}[年月日时]|上午|下午|晚上?|近日|日前|昨日|今日|当天){1,8}")
_ADVERB = re.compile(r"(?:同时|此外|还将|还|将|并|也|又|再次|首次|特地|已|共|曾)")
_LAST_DAY = re.compile(r"(?:今天|昨天|今日|昨日|当天|近日|日前|\d{1,2}日)(?:上午|下午|晚)?(?:（[^（）]{1,10}）)?$")
_NOT_YET = re.compile(r"(?:将|拟|定于|决定|提议|建议|呼吁|计划|准备|争取)[^，。；]{0,24}$")
_WAY = re.compile(r"(?:[在于][^在于]{2,20}|联合|共同|隆重|立即|则?组织(?:同学|学生|党员|师生|全体[^，。]{2,4})?)$")
_BODY = re.compile(r"[\u4e00-\u9fff、“”0-9（）]{2,30}")


def held_events(text: str, begin: int, end: int) -> list[NamedEvent]:
    """The events of a sentence that were held, in the order of their names."""
    if not landmarks(text).within("held", begin, end):
        return []
    found = [event for head in heads(text, begin, end) if (event := _before_held(text, head, begin, end))]
    for match in _HOLD.finditer(text, begin, end):
        if found and match[0].startswith("开展"):
            continue
        event = _behind_hold(text, match, begin, end)
        if event and not any(e.begin < event.end and event.begin < e.end for e in found):
            found.append(event)
    return sorted(found, key=lambda e: e.begin)


def _before_held(text: str, head: re.Match[str], begin: int, end: int) -> NamedEvent | None:
    """NAME在…举行."""
    held = _HELD.match(text, head.end() + text.startswith("”", head.end()), end)
    if held is None:
        return None
    if _in_title(text, begin, head.start()) or (head[0] in _BODIES and _CALLS.match(text, head.end(), end)):
        return None
    start = _quotation_begin(text, name_begin(text, clause_begin(text, begin, head.end()), head.start()), begin)
    start += text.startswith("在", start)
    name = balanced(text, start, head.end())
    name = _THIS.sub("", name)
    if (
        len(name) <= SHORT or "祝贺" in name or name.startswith(("距离", "距", "是", "相信", "期待"))
    ):  # to congratulate a congress, to count its days
        return None
    return NamedEvent(
        name, start, head.end(), kind_of(head), "held-before", planned=bool(held["plan"]) or _COUNTDOWN.match(text, held.end()) is not None
    )


def _in_title(text: str, begin: int, at: int) -> bool:
    """《关于召开…会议的通知》: the title of a paper tells of nothing that was held."""
    return text.rfind("《", begin, at) > text.rfind("》", begin, at)


def _quotation_begin(text: str, start: int, begin: int) -> int:
    """“思考与呈现：…研讨会”: a mark within the quotation marks of a name does not end it."""
    opened = text.rfind("“", begin, start)
    title = opened >= 0 and text[start - 1] == "：" and start - opened <= _TITLE and "”" not in text[opened:start]
    return opened if title else start


_TITLE = 16
_BODIES = frozenset(
    {"常委会", "全委会", "理事会", "执委会", "党委会", "支委会", "主席会"}
)  # they meet, and call meetings: 人大常委会举行宣誓仪式
_CALLS = re.compile(r"(?:召开|举行|举办|开展|组织)(?![，。；、在])")
_THIS = re.compile("^(?:本次|此次|这次|本届|该)(?=.{5})")


def _behind_hold(text: str, match: re.Match[str], begin: int, end: int) -> NamedEvent | None:
    """召开NAME: the name runs to the last event word of the clause."""
    start = match.end()
    head = full_head(text, start, clause_end(text, start, end)) or _any_meeting(text, match, start, end)
    if head is None or head.end() - start < SHORT or _NO_NAME.match(text, start, head.end()):
        return None
    further = match[0].startswith("开展") and _FURTHER.search(text, start, head.start())  # 书展开展首日举办了…: the later verb tells of it
    if further or _in_title(text, begin, start) or _HABIT.search(text[max(begin, match.start() - 6) : match.start()]):
        return None
    convener = _convener(text, begin, match.start())
    name = _FILLER.sub("", balanced(text, start, head.end()), count=1)
    by_body = convener.endswith("常委会")  # 市委常委会召开会议研究…: the body names it
    about = _ABOUT.match(text, head.end(), end) if name in ("会议", "专题会议") and not by_body else None
    if about:
        return NamedEvent(f"{about[1]}{about[2]}{name}", start, about.end(), EventKind.MEETING, "held-about", convener)
    planned = match[0].endswith("的") or _NOT_YET.search(text[max(begin, match.start() - 28) : match.start()]) is not None
    purpose = _PURPOSE.match(text, head.end(), end) if name in _OF_PURPOSE else None
    if purpose:
        return NamedEvent(
            f"{purpose['for']}{name}", start, head.end(), kind_of(head), "held-for", convener, f"{purpose['verb']}{name}", planned
        )
    to = going(text, begin, match.start())
    other = text[to : head.end()] if to is not None else ""
    return NamedEvent(name, start, head.end(), kind_of(head), "held-behind", convener, other, planned)


_SOME_MEETING = re.compile(r"(?P<ceremony>$.)?(?P<meeting>[\u4e00-\u9fff]会)(?P<activity>$.)?")


def _any_meeting(text: str, match: re.Match[str], start: int, end: int) -> re.Match[str] | None:
    """召开…评估会: what was 召开 and ends in 会 is a meeting, whatever the word before."""
    stop = clause_end(text, start, end)
    meeting = "召" in match[0] and stop - start > _SOME
    return _SOME_MEETING.match(text, stop - 2, stop) if meeting else None


_SOME = 4


def _convener(text: str, begin: int, at: int) -> str:
    """Who called the meeting: the body right before 召开; "" where none stands there."""
    clause = max(text.rfind(mark, begin, at) for mark in MARKS)
    before = text[max(clause + 1, begin) : at]
    for lead in (_BULLET, _WHEN, _ADVERB):
        match = lead.match(before)
        before = before[match.end() :] if match else before
    before = _WAY.sub("", _LAST_DAY.sub("", before[-60:]))
    before = before.removeprefix("记者从")
    return before if _BODY.fullmatch(before) else ""
