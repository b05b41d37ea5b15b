"""Credits at the end of an article from the web: who wrote, who photographed, who edited; they are no part of the text.

文/张三 图/李四 编辑/王五 stands in brackets, on a line of its own, or glued to the last sentence or caption. Credits are read from the
first such word behind the last sentence end, where all that follows are names. Only those who wrote are reporters.
"""

import re
from collections.abc import Iterator

from kg.model import Byline
from kg.text.bylines import listed

_MARK = re.compile(
    r"(?P<author>(?:文\s?[/／]\s?图|图\s?[/／]\s?文)[\s：:／/]|(?:图\s?文|文\s?图|文字|撰稿|供稿|作者)\s?[：:／/|｜]|文[：:／/])"
    r"|(?:图片|摄影|编辑|编校|责编|责任编辑|审核|校对|来源|初审|复审|终审|监制|排版)\s?[：:／/|｜]|图[：:／/]"
)
_BRACKET = re.compile(r"[（(\[【]([^（()）\[\]【】。]{3,50})[）)\]】]$")
_SENTENCE_END = re.compile(r"[。！？][”）)]?")
_NAMES = re.compile(r"[^。！？，,；;]{2,30}")
_LONGEST = 160  # characters of credits


def begin_of_credits(raw: str, begin: int, end: int) -> int:
    """Where the credits at the end of ``raw[begin:end]`` begin; ``end`` where there are none."""
    tail = max(begin, end - _LONGEST)
    bracket = _BRACKET.search(raw, tail, end)
    if bracket:
        return bracket.start() if _MARK.match(raw, bracket.start(1), bracket.end(1)) else end
    for stop in _SENTENCE_END.finditer(raw, tail, end):
        tail = stop.end()
    found = list(_segments(raw, tail, end))
    if found and all(_NAMES.fullmatch(raw, mark.end(), stop) for mark, stop in found):
        return found[0][0].start()
    return end


def authors(raw: str, begin: int, end: int) -> Iterator[Byline]:
    """Those who wrote, in the credits ``raw[begin:end]``."""
    for mark, stop in _segments(raw, begin, end):
        if mark["author"]:
            yield from listed(raw, mark.end(), stop)


def _segments(raw: str, begin: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
    """Each mark of credits with the place where what belongs to it ends."""
    marks = list(_MARK.finditer(raw, begin, end))
    return zip(marks, [*(mark.start() for mark in marks[1:]), end], strict=False)
