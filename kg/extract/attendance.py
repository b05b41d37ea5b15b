"""Who took part in which event, how, and in what order the page names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.discourse.context import Context
from kg.discourse.happenings import Happening, Happenings
from kg.discourse.reading import Reading
from kg.discourse.speech import Speech
from kg.mentions.people import Mention
from kg.model import AttendanceFact, EventKind, Mode, Sentence
from kg.rules import alternation


@dataclass(frozen=True, slots=True)
class _Part:
    """One person's part in one sentence."""

    mention: Mention
    mode: Mode | None  # None: said to be absent
    rule: str
    venue: str
    span: tuple[int, int]


@cache
def _predicates() -> re.Pattern[str]:
    return re.compile(
        r"(?P<absent>请假|未能?(?:出席|参加|到会)|缺席|委托亲属|因病医治无效|逝世|生前|遗体|治丧)"
        r"|(?P<sat>列席(?!代表|了?中国))"
        r"|(?P<chair>(?:共同)?主持(?!人|召开时指出|工作|制定|编写|的))"
        rf"|(?P<attend>出席|参加|与会|参会|到会|到场|陪同|一同|随同|讲话|发言|致辞|致词|致悼词|汇报|通报|介绍|宣布|宣读|传达|部署|点评|揭牌|揭幕|签约|签署|座谈|会见|会谈|会晤|"
        rf"{alternation('visit_verbs')}|来到|走进|深入|率|带队|(?<![大工生众业学师党家民方们会团界])代表(?=[\u4e00-\u9fff]{2})(?!列席|出席|参加|们|作|先后|和|及|等)|公布|领学|朗诵|分享|推介|赠送|参观|说明|作[^，。]{{0,20}}报告|就座|投票|选举|接过|送上|共同|表态|述职|致欢迎|主讲|授课|讲授|总结|动员|辅导|领誓|献词|剪彩|启动|按下|培土|答|提出|谈|交流|检讨|主题演讲|祝福|当选|观看|到访|访问|参训|检阅|敬献|坐在|{alternation('speech_verbs')})"
    )


_VENUE = re.compile(r"在(?P<venue>[\u4e00-\u9fff]{0,8}(?:分会场|主会场|主场|分场))")
_LIST_BEHIND = re.compile(r"(?:出席|参加|列席|与会|陪同)[^，。]{0,24}(?:的(?:还)?有|有|的是|包括)：?$|(?:出席|参加|列席)[^，。]{0,20}的[^，。：]{0,14}有：?$")
_OBJECT = re.compile(r"(?:会见|会谈|接见|会晤|同|与|欢迎|陪同)了?[^，。]{0,30}$")


FIELD = "attendances"


def facts(reading: Reading) -> tuple[AttendanceFact, ...]:
    """The attendances of an article: one per person and event, the strongest mode counting."""
    context = reading.context
    found: dict[tuple[str, str], AttendanceFact] = {}
    counts: dict[str, int] = {}
    absent: set[tuple[str, str]] = set()
    for happening, part in _parts(context, reading.speeches, reading.told):
        key = (happening.key, part.mention.name)
        if part.mode is None:
            absent.add(key)
            continue
        old = found.get(key)
        if old is None:
            counts[happening.key] = counts.get(happening.key, 0) + 1
            found[key] = _fact(context, happening, part, counts[happening.key])
        elif _rank(part.mode) > _rank(old.mode):
            new = _fact(context, happening, part, old.position)
            found[key] = AttendanceFact(
                new.event, new.person, new.mode, new.position, old.title_as_printed or new.title_as_printed, (*old.evidence, *new.evidence), new.rule, new.venue or old.venue
            )
        elif not old.title_as_printed and part.mention.titles:
            found[key] = _with_title(context, old, part.mention)
    return tuple(fact for key, fact in found.items() if key not in absent)


def _with_title(context: Context, old: AttendanceFact, mention: Mention) -> AttendanceFact:
    title = "、".join(t.text for t in mention.titles)
    return AttendanceFact(old.event, old.person, old.mode, old.position, title, old.evidence, old.rule, old.venue)


def _rank(mode: Mode) -> int:
    return (Mode.ATTENDED, Mode.SAT_IN, Mode.PRESIDED).index(mode)


def _fact(context: Context, happening: Happening, part: _Part, position: int) -> AttendanceFact:
    return AttendanceFact(
        event=happening.key,
        person=part.mention.name,
        mode=part.mode,
        position=position,
        title_as_printed="、".join(t.text for t in part.mention.titles) or (part.mention.behind.text if part.mention.behind else ""),
        evidence=(context.span(*part.span),),
        rule=part.rule,
        venue=part.venue,
    )


def _parts(context: Context, speeches: tuple[Speech, ...], told: Happenings) -> Iterator[tuple[Happening, _Part]]:
    for number, sentence in enumerate(context.sentences):
        happening = told.of_sentence.get(number)
        if happening is None:
            continue
        for other in _above(context, told, sentence):
            for part in _parts_in(context, sentence.begin, sentence.end):
                yield other, part
        happening = _referred(context, told, sentence, happening)
        if _BOTH.match(context.text, sentence.begin) and happening.sentence == number:
            yield from ((happening, part) for part in _both_sides(context, told, happening, sentence))
        for begin, end in _narrative(sentence, speeches):
            for part in _parts_in(context, begin, end):
                if not re.search(re.escape(part.mention.name) + "(?:同志|先生|女士|诞辰)", happening.named[0].name):
                    yield happening, part


_REFERS = re.compile(r"(?:参加|陪同|出席)了?(?P<noun>调研|考察|检查|慰问|督导|视察|会见|会谈|会议|座谈会?|仪式|活动)(?:活动|等)?。?$")


def _referred(context: Context, told: Happenings, sentence: Sentence, now: Happening) -> Happening:
    """…参加调研: of the events told so far, the latest whose name holds the noun, if the one told last does not."""
    match = _REFERS.search(context.text[sentence.begin : sentence.end])
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


_BOTH = re.compile(r"双方(?:还|共同|一同|随后)*(?:出席|参加|见证|签署)")


def _both_sides(context: Context, told: Happenings, now: Happening, sentence: Sentence) -> Iterator[_Part]:
    """双方共同出席…签字仪式: the two sides of the talks told last."""
    before = [number for number, happening in told.of_sentence.items() if number < now.sentence and happening is not now]
    talks = told.of_sentence[max(before)] if before else None
    if talks is None or talks.kind is not EventKind.TALKS:
        return
    first, last = talks.sentence, max(n for n in before if told.of_sentence[n] is talks)
    seen: set[str] = set()
    for mention in context.mentions_in(context.sentences[first].begin, context.sentences[last].end):
        if mention.name not in seen and not context.is_modifier(mention) and not (mention.behind and mention.behind.text in ("主席", "总书记")):
            seen.add(mention.name)
            yield _Part(mention, Mode.ATTENDED, "both-sides", "", (sentence.begin, sentence.end))


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


def _parts_in(context: Context, begin: int, end: int) -> Iterator[_Part]:
    """Each person of a stretch with what is said of them: the next verb behind them, or 参加会议的有 before them."""
    mentions = context.mentions_in(begin, end)
    if not mentions:
        return
    sent = [m.span() for m in _COMMISSION.finditer(context.text, begin, end)]
    predicates = [m for m in _predicates().finditer(context.text, begin, end) if not any(p.whole_begin <= m.start() < p.end for p in mentions)]
    for mention in mentions:
        if context.is_modifier(mention):
            continue
        if any(b <= mention.begin < e for b, e in sent):
            yield _Part(mention, None, "sent-somebody", "", (begin, end))
            continue
        predicate = next((p for p in predicates if p.start() >= mention.end and _reaches(context, p, mention, mentions)), None)
        if predicate is None:
            before = context.text[begin : mention.whole_begin]
            if (_LIST_BEHIND.search(before) or _OBJECT.search(before) or _in_list_behind(context, begin, mention, mentions)):
                mode = Mode.SAT_IN if "列席" in before else Mode.ATTENDED
                yield _Part(mention, mode, "roll-call-behind", "", (begin, end))
                continue
        if predicate is None:
            continue
        if _only_speaks(context, mention, predicate):
            continue
        if predicate["absent"]:
            yield _Part(mention, None, "absent", "", (begin, end))
            continue
        mode = Mode.PRESIDED if predicate["chair"] else Mode.SAT_IN if predicate["sat"] else Mode.ATTENDED
        if mode is Mode.PRESIDED and _is_before_chair(mention, predicate, mentions, context):
            mode = Mode.ATTENDED
        if mode is Mode.ATTENDED:
            mode = _later_mode(context, predicate, predicates, mentions)
        venue = _VENUE.search(context.text, mention.end, predicate.end())
        yield _Part(mention, mode, f"{'presided' if predicate['chair'] else 'sat-in' if predicate['sat'] else 'took-part'}", venue["venue"] if venue else "", (begin, end))


def _reaches(context: Context, predicate: re.Match[str], mention: Mention, mentions: list[Mention]) -> bool:
    """请假 and the like say something only of the last person before them."""
    if not predicate["absent"]:
        return True
    last = [m for m in mentions if m.end <= predicate.start()][-1]
    return (mention is last or mention.group == last.group) and predicate.start() - last.end <= _NEAR


def _only_speaks(context: Context, mention: Mention, predicate: re.Match[str]) -> bool:
    """A leader who is quoted, or somebody interviewed (居民某某说), is not for that at the event."""
    if predicate[0] not in _SPEECH:
        return False
    if mention.behind is not None and mention.behind.text == "总书记":
        return True
    return not mention.titles and bool(_INTERVIEWED.search(context.text[max(0, mention.begin - 6) : mention.begin]))


_SPEECH = frozenset({"指出", "强调", "说", "表示", "介绍", "认为", "坦言", "称", "谈到"})
_INTERVIEWED = re.compile(r"(?:居民|村民|市民|游客|运动员|队员|球迷|学生|农户|种植户|养殖户|店主|店员|顾客|旅客|乘客|患者|家属|网友|选手|工人|员工|职工|负责人|老人|牧民|渔民|商户|用户)$")
_NEAR = 14
_COMMISSION = re.compile(r"受[^，。；]{2,40}?委托")


def _in_list_behind(context: Context, begin: int, mention: Mention, mentions: list[Mention]) -> bool:
    """A later name of a list that 参加会议的有 opens."""
    first = mentions[0]
    return mention is not first and bool(_LIST_BEHIND.search(context.text[begin : first.whole_begin]))


def _is_before_chair(mention: Mention, predicate: re.Match[str], mentions: list[Mention], context: Context) -> bool:
    """苑海，…景阳刚主持会议: only the last list before 主持 presides, not who stands before its comma."""
    last = [m for m in mentions if m.end <= predicate.start()][-1]
    between = context.text[mention.end : last.whole_begin]
    return mention is not last and mention.group != last.group and "，" in between


def _later_mode(context: Context, predicate: re.Match[str], predicates: list[re.Match[str]], mentions: list[Mention]) -> Mode:
    """安伟出席会议并主持; 左佑督导救灾，列席了院坝会: a later verb, before anybody else is named, says how the person took part."""
    stop = next((m.whole_begin for m in mentions if m.begin > predicate.end()), None)
    for other in predicates:
        if other.start() <= predicate.start() or (stop is not None and other.start() >= stop):
            continue
        if other["chair"] and "，" not in context.text[predicate.end() : other.start()].replace("，并", ""):
            return Mode.PRESIDED
        if other["sat"]:
            return Mode.SAT_IN
    return Mode.ATTENDED
