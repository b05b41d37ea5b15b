"""Articles of a page: where each begins, what its headline is, and which stretches make its paragraphs.

A page holds several articles, and nothing marks where one ends. The lines tell: headline lines have no sentence end, a dateline
(本报讯…) opens a body, a byline closes one. A line that ends in mid-sentence is joined with the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Span
from kg.text.lines import Line, Role, lines


@dataclass(slots=True)
class Draft:
    """An article while its lines are gathered."""

    headline: list[Line] = field(default_factory=list)
    paragraphs: list[list[Span]] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)  # numbers of paragraphs that open a part (本报讯, 又讯)
    bylines: list[Line] = field(default_factory=list)
    open: bool = False  # the last paragraph ends in mid-sentence
    signed: bool = False  # a byline has closed it

    @property
    def begin(self) -> int:
        spans = [line.span.begin for line in self.headline + self.bylines] + [p[0].begin for p in self.paragraphs]
        return min(spans)


_NOTICE = re.compile(r"讣\s?告|简\s?讯|.{0,8}(?:简讯|公示|公告|声明|名单|启事|通知|天气|预报|要闻|任免名单)$|.{0,20}的(?:通知|公告|决定)$")
_TIME = re.compile(
    r"(?:日前|近日|昨|今|当地时间|连日来|连日|当天|早晨|清晨|上午|下午|\d{4}年|\d{1,2}月|\d{1,2}日|天刚|本报|近年|自\d|为|在)"
)
_FEATURE = re.compile(r"\s?[—－-]{1,2}\s?记")
_SIGN_OFF = re.compile(r"特此.{2,6}$|此[布告]$")


def drafts(raw: str) -> list[Draft]:
    """The articles of a page in printed order; a page without text has none."""
    gathering = _Gathering()
    page = list(lines(raw))
    for index, line in enumerate(page):
        gathering.take(line, page[index + 1 :])
    return gathering.finish()


class _Gathering:
    """Gives each line to an article."""

    def __init__(self) -> None:
        self.done: list[Draft] = []
        self.now = Draft()
        self.waiting: list[Line] = []  # lines that may be the next article's headline

    def take(self, line: Line, rest: list[Line]) -> None:
        now = self.now
        if line.role is Role.HEADER and not self.waiting and (not now.paragraphs or not now.open):
            return
        if line.role is Role.DATELINE:
            self._start_body(line)
        elif line.role is Role.AGAIN:
            self._paragraph(line, part=True)
        elif line.role is Role.BYLINE:
            self._byline(line)
        elif now.open and not self.waiting:
            self._join(line)
        elif line.role is Role.DATE and self.waiting and now.paragraphs:
            self._sign_off(line)
        elif line.role is Role.SHORT and not (now.paragraphs and _SIGN_OFF.match(line.text)):
            self.waiting.append(line)
        else:
            self._text(line)

    def _start_body(self, line: Line) -> None:
        if self.now.paragraphs or self.now.bylines:
            self._close()
        self.now.headline += self.waiting
        self.waiting = []
        self._paragraph(line, part=True)

    def _text(self, line: Line) -> None:
        if self.waiting:
            if not self.now.paragraphs:
                self.now.headline += self.waiting
            elif self._begins_article(line):
                self._close()
                self.now.headline = self.waiting
            else:  # a heading inside the article
                for heading in self.waiting:
                    self._paragraph(heading)
            self.waiting = []
        self._paragraph(line)

    def _begins_article(self, line: Line) -> bool:
        first = self.waiting[0]
        return (
            self.now.signed
            or bool(_NOTICE.match(first.text))
            or any(_FEATURE.match(heading.text) for heading in self.waiting)
            or bool(_TIME.match(line.text))
        )

    def _paragraph(self, line: Line, *, part: bool = False) -> None:
        if part:
            self.now.parts.add(len(self.now.paragraphs))
        self.now.paragraphs.append([line.span])
        self.now.open = not line.closed

    def _join(self, line: Line) -> None:
        self.now.paragraphs[-1].append(line.span)
        self.now.open = not line.closed

    def _byline(self, line: Line) -> None:
        if self.now.paragraphs and self.waiting:  # 记者 … right under the next headline
            self._close()
        self.now.headline += self.waiting
        self.waiting = []
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
        if self.waiting:
            if self.now.paragraphs:
                for line in self.waiting:
                    self._paragraph(line)
            else:
                self.now.headline += self.waiting
        if self.now.paragraphs or self.now.headline:
            self._close()
        return self.done


def spans(found: list[Draft], length: int) -> Iterator[Span]:
    """The stretch of each article: from its first line to the next article's."""
    begins = [draft.begin for draft in found] + [length]
    for begin, end in zip(begins, begins[1:], strict=False):
        yield Span(begin, end)
