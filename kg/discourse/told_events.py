"""Events told by what people did: 会见…一行, 检查…情况, 参加…活动, …正式揭牌."""

import re
from functools import cache

from kg.discourse.event_words import SHORT, NamedEvent, balanced, clause_begin, clause_end, full_head, going, kind_of, last_head, name_begin
from kg.mentions.landmarks import landmarks
from kg.model import EventKind
from kg.rules import alternation

_CHAIRED = re.compile(r"主持了?(?:本次|此次|这次|该场|本场)?(?P<name>[^，。；：]{5,40})")


def chaired_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """共同主持中俄总理第三十次定期会晤: a meeting told by who chairs it."""
    match = _CHAIRED.search(text, begin, end)
    head = full_head(text, match.start("name"), match.end("name")) if match else None
    if match is None or head is None or head.end() - match.start("name") <= SHORT + 2:
        return None
    return NamedEvent(text[match.start("name") : head.end()], match.start("name"), head.end(), kind_of(head), "chaired")


@cache
def _talks() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{alternation('talks_verbs')})了?(?!会|室|厅|时指|时强)")


_WITH = re.compile(r"[与同和](?=[^，。；]{2,60}$)")
_MUTUAL = ("会谈", "会晤", "洽谈", "座谈", "通电话", "通话", "会面")
_ON_THE_WAY = re.compile(r"(?<=见)(?:来华|来访|来京|出席|前来)[^的]{0,30}的")
_SPEAKS = r"(?:时|[之以]?后)(?:强调|指出|要求|说|表示|称|重申)?$"  # 会见…时表示: what was said there begins
_BEHIND_GUEST = re.compile(rf"{_SPEAKS}|并[^并]{{2,20}}$")
_AT_THE_TIME = re.compile(_SPEAKS)


def talks_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """会见…一行; 与…举行工作会谈; 同…会谈."""
    for match in _talks().finditer(text, begin, end):
        word = match["word"]
        formal = text[max(begin, match.start() - 2) : match.start()] in ("举行", "进行")
        mutual = formal or word.endswith(_MUTUAL)
        event = _mutual(text, match, begin) if mutual else None
        if event is None and (not mutual or text.startswith(("到访", "来华", "来访"), match.end())):
            event = _reception(text, match, end)
        if event:
            return event
    return None


def _mutual(text: str, match: re.Match[str], begin: int) -> NamedEvent | None:
    """与…举行会谈: the partner stands before the verb."""
    clause = max(clause_begin(text, begin, match.start()), match.start() - 64)
    together = _WITH.search(text[clause : match.start()])
    if not match["word"].endswith(_MUTUAL) or not (together or "举行" in text[clause : match.start()]):
        return None
    start = clause + together.start() if together and match["word"] != "工作会谈" else match.start()
    return NamedEvent(text[start : match.end()], start, match.end(), EventKind.TALKS, "talks-with")


def _reception(text: str, match: re.Match[str], end: int) -> NamedEvent | None:
    """会见…: the guest stands behind the verb."""
    if match["word"] == "座谈交流":
        return None
    stop = clause_end(text, match.end(), end)
    guest = _BEHIND_GUEST.sub("", text[match.end() : stop][:120])
    if len(guest) <= 1:
        return None
    name = match["word"] + guest
    short = _ON_THE_WAY.sub("", name)
    return NamedEvent(name, match.start(), match.end() + len(guest), EventKind.TALKS, "talks-receive", other=short if short != name else "")


@cache
def _visit() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation('visit_verbs')}){{1,2}}(?!了?(?:工作|情况|组|团|时|中|报告|指导|结果|发现|调度|批示|电|员|的|整改|反馈|委员会|站|和|、))"
    )


_NO_VISIT = ("的", "受", "被", "经", "表示", "致以", "诚挚", "亲切", "深切", "以")
_WHERE = re.compile(r"(?:在|到|赴|深入|就|来到|对|前往)(?=[^，。；]{2,40}$)")


def visit_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """检查…落实情况; 在四川、重庆调研; 就…进行专题调研; 到…现场办公."""
    match = next((m for m in _visit().finditer(text, begin, end) if not text.endswith(_NO_VISIT, begin, m.start())), None)
    if match is None:
        return None
    stop = clause_end(text, match.end(), end)
    at_the_time = _AT_THE_TIME.search(text[max(match.end(), stop - 8) : stop])
    stop -= len(at_the_time[0]) if at_the_time else 0
    if stop - match.end() > SHORT:
        to = going(text, begin, match.start())
        other = text[to:stop] if to is not None else ""
        return NamedEvent(text[match.start() : stop], match.start(), stop, EventKind.INSPECTION, "visit-object", other=other)
    clause = max(clause_begin(text, begin, match.start()), match.start() - 44)
    where = _WHERE.search(text[clause : match.start()])
    start = clause + where.start() if where else match.start()
    return NamedEvent(text[start : match.end()], start, match.end(), EventKind.INSPECTION, "visit-place")


_LECTURE = re.compile(r"[为给][^，。；：]{3,40}?(?:授课|讲课|作[^，。；：]{0,16}(?:讲座|报告会?))")


def lecture_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """为…采编人员授课: a lecture told by who heard it."""
    match = _LECTURE.search(text, begin, end)
    return NamedEvent(match[0], match.start(), match.end(), EventKind.ACTIVITY, "lecture") if match else None


_CAME = re.compile(r"(?:来到|走进|前往)[^，。；：]{3,24}")


def came_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """来到石榴红幼儿园: a visit told by nothing but the arrival."""
    match = _CAME.search(text, begin, end)
    if match is None:
        return None
    name = _AT_THE_TIME.sub("", match[0])
    return NamedEvent(name, match.start(), match.start() + len(name), EventKind.INSPECTION, "came")


_OPENED = re.compile(r"(?:正式)?(?P<verb>揭牌|挂牌|开工|竣工|奠基|通车|开馆|开诊|启用)(?:开诊)?(?=[，。])")


def opened_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """滨城院区正式揭牌: the opening of an institution or a work."""
    match = _OPENED.search(text, begin, end)
    if match is None:
        return None
    start = name_begin(text, clause_begin(text, begin, match.start()), match.start())
    if match.start() - start <= SHORT:
        return None
    return NamedEvent(text[start : match.start()] + match["verb"], start, match.end("verb"), EventKind.CEREMONY, "opened")


_SIGNED = re.compile(
    r"(?:(?<=[，。：])|(?P<with>与[^，。；]{2,40}?))?(?P<what>签署了?(?!大量|更|若干|的|《)[^，。；]{2,40}?(?:协议|协定|备忘录|合同|意向书))"
)


def signed_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """签署战略合作协议: a signing told by what was signed."""
    match = _SIGNED.search(text, begin, end)
    if match is None:
        return None
    start = match.start("with") if match["with"] else match.start("what")
    name = balanced(text, start, match.end()).replace("签署了", "签署")
    return NamedEvent(name, start, match.end(), EventKind.CEREMONY, "signed")


_JOIN = re.compile(r"(?:参加|出席|参与|收听收看|观看)了?(?:[他她]?所在的?)?(?P<name>[^，。；：]{2,60})")
_HELD_BY = re.compile(r"(?:由[^，。]{2,40}?(?:主办|承办|举办|组织)的|以“[^”]{2,30}”为主题的|在[^，。]{2,20}?(?:举行|召开|举办)的)")
_WATCHED = re.compile(r"(?:收听收看|收看|收听)了?(?P<name>[^，。；：]{4,60})")


def watched_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """在收听收看省委…第十六次专题会议后: a meeting elsewhere that was watched; nobody is thereby said to have been there."""
    match = _WATCHED.search(text, begin, end)
    head = last_head(text, match.start("name"), match.end("name")) if match else None
    if match is None or head is None or head.end() - match.start("name") <= SHORT:
        return None
    return NamedEvent(text[match.start("name") : head.end()], match.start("name"), head.end(), kind_of(head), "watched", planned=True)


_NOUN = r"(?P<{0}>会议|大会|讲座|报告会|论坛|仪式|典礼|活动|座谈会?|研讨会?|沙龙|会谈|会见|评审会|答辩会|培训班?)"
_REFERRED = re.compile(
    rf"{_NOUN.format('by')}(?=由[^，。；]{{2,60}}?主持)|(?:出席|参加|主持)了?(?:本次|此次|该|这次)?{_NOUN.format('to')}(?!的|人|室)"
)


def referred_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """会议由…主持, …参加座谈: an event that nothing in the text names; its headline may."""
    match = next(iter(landmarks(text).led("referred", _REFERRED, begin, end)), None)
    if match is None:
        return None
    group = "by" if match["by"] else "to"
    word = match[group]
    kind = EventKind.TALKS if word in ("会谈", "会见") else EventKind.CEREMONY if word in ("仪式", "典礼") else EventKind.MEETING
    kind = EventKind.ACTIVITY if word in ("活动", "讲座", "培训", "培训班") else kind
    return NamedEvent(word, match.start(group), match.end(group), kind, "referred")


_STATE_VISIT = re.compile(
    r"对[\u4e00-\u9fff]{2,20}进行(?:正式|友好|国事|工作){0,2}访问|(?:访问|到访)(?!的|表示|期间|活动|时|后)[\u4e00-\u9fff]{2,20}"
)


_SPOKE_AT = re.compile(r"在(?P<name>[^，。；：在《》]{6,60})上(?:发表|作)了?(?:重要|主旨|视频|总结){0,2}(?:讲话|致辞|报告|演讲)")


def _spoken_at(text: str, begin: int, end: int) -> NamedEvent | None:
    """在中央纪律检查委员会第三次全体会议上发表重要讲话: the meeting at which somebody spoke."""
    match = _SPOKE_AT.search(text, begin, end)
    head = last_head(text, match.start("name"), match.end("name")) if match else None
    if match is None or head is None or head.end() != match.end("name"):
        return None
    return NamedEvent(match["name"], match.start("name"), head.end(), kind_of(head), "spoken-at")


def joined_event(text: str, begin: int, end: int) -> NamedEvent | None:
    """参加…活动, 参加…投票: an event told by those who took part; 在…会议上发表讲话; 对…进行访问."""
    for match in _JOIN.finditer(text, begin, end):
        head = last_head(text, match.start("name"), match.end("name"))
        if head and head.end() - match.start("name") > SHORT:
            held = _HELD_BY.match(text, match.start("name"), head.end())
            start = held.end() if held else match.start("name")
            return NamedEvent(text[start : head.end()], start, head.end(), kind_of(head), "joined")
    spoken = _spoken_at(text, begin, end)
    if spoken:
        return spoken
    visit = _STATE_VISIT.search(text, begin, end)
    if visit is None:
        return None
    name = _AT_THE_TIME.sub("", visit[0].split("期间")[0])
    return NamedEvent(name, visit.start(), visit.start() + len(name), EventKind.ACTIVITY, "state-visit")
