"""Lines of a page: what each line is (headline, body, byline, page header), seen from its form alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kg.model import Span
from kg.rules import alternation


class Role(Enum):
    """What a line is, as far as its own form tells."""

    HEADER = auto()  # 1月16日 星期四 第一版 要闻
    DATELINE = auto()  # 本报讯(记者 …) opens an article's body
    AGAIN = auto()  # 又讯(…) opens a further part of the same article
    BYLINE = auto()  # 记者 冉红政; （通讯员 潘志芳）
    DATE = auto()  # 11月4日, below a notice
    TEXT = auto()  # whole sentences
    SHORT = auto()  # no sentence end: a headline, or a piece of a broken line


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks."""

    span: Span
    text: str
    role: Role
    closed: bool  # ends where a sentence or paragraph may end


_LINE = re.compile(r"[^\r\n]+")
_HEADER = re.compile(r"(?=[^。]{0,40}第\s?[一二三四五六七八九十\d]{1,3}\s?版)(?=[^。]{0,40}[年月日期]).{4,40}$")
_OUTLET = r"(?:本报|本台|本刊|校|新华社|中新社|央视网|[\u4e00-\u9fff]{2,8})"
_DATELINE = re.compile(
    r"(?:本报|本台|新华社|中新社)[^，。,（(：:\s]{0,12}?(?:讯|电|消息)(?=[\s（(：:，,\u4e00-\u9fff])"
    r"|" + _OUTLET + r"?(?:讯|消息)\s?(?=[（(]|[:：])|(?:校|本网|本院)讯\s"
)
_AGAIN = re.compile(r"又讯\s?(?=[（(\s])")
_BYLINE = re.compile(
    r"[（(]?\s?(?:[\u4e00-\u9fff·]{0,10}\s?)?(?:记\s?者|通\s?讯\s?员|实习生|撰稿|摄影)[\s：:/][^。，,;；]{2,40}$"
    r"|[（(](?:文|图|文/图|来源)[：:][^。]{2,20}[）)]$"
)
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日$")
_CLOSED = re.compile(r"[。！？!?…；;：:）)]$|[。！？!?…][”’\"』」）)]$|[^,，、][”\"]$|[（(]?(?:上|下)转第?.{1,4}版[）)]?$")
_SENTENCE = re.compile(r"。|[；;：:]$|[；;][^，,]*[，,]|^[（(](?:上接|下转)|^(?:\d{4}年)?\d{1,2}月\d{1,2}日[^，,]*[，,]|^[●▲■◆★、，。]|[，,].{8,}[，,]")
_ROSTER = re.compile(r"\S{1,3}\s?\S{1,3}\s\S{2,20}(?:" + alternation("offices") + r")$")


def _role(text: str) -> Role:
    if _AGAIN.match(text):
        return Role.AGAIN
    if _DATELINE.match(text):
        return Role.DATELINE
    if _HEADER.match(text):
        return Role.HEADER
    if _BYLINE.match(text):
        return Role.BYLINE
    if _DATE.match(text):
        return Role.DATE
    return Role.TEXT if _SENTENCE.search(text) or _ROSTER.match(text) else Role.SHORT


def lines(raw: str) -> Iterator[Line]:
    """The lines of a page in order, blank ones left out."""
    for match in _LINE.finditer(raw):
        text = match[0].strip()
        if text:
            begin = match.start() + match[0].index(text[0])
            role = _role(text)
            closed = role in (Role.BYLINE, Role.DATE) or bool(_CLOSED.search(text) or _ROSTER.match(text))
            yield Line(Span(begin, begin + len(text)), text, role, closed)
