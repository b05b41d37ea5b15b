"""The names of events: the stretch of a clause that names a meeting, talks, an inspection, a ceremony or an activity."""

import re
from dataclasses import dataclass
from functools import cache

from kg.model import EventKind
from kg.rules import alternation


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
    return re.compile(
        rf"(?:(?P<ceremony>{alternation('ceremony_heads')})|(?P<meeting>{alternation('meeting_heads')})(?!员|见|谈|计|场|址|室|堂|长|费|后)|(?P<activity>{alternation('activity_heads')})(?!家|员|约|目|能|奏|日))"
        r"(?:议(?!室|程|题|厅|室|纪|定|事|员))?(?:（扩大）)?(?:会议|学习会)?"
    )


_HOLD = re.compile(
    r"(?P<chair>共同主持|主持)?(?:组织)?(?:召开|举行|举办|召集|套开|承办|开展|主持了?召开|组织开展|召开了|联合举办|隆重召开|开起)(?:了|过|的)?"
)
_HELD = re.compile(
    r"(?P<plan>将(?:于|在)?[^，。]{0,12}|定于[^，。]{0,12}|即将)?(?:在[^，。；]{1,30}?)?(?:以[^，。；]{2,10}形式)?(?P<when>\d{1,2}月\d{1,2}日(?:上午|下午|晚)?|今[日天]|昨[日天]|明[日天]|日前|近日|隆重|顺利|正式|圆满|胜利|成功|\d{1,2}日(?:上午|下午|晚)?|同时|同日|同步|共同|如期)*(?:在[^，。；]{1,30}?)?"
    r"(?:召开|举行|举办|开幕|上线|开讲|落幕|闭幕|启动|揭幕|开班|开营|走进|展开|落下帷幕|拉开帷幕|结束(?!后|时)|成立)(?!仪式|大会|会|式|典礼|动员|部署|座谈)"
)
_LEFT = re.compile(
    r"(?:^|.*?)(?:为期[^，。]{1,4}的|由[^，。]{2,60}?(?:主办|承办|举办|协办|组织|发起|支持举办)的|为[^，。]{2,30}?举办的|的(?=“)|\d{1,2}日(?:上午|下午|晚上?|中午)?|\d{1,2}时(?:\d{1,2}分)?|日前|近日|昨日|今日|当天|当日|上午|下午|晚上|期间|之际|作为[^，。]{2,30}，|分别|共同|联合|应邀|随后|会前|会后|“八一”建军节前夕|同意|前往|到会|前来|会上|调研中|成功|隆重|一起)"
)
_OUTER = re.compile(r"[，。；：\n]")
_IN = re.compile(r"在(?P<place>[\u4e00-\u9fffA-Za-z0-9“”·（）、]{2,30}?)$")
_KINDS = (("meeting", EventKind.MEETING), ("ceremony", EventKind.CEREMONY), ("activity", EventKind.ACTIVITY))


def kind_of(name: str) -> EventKind | None:
    """The kind that the last word of a name tells; None where it names no event."""
    last = None
    for match in _heads().finditer(name):
        last = match
    if last is None or last.end() != len(name):
        return None
    return next(kind for group, kind in _KINDS if last[group])


def _last_head(text: str, begin: int, end: int) -> re.Match[str] | None:
    found = None
    for match in _heads().finditer(text, begin, end):
        found = match
    return found


def _clause_end(text: str, begin: int, end: int) -> int:
    """The first mark outside quotation marks and brackets."""
    depth = 0
    for at in range(begin, end):
        char = text[at]
        depth += (char in "“（《") - (char in "”）》")
        if depth <= 0 and char in "，。；：\n！？":
            return at
    return end


def held_events(text: str, begin: int, end: int) -> list[NamedEvent]:
    """Events that a sentence says were held: 召开…会议, …会议在…举行."""
    found: list[NamedEvent] = []
    for match in _HELD.finditer(text, begin, end):
        event = _before_held(text, match, begin)
        if event:
            found.append(event)
    for match in _HOLD.finditer(text, begin, end):
        event = _behind_hold(text, match, begin, end)
        if found and match[0].startswith("开展"):
            continue
        if event and not any(e.begin < event.end and event.begin < e.end for e in found):
            found.append(event)
    return sorted(found, key=lambda e: e.begin)


def _behind_hold(text: str, match: re.Match[str], begin: int, end: int) -> NamedEvent | None:
    """召开NAME: the name runs to the last event word of the clause."""
    start = match.end()
    stop = _clause_end(text, start, end)
    head = _first_full_head(text, start, stop)
    if head is None or head.end() - start < _SHORT:
        return None
    name = text[start : head.end()]
    if name in ("会议", "专题会议") and (about := re.compile(r"，?(研究|部署|学习|传达|听取)([^，。]{4,30})").match(text, head.end(), end)):
        return NamedEvent(f"{about[1]}{about[2]}{name}", start, about.end(), EventKind.MEETING, "held-behind-about", _convener(text, begin, match.start()))
    name = re.sub(r"^(?:了|的|一场|一次|首次|本次|第一次)(?=.{4})", "", name)
    kind = next(kind for group, kind in _KINDS if head[group])
    name = _with_purpose(text, name, head.end(), end)
    going = _GOING.search(text, _clause_begin(text, begin, match.start()), match.start())
    purpose = re.match(r"纪念|欢迎|庆祝|悼念|迎接", name) if name.endswith(("仪式", "大会")) and name != text[start : head.end()] else None
    other = text[going.start() : head.end()] if going else purpose[0] + text[start : head.end()] if purpose else ""
    convener = _convener(text, begin, match.start())
    return NamedEvent(name, start, head.end(), kind, "held-behind", convener, other, planned=match[0].endswith("的"))


def _with_purpose(text: str, name: str, at: int, end: int) -> str:
    """举行仪式，欢迎…国事访问: a bare 仪式 is told apart by what it was for."""
    about = _PURPOSE.match(text, at, end) if name in ("仪式", "大会", "活动", "典礼") else None
    return f"{about['for']}{name}" if about else name


_PURPOSE = re.compile(r"，(?P<for>(?:纪念|欢迎|庆祝|悼念|迎接)[^，。；]{0,40})")


def _first_full_head(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The event word that ends the name: the last one before the clause goes on to something else."""
    found = None
    for match in _heads().finditer(text, start, stop):
        if text[match.end() : match.end() + 1] in "的上" and found:
            break
        found = match
    return found


def _convener(text: str, begin: int, at: int) -> str:
    """Who called the meeting: the body right before 召开."""
    clause = max(text.rfind(mark, begin, at) for mark in "，。；：\n")
    before = text[max(clause + 1, begin) : at]
    before = re.sub(r"^[●▲■◆★\s]+", "", before)
    before = re.sub(r"^(?:\d{1,4}[年月日时]|上午|下午|晚上?|近日|日前|昨日|今日|当天)+", "", before)
    before = re.sub(r"(?:在[^在]{2,20}|联合|共同|隆重|立即|组织)$", "", before)
    return before if re.fullmatch(r"[\u4e00-\u9fff、“”0-9（）]{2,30}", before) else ""


def _before_held(text: str, match: re.Match[str], begin: int) -> NamedEvent | None:
    """NAME在…举行."""
    start = _clause_begin(text, begin, match.start())
    head = _last_head(text, start, match.start())
    if head is None or head.end() != match.start():
        return None
    name_begin = start
    left = None
    for left in _LEFT.finditer(text, start, head.start()):
        name_begin = left.end()
    name = text[name_begin : head.end()]
    if len(name) <= _SHORT:
        return None
    kind = next(kind for group, kind in _KINDS if head[group])
    return NamedEvent(name, name_begin, head.end(), kind, "held-before", planned=bool(match["plan"]))


def _clause_begin(text: str, begin: int, at: int) -> int:
    depth = 0
    for index in range(at - 1, begin - 1, -1):
        char = text[index]
        depth += (char in "”）》") - (char in "“（《")
        if depth <= 0 and char in "，。；：\n！？":
            return index + 1
    return begin


_SHORT = 2


@cache
def _visit() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('visit_verbs')})(?:{alternation('visit_verbs')})?")


@cache
def _talks() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('talks_verbs')})了?(?!会|室|厅|时指|时强)")


def talks_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """会见…一行; 与…举行工作会谈; 同…会谈."""
    for match in _talks().finditer(text, begin, end):
        word = match[0].rstrip("了")
        if text[max(begin, match.start() - 3) : match.start()].endswith(("举行", "进行")) or word in ("工作会谈", "会谈", "洽谈", "座谈", "会晤"):
            clause = _clause_begin(text, begin, match.start())
            together = re.compile(r"(?:与|同|和)[^，。；]{2,60}$").search(text, clause, match.start())
            if word.endswith(("会谈", "会晤", "洽谈", "座谈")) and (together or "举行" in text[clause : match.start()]):
                start = match.start() if word == "工作会谈" or not together else together.start()
                return NamedEvent(text[start : match.end()], start, match.end(), EventKind.TALKS, "talks-with")
            continue
        if word in ("洽谈", "座谈", "会谈", "座谈交流"):
            continue
        stop = _clause_end(text, match.end(), end)
        stop = _behind_list(text, stop, end)
        name = re.sub(r"时$|，$|并[^并]{2,20}$", "", text[match.start() : stop])
        if len(name) > len(word) + 1:
            bare = name.replace("了", "", 1) if name[len(word) : len(word) + 1] == "了" else name
            short = re.sub(r"(?<=见)(?:来华|来访|来京|出席|前来)[^的]{0,30}的", "", bare)
            return NamedEvent(bare, match.start(), match.start() + len(name), EventKind.TALKS, "talks-receive", other=short if short != bare else "")
    return None


def _behind_list(text: str, stop: int, end: int) -> int:
    return stop


_GOING = re.compile(r"(?:到|赴|深入|来到|前往)[^，。；]{2,24}$")


def visit_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """检查…落实情况; 在四川、重庆调研; 就…进行专题调研; 到…现场办公."""
    for match in _visit().finditer(text, begin, end):
        if text[max(begin, match.start() - 1) : match.start()] in ("的", "受", "被", "经") or re.match(r"[了]?(?:工作|情况|组|团|时|中|报告|指导|结果|发现|调度|批示)", text[match.end() : match.end() + 2]):
            continue
        clause = _clause_begin(text, begin, match.start())
        stop = _clause_end(text, match.end(), end)
        behind = text[match.end() : stop]
        if len(behind) > _SHORT:
            to = _GOING.search(text, clause, match.start())
            return NamedEvent(
                text[match.start() : stop], match.start(), stop, EventKind.INSPECTION, "visit-object", other=text[to.start() : stop] if to else ""
            )
        where = re.compile(r"(?:在|到|赴|深入|就|来到|对|前往)[^，。；]{2,40}$").search(text, clause, match.start())
        start = where.start() if where else match.start()
        return NamedEvent(text[start : match.end()], start, match.end(), EventKind.INSPECTION, "visit-place")
    return None


_CHAIRED = re.compile(r"(?:共同)?主持(?P<name>[^，。；：]{4,40})")


def chaired_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """共同主持中俄总理第三十次定期会晤: a meeting told by who chairs it."""
    match = _CHAIRED.search(text, begin, end)
    head = _first_full_head(text, match.start("name"), match.end("name")) if match else None
    if match is None or head is None or head.end() - match.start("name") <= _CHAIR_SHORT:
        return None
    kind = next(kind for group, kind in _KINDS if head[group])
    return NamedEvent(text[match.start("name") : head.end()], match.start("name"), head.end(), kind, "chaired")


_CHAIR_SHORT = 4
_CAME = re.compile(r"(?:来到|走进|前往|深入|赴)(?P<place>[^，。；：]{3,24})")


def came_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """来到石榴红幼儿园: a visit told by nothing but the arrival."""
    match = _CAME.search(text, begin, end)
    return NamedEvent(match[0], match.start(), match.end(), EventKind.INSPECTION, "came") if match else None


_OPENED = re.compile(r"(?P<name>[\u4e00-\u9fffA-Za-z0-9“”]{4,40}?)(?P<mode>正式)?(?P<verb>揭牌|挂牌|开工|竣工|奠基|通车|开馆|开诊|启用)(?:开诊)?[，。]")


def opened_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """滨城院区正式揭牌: the opening of an institution or a work."""
    match = _OPENED.search(text, begin, end)
    if match is None:
        return None
    name_begin = match.start("name")
    for left in _LEFT.finditer(text, name_begin, match.end("name")):
        name_begin = left.end()
    if match.end("name") - name_begin <= _SHORT:
        return None
    return NamedEvent(f"{text[name_begin : match.end('name')]}{match['verb']}", name_begin, match.end("verb"), EventKind.CEREMONY, "opened")


_JOIN = re.compile(r"(?:参加|出席|参与|收听收看|观看)(?:所在的?)?(?P<name>[^，。；：]{2,60})")
_ON_VISIT = re.compile(r"对(?P<where>[\u4e00-\u9fff]{2,20})进行(?:正式|友好|国事|工作|正式友好)*访问|(?:访问|到访)(?P<to>[\u4e00-\u9fff]{4,20})")


def joined_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """参加…活动, 参加…投票: an event told by those who took part."""
    for match in _JOIN.finditer(text, begin, end):
        head = _last_head(text, match.start("name"), match.end("name"))
        if head and head.end() - match.start("name") > _SHORT:
            kind = next(kind for group, kind in _KINDS if head[group])
            name = re.sub(r"^(?:由[^，。]{2,40}?(?:主办|承办|举办|组织)的|以“[^”]{2,30}”为主题的|在[^，。]{2,20}(?:举行|召开|举办)的)", "", text[match.start("name") : head.end()])
            return NamedEvent(name, head.end() - len(name), head.end(), kind, "joined")
    visit = _ON_VISIT.search(text, begin, end)
    if visit:
        return NamedEvent(visit[0], visit.start(), visit.end(), EventKind.ACTIVITY, "state-visit")
    return None
