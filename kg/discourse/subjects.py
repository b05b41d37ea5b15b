"""Whom a sentence is about, so that 他 in the next one and verbs without a subject find their speaker."""

import re
from functools import cache

from kg.discourse.context import Context
from kg.discourse.narration import tells_of_stranger
from kg.mentions.judging import is_name
from kg.mentions.lexicon import is_word
from kg.mentions.names import Voucher, end_of_name
from kg.mentions.people import Mention
from kg.model import Sentence
from kg.rules import alternation

OPENING = 12  # a person who is named within so many characters opens the sentence
STRANGER = ""
_PRONOUN = re.compile(r"(?:最后|同时|此外|随后|接着)?，?[他她](?!们|山|国|乡)")


def subject_of(context: Context, sentence: Sentence, mentions: list[Mention]) -> Mention | str | None:
    """The person a sentence is about; ``STRANGER`` where it is somebody who was not recognised; None where it is nobody.

    Args:
        context: the article.
        sentence: one of its sentences.
        mentions: the people of the sentence who can be subjects.
    """
    if _PRONOUN.match(context.text, sentence.begin):
        return None
    for mention, after in zip(mentions, [*mentions[1:], None], strict=False):
        if context.is_modifier(mention) or (after is not None and _belongs_to(context, mention, after)):
            continue
        if mention.begin == sentence.begin and _is_caption(context, mention):
            return STRANGER
        if mention.whole_begin - sentence.begin <= OPENING or _acts(context, sentence, mention):
            return mention
    if not mentions and _LEADER.search(context.text, sentence.begin, sentence.end):
        return next((m for m in reversed(context.mentions_in(0, sentence.begin)) if m.behind and m.behind.text == "总书记"), None)
    unknown = not mentions and (tells_of_stranger(context, sentence) or _begins_with_name(context.text, sentence.begin))
    return STRANGER if unknown else None


def _begins_with_name(text: str, at: int) -> bool:
    """罗小刚感谢…: what can be a name stands at the begin, though nothing vouched for it."""
    end = end_of_name(text, at, voucher=Voucher.NOTHING)
    return end > 0 and is_name(text[at:end]) and not is_word(text[at:end]) and _does().match(text, end) is not None


_LEADER = re.compile("(?<!中央)总书记(?!的|同志|重要|系列|指示)")


_CAPTION = re.compile(
    r"[\u4e00-\u9fff]{0,20}(?:大学|学院|研究所|中心|集团|公司|[班级局])[^，。：“”]{2,24}?(?:教授|老师|同学|博士|院长|主任|研究员)"
    r"(?:致辞|发言|讲话|就|以|从|作|做|发表|分享|介绍|在)"
)


def _is_caption(context: Context, mention: Mention) -> bool:
    """龙永红教授|毕业班代表罗小刚副教授致辞: a caption, then somebody who was not recognised."""
    if mention.behind is None or _does().match(context.text, mention.behind.end):
        return False
    return _CAPTION.match(context.text, mention.behind.end) is not None


def _belongs_to(context: Context, mention: Mention, after: Mention) -> bool:
    """周建明教授指导的学生徐壮: the first is only named to say who the second is."""
    between = context.text[mention.end : after.whole_begin]
    return _OWNS.search(between) is not None and not re.search("[，。；：“”、]", between)


_OWNS = re.compile(
    "的|之[子女妻孙]|夫人|(?:致辞|发言|讲话|主持|报告|演讲|讲座|总结|合影|会议|仪式)$"
)  # the last: a caption stands in front


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"[等同志，]{{0,4}}(?:{alternation('people_do')}|进行了|认为|指出|强调|介绍)")


def _acts(context: Context, sentence: Sentence, mention: Mention) -> bool:
    """…首席科学家，文继荣教授进行了…: named later, but as the one who acts."""
    before = context.text[max(sentence.begin, mention.whole_begin - 1) : mention.whole_begin]
    end = mention.behind.end if mention.behind else mention.end
    free = before == "，" or "，" not in context.text[sentence.begin : mention.whole_begin]
    return mention.vouched and free and _does().match(context.text, end) is not None
