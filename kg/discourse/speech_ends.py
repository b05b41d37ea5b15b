"""Where a statement ends: before the report goes back to telling what happened."""

import re
from functools import cache

from kg.discourse.context import Context
from kg.discourse.narration import HE, tells
from kg.discourse.speakers import LEADERS, MEETING
from kg.discourse.subjects import OPENING
from kg.mentions.people import Mention
from kg.model import Sentence
from kg.rules import alternation

_MEETING_WORDS = "会议|大会|座谈会|研讨会|论坛|仪式|讲座|活动|培训|年会|峰会|对话会|分享会|交流会"
_MEETING_DOES = "邀请|安排|由|期间|结束|听取|审议|以线上|以视频|吸引|精彩|取得|圆满"
_CONTINUES = re.compile(
    r"要|[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六七八九十](?![届次期场批轮套代季])|首先|其次|再次|同时|此外|各|全[市省县区校院州党国]|必须|坚持|加强|强化|突出"
    r"|[\u4e00-\u9fff]{3,8}[，、。]要|[\u4e00-\u9fff]{2,4}[，、][^。]{0,12}要"
)
_CLOSING = re.compile(
    r"^(?![^。]*(?:祝|愿|希望|期待|相信|确保)).{0,200}(?:合影留念|圆满(?:结束|落幕|成功)|热烈的?掌声|落下帷幕|氛围中(?:结束|进行)|告一段落)"
)


@cache
def _narrative() -> re.Pattern[str]:
    return re.compile(
        rf"{alternation('narrative_openers')}|各[^，。]{{2,20}}(?:设|分别在)[^，。]{{0,8}}(?:分会场|收听|参加)"
        rf"|(?:本次|此次|该|全场)?(?:{_MEETING_WORDS})(?:还|共|最后|先后){{0,2}}(?:{_MEETING_DOES})"
        r"|(?:各界|全体|到场|在场)[^，。]{2,14}(?:针对|就|对|纷纷|一致)|结束后|根据[^，。]{2,20}(?:部署|安排)，[^，。]{2,16}(?:分别|将)"
        r"|[^，。]{0,6}(?:讨论|提问|问答|互动|交流)(?:阶段|环节)|最后，(?:与会|大家|全体|双方)|[^，。]{1,12}对此(?:高度评价|表示)"
        r"|[\u4e00-\u9fff、]{2,30}?(?:参加|陪同|出席)(?:了)?(?:会见|会谈|上述活动|活动|座谈|调研|考察|会议)。"
        r"|(?:\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{1,2}日)(?!(?:[^，。]{0,8}，(?:在[^，。]{2,20}，)?)?(?:我(?![院校市省县区国系处局部])|中方|双方|两国))|[●▲■◆]"
    )


def speech_end(context: Context, begin: int, limit: int, speaker: str, rule: str) -> int:
    """The end of the statement that begins at ``begin``, not beyond ``limit``."""
    number = context.sentence_at(begin)
    quoted = _quotation_end(context, begin)
    if quoted is not None:
        return min(limit, quoted)
    before = context.sentences[number]
    end = min(before.end, limit)
    for sentence in context.sentences[number + 1 :]:
        if sentence.begin >= limit or _stops(context, sentence, before, speaker, rule) or _is_told_of(context, sentence, speaker, begin):
            break
        end, before = min(sentence.end, limit), sentence
    return begin + len(_LOOSE_END.sub("", context.text[begin:end])) if end == limit else end


_ANOTHER = re.compile("同志|博士|先生|女士|院长|教授|[一这那][位名个][^，。]{0,12}的")


def _is_told_of(context: Context, sentence: Sentence, speaker: str, begin: int) -> bool:
    """他感谢…: told of the speaker, unless the words so far have named somebody else whom 他 could mean."""
    if not HE.match(context.text, sentence.begin):
        return False
    named = any(mention.name != speaker for mention in context.mentions_in(begin, sentence.begin))
    return not named and _ANOTHER.search(context.text, begin, sentence.begin) is None


_LOOSE_END = re.compile(r"[，；](?:(?:另外|此外|同时|最后|随后|但|而|并|也|还|但同时|并且)，?)?$")


def _quotation_end(context: Context, begin: int) -> int | None:
    """A statement in quotation marks that end its sentence ends there."""
    close = context.text.find("”", begin) if context.text[begin : begin + 1] == "“" else -1
    if close < 0:
        return None
    sentence = context.sentences[context.sentence_at(close)]
    return sentence.end if context.text[sentence.end - 1] == "”" or close + 1 >= sentence.end - 1 else None


def _stops(context: Context, sentence: Sentence, before: Sentence, speaker: str, rule: str) -> bool:
    place = (context.text, sentence.begin, sentence.end)
    if sentence.opens_part or _narrative().match(*place) or _CLOSING.match(*place):
        return True
    if tells(context, sentence) or _tells_of_people(context, sentence):
        return True
    goes_on = _CONTINUES.match(context.text, sentence.begin, sentence.end) is not None
    if rule == "speech-leader" or _is_quoted(context, speaker, before):
        return not goes_on
    if _is_dispatch(context, speaker, before):
        return not (goes_on or _SPEAKS_ON.match(context.text, sentence.begin, sentence.end))
    if sentence.paragraph != before.paragraph and speaker != MEETING:
        return not (goes_on or _is_broken_off(context, before) or _FIRST_PERSON.match(context.text, sentence.begin, sentence.end))
    return False


_FIRST_PERSON = re.compile(
    r"[^。“”]{0,60}(?:我认为|我们(?:要|应|必须|愿|可以|一致|将)|我愿|我希望|我相信|中方(?:愿|将|坚|始终|支持)|双方(?:要|应|可以)|两国(?:要|应))"
)
_FINISHED = re.compile(r"[。！？…][”’）』」]*$")


def _is_broken_off(context: Context, before: Sentence) -> bool:
    """A paragraph that ends behind ：or ；, or in the middle of a sentence (the layout broke it), goes on in the next one."""
    return _FINISHED.search(context.text[max(before.begin, before.end - 4) : before.end]) is None


def _last_named(context: Context, speaker: str, before: Sentence) -> Mention | None:
    """Where the speaker is named last, up to the sentence that is known to be theirs."""
    named = [mention for mention in context.mentions_in(0, before.end) if mention.name == speaker]
    return named[-1] if named else None


def _is_quoted(context: Context, speaker: str, before: Sentence) -> bool:
    """习近平总书记十分关心…，他强调，…: quoted for a single sentence, though a pronoun stands for the leader."""
    named = _last_named(context, speaker, before)
    return named is not None and named.behind is not None and named.behind.text == "总书记"


_DISPATCH = re.compile(
    r"(?:当地时间)?(?:\d{1,2}月)?(?:\d{1,2}日|当[天日晚]|日前|近日)(?:还|也|又|则)?(?:表示|称|说|指出|强调|宣布|要求|呼吁|认为)|(?:还|也|又|则)?称"
)
_SPEAKS_ON = re.compile(r"我|希望|期待|这|因此|所以|如果|“|[\u4e00-\u9fff]{1,3}方(?:将|愿|不|坚|会|也|始|高|支|希)|双方|两国|应|必须|要")


def _is_dispatch(context: Context, speaker: str, before: Sentence) -> bool:
    """斯塔默15日表示，…: in the short news of an agency one sentence is quoted, then comes what else is known."""
    named = _last_named(context, speaker, before)
    return named is not None and named.begin >= before.begin and _DISPATCH.match(context.text, named.end) is not None


def goes_on(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence is by its form rather a further part of what somebody says: 要…, 一是…, 各级…."""
    titled = any(m.whole_begin == sentence.begin for m in context.mentions_in(sentence.begin, sentence.end))
    return not titled and _CONTINUES.match(context.text, sentence.begin, sentence.end) is not None


@cache
def _does() -> re.Pattern[str]:
    stretches = r"作.{0,8}(?:发言|报告|说明|通报|汇报|部署)|对.{1,30}表示|向.{1,30}(?:汇报|表示)|就.{1,30}[作提]"
    return re.compile(rf"[等同志，]{{0,4}}(?:{alternation('people_do')}|{stretches})")


_MANY = 3


def _is_list(context: Context, people: list[Mention]) -> bool:
    """研究员甲、教授乙、教授丙依次…: three in a row, each with a title of their own."""
    ends = [m.behind.end if m.behind else m.end for m in people]
    return all(context.text[end : after.whole_begin] == "、" for end, after in zip(ends, people[1:_MANY], strict=False))


def _opens_and_does(context: Context, sentence: Sentence, mention: Mention) -> bool:
    """何某某作总结讲话: nothing but the act vouches for the name."""
    return mention.begin == sentence.begin and _PERFORMS.match(context.text, mention.end, sentence.end) is not None


_PERFORMS = re.compile(r"作了?[^，。]{0,6}(?:讲话|发言|报告|说明|通报)|主持|出席|参加|陪同|宣读|致辞")


_ROLL_CALL = re.compile(r"(?:出席|参加|列席|陪同)了?[^，。]{0,12}。?$")


def _tells_of_people(context: Context, sentence: Sentence) -> bool:
    """A roll-call, or a sentence whose subject is a person who does something."""
    people = [m for m in context.mentions_in(sentence.begin, sentence.end) if m.vouched or _opens_and_does(context, sentence, m)]
    if not people or (people[0].behind is not None and people[0].behind.text in LEADERS):
        return False
    if _ROLL_CALL.search(context.text[max(sentence.begin, sentence.end - 20) : sentence.end]):
        return True
    first = people[0]
    if len(people) >= _MANY and first.whole_begin - sentence.begin <= OPENING and _is_list(context, people):
        return True
    if first.whole_begin == sentence.begin and context.text[first.end : first.end + 1] != "的":
        return True
    if first.whole_begin - sentence.begin > OPENING and not _is_introduced(context.text[sentence.begin : first.begin]):
        return False
    last = [m for m in people if m.group == first.group][-1]
    return _does().match(context.text, last.behind.end if last.behind else last.end, sentence.end) is not None


@cache
def _introducer() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('introducers', 'groups')})$")


def _is_introduced(before: str) -> bool:
    """…硕士班学生代表 before a name: the person opens the sentence all the same."""
    return "，" not in before and _introducer().search(before[-8:]) is not None
