"""From a page to its articles: boundaries, headline, bylines, repaired body, sentences."""

import re

from kg.model import Article, Byline, Page, RepairedText, Span
from kg.text import bylines
from kg.text.articles import Draft, drafts, spans
from kg.text.repair import repair
from kg.text.sentences import sentences

_BROADCAST = re.compile(r"央视网消息（新闻联播）：|【[^】]{1,40}】(?=.)")
_JUMP = re.compile(r"[（(]?(?:上接|下转)第?\s?[一二三四五六七八\d]{1,3}\s?版[）)]?")


def read_articles(page: Page) -> tuple[Article, ...]:
    """The articles of a page in printed order; empty where the page has no text."""
    found = drafts(page.text)
    return tuple(_article(page, draft, span) for draft, span in zip(found, spans(found, len(page.text)), strict=True))


def _article(page: Page, draft: Draft, span: Span) -> Article:
    raw = page.text
    names: list[Byline] = []
    pieces: list[list[Span]] = []
    for number, paragraph in enumerate(draft.paragraphs):
        stretches, found = _without_bylines(raw, paragraph, opens=number in draft.parts)
        names += found
        pieces.append(stretches)
    for line in draft.bylines:
        names += bylines.names(raw, line.span.begin, line.span.end)
    opening = frozenset(draft.parts | {0})
    body = repair(raw, pieces)
    heads = tuple(repair(raw, [[line.span]]) for line in draft.headline)
    return Article(
        span=span,
        headline=tuple(" ".join(line.text.split()) for line in draft.headline) or ((page.title,) if page.title else ()),
        headline_span=Span(draft.headline[0].span.begin, draft.headline[-1].span.end) if draft.headline else Span(span.begin, span.begin),
        bylines=tuple(dict.fromkeys(names)),
        body=body,
        sentences=tuple(sentences(body.text, opening)),
        headlines=heads,
    )


def _without_bylines(raw: str, paragraph: list[Span], *, opens: bool) -> tuple[list[Span], list[Byline]]:
    """The stretches of a paragraph without dateline, bylines and jump lines, and the reporters found."""
    first, last = paragraph[0], paragraph[-1]
    found: list[Byline] = []
    begin, end = first.begin, last.end
    if opens:
        found, begin = bylines.front(raw, first.begin, first.end)
    broadcast = _BROADCAST.match(raw, begin, end)
    begin = broadcast.end() if broadcast else begin
    more, end = bylines.back(raw, max(begin, last.begin), end)
    jump = _JUMP.search(raw, max(begin, last.begin), end)
    if jump:
        begin, end = (jump.end(), end) if jump.start() <= begin + 1 else (begin, jump.start())
    kept = [Span(max(s.begin, begin), min(s.end, end)) for s in paragraph]
    return [s for s in kept if s.begin < s.end], found + more


def whole(text: RepairedText) -> Span:
    """The raw stretch of a whole repaired text."""
    return text.span(0, len(text.text))
