"""Articles of a page: where each begins, what its headline is, and which stretches make its paragraphs.

A page holds several articles, and nothing marks where one ends. The lines tell: headline lines have no sentence end, a dateline
(本报讯…) opens a body, a byline closes one. A line that ends in mid-sentence is joined with the next one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import Span
from kg.text.lines import Line, Role, lines


@dataclass(slots=True)
class Draft:
    """An article while its lines are gathered."""

    begin: int = -1  # raw place of its first line; -1: none yet
    headline: list[Line] = field(default_factory=list)
    paragraphs: list[list[Span]] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)  # numbers of paragraphs that open a part (本报讯, 又讯)
    bylines: list[Line] = field(default_factory=list)
    open: bool = False  # the last paragraph ends in mid-sentence
    signed: bool = False  # a byline has closed it
    captions: bool = True  # all paragraphs so far are captions of photographs


_NOTICE = re.compile(r"讣\s?告|简\s?讯|.{0,8}(?:简讯|公示|公告|声明|名单|启事|通知|天气|预报|要闻|任免名单)$|.{0,20}的(?:通知|公告|决定)$")
_TIME = re.compile(r"日前|近日|昨|今|当地时间|连日|当天|早晨|清晨|上午|下午|\d{4}年|\d{1,2}月|\d{1,2}日|天刚|本报|近年|自\d|为|在")
_NUMBERED = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、.．]|[）)])|第[一二三四五六七八九十]{1,3}[章节部项]|附[：:件]")
_BULLETIN = re.compile(r"[快简]讯|要闻|新闻摘要|一句话新闻")
_FEATURE = re.compile(r"\s?[—－-]{1,2}\s?记")
_SIGN_OFF = re.compile(r"特此.{2,6}$|此[布告]$")
_CAPTION = re.compile(r"摄(?:影报道)?[）)]?$")


def drafts(raw: str, title: str = "") -> list[Draft]:
    """The articles of a page in printed order; a page without text has none.

    Args:
        raw: the decoded page.
        title: what is known of its title beside the text; 国内联播快讯 tells that each headline begins an article.
    """
    page = list(lines(raw))
    gathering = _Gathering(title)
    for line, before_dateline in zip(page, _before_datelines(page), strict=True):
        gathering.take(line, before_dateline=before_dateline)
    return gathering.finish()


def spans(found: list[Draft], length: int) -> Iterator[Span]:
    """The stretch of each article: from its first line to the next article's."""
    for begin, end in pairwise([draft.begin for draft in found] + [length]):
        yield Span(begin, end)


def _before_datelines(page: list[Line]) -> list[bool]:
    """For each line whether only lines without a sentence end stand between it and the next dateline: then it is a headline."""
    found: list[bool] = []
    leads = False
    for line in reversed(page):
        found.append(leads and line.role is Role.SHORT)
        leads = line.role is Role.DATELINE or (leads and line.role in (Role.SHORT, Role.HEADER, Role.JUMP))
    return found[::-1]


class _Gathering:
    """Gives each line to an article."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.done: list[Draft] = []
        self.now = Draft()
        self.waiting: list[Line] = []  # lines that may be the next article's headline
        self.bulletin = False  # each headline begins an article
        self.whole = False  # a document in full: no heading begins an article
        self.takers: dict[Role, Callable[[Line], None]] = {
            Role.BARE_DATELINE: self._start_bulletin,
            Role.DATELINE: self._start_body,
            Role.AGAIN: self._part,
            Role.BYLINE: self._byline,
        }

    def take(self, line: Line, *, before_dateline: bool) -> None:
        if line.role in (Role.HEADER, Role.JUMP):
            return
        if line.role in self.takers:
            self.takers[line.role](line)
        elif self.now.open and not self.waiting and not before_dateline and not line.indented:
            self._join(line)
        elif line.role is Role.DATE and self.waiting and self.now.paragraphs:
            self._sign_off(line)
        elif line.role is Role.SHORT and not (self.now.paragraphs and _SIGN_OFF.match(line.text)):
            self.waiting.append(line)
        else:
            self._text(line)

    def _begin(self, line: Line) -> None:
        if self.now.begin < 0:
            self.now.begin = line.span.begin

    def _take_headline(self) -> None:
        for line in self.waiting:
            self._begin(line)
        self.now.headline += self.waiting
        self.waiting = []

    def _start_bulletin(self, line: Line) -> None:
        self._start(line)
        self.bulletin = any(_BULLETIN.search(text) for text in (self.title, *(heading.text for heading in self.now.headline)))
        self.whole = not self.bulletin

    def _start(self, line: Line) -> None:
        """Begin an article at its dateline, or at the headline or the photographs before it."""
        if self.now.bylines or (self.now.paragraphs and (self.waiting or self.now.headline or not self.now.captions)):
            self._close()
        self._take_headline()
        self._begin(line)

    def _start_body(self, line: Line) -> None:
        self._start(line)
        self._part(line)

    def _part(self, line: Line) -> None:
        self._settle(line)
        self.now.parts.add(len(self.now.paragraphs))
        self._paragraph(line)

    def _text(self, line: Line) -> None:
        self._settle(line)
        self._paragraph(line)

    def _settle(self, line: Line) -> None:
        """Decide what the waiting lines are: the headline of this article or of the next, or a heading inside this one."""
        if self.waiting and self.now.paragraphs and not self._begins_article(line):
            for heading in self.waiting:
                self._paragraph(heading)
            self.waiting = []
        elif self.waiting and self.now.paragraphs:
            self._close()
        self._take_headline()

    def _begins_article(self, line: Line) -> bool:
        first = self.waiting[0].text
        if self.whole or line.role is Role.AGAIN or _NUMBERED.match(first):
            return False
        return (
            self.now.signed
            or self.bulletin
            or bool(_NOTICE.match(first))
            or any(_FEATURE.match(heading.text) for heading in self.waiting)
            or bool(_TIME.match(line.text) and (self.now.headline or self.done))
        )

    def _paragraph(self, line: Line) -> None:
        self._begin(line)
        self.now.paragraphs.append([line.span])
        self._go_on(line)

    def _join(self, line: Line) -> None:
        self.now.paragraphs[-1].append(line.span)
        self._go_on(line)

    def _go_on(self, line: Line) -> None:
        self.now.open = not (line.closed or _SIGN_OFF.match(line.text))
        self.now.captions = self.now.captions and line.closed and bool(_CAPTION.search(line.text[-8:]))

    def _byline(self, line: Line) -> None:
        if self.now.paragraphs and self.waiting:  # 记者 … right under the next headline
            self._close()
        self._take_headline()
        self._begin(line)
        self.now.bylines.append(line)
        self.now.signed = bool(self.now.paragraphs)
        self.now.open = False

    def _sign_off(self, line: Line) -> None:
        for closing in (*self.waiting, line):
            self._paragraph(closing)
        self.now.open = False
        self.waiting = []

    def _close(self) -> None:
        self.done.append(self.now)
        self.now = Draft()

    def finish(self) -> list[Draft]:
        """The articles; lines that still wait belong to the last one."""
        if self.now.paragraphs:
            for line in self.waiting:
                self._paragraph(line)
        else:
            self._take_headline()
        if self.now.begin >= 0:
            self._close()
        return self.done
