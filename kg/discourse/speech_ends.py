"""Where a statement ends: before the report goes back to telling what happened."""

import re
from functools import cache

from kg.discourse.context import Context
from kg.discourse.speakers import LEADERS, MEETING
from kg.model import Sentence
from kg.rules import alternation

_MEETING_WORDS = "会议|大会|座谈会|研讨会|论坛|仪式|讲座|活动|培训|年会|峰会|对话会|分享会|交流会"
_MEETING_DOES = "邀请|安排|由|期间|结束|听取|审议|以线上|以视频|吸引|精彩|取得|圆满"
_CONTINUES = re.compile(
    r"要|[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六七八九十]|首先|其次|再次|同时|此外|各|全[市省县区校院州党国]|必须|坚持|加强|强化|突出"
    r"|[\u4e00-\u9fff]{3,8}[，、。]要|[\u4e00-\u9fff]{2,4}[，、][^。]{0,12}要"
)
_CLOSING = re.compile(r"合影留念|圆满(?:结束|落幕|成功)|热烈的?掌声|落下帷幕|氛围中(?:结束|进行)|告一段落")
OPENING = 12  # a person who is named within so many characters opens the sentence


@cache
def _narrative() -> re.Pattern[str]:
    return re.compile(
        rf"{alternation('narrative_openers')}|各[^，。]{{2,20}}(?:设|分别在)[^，。]{{0,8}}(?:分会场|收听|参加)"
        rf"|(?:本次|此次|该|全场)?(?:{_MEETING_WORDS})(?:还|共|最后|先后){{0,2}}(?:{_MEETING_DOES})"
        r"|(?:各界|全体|到场|在场)[^，。]{2,14}(?:针对|就|对|纷纷|一致)|结束后|根据[^，。]{2,20}(?:部署|安排)，[^，。]{2,16}(?:分别|将)"
        r"|[^，。]{0,6}(?:讨论|提问|问答|互动|交流)(?:阶段|环节)|最后，(?:与会|大家|全体|双方)|[^，。]{1,12}对此(?:高度评价|表示)"
        r"|[\u4e00-\u9fff、]{2,30}?(?:参加|陪同|出席)(?:了)?(?:会见|会谈|上述活动|活动|座谈|调研|考察|会议)。"
        r"|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{1,2}日|[●▲■◆]"
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
        if sentence.begin >= limit or _stops(context, sentence, before, speaker, rule):
            break
        end, before = min(sentence.end, limit), sentence
    return end


def _quotation_end(context: Context, begin: int) -> int | None:
    """A statement in quotation marks that end its sentence ends there."""
    close = context.text.find("”", begin) if context.text[begin : begin + 1] == "“" else -1
    if close < 0:
        return None
    sentence = context.sentences[context.sentence_at(close)]
    return sentence.end if context.text[sentence.end - 1] == "”" or close + 1 >= sentence.end - 1 else None


def _stops(context: Context, sentence: Sentence, before: Sentence, speaker: str, rule: str) -> bool:
    place = (context.text, sentence.begin, sentence.end)
    if sentence.opens_part or _narrative().match(*place) or _CLOSING.search(*place) or _tells_of_people(context, sentence):
        return True
    goes_on = _CONTINUES.match(context.text, sentence.begin, sentence.end) is not None
    if rule == "speech-leader":
        return not goes_on
    if sentence.paragraph != before.paragraph and speaker != MEETING:
        return not (goes_on or context.text[before.end - 1] in "：；")
    return False


def goes_on(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence is by its form rather a further part of what somebody says: 要…, 一是…, 各级…."""
    titled = any(m.whole_begin == sentence.begin for m in context.mentions_in(sentence.begin, sentence.end))
    return not titled and _CONTINUES.match(context.text, sentence.begin, sentence.end) is not None


@cache
def _does() -> re.Pattern[str]:
    stretches = r"作.{0,8}(?:发言|报告|说明|通报|汇报|部署)|对.{1,30}表示|向.{1,30}(?:汇报|表示)|就.{1,30}[作提]"
    return re.compile(rf"[等同志，]{{0,4}}(?:{alternation('people_do')}|{stretches})")


_ROLL_CALL = re.compile(r"(?:出席|参加|列席|陪同)了?[^，。]{0,12}。?$")


def _tells_of_people(context: Context, sentence: Sentence) -> bool:
    """A roll-call, or a sentence whose subject is a person who does something."""
    people = [m for m in context.mentions_in(sentence.begin, sentence.end) if m.vouched]
    if not people or (people[0].behind is not None and people[0].behind.text in LEADERS):
        return False
    if _ROLL_CALL.search(context.text[max(sentence.begin, sentence.end - 20) : sentence.end]):
        return True
    first = people[0]
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
