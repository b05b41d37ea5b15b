"""What part each person of a sentence takes: presides, attends, sits in, or is said to be absent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.discourse.context import Context
from kg.mentions.landmarks import landmarks
from kg.mentions.people import Mention
from kg.model import Mode
from kg.rules import alternation


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in one stretch of the text."""

    mention: Mention
    mode: Mode | None  # None: said to be absent
    rule: str
    venue: str
    begin: int
    end: int
    speaks: bool = False  # nothing is said of them but that they spoke
    far_off: bool = False  # a politician of another country, who may have spoken anywhere


_REPRESENTS = r"(?<![大工生众业学师党家民方们会团界])代表(?=[\u4e00-\u9fff]{2})(?!列席|出席|参加|们|作|先后|和|及|等)"


@cache
def _predicates() -> re.Pattern[str]:
    attends = alternation("attending_verbs", "visit_verbs", "speech_verbs")
    return re.compile(
        r"(?P<absent>请假|未能?(?:出席|参加|到会)|缺席|委托亲属|因病医治无效|逝世|生前|遗体|治丧)"
        r"|(?P<sat>列席(?!代表|人员|名单|了?中国))"
        r"|(?P<chair>(?:共同)?主持(?!人|召开时指出|工作|制定|编写|的))"
        rf"|(?P<attend>(?!动员令|签署第)(?:{attends})|作[^，。]{{0,20}}报告|{_REPRESENTS})"
    )


_VENUE = re.compile(r"在(?P<venue>[\u4e00-\u9fff]{0,8}(?:分会场|主会场|主场|分场))")
_LIST_BEHIND = re.compile(
    r"(?:出席|参加|列席|与会|陪同)[^，。]{0,24}(?:的(?:还)?有|有|的是|包括)：?$|(?:出席|参加|列席)[^，。]{0,20}的[^，。：]{0,14}有：?$"
)
_PARTNER = re.compile(r"(?:会见|会谈|接见|会晤|同|与|欢迎|陪同)了?[^，。]{0,30}$")
_COMMISSION = re.compile(r"受[^，。；]{2,40}?委托|应[^，。；]{2,40}?邀请")
_REACH = 64  # how far before a person the words that place them are looked for


def parts(context: Context, begin: int, end: int) -> Iterator[Part]:
    """Each person of a stretch with what is said of them: the next verb behind them, or 参加会议的有 before them."""
    people = context.mentions_in(begin, end)
    if not people:
        return
    predicates = _predicates_of(context, begin, end, people)
    commissions = [match.span() for match in _COMMISSION.finditer(context.text, begin, end)]
    for mention in people:
        if context.is_modifier(mention):
            continue
        if any(b <= mention.begin < e for b, e in commissions):  # 受昝守业委托: sent somebody instead
            yield Part(mention, None, "sent-somebody", "", begin, end)
            continue
        predicate = next((p for p in predicates if p.start() >= mention.end and _reaches(p, mention, people)), None)
        if predicate is None:
            yield from _behind(context, mention, people, begin, end)
        elif _ONCE.match(context.text, mention.end, predicate.start()):
            continue
        elif not _only_speaks(context, mention, predicate) and not _ELSEWHERE.search(context.text[mention.end : predicate.start()]):
            yield _part(context, mention, predicate, predicates, people, (begin, end))


def _predicates_of(context: Context, begin: int, end: int, people: list[Mention]) -> list[re.Match[str]]:
    found = landmarks(context.text).led("predicate", _predicates(), begin, end)
    return [match for match in found if not any(m.whole_begin <= match.start() < m.end for m in people)]


_NEAR = 14


def _reaches(predicate: re.Match[str], mention: Mention, people: list[Mention]) -> bool:
    """请假 and the like say something only of the last person before them, and of those in one list with them."""
    if not predicate["absent"]:
        return True
    last = [m for m in people if m.end <= predicate.start()][-1]
    return (mention is last or mention.group == last.group) and predicate.start() - last.end <= _NEAR


def _behind(context: Context, mention: Mention, people: list[Mention], begin: int, end: int) -> Iterator[Part]:
    """参加会议的有…: a roll-call behind its verb; 会见…: the partner."""
    before = context.text[max(begin, mention.whole_begin - _REACH) : mention.whole_begin]
    opening = context.text[max(begin, people[0].whole_begin - _REACH) : people[0].whole_begin]
    if _LIST_BEHIND.search(before) or _PARTNER.search(before) or _LIST_BEHIND.search(opening):
        yield Part(mention, Mode.SAT_IN if "列席" in before else Mode.ATTENDED, "roll-call-behind", "", begin, end)


_ELSEWHERE = re.compile(r"将(?!军|领)|拟|计划|准备|社交媒体|发文|接受[^，。]{0,12}采访|发表声明")  # not yet, or not there
_ONCE = re.compile(r"(?:主席|总书记|总理)?[^，。；、]{0,4}(?:多次|曾(?!任|担任))")  # at other times
_AT_EVENT = re.compile(r"会上|讲话|发言|致辞|致词|总结|点评|主持|座谈|汇报|会见|会谈|调度|报告|调研|陪同|出席")
_SPEECH = frozenset({"指出", "强调", "说", "表示", "介绍", "认为", "坦言", "称", "谈到"})


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(alternation("countries"))


def _is_far_off(mention: Mention) -> bool:
    """A politician of another country, who may have spoken anywhere."""
    return any(_countries().search(title.text) for title in mention.titles)


@cache
def _interviewed() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('interviewed')})$")


def _only_speaks(context: Context, mention: Mention, predicate: re.Match[str]) -> bool:
    """A leader who is quoted, or somebody interviewed (居民某某说), is not for that at the event."""
    if predicate[0] not in _SPEECH:
        return False
    if mention.behind is not None and mention.behind.text == "总书记":
        return True
    return not mention.titles and _interviewed().search(context.text[max(0, mention.begin - 6) : mention.begin]) is not None


def _part(  # noqa: PLR0913, PLR0917 (all that decides a part is of one sentence)
    context: Context,
    mention: Mention,
    predicate: re.Match[str],
    predicates: list[re.Match[str]],
    people: list[Mention],
    stretch: tuple[int, int],
) -> Part:
    if predicate["absent"]:
        return Part(mention, None, "absent", "", *stretch)
    mode = Mode.PRESIDED if predicate["chair"] else Mode.SAT_IN if predicate["sat"] else Mode.ATTENDED
    if mode is Mode.PRESIDED and _stands_before_chair(context, mention, predicate, people):
        mode = Mode.ATTENDED
    if mode is Mode.ATTENDED:
        mode = _later_mode(context, predicate, predicates, people)
    venue = _VENUE.search(context.text, mention.end, predicate.end())
    speaks = predicate[0] in _SPEECH and not _AT_EVENT.search(context.text, *stretch)
    return Part(mention, mode, _RULE[mode], venue["venue"] if venue else "", *stretch, speaks=speaks, far_off=_is_far_off(mention))


_RULE = {Mode.PRESIDED: "presided", Mode.SAT_IN: "sat-in", Mode.ATTENDED: "took-part"}


def _stands_before_chair(context: Context, mention: Mention, predicate: re.Match[str], people: list[Mention]) -> bool:
    """苑海，…景阳刚主持会议: only the last list before 主持 presides, not who stands before its comma."""
    last = [m for m in people if m.end <= predicate.start()][-1]
    return mention is not last and mention.group != last.group and "，" in context.text[mention.end : last.whole_begin]


def _later_mode(context: Context, predicate: re.Match[str], predicates: list[re.Match[str]], people: list[Mention]) -> Mode:
    """安伟出席会议并主持; 左佑督导救灾，列席了院坝会: a later verb, before anybody else is named, says how the person took part."""
    stop = next((m.whole_begin for m in people if m.begin > predicate.end()), None)
    for other in predicates:
        if other.start() <= predicate.start() or (stop is not None and other.start() >= stop):
            continue
        if other["chair"] and "，" not in context.text[predicate.end() : other.start()].replace("，并", ""):
            return Mode.PRESIDED
        if other["sat"]:
            return Mode.SAT_IN
    return Mode.ATTENDED
