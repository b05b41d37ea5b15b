"""Reported speech: who says what, from where to where.

A statement begins behind a speech verb with its speaker (安伟指出，…), runs over sentences and paragraphs, and ends before the next verb
with a speaker of its own or before the report goes back to telling what happened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.discourse.context import Context
from kg.mentions.people import Mention
from kg.model import Sentence
from kg.rules import alternation

MEETING = "会议"


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement in the repaired body. ``speaker`` is a person's name, or ``MEETING``."""

    speaker: str
    verb: str
    clause: int  # where the clause that reports it begins
    begin: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Opener:
    speaker: str
    verb: str
    clause: int
    begin: int
    rule: str
    quote: int | None = None  # begin of the quotation that stands before the speaker
    only_quote: bool = False  # nothing said behind the verb


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<bare>{alternation('speech_bare')})(?![，：；。、！”）]|的|和|与|精神|是|等|下)|(?P<verb>{alternation('speech_verbs')})(?=[“，：。])|(?P<told>{alternation('speech_told')})(?=(?:(?<=[求嘱咐励望议醒诫示召复])|(?=了?[^，：。；“”]{{0,12}}?(?:[一二两三四五六七八九十几\d][点条项个句方]|要求|意见|建议|希望|任务)))了?[^，：。；“”]{{0,16}}?[，：]|了?[^，：。；“”]{{0,16}}(?:意见|任务|要求|建议|希望|话)。$)|(?P<plain>指出|表示|认为|强调|提出(?=[\u4e00-\u9fff]{{1,8}}要))(?=[\u4e00-\u9fff“])(?!了|的|过|欢迎|感谢|赞|热烈|衷心|慰问|祝贺|支持|高度|诚挚|敬意|肯定|满意|同意|祝愿|哀悼|反对|关切|谢|敬|祝|深切|热切|强烈|坚决|并|和|与|对|充分|由衷|亲切|良好|极大|十分|非常))"
    )


@cache
def _narrative() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('narrative_openers')}|各[^，。]{{2,20}}(?:设|分别在)[^，。]{{0,8}}(?:分会场|收听|参加)|(?:本次|此次|该|全场)?(?:会议|大会|座谈会|研讨会|论坛|仪式|讲座|活动|培训|年会|峰会|对话会|分享会|交流会)(?:还|共|最后|先后)*(?:邀请|安排|由|期间|结束|听取|审议|以线上|以视频|吸引|精彩|取得|圆满)|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日|[●▲■◆])")


_SUBJECT = re.compile(
    r"(?:随后|最后|同时|但同时|但|此外|对此|而|其中|为此)?(?P<who>会议|全会|大会|座谈会|推进会|通知|报告|公报|《[^《》]{2,20}》|他们|他|她|常委会|主席会议|委员长会议|文章|文中|社论|评论|评论员文章|白皮书|声明|方案|规划|条例|公告|文件|贺信|批示|来信)"
    r"(?:最后|还|也|则|又|同时|特别|进一步|着重|一致|明确|首先|动情地|对此|在[^，。：]{1,14}[时中后])*+"
)
_HOW = re.compile(
    r"(?:（[^（）]{1,14}）)?(?:同志|一行|等|等人|最后|首先|还|也|又|均|都|同时|特别|反复|一再|进一步|着重|明确|动情地|深情地|激动地|高兴地|笑着|握着老人的手|则|亦|接着|随后|为此|就此|对此|分别|边走边看?|"
    r"在[^，。；：]{0,24}?(?:时|中|后|上|会|前)|在[^，。；：]{1,20}|当即|当场|现场|代表[^，。；：]{1,20}|就[^，。；：]{1,30}|向[^，。；：]{1,16}|对[^，。；：]{1,16}|主持[^，。；：]{0,10}并?(?:讲话)?|并|发表重要讲话|致信|点评|汇报|补充|介绍|总结|回应|回答|动员|讲话|致辞|作[^，。；：]{1,12}|讲|为|以[^，。；：]{1,20}|认真听取[^。]{1,20}后|自|要|而|强调|指出|提出|认为|表示|来到[^，。]{1,16}|拉着[^，。]{1,8}|听着?[^，。]{1,8}|看着?[^，。]{1,8})*$"
)
_NOUN = re.compile(r"(?:的|部署|有关|相关|工作|各项|按照|根据|精神|总体|目标|任务|以上|明确|客观|具体|重要|作出|落实|贯彻|下达|这一|上述|严格|按|条件|标准|服务|规定|防疫|时代|发展|实践|内在|必然|本质|迫切|提出|寄予|充满|新的|听取|征求|意见|工作)$")
_CONTINUES = re.compile(
    r"(?:要|一要|[一二三四五六七八九十]+[是要、]|第[一二三四五六七八九十]|首先|其次|再次|同时|此外|各|全[市省县区校院州党国]|必须|坚持|加强|强化|突出|[\u4e00-\u9fff]{3,8}[，、。]要|[\u4e00-\u9fff]{2,4}[，、][^。]{0,12}要)"
)
_QUOTE_END = re.compile(r"”")


def speeches(context: Context) -> tuple[Speech, ...]:
    """The statements of an article in order, without overlaps."""
    openers = sorted(_openers(context), key=lambda o: (o.begin, o.clause))
    found: list[Speech] = []
    for number, opener in enumerate(openers):
        if found and opener.begin < found[-1].end and opener.clause < found[-1].begin:
            continue
        limit = _limit(context, opener, openers[number + 1]) if number + 1 < len(openers) else len(context.text)
        if not opener.speaker:
            continue
        speech = _speech(context, opener, max(limit, opener.begin))
        if speech.end - speech.begin > _SHORTEST:
            found.append(speech)
    return tuple(found)


_SHORTEST = 5


def _limit(context: Context, opener: _Opener, after: _Opener) -> int:
    """A statement ends before the next one's clause; before its whole sentence where that is a later one."""
    if after.quote is not None:
        return after.quote
    sentence = context.sentences[context.sentence_at(after.clause)]
    return sentence.begin if sentence.begin > opener.begin else after.clause


def _openers(context: Context) -> Iterator[_Opener]:
    last_subject = ""
    last_speaker = ""
    opened, last_clause = -1, -1
    for number, sentence in enumerate(context.sentences):
        if sentence.opens_part:
            last_speaker = ""
        text = context.text[sentence.begin : sentence.end]
        mentions = [m for m in context.mentions_in(sentence.begin, sentence.end) if not context.is_modifier(m) or m.begin == sentence.begin]
        if not mentions and (stranger := _STRANGER.match(text)) and not _SUBJECT.match(text):
            yield _Opener("", stranger["verb"], sentence.begin, sentence.begin + stranger.end(), "speech-stranger")
            continue
        for match in _verbs().finditer(text):
            at = sentence.begin + match.start()
            if match["told"] and text.endswith("。") and match.end() + _FAR > len(text) > match.end() and not _counts(context, sentence, match):
                continue
            if _in_quote(text, match.start()) or _is_noun(text, match):
                continue
            speaker, clause, rule = _subject(context, sentence, at, mentions, last_subject, last_speaker)
            if match["plain"] and rule not in ("speech-person", "speech-leader", "speech-pronoun", "speech-carried"):
                continue
            if rule == "speech-carried" and opened == number and not any(last_clause < m.begin < at for m in mentions):
                speaker = last_speaker
            if rule == "speech-carried" and match[0] in ("建议", "希望", "呼吁", "鼓励", "期望", "表示希望") and speaker == last_speaker and opened == number:
                continue
            if _is_nested(context, number, clause, speaker, last_speaker, last_clause):
                continue
            if rule == "speech-document":
                yield _Opener("", match[0], clause, _begin(context, sentence, match), rule)
            elif speaker:
                opened = number
                begin = _begin(context, sentence, match)
                opener = _Opener(speaker, match[0], _with_quote_before(context, number, clause), begin, rule)
                yield _from_quote(context, opener)
                last_speaker, last_clause = speaker, clause
        subject = next((m.name for m in mentions if m.whole_begin - sentence.begin <= _OPENING and not context.is_modifier(m)), "")
        inside = bool(subject) and any(m.name == subject and m.behind and m.behind.text in _LEADERS for m in mentions) and last_speaker
        if subject and opened != number and not inside and not _goes_on(context, sentence):
            last_speaker = last_subject = subject


_STRANGER = re.compile(r"[^，。；：“”]{2,26}(?<![就是以应该话单总的])(?P<verb>表示|说|认为|指出|强调|称)(?=[，：“])")
_FAR = 18


def _counts(context: Context, sentence: Sentence, match: re.Match[str]) -> bool:
    """强调6点意见。一要…: points are announced, and the next sentence begins to count them."""
    if re.search("[，：]", context.text[sentence.begin + match.end() : sentence.end]):
        return True
    return bool(re.match(r"\n?(?:[一1首第]|要)", context.text[sentence.end : sentence.end + 3]))


def _goes_on(context: Context, sentence: Sentence) -> bool:
    """Whether the sentence is rather a further part of what somebody says."""
    titled = any(m.whole_begin == sentence.begin for m in context.mentions_in(sentence.begin, sentence.end))
    return not titled and bool(_CONTINUES.match(context.text, sentence.begin, sentence.end))


def _is_nested(context: Context, number: int, clause: int, speaker: str, last_speaker: str, last_clause: int) -> bool:
    """靳诺指出，习近平总书记…强调，…: a leader quoted within somebody's statement opens none of its own."""
    sentence = context.sentences[number]
    quoted = any(
        m.name == speaker and m.behind is not None and m.behind.text in _LEADERS for m in context.mentions_in(sentence.begin, sentence.end)
    )
    if not quoted or not last_speaker or last_speaker == speaker:
        return False
    before = context.sentences[context.sentence_at(last_clause)] if last_clause >= 0 else None
    return before is not None and (before is sentence or before.paragraph == sentence.paragraph and last_clause >= context.sentences[number - 1].begin)


_LEADERS = frozenset({"总书记", "主席", "总理", "总统", "委员长", "国王", "最高元首", "元首", "首相"})


def _in_quote(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """要求 in 部署要求 and 的要求 is a noun."""
    before = text[max(0, match.start() - 3) : match.start()]
    if match[0] in ("要求", "希望", "建议", "指示", "说", "介绍", "提出", "强调", "表示") and _NOUN.search(before):
        return not (match[0] == "强调" and before.endswith(("工作", "发展")))
    return False


def _subject(
    context: Context, sentence: Sentence, at: int, mentions: list[Mention], last_subject: str, last_speaker: str
) -> tuple[str, int, str]:
    """Who speaks, where the reporting clause begins, and the rule that says so; an empty name where nobody does."""
    before = context.text[sentence.begin : at]
    start = max(before.rfind(mark) for mark in "，。；：”\n") + 1
    named = _SUBJECT.fullmatch(before, start)
    if named:
        clause = sentence.begin + named.start("who")
        who = named["who"]
        if who in ("他", "她"):
            return _antecedent(context, sentence, clause, mentions) or last_speaker or last_subject, clause, "speech-pronoun"
        if who not in _MEETINGS:
            return "", clause, "speech-document"
        return MEETING, clause, "speech-meeting"
    for mention in reversed([m for m in mentions if m.end <= at]):
        end = mention.behind.end if mention.behind else mention.end
        if _HOW.fullmatch(context.text, end, at):
            leader = mention.behind is not None and mention.behind.text == "总书记"
            return mention.name, mention.whole_begin, "speech-leader" if leader else "speech-person"
        if context.text[end : end + 1] in "，" and _is_subject(context, sentence, mention) and _clause_start(context, sentence, at):
            return mention.name, _clause_begin(context, sentence, at), "speech-carried"
    if not before.strip("随后最后同时并，") and last_speaker and not sentence.opens_part and not context.text.startswith("希望", at):
        return last_speaker, sentence.begin, "speech-continued"
    if mentions and _clause_start(context, sentence, at) and (subject := _antecedent(context, sentence, at, mentions)):
        return subject, _clause_begin(context, sentence, at), "speech-carried"
    return "", 0, ""


_MEETINGS = frozenset({"会议", "全会", "大会", "座谈会", "推进会", "常委会", "主席会议", "委员长会议"})


def _antecedent(context: Context, sentence: Sentence, clause: int, mentions: list[Mention]) -> str:
    """Whom 他 means: the last person of the sentence who opens a clause before it."""
    before = [m for m in mentions if m.end <= clause]
    opens = [m for m in before if m.whole_begin == sentence.begin or context.text[m.whole_begin - 1] in "，；。：”"]
    acts = [m for m in before if _ACTS.match(context.text, m.behind.end if m.behind else m.end)]
    return (acts or opens)[-1].name if acts or opens else ""


_ACTS = re.compile(r"介绍|讲|回顾|分析|汇报|感谢|宣读|作|握|拉|就|对|结合|代表|从|在|充分|首先|听|看|来到|走进|强调|指出|肯定")


def _is_subject(context: Context, sentence: Sentence, mention: Mention) -> bool:
    """Whether the person can be the subject of later clauses: first in the sentence, not the object of 会见 and the like."""
    first = context.mentions_in(sentence.begin, sentence.end)[0]
    return mention.begin == first.begin


def _clause_start(context: Context, sentence: Sentence, at: int) -> bool:
    """Whether the verb opens its clause: …，强调要坚持."""
    before = context.text[sentence.begin : at]
    return bool(re.search(r"[，；。](?:在[^，。；]{2,60}?(?:后|时|中|上))?(?:并|还|随后|同时|最后|当即|当场|就[^，。；]{2,24}|他|她)?$", before))


def _clause_begin(context: Context, sentence: Sentence, at: int) -> int:
    before = context.text[sentence.begin : at]
    return sentence.begin + max(before.rfind(mark) for mark in "，；。") + 1


def _begin(context: Context, sentence: Sentence, match: re.Match[str]) -> int:
    """Where the words begin: behind the verb and its mark; behind the recipient and the comma (叮嘱负责人，…)."""
    at = sentence.begin + match.end()
    if match["bare"]:
        bare = match["bare"]
        return at - 1 if len(bare) > _TWO and bare[-1] in "要将愿须望" else at
    mark = re.compile(r"了?[^，：。；“”]{0,14}?[，：]|(?=[“。])").match(context.text, at, sentence.end)
    return mark.end() if mark else at


_TWO = 2


def _with_quote_before(context: Context, number: int, clause: int) -> int:
    """“…。”安伟说: the quotation stands in front of its speaker and is part of the statement."""
    sentence = context.sentences[number]
    if clause != sentence.begin and context.text[sentence.begin] == "“":
        return sentence.begin
    return clause


def _speech(context: Context, opener: _Opener, limit: int) -> Speech:
    begin = opener.begin
    end = _end(context, opener, limit)
    if opener.quote is not None:
        begin, end = opener.quote, (opener.clause if opener.only_quote else end)
    return Speech(opener.speaker, opener.verb, opener.clause, begin, max(begin, end), opener.rule)


def _from_quote(context: Context, opener: _Opener) -> _Opener:
    """The opener, with the quotation in front of it if there is one."""
    quote = _quote_before(context, opener)
    return opener if quote is None else replace(opener, quote=quote, only_quote=context.text[opener.begin : opener.begin + 1] in ("。", ""))


def _quote_before(context: Context, opener: _Opener) -> int | None:
    """The begin of the quotation right before 某某说, if there is one."""
    if opener.verb[-1] not in "说道问答言称示":
        return None
    before = context.text[: opener.clause].rstrip("\n")
    number = context.sentence_at(max(len(before) - 1, 0))
    sentence = context.sentences[number]
    if before.endswith("”") and context.text[sentence.begin] == "“" and len(before) - sentence.begin > _SHORTEST:
        while number and not _balanced(context.text[sentence.begin : len(before)]):
            number -= 1
            sentence = context.sentences[number]
        return sentence.begin
    return None


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”")


def _end(context: Context, opener: _Opener, limit: int) -> int:
    number = context.sentence_at(opener.begin)
    if context.text[opener.begin : opener.begin + 1] == "“":
        close = context.text.find("”", opener.begin)
        sentence = context.sentences[context.sentence_at(close)] if close >= 0 else context.sentences[number]
        if context.text[sentence.end - 1] == "”" or close + 1 >= sentence.end - 1:
            return min(limit, sentence.end)
    first = context.sentences[number]
    end = min(first.end, limit)
    for sentence in context.sentences[number + 1 :]:
        if sentence.begin >= limit or _stops(context, sentence, first, opener):
            break
        end = min(sentence.end, limit)
        if sentence.end > limit:
            break
        first = sentence
    return end


def _stops(context: Context, sentence: Sentence, before: Sentence, opener: _Opener) -> bool:
    """Whether the report goes back to telling what happened."""
    text = context.text[sentence.begin : sentence.end]
    if sentence.opens_part or _narrative().match(text) or _tells_of_people(context, sentence):
        return True
    if opener.rule == "speech-leader":
        return not _CONTINUES.match(text)
    if sentence.paragraph != before.paragraph and opener.speaker != MEETING:
        return not (_CONTINUES.match(text) or context.text[before.end - 1] in "：；")
    return False


_DOES = re.compile(
    r"出席|参加|列席|主持|陪同|一同|会见|来到|走进|走访|先后|分别|宣读|宣布|汇报|发言|讲话|作了|做了|做题|报告了|演讲|提问|分享|朗诵|作表|作.{0,8}(?:发言|报告|说明|通报|汇报|部署)|感谢|欢迎|对.{1,30}表示|认真听取|向.{1,30}(?:汇报|表示)|介绍了|一行|转达|察看|给予|应邀|就.{1,30}(?:作|提)|因|代表|结合|在|还|逐|从|深情|重点|着重|详细|边|仔细|率|带|听|承诺|高度|充分|请|邀|拿|握|拉|看|沿着|指着|回忆|通报|简要|表示|主动|专程|围绕|与|同|和|对|也|向"
)


def _tells_of_people(context: Context, sentence: Sentence) -> bool:
    """A roll-call, or a sentence whose subject is a person who does something."""
    mentions = context.mentions_in(sentence.begin, sentence.end)
    sure = [m for m in mentions if m.vouched]
    if not sure:
        return False
    first = sure[0]
    if first.behind and first.behind.text in _LEADERS:
        return False
    if re.search(r"(?:出席|参加|列席|陪同)了?[^，。]{0,12}。?$", context.text[sentence.begin : sentence.end]):
        return True
    if first.whole_begin - sentence.begin > _OPENING and not _is_introduced(context.text[sentence.begin : first.begin]):
        return False
    last = [m for m in sure if m.group == first.group][-1]
    rest = context.text[last.behind.end if last.behind else last.end : sentence.end]
    return bool(_DOES.match(rest.lstrip("等同志，")))


def _is_introduced(before: str) -> bool:
    """…硕士班学生代表 before a name: the person opens the sentence all the same."""
    return "，" not in before and bool(_introducer().search(before))


@cache
def _introducer() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('introducers', 'groups')})$")


_OPENING = 12
