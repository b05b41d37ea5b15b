"""Verbs of reported speech: where in a sentence one stands, and where the words that it reports begin."""

import re
from collections.abc import Iterator
from functools import cache

from kg.discourse.context import Context
from kg.mentions.landmarks import landmarks, led
from kg.model import Sentence
from kg.rules import alternation, word_set

_FEELING = (
    "了|的|过|欢迎|热忱|由衷|感谢|赞|热烈|衷心|慰问|祝贺|支持|高度|诚挚|敬意|肯定|满意|同意|祝愿|哀悼|反对|关切|谢|敬|祝|深切|热切|强烈|坚决|并|和|与|对|充分|由衷"
    "|亲切|良好|极大|十分|非常"
)
_POINTS = r"(?:[一二两三四五六七八九十几\d][点条项个句方]|要求|意见|建议|希望|任务)"


def _forms() -> tuple[tuple[str, str], ...]:
    """The forms in which a verb opens a statement, the first that fits counting: its name and its pattern."""
    recipient = rf"(?:(?<=[求嘱咐励望议醒诫示召复])|(?=了?[^，：。；“”]{{0,12}}?{_POINTS}))"
    announced = r"了?[^，：。；“”]{0,16}(?:意见|任务|要求|建议|希望|话)。$"
    return (
        ("bare", rf"(?:{alternation('speech_bare')})(?!求|[，：；。、！”）]|的|和|与|精神|是|等|下)"),  # 要求各地…
        ("verb", rf"(?:{alternation('speech_verbs')})(?=[“，：。])"),  # 指出，…
        (
            "told",  # 叮嘱负责人，… 提出四点要求：… 强调6点意见。一要…
            rf"(?:{alternation('speech_told')})(?={recipient}了?[^，：。；“”]{{0,16}}?[，：]|{announced})",
        ),
        (
            "plain",  # 指出学校是…
            rf"(?:指出|表示|认为|强调|提出(?=[\u4e00-\u9fff]{{1,8}}(?<![重主需首必])要))(?=[\u4e00-\u9fff“])(?!{_FEELING})",
        ),
    )


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _forms()))


def verbs(context: Context, sentence: Sentence) -> Iterator[re.Match[str]]:
    """The verbs of a sentence that can open a statement; offsets of the matches count from the sentence's begin."""
    begins = landmarks(context.text).begins_in("speech", sentence.begin, sentence.end)
    if not begins:
        return
    text = context.text[sentence.begin : sentence.end]
    for match in led(_verbs(), text, [begin - sentence.begin for begin in begins], len(text)):
        if not (_announces_nothing(context, sentence, match) or _in_quotation(text, match.start()) or _is_noun(text, match)):
            yield match


_FAR = 18
_PAUSE = re.compile(r"[^，：。；“”]{0,20}，")
_POINT = re.compile(r"[一二三四五六七八九十首要]|第[一二三]|希望|各|必须|“|即|坚持|勉励|期望|不")


def _announces_nothing(context: Context, sentence: Sentence, match: re.Match[str]) -> bool:
    """提出了建设性意见。: points are announced (强调6点意见。一要…) only if the next sentence begins to count them."""
    rest = context.text[sentence.begin + match.end() : sentence.end]
    if match["told"] and match[0][0] in "提讲谈说答" and _PAUSE.match(rest) and not _POINT.match(rest[rest.index("，") + 1 :]):
        return True
    if not match["told"] or not rest.endswith("。") or len(rest) >= _FAR or re.search("[，：]", rest):
        return False
    return not re.match(r"\n?(?:[一1首第]|要)", context.text[sentence.end : sentence.end + 3])


def _in_quotation(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


_COINED = re.compile(
    r"了?“[^“”]{1,30}”的?(?:重要|重大|伟大|宏伟)?(?:倡议|理念|构想|主张|口号|概念|战略|目标|思想|论断|论述|设想|要求|命题)"
)
_COUNTED = frozenset({"要求", "希望", "建议"})
_COUNT = re.compile(r"[一二两三四五六七八九十几多些\d][点条项个]?$")
_ALSO_NOUNS = frozenset({"要求", "希望", "建议", "指示", "说", "介绍", "提出", "强调", "表示"})


_NEVER_OF = frozenset({"强调", "提出"})  # 就…工作提出四点要求; 的提出 alone is a noun


@cache
def _noun_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('speech_nouns')})$")


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """要求 in 部署要求 and 的要求 is a noun."""
    before = text[max(0, match.start() - 3) : match.start()]
    if (match[0] in _COUNTED and _COUNT.search(before)) or (match[0] == "介绍" and before.endswith(("了", "行", "的", "作", "做"))):
        return True
    if match[0] == "提出" and _COINED.match(text, match.end()):
        return True
    if match[0] not in _ALSO_NOUNS or not _noun_before().search(before):
        return False
    return match[0] not in _NEVER_OF or before.endswith("的")


_MARK = re.compile(r"了?[^，：。；“”]{0,16}?(?:[，：]|(?:意见|任务|要求|建议|希望|话)。\n?)|(?=[“。])")


def words_begin(context: Context, sentence: Sentence, match: re.Match[str]) -> int:
    """Where the reported words begin: behind the verb and its mark; behind the recipient and the comma (叮嘱负责人，…)."""
    at = sentence.begin + match.end()
    bare = match["bare"]
    if bare:
        return at - 1 if bare not in word_set("speech_directive") and bare[-1] in "要将愿须望" and len(bare) > len("希望") else at
    if match["plain"]:
        return at
    mark = _MARK.match(context.text, at, sentence.end + 1)
    return mark.end() if mark else at
