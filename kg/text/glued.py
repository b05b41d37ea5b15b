"""Articles glued together in one line: where a new one begins behind the end of a sentence.

Two signs are trusted. A dateline with a bracket (…落幕。本报讯(记者 …) stands only at the beginning of an article. And on a page whose
lines open with a full date (2013年12月4日，我院…), a clause that reads like a headline, with a verb and no mark, and a full date right
behind it, is the headline of the next article: …约30人。(图：某某)某教授为某报授课2013年12月3日上午，…
"""

import re
from collections.abc import Iterator

_YEAR = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_OPENS_DATED = re.compile(_YEAR)
_NO_STOP = r"[^。！？!?；;：:，,()（）\r\n]"
_STOP = r"(?:[。！？]”?|[：:／/][^（()）：:。\r\n]{1,20}[）)])"  # a sentence end, or that of a caption
_DATED = re.compile(rf"{_STOP}(?=({_NO_STOP}{{8,50}}?){_YEAR})")
_DATELINE = re.compile(_STOP + r"\s?(?=([^。！？!?；;：:，,()（）\r\n]{0,60}?)本报讯\s?[（(])")
_TELLS = re.compile(
    "举行|召开|举办|参加|出席|会见|访问|到访|来访|调研|考察|授课|讲课|讲授|讲学|讲座|讲述|当选|获|启动|成立|签署|签约|揭牌|开展|赴|走进|做客|主讲|主持|报告|研讨|座谈|看望|慰问|检查|督导|视察|表彰|发布|发表|交流|接受|受聘"
)
_GOES_ON = re.compile("[自于在至到从由为是将已曾经和与及同等即的了并因其该本及据年月日起]$")


def cuts(text: str) -> list[int]:
    """The places in a line where a new article's headline or body begins, in ascending order; most lines have none."""
    if text.find("本报讯", 1) > 0:
        return list(_behind(_DATELINE, text, told=False))
    return list(_behind(_DATED, text, told=True)) if _OPENS_DATED.match(text) else []


def _behind(pattern: re.Pattern[str], text: str, *, told: bool) -> Iterator[int]:
    for match in pattern.finditer(text):
        headline = match[1].strip()
        if headline and (_GOES_ON.search(headline) or (told and not _TELLS.search(headline))):
            continue
        yield match.end()
        if headline:
            yield match.end(1)
