"""Events as facts: name, kind, place, convener, series and number."""

import re
from types import MappingProxyType

from kg.discourse.context import Context
from kg.discourse.event_words import NamedEvent
from kg.discourse.happenings import Happening, Happenings
from kg.discourse.held_events import held_events
from kg.discourse.reading import Reading
from kg.discourse.told_events import lecture_event, talks_event, visit_event
from kg.mentions.dates import DateMention
from kg.model import EventFact, PrintedDate

_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SERIES = re.compile(r"第([〇零一二三四五六七八九十百两\d]{1,5})(?:次|届|场|期|轮|批)")
_SESSION = re.compile(r"(?:第)?([〇零一二三四五六七八九十]{1,3})届[^，。]{0,20}?(?:第)?([〇零一二三四五六七八九十]{1,4})次")
_PLACE = re.compile(
    r"在(?P<place>[\u4e00-\u9fffA-Za-z0-9“”·—]{2,24}?)(?:隆重|顺利|成功|正式|同步|联合|共同|圆满)?(?:召开|举行|举办|开幕|会见|会谈|主持召开)"
)
_NO_PLACE = re.compile(r"^该|^[上下]午|^晚|^[今昨明]|^当|\d日|会上|会后|期间|之际|基础|分别|线上|全国上下|讲话|主持")


def number(text: str) -> int | None:
    """十六 → 16, 37 → 37; None where it is no number."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char in _NUMERAL:
            digit = _NUMERAL[char]
        else:
            return None
    return total + digit


FIELD = "events"
RULES = MappingProxyType(
    {
        "held-before": "…会议在…召开, 举行, 开幕",
        "held-behind": "召开, 举行, 举办 … 会议",
        "held-about": "召开会议研究…: named after what it was about",
        "held-for": "举行仪式，纪念…: named after what it was for",
        "chaired": "主持 … 会晤, where nothing else names the meeting",
        "talks-receive": "会见 … 一行",
        "talks-with": "与 … 举行会谈",
        "visit-object": "检查 … 情况: the verb and what was visited",
        "visit-place": "到 … 调研: the verb and where",
        "came": "来到 …: a visit told by the arrival alone",
        "opened": "… 正式揭牌",
        "signed": "签署…协议: a signing told by what was signed",
        "lecture": "为 … 授课",
        "joined": "参加 … 活动: told by those who took part",
        "spoken-at": "在…会议上发表讲话: told by nothing but who spoke there",
        "watched": "收听收看 … 会议: a meeting elsewhere",
        "referred": "会议由…主持, where nothing else names the meeting; the headline may",
        "state-visit": "对 … 进行访问",
    }
)


def facts(reading: Reading) -> tuple[EventFact, ...]:
    """The article's events in the order in which they are told."""
    context, told = reading.context, reading.told
    main = next((h for h in told.events if not h.named[0].planned), None)
    return tuple(_event(context, happening, told, headline=happening is main) for happening in told.events)


def _event(context: Context, happening: Happening, told: Happenings, *, headline: bool) -> EventFact:
    names = _names(context, happening.named)
    if headline:
        names += [n for n in [*_headline_names(context, happening), *_spelt_out(happening, told)] if n not in names]
    first = happening.named[0]
    names = sorted(names, key=len, reverse=True) if first.rule == "referred" else names
    name = names[0]
    sentence = context.sentences[happening.sentence]
    place = _PLACE.search(context.text, sentence.begin, sentence.end)
    series, serial = _series(name)
    session = _SESSION.search(name)
    return EventFact(
        key=happening.key,
        name=name,
        kind=happening.kind,
        evidence=(context.span(first.begin, first.end),),
        rule=first.rule,
        other_names=tuple(names[1:]),
        printed_date=_printed(context, happening.date) if happening.date else None,
        place=_where(place["place"]) if place and not _NO_PLACE.search(place["place"]) else "",
        conveners=_conveners(context, happening),
        series=series,
        series_number=serial,
        session=f"{session[1]}届{session[2]}次" if session else "",
    )


def _spelt_out(happening: Happening, told: Happenings) -> list[str]:
    """检查大会主会场: 大会 is the meeting announced in the same sentence, 市十五届人大五次会议."""
    name = happening.named[0].name
    at = re.search(r"(?<=[查看察])(?:大会|会议)", name)
    announced = [h.named[0].name for h in told.events if h.sentence == happening.sentence and h is not happening]
    return [name[: at.start()] + announced[0] + name[at.start() :]] if at and announced else []


def _shares_core(line: str, name: str) -> bool:
    """Whether a headline line and a name have four characters in a row in common."""
    return any(name[i : i + _CORE] in line for i in range(len(name) - _CORE + 1))


_CORE = 4


_BEHIND_PLACE = re.compile(r"(?<=.{2})(?:为|出席|组织|同|与).*")


def _where(place: str) -> str:
    """The place without what follows it: 总统府前广场|为…举行."""
    return _BEHIND_PLACE.sub("", place)


def _names(context: Context, named: list[NamedEvent]) -> list[str]:
    """The names of an event, the fullest first: with its convener where one is printed apart."""
    full = [_with_convener(context, event) for event in named]
    full += [event.other for event in named if event.other]
    ordered = sorted(dict.fromkeys(full), key=lambda n: -len(n))
    return list(dict.fromkeys([*ordered, *(event.name for event in named)]))


_WHOLE = re.compile(r"全[国省市县区州校院]|[省市县区州]委|研究|续会")


def _with_convener(context: Context, event: NamedEvent) -> str:
    convener = event.convener
    if (
        not _BODY.search(convener)
        or context.named_in(convener)
        or "、" in convener
        or len(convener) > _LONG_CONVENER
        or _WHOLE.match(event.name)
        or event.name.startswith(convener)
    ):
        return event.name
    if event.name in ("续会", "会议") and not (event.name == "会议" and convener.endswith("常委会")):
        return event.name
    if event.name[:_SAME] == convener[:_SAME]:  # 海州市人民医院 called 海州市…学术会议
        return event.name
    shared = next((k for k in range(len(event.name), 1, -1) if convener.endswith(event.name[:k])), 0)
    return convener + event.name[shared:]


_SAME = 3
_BODY = re.compile(r"[省市县区州盟旗镇乡委府院局会办校社团系部组厅处心司班子队公司集团大学协联中央]$")
_LONG_CONVENER = 16
_LONG_HEADLINE = 30


def _headline_names(context: Context, happening: Happening) -> list[str]:
    """The names that the headline gives the article's main event, where it gives a like one."""
    found = []
    for line in context.article.headlines:
        for event in held_events(line.text, 0, len(line.text)):
            if event.kind is happening.kind:
                found += _names(context, [event])
        for rule in (lecture_event, talks_event, visit_event):
            told = rule(line.text, 0, len(line.text))
            if told and told.kind is happening.kind:
                found.append(told.name)
        if (
            not found
            and _shares_core(line.text, happening.named[0].name)
            and len(line.text) <= _LONG_HEADLINE
            and not context.named_in(line.text)
        ):
            found.append(line.text)
        about = re.search(r"在([\u4e00-\u9fff“”（）\d]{4,40}(?:会议|大会|座谈会|推进会))上", line.text)
        if about and happening.kind.value == "Meeting":
            found.append(about[1])
    return found


def _conveners(context: Context, happening: Happening) -> tuple[str, ...]:
    """The bodies that called the meeting; where a person called it, none."""
    called = [event.convener for event in happening.named if event.convener and not context.named_in(event.convener)]
    found = [part for convener in called for part in convener.split("、") if _BODY.search(part) and not _OFFICE.search(part)]
    return tuple(dict.fromkeys(found))


_OFFICE = re.compile(r"(?:常委|委员|书记|[市县区省州镇乡校院局部]长|主任|主席)$")


def _series(name: str) -> tuple[str, int | None]:
    """省委…工作第十六次专题会议 → (省委…工作专题会议, 16)."""
    matches = list(_SERIES.finditer(name))
    if not matches or matches[-1][0][-1] not in "次场期轮":
        return "", None
    match = matches[-1]
    return name[: match.start()] + name[match.end() :], number(match[1])


def _printed(context: Context, date: DateMention) -> PrintedDate:
    return PrintedDate(
        text=date.text,
        span=context.span(date.begin, date.end),
        year=date.year,
        month=date.month,
        day=date.day,
        last_month=date.last_month,
        last_day=date.last_day,
        days_before_issue=date.days_before_issue,
    )
