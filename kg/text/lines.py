"""Lines of a page: what each line is (headline, body, byline, page header), seen from its form alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from kg.model import Span
from kg.rules import alternation
from kg.text.glued import cuts
from kg.text.repair import BLANKS


class Role(Enum):
    """What a line is, as far as its own form tells."""

    HEADER = auto()  # 1月16日 星期四 第一版 要闻
    JUMP = auto()  # 下转第四版, on a line of its own
    DATELINE = auto()  # 本报讯(记者 …) opens an article's body
    BARE_DATELINE = auto()  # 央视网消息（新闻联播）： with nothing behind it opens a bulletin of several articles
    AGAIN = auto()  # 又讯(…) opens a further part of the same article
    BYLINE = auto()  # 记者 冉红政; （通讯员 潘志芳）
    DATE = auto()  # 11月4日, below a notice
    TEXT = auto()  # whole sentences
    SHORT = auto()  # no sentence end: a headline, or a piece of a broken line


@dataclass(slots=True)  # frozen ones are made four times slower, and a page has thousands
class Line:
    """A line without its outer blanks."""

    span: Span
    text: str
    role: Role
    closed: bool  # ends where a sentence or paragraph may end
    indented: bool = False  # begins a paragraph for certain


_LINE = re.compile(r"[^\r\n]+")
_LONGEST_FORM = 120  # characters; a longer line is text, whatever it looks like
_LONGEST_HEADER = 60
_LONGEST_END = 16  # （下转第十二版）
_LONGEST_DATELINE = 40
_STOPS = frozenset("。！？")
_INDENT = "\u3000\u3000"

_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|星期[一二三四五六日天]|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_PAGE_NUMBER = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}|第?[A-D]?\d{1,3})版(?:[:：·]?[\u4e00-\u9fff·]{0,6})")
_SECTION = re.compile(r"[^。，,；;！!？?“”\"《》]{1,12}")
_JUMP = re.compile(r"[（(]?(?:紧接|上接|下转)第?\s?[一二三四五六七八九十A-D\d]{1,3}\s?版[^。，,]{0,20}[）)]?$")
_OWN = r"(?:本报|本台|本刊|本网|本院|新华社|中新社)"
_OUTLET = r"(?!据)(?:校|[\u4e00-\u9fff·]{0,8}?(?:报|网|社|台|刊|校|院|新闻|融媒|客户端))"
_DATELINE = re.compile(
    r"[【\[]?(?:"
    + _OWN
    + r"讯(?:(?=[\s（(：:，,】\]“\d])|(?![息号员问])(?=[\u4e00-\u9fff])|$)"  # 本报讯(记者 …
    + r"|"
    + _OWN
    + r"[^。，,（(：:\s]{1,8}(?:电|讯)\s?(?=[（(])"  # 本报合肥电（记者 …
    + r"|"
    + _OUTLET
    + r"讯(?=[\s（(：:】\]])"  # 侨乡时报讯（记者 …
    + r"|"
    + _OUTLET
    + r"消息(?=[\s（(：:】\]])"  # 央视网消息（新闻联播）：
    + r"|"
    + _OUTLET
    + r"[^。，,（(：:\s]{0,10}\s?\d{1,2}(?:月\d{1,2})?日(?:讯|电|消息)"  # 新华社北京5月3日电
    + r")"
)
_BARE = re.compile(r"[^，。]{2,12}(?:讯|消息)(?:[（(][^（()）]{1,12}[）)])?[：:]$")
_NEWS = re.compile("[讯电息]")
_AGAIN = re.compile(r"又讯(?=[（(\s：:，,\d])")
_BYLINE = re.compile(
    r"[（(\[【]?\s?(?:[\u4e00-\u9fff·]{0,10}\s?)?(?:记\s?者|通\s?讯\s?员|实习生|撰稿|摄影)[\s：:/][^。，,;；]{2,40}$"
    r"|[（(\[【](?:文|图|文/图|图/文|图文|文字|图片|来源|供稿|编辑|责任编辑)\s?[：:/／][^。]{2,30}[）)\]】]$"
    r"|(?:文|图|文/图|图/文|图文|文字|图片|供稿|编辑|责编|责任编辑)\s?[：:/／][^。，,]{2,40}$"
)
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日$")
_CLOSED = re.compile(
    r"(?:[。！？!?…；;：:）)\]】]|[。！？!?…][”’\"』」]|[^,，、][”\"]|[。）)”\"\s](?:下转|上接)第?.{1,4}版|记\s?者[\s\u4e00-\u9fff]{2,8}摄|[\s（(/／][\u4e00-\u9fff]{1,3}\s?摄)$"
)
_SENTENCE = re.compile(
    r"[；;：:]$|[；;][^，,]{0,120}[，,]|^(?:\d{4}年)?\d{1,2}月\d{1,2}日[^，,]{0,120}[，,]|^[●▲■◆★、，]|^[（(](?:上接|下转)|[，,].{8,120}[，,]"
)
_ROSTER = re.compile(r"\S{1,3}\s?\S{1,3}\s\S{2,20}(?:" + alternation("offices") + r")$")


def lines(raw: str) -> Iterator[Line]:
    """The lines of a page in order, blank ones left out; a line that holds several articles comes as several lines."""
    for match in _LINE.finditer(raw):
        line = match[0]
        text = line.strip(BLANKS)
        if text:
            indented = line.startswith(_INDENT)
            begin = match.start() + (0 if text is line else len(line) - len(line.lstrip(BLANKS)))
            places = cuts(text)
            yield from _pieces(text, begin, places, indented=indented) if places else (_line(text, begin, indented=indented),)


def _line(text: str, begin: int, *, indented: bool) -> Line:
    return Line(Span(begin, begin + len(text)), text, _role(text), is_closed(text), indented)


def _pieces(text: str, begin: int, places: list[int], *, indented: bool) -> Iterator[Line]:
    for start, stop in pairwise([0, *places, len(text)]):
        yield _line(text[start:stop].rstrip(BLANKS), begin + start, indented=indented and start == 0)


def _role(text: str) -> Role:
    if _NEWS.search(text, 0, _LONGEST_DATELINE) and (dateline := _dateline(text)):
        return dateline
    if len(text) > _LONGEST_FORM or "。" in text:
        return Role.TEXT
    return _form(text) or (Role.TEXT if _is_text(text) else Role.SHORT)


def _dateline(text: str) -> Role | None:
    if _AGAIN.match(text):
        return Role.AGAIN
    if _DATELINE.match(text):
        return Role.BARE_DATELINE if len(text) <= _LONGEST_FORM and _BARE.match(text) else Role.DATELINE
    return None


def _form(text: str) -> Role | None:
    """The role of a short line that is neither text nor headline, None where it may be."""
    if "版" in text and _JUMP.match(text):
        return Role.JUMP
    if "版" in text and is_header(text):
        return Role.HEADER
    if _BYLINE.match(text):
        return Role.BYLINE
    return Role.DATE if _DATE.match(text) else None


def is_header(text: str) -> bool:
    """Whether a line is the header of a page: a day and a page number among names of sections, or a page number alone."""
    if len(text) > _LONGEST_HEADER:
        return False
    rest, days = _DAY.subn(" ", re.sub(r"第\s?(\S{1,3})\s?版", r"第\1版", text))
    words = rest.split()
    numbers = sum(bool(_PAGE_NUMBER.fullmatch(word)) for word in words)
    return bool(numbers) and (bool(days) or len(words) <= 1 + numbers) and all(map(_SECTION.fullmatch, words))


def _is_text(text: str) -> bool:
    return bool(_SENTENCE.search(text) or _ROSTER.match(text))


def is_closed(text: str) -> bool:
    """Whether a line ends where a sentence or paragraph may end."""
    return text[-1] in _STOPS or bool(_CLOSED.search(text[-_LONGEST_END:])) or (len(text) <= _LONGEST_FORM and bool(_ROSTER.match(text)))
